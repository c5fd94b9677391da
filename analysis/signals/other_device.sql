-- title = "other system or browser"
-- claim = "The second client has another operating system or another browser than the origin."
-- why = "A session cookie does not move between machines or browsers by itself."
-- family = "device"
-- weighed = "browser: weight of evidence 4.6: in 3.6 of 100 stolen lanes and 0.036 of 100 honest ones; fitted 24; known: weight of evidence 0.1: in 3.6 of 100 stolen lanes and 3.3 of 100 honest ones; fitted 1; system: weight of evidence 7.5: in 67 of 100 stolen lanes and 0.036 of 100 honest ones; fitted 35"
-- attack = "T1539"
-- needs = ["agent"]
-- blind = "A thief who copies the victim's user agent, which costs nothing; somebody with the whole cookie jar at an address of the origin."
-- says = "{device} here, {origin_device} at {where}."
-- steps = [
--     "Compare the raw agents of both lanes, version by version.",
--     "Ask the person whether they own such a machine.",
-- ]
-- source = "Okta customer detections: suspicious use of a session cookie"
-- reads = ["lane_facts"]
--
-- [points]
-- system = 35
-- browser = 24
-- known = 1
--
-- [false_positives]
-- desktop_app = "An app with a built-in browser continues the session on the same machine: same address, same token; or the person has it in another session."

select
    session_key,
    lane_no,
    case
        when device_habit is not null then 'known'
        when device_relation = 'other system' then 'system'
        else 'browser'
    end as grade,
    {
        'device': device,
        'origin_device': origin_device,
        'where': case
            when device_habit is not null
                then 'the origin of the session; another session of this person has it too'
            else 'the origin of the session'
        end,
    } as fields,
    [first_event_id] as event_ids,
from lane_facts
where is_candidate
    and device_relation in ('other system', 'other browser')
    and (address_relation = 'none' or token_relation <> 'same')
    and not is_beside_machine;
