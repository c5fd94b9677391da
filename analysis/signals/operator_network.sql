-- title = "operator's network"
-- claim = "The second client came through a network that the operator listed as their own."
-- why = "The operator knows their exits better than any table."
-- family = "explanation"
-- points = -40
-- attack = ""
-- needs = []
-- blind = "A thief who has reached the inside."
-- says = "{as_name} is on the operator's list."
-- steps = [
--     "Check that the list is current.",
-- ]
-- source = "DESIGN of the program, section 1"
-- reads = ["lane_facts"]
--
-- [false_positives]
-- stale_list = "An exit given up months ago may belong to somebody else."

select
    session_key,
    lane_no,
    null as grade,
    {'as_name': as_name} as fields,
    [first_event_id] as event_ids,
from lane_facts
where is_candidate
    and network_kind = 'operator';
