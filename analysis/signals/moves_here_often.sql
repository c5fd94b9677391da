-- title = "moves here often"
-- claim = "In other sessions this person's own machine moved to the same network as well."
-- why = "A VPN of one's own, a hotspot or a second line is used again; a thief's exit is seen once."
-- family = "explanation"
-- weighed = "device_only: weight of evidence -4.9: in 0.19 of 100 stolen lanes and 31 of 100 honest ones; fitted -30; token: weight of evidence -6.2: in 0 of 100 stolen lanes and 25 of 100 honest ones; fitted -32"
-- attack = ""
-- needs = ["baseline"]
-- blind = "A thief who took the whole cookie jar and used it in several sessions of one person."
-- says = "In {sessions} of this person the same {machine} moved to {where}."
-- steps = [
--     "Look at the lanes of those sessions: the same hours, the same exits?",
-- ]
-- source = "DESIGN of the program, section 1"
-- reads = ["machine_moves", "lane_facts"]
--
-- [points]
-- token = -32
-- device_only = -30
--
-- [false_positives]
-- patient_thief = "Somebody with the whole cookie jar for weeks looks like a habit: compare the first day with the person's account."

select
    machine_moves.session_key,
    machine_moves.lane_no,
    case when machine_moves.has_token then 'token' else 'device_only' end as grade,
    {
        'sessions': case
            when machine_moves.own_session_count = 1 then 'one other session'
            else machine_moves.own_session_count || ' other sessions'
        end,
        'machine': case
            when machine_moves.has_token then 'machine, by its device token,'
            else 'system and browser'
        end,
        'where': lane_facts.as_name,
    } as fields,
    [lane_facts.first_event_id] as event_ids,
from machine_moves
join lane_facts using (session_key, lane_no)
where lane_facts.is_candidate
    and machine_moves.own_session_count > 0;
