-- title = "administration at high risk"
-- by = "Sentinel"
-- rule = "High-Risk Admin Activity"
-- source = "github.com/Azure/Azure-Sentinel, Solutions/Okta Single Sign-On/Analytic Rules/HighRiskAdminActivity.yaml, 9f82a735-ae43-4c03-afb4-d5d153e1ace1"
-- severity = "medium"
-- attack = "T1098"
-- logic = "Joins eight kinds of administration to a sign-in or policy evaluation of the same session and address that Okta rated high. Fires on any such pair within an hour."
-- blind = "Risk is read only where it is logged beside the policy, and only where the outcome reads SUCCESS, which most policy evaluations do not."
-- says = "Acts of administration from an address that Okta rated high in the same session: {act_count}."
-- events = ["policy.evaluate_sign_on", "user.session.start"]
-- needs = ["session", "log_only_risk"]
-- reads = ["session_events", "events"]
--
-- [differs]
-- windows = "Theirs runs every hour over the hour before; here both must lie within an hour of each other."
--
-- [params.window_min]
-- value = 60
-- unit = "minutes"
-- why = "as published"

with operations(event_type) as (
    values
        ('iam.role.create'), ('iam.role.permissions.add'), ('user.session.access_admin_app'),
        ('user.mfa.factor.suspend'), ('user.account.privilege.grant'), ('group.privilege.grant'),
        ('system.api_token.create'), ('user.session.impersonation.grant')
),
acts as (
    select
        session_key,
        actor_id,
        address,
        occurred_at,
        event_id,
    from session_events
    semi join operations using (event_type)
    where outcome = 'SUCCESS'
        and not starts_with(session_key, 'client:')
),
rated as (
    select
        session_events.session_key,
        session_events.actor_id,
        session_events.address,
        session_events.occurred_at,
        session_events.event_id,
    from session_events
    semi join acts using (session_key)
    join events using (event_id)
    where session_events.event_type in ('policy.evaluate_sign_on', 'user.session.start')
        and session_events.outcome = 'SUCCESS'
        and session_events.has_risk
        and regexp_matches(events.log_only_security_data, '"level"\s*:\s*"HIGH"')
),
pairs as (
    select
        acts.session_key,
        acts.event_id,
        acts.occurred_at,
        greatest(acts.occurred_at, rated.occurred_at) as fired_at,
    from acts
    join rated
        on rated.session_key = acts.session_key
        and rated.actor_id = acts.actor_id
        and rated.address = acts.address
        and rated.occurred_at between acts.occurred_at - to_minutes($window_min::integer)
            and acts.occurred_at + to_minutes($window_min::integer)
),
firing as (
    select
        session_key,
        event_id,
        occurred_at,
        min(fired_at) as fired_at,
    from pairs
    group by session_key, event_id, occurred_at
)
select
    session_key,
    min(fired_at) as first_at,
    list(event_id order by occurred_at, event_id)[1:50] as event_ids,
    {'act_count': count(*)} as fields,
from firing
group by session_key;
