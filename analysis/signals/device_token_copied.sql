-- title = "device token copied"
-- claim = "The same device token appears from another system or browser."
-- why = "A device token is a cookie of one browser; seen in another, the whole cookie jar was copied, as a HAR file does."
-- family = "device"
-- points = 18
-- attack = "T1539"
-- needs = ["dt_hash", "agent"]
-- blind = "A thief who also copies the user agent, or who sits at an address of the origin."
-- says = "The same device token as the origin's, now from {device} instead of {origin_device}."
-- steps = [
--     "Ask whether a HAR file or a browser profile of this person left the company.",
--     "Search the token (debugData.dtHash) over 90 days by agent.",
-- ]
-- source = "Okta customer detections: one device token, several systems"
-- reads = ["lane_facts", "lane_events"]
--
-- [false_positives]
-- desktop_mode = "A phone browser in desktop mode changes its agent on the same address."

with lane_addresses as (
    select distinct
        session_key,
        lane_no,
        address,
    from lane_events
),
beside_origin as (
    select distinct
        lane_facts.session_key,
        lane_facts.lane_no,
    from lane_facts
    join lane_addresses using (session_key, lane_no)
    join lane_addresses as of_origin
        on of_origin.session_key = lane_facts.session_key
        and of_origin.lane_no = lane_facts.origin_lane_no
        and of_origin.address = lane_addresses.address
    where lane_facts.is_candidate
)
select
    lane_facts.session_key,
    lane_facts.lane_no,
    null as grade,
    {'device': device, 'origin_device': origin_device} as fields,
    [first_event_id] as event_ids,
from lane_facts
left join beside_origin using (session_key, lane_no)
where lane_facts.is_candidate
    and token_relation = 'same'
    and device_relation in ('other system', 'other browser')
    and beside_origin.session_key is null;
