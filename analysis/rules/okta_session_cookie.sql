-- title = "one device token, two machines"
-- by = "Okta"
-- rule = "Suspicious use of an Okta Session Cookie"
-- source = "github.com/okta/customer-detections, detections/suspicious_use_of_an_Okta_Session_Cookie.yml"
-- severity = "none given"
-- attack = "T1539"
-- logic = "Groups allowed sign-on policy evaluations by person and device token. Fires where one token came from several addresses and from several systems or browsers."
-- blind = "A replay with the same agent, one without the device token, and one that calls the API without asking for an app: no sign-on policy is evaluated there."
-- says = "Under one device token within {window}: addresses {address_count}, systems {os_count}, browsers {browser_count}."
-- events = ["policy.evaluate_sign_on"]
-- needs = ["policy.evaluate_sign_on", "dt_hash", "okta_agent"]
-- reads = ["session_events", "agent_texts"]
--
-- [differs]
-- windows = "The published search names no window and is run by hand; here every stretch of 24 hours is looked at."
--
-- [params.window_min]
-- value = 1440
-- unit = "minutes"
-- why = "a search that somebody runs once a day"

with evaluated as (
    -- an agent that Okta cannot name is a name of its own, as it is there
    select
        session_events.session_key,
        session_events.actor_id,
        session_events.dt_hash,
        session_events.address,
        session_events.occurred_at,
        session_events.event_id,
        case
            when agent_texts.agent is not null then coalesce(agent_texts.okta_os, 'unknown')
            else agent_texts.okta_os
        end as os,
        case
            when agent_texts.agent is not null then coalesce(agent_texts.okta_browser, 'unknown')
            else agent_texts.okta_browser
        end as browser,
    from session_events
    join agent_texts using (agent_key)
    where session_events.event_type = 'policy.evaluate_sign_on'
        and session_events.outcome in ('ALLOW', 'SUCCESS')
        and session_events.dt_hash is not null
),
changed as (
    select
        actor_id,
        dt_hash,
    from evaluated
    group by actor_id, dt_hash
    having min(address) <> max(address)
        and (min(os) <> max(os) or min(browser) <> max(browser))
),
counted as (
    select
        *,
        count(distinct address) over lookback as address_count,
        count(distinct os) over lookback as os_count,
        count(distinct browser) over lookback as browser_count,
        address_count > 1 and (os_count > 1 or browser_count > 1) as is_firing,
    from evaluated
    semi join changed using (actor_id, dt_hash)
    window lookback as (
        partition by actor_id, dt_hash
        order by occurred_at
        range between to_minutes($window_min::integer) preceding and current row
    )
),
marked as (
    -- an event was counted where the rule fired no later than one window after it
    select
        *,
        min(case when is_firing then occurred_at end) over (
            partition by actor_id, dt_hash
            order by occurred_at
            range between current row and to_minutes($window_min::integer) following
        ) as fired_at,
        max(case when is_firing then address_count end) over one_token as most_addresses,
        max(case when is_firing then os_count end) over one_token as most_os,
        max(case when is_firing then browser_count end) over one_token as most_browsers,
    from counted
    window one_token as (partition by actor_id, dt_hash)
)
select
    session_key,
    min(fired_at) as first_at,
    list(event_id order by occurred_at, event_id)[1:50] as event_ids,
    {
        'address_count': max(most_addresses),
        'os_count': max(most_os),
        'browser_count': max(most_browsers),
        'window': '24 hours',
    } as fields,
from marked
where fired_at is not null
group by session_key;
