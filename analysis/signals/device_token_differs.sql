-- title = "device token differs"
-- claim = "No device token of the second client is one of the origin's."
-- why = "The token is a cookie beside the session's: a thief who took only the session cookie gets a new one."
-- family = "device"
-- points = 16
-- weighed = "weight of evidence 6.1: in 28 of 100 stolen lanes and 0.064 of 100 honest ones; fitted 16"
-- attack = "T1539"
-- needs = ["dt_hash"]
-- blind = "A thief who took the whole cookie jar carries the same token."
-- says = "This client carries a device token that the origin never had."
-- steps = [
--     "Search debugContext.debugData.dtHash of the lane over 90 days: whose sessions carried it?",
--     "Look for a cookie cleared by the person: same address and agent with a new token.",
-- ]
-- source = "Okta customer detections, field dtHash"
-- reads = ["lane_facts"]
--
-- [false_positives]
-- cookie_cleared = "Clearing cookies makes a new token on the same address and agent."

select
    session_key,
    lane_no,
    null as grade,
    {'device': device} as fields,
    [first_event_id] as event_ids,
from lane_facts
where is_candidate
    and token_relation = 'differs';
