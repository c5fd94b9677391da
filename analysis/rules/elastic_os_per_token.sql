-- title = "one device token on two systems"
-- by = "Elastic"
-- rule = "Okta Multiple OS Names Detected for a Single DT Hash"
-- source = "github.com/elastic/detection-rules, rules/integrations/okta/credential_access_multiple_user_agent_os_authentication.toml, fb3ca230-af4e-11f0-900d-f661ea17fbcc"
-- severity = "high (73)"
-- attack = "T1539"
-- logic = "Groups answered factors by device token, whoever the person is. Fires where one token came from two systems within an hour."
-- blind = "A replay answers no factor, so that these events need not occur at all; a thief on the same system."
-- says = "Factors were answered on {os_count} systems under one device token within an hour."
-- events = ["user.authentication.verify", "user.authentication.auth_via_mfa"]
-- needs = ["user.authentication.verify or user.authentication.auth_via_mfa", "dt_hash", "agent"]
-- reads = ["session_events", "agents"]
--
-- [differs]
-- windows = "Theirs runs over the last hour; here every stretch of an hour is looked at, wherever it begins."
--
-- [params.window_min]
-- value = 60
-- unit = "minutes"
-- why = "as published"

with answered as (
    select
        session_events.session_key,
        session_events.dt_hash,
        session_events.occurred_at,
        session_events.event_id,
        agents.os_family,
    from session_events
    join agents using (agent_key)
    where session_events.event_type in (
            'user.authentication.verify', 'user.authentication.auth_via_mfa'
        )
        and session_events.dt_hash is not null
        and agents.os_family is not null
),
several as (
    select dt_hash
    from answered
    group by dt_hash
    having min(os_family) <> max(os_family)
),
counted as (
    select
        *,
        count(distinct os_family) over (
            partition by dt_hash
            order by occurred_at
            range between to_minutes($window_min::integer) preceding and current row
        ) as os_count,
    from answered
    semi join several using (dt_hash)
),
marked as (
    select
        *,
        min(case when os_count > 1 then occurred_at end) over (
            partition by dt_hash
            order by occurred_at
            range between current row and to_minutes($window_min::integer) following
        ) as fired_at,
        max(os_count) over (partition by dt_hash) as most_os,
    from counted
)
select
    session_key,
    min(fired_at) as first_at,
    list(event_id order by occurred_at, event_id)[1:50] as event_ids,
    {'os_count': max(most_os)} as fields,
from marked
where fired_at is not null
group by session_key;
