-- title = "other system or browser"
-- claim = "The second client has another operating system or another browser than the origin."
-- why = "A session cookie does not move between machines or browsers by itself."
-- family = "device"
-- attack = "T1539"
-- needs = ["agent"]
-- blind = "A thief who copies the victim's user agent, which costs nothing; somebody with the whole cookie jar at an address of the origin."
-- says = "{device} here, {origin_device} at the origin of the session."
-- steps = [
--     "Compare the raw agents of both lanes, version by version.",
--     "Ask the person whether they own such a machine.",
-- ]
-- source = "Okta customer detections: suspicious use of a session cookie"
-- reads = ["lane_facts", "lane_events"]
--
-- [points]
-- system = 22
-- browser = 18
--
-- [false_positives]
-- desktop_app = "An app with a built-in browser continues the session on the same machine: same address, same token."

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
    case when device_relation = 'other system' then 'system' else 'browser' end as grade,
    {'device': device, 'origin_device': origin_device} as fields,
    [first_event_id] as event_ids,
from lane_facts
left join beside_origin using (session_key, lane_no)
where lane_facts.is_candidate
    and device_relation in ('other system', 'other browser')
    and (beside_origin.session_key is null or token_relation <> 'same');
