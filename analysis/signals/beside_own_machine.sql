-- title = "beside the own machine"
-- claim = "The origin's own machine was at every address of this client in the same session, with the same device token."
-- why = "An app with a built-in browser or a phone view in the same browser is a second client of one machine, wherever the machine is."
-- family = "explanation"
-- points = -26
-- weighed = "weight of evidence -2.4: in 0 of 100 stolen lanes and 0.51 of 100 honest ones; fitted -26"
-- attack = ""
-- needs = ["dt_hash"]
-- blind = "A thief with the whole cookie jar who changes the agent is beside himself."
-- says = "The origin's machine, by its device token, was at {addresses} too: another app or view of one machine looks so."
-- steps = [
--     "Judge the other client at this address: this one is where it is.",
-- ]
-- source = "DESIGN of the program, section 1"
-- reads = ["lane_facts"]
--
-- [false_positives]
-- thief_beside_himself = "Somebody with the whole cookie jar who changes the agent: the first of the two clients is judged on its own."

select
    session_key,
    lane_no,
    null as grade,
    {
        'addresses': case
            when address_count = 1 then address
            else 'all ' || address_count || ' addresses of this client'
        end,
    } as fields,
    [first_event_id] as event_ids,
from lane_facts
where is_candidate
    and is_beside_machine
    and address_relation <> 'all';
