-- title = "new country, place and device, then a critical change"
-- by = "Sentinel"
-- rule = "New Device/Location sign-in along with critical operation"
-- source = "github.com/Azure/Azure-Sentinel, Solutions/Okta Single Sign-On/Analytic Rules/NewDeviceLocationCriticalOperation.yaml, 41e843a8-92e7-444d-8d72-638f1145d1e1"
-- severity = "medium"
-- attack = "T1078"
-- logic = "Reads sign-ins that Okta rated new in country, place and device at once. Fires where the same person at the same address makes one of 19 critical changes in the same hour of the clock."
-- blind = "A replay has no sign-in of its own; behaviours that policy uses are logged elsewhere and not read."
-- says = "Critical changes in the hour of a sign-in that Okta rated new in country, place and device: {change_count}."
-- events = ["user.session.start"]
-- needs = ["user.session.start", "log_only_risk"]
-- reads = ["session_events", "events"]

with operations(event_type) as (
    values
        ('policy.rule.update'), ('policy.rule.create'), ('policy.rule.delete'),
        ('policy.rule.deactivate'), ('policy.rule.modify'), ('policy.lifecycle.update'),
        ('policy.lifecycle.create'), ('policy.lifecycle.delete'),
        ('policy.lifecycle.deactivate'), ('policy.lifecycle.modify'),
        ('network_zone.rule.disabled'), ('system.api_token.create'),
        ('system.api_token.revoke'), ('application.policy.sign_on.update'),
        ('application.policy.sign_on.rule.delete'), ('user.mfa.factor.deactivate'),
        ('user.mfa.factor.reset_all'), ('system.mfa.factor.deactivate'),
        ('user.mfa.attempt_bypass')
),
novel as (
    select
        session_events.actor_id,
        session_events.address,
        date_trunc('hour', session_events.occurred_at) as hour_at,
    from session_events
    join events using (event_id)
    where session_events.event_type = 'user.session.start'
        and session_events.outcome = 'SUCCESS'
        and session_events.has_risk
        and regexp_matches(events.log_only_security_data, '"New Country"\s*:\s*"POSITIVE"')
        and regexp_matches(events.log_only_security_data, '"New Geo-Location"\s*:\s*"POSITIVE"')
        and regexp_matches(events.log_only_security_data, '"New Device"\s*:\s*"POSITIVE"')
    group by all
),
firing as (
    select
        session_events.session_key,
        session_events.occurred_at,
        session_events.event_id,
    from session_events
    semi join operations using (event_type)
    semi join novel
        on novel.actor_id = session_events.actor_id
        and novel.address = session_events.address
        and novel.hour_at = date_trunc('hour', session_events.occurred_at)
    where session_events.outcome = 'SUCCESS'
)
select
    session_key,
    min(occurred_at) as first_at,
    list(event_id order by occurred_at, event_id)[1:50] as event_ids,
    {'change_count': count(*)} as fields,
from firing
group by session_key;
