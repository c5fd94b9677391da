-- title = "device token copied"
-- claim = "The same device token appears from another system or browser."
-- why = "A device token is a cookie of one browser; seen in another, the whole cookie jar was copied, as a HAR file does."
-- family = "device"
-- points = 18
-- weighed = "seen on 3 lanes of the made-up tenants, too few to weigh; 18 is a judgement"
-- attack = "T1539"
-- needs = ["dt_hash", "agent"]
-- blind = "A thief who also copies the user agent, or who sits at an address of the origin."
-- says = "The same device token as the origin's, now from {device} instead of {origin_device}."
-- steps = [
--     "Ask whether a HAR file or a browser profile of this person left the company.",
--     "Search the token (debugData.dtHash) over 90 days by agent.",
-- ]
-- source = "Okta customer detections: one device token, several systems"
-- reads = ["lane_facts"]
--
-- [false_positives]
-- desktop_mode = "A phone browser in desktop mode changes its agent on the same address."

select
    session_key,
    lane_no,
    null as grade,
    {'device': device, 'origin_device': origin_device} as fields,
    [first_event_id] as event_ids,
from lane_facts
where is_candidate
    and token_relation = 'same'
    and device_relation in ('other system', 'other browser')
    and address_relation = 'none'
    and not is_beside_machine
    and device_habit is distinct from 'token';
