-- title = "Admin Console from a new device or address"
-- by = "Okta"
-- rule = "Request to access Admin Console from new device or IP"
-- source = "github.com/okta/customer-detections, detections/request_to_access_admin_console_from_new_device_or_ip.yml, 832e92ebf3bbf6a6fcb094aefa7e792c"
-- severity = "none given"
-- attack = "T1078"
-- logic = "Reads Okta's behaviours where the sign-on policy of the Admin Console is evaluated. Fires at a new device together with a new address; where the behaviours are only logged, at either."
-- blind = "A thief whom Okta's behaviours take for known, such as one with the device token at a shared address; a thief who calls the API at once."
-- says = "Okta saw {novelty} when the Admin Console was asked for."
-- events = ["policy.evaluate_sign_on"]
-- needs = ["policy.evaluate_sign_on", "risk"]
-- reads = ["session_events", "events"]

with flagged as (
    select
        session_events.session_key,
        session_events.event_id,
        session_events.occurred_at,
        contains(events.behaviors, 'New Device=POSITIVE')
            or contains(events.log_only_security_data, '"New Device":"POSITIVE"') as is_new_device,
        contains(events.behaviors, 'New IP=POSITIVE')
            or contains(events.log_only_security_data, '"New IP":"POSITIVE"') as is_new_address,
    from session_events
    join events using (event_id)
    where session_events.event_type = 'policy.evaluate_sign_on'
        and session_events.has_risk
        and contains(events.targets, 'Okta Admin Console')
        and (
            (
                contains(events.behaviors, 'New Device=POSITIVE')
                and contains(events.behaviors, 'New IP=POSITIVE')
            )
            or contains(events.log_only_security_data, '"New Device":"POSITIVE"')
            or contains(events.log_only_security_data, '"New IP":"POSITIVE"')
        )
)
select
    session_key,
    min(occurred_at) as first_at,
    list(event_id order by occurred_at, event_id)[1:50] as event_ids,
    {
        'novelty': case
            when bool_or(is_new_device) and bool_or(is_new_address)
                then 'a new device and a new address'
            when bool_or(is_new_device) then 'a new device'
            else 'a new address'
        end,
    } as fields,
from flagged
group by session_key;
