-- title = "Session bound to the device"
-- doing = "Binding sessions to the device"
-- short = "Session bound to device"
-- phone = "Device"
-- place = 6
-- family = "device"
-- reach = "session"
-- binds = true
-- claim = "A session ends when a request comes from another device: another device token, system or browser family than before."
-- how = "Proof of possession: a key in the machine's own hardware signs for the session, as device-bound sessions do."
-- assumes = "Judged by device token and user agent, since the log records no proof of possession. Every machine could hold a key; device-bound sessions exist only for some machines and browsers."
-- blind = "A whole cookie jar with the same token under the same user agent looks like the same machine here, though a key in hardware would refuse it. Nothing bound to a machine stops a thief on that machine, or a sign-in through a phishing proxy."
-- needs = ["agent"]
-- reads = ["lane_events"]
-- source = "Checklist of the 2023 case: session binding (proof of possession); device-bound session credentials"

with known as (
    select
        session_key,
        event_id,
        occurred_at,
        dt_hash,
        nullif(device, 'unknown') as device,
        last_value(dt_hash ignore nulls) over earlier as previous_token,
        last_value(nullif(device, 'unknown') ignore nulls) over earlier as previous_device,
    from lane_events
    where not starts_with(session_key, 'client:')
    window earlier as (
        partition by session_key
        order by occurred_at, event_id
        rows between unbounded preceding and 1 preceding
    )
)
select
    session_key,
    event_id,
    occurred_at,
from known
where dt_hash <> previous_token
    or device <> previous_device
