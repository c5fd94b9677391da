-- title = "two device tokens, and a change beside them"
-- by = "Datadog"
-- rule = "Okta user session hijacking behaviors"
-- source = "docs.datadoghq.com/security/default_rules/def-000-53o"
-- severity = "by case, from a mix of managed and unmanaged devices down to another system or browser; the page gives no levels"
-- attack = "T1539"
-- logic = "Reads allowed sign-on policy evaluations of one person and session. Fires where two device tokens appear together with a change of device management, novelty, place, agent, network, address, system or browser."
-- blind = "A thief with the whole cookie jar, whose device token is the victim's; one who goes to the API without a policy evaluation."
-- says = "{token_count} device tokens, and: {case}."
-- events = ["policy.evaluate_sign_on"]
-- needs = ["session", "policy.evaluate_sign_on", "dt_hash"]
-- reads = ["session_events", "events", "networks", "agent_texts"]
--
-- [differs]
-- windows = "The page names no window: the whole session is looked at."
-- severity = "The case that stands highest in the page's order is given instead of a level."

with evaluated as (
    select
        session_key,
        actor_id,
        occurred_at,
        event_id,
        dt_hash,
        address,
        network_key,
        agent_key,
    from session_events
    where event_type = 'policy.evaluate_sign_on'
        and outcome in ('ALLOW', 'SUCCESS')
        and not starts_with(session_key, 'client:')
),
several as (
    -- the wide table is read for these sessions only
    select session_key
    from evaluated
    group by session_key
    having min(dt_hash) <> max(dt_hash)
),
described as (
    select
        evaluated.*,
        events.device_managed,
        contains(events.behaviors, 'New Device=POSITIVE')
            or contains(events.log_only_security_data, '"New Device":"POSITIVE"')
            as is_new_device,
        contains(events.behaviors, 'New Geo-Location=POSITIVE')
            or contains(events.log_only_security_data, '"New Geo-Location":"POSITIVE"')
            as is_new_place,
        networks.as_number,
        agent_texts.agent,
        agent_texts.okta_os,
        agent_texts.okta_browser,
    from evaluated
    semi join several using (session_key)
    join events using (event_id)
    left join networks on networks.network_key = evaluated.network_key
    left join agent_texts on agent_texts.agent_key = evaluated.agent_key
),
cases as (
    select
        session_key,
        count(distinct dt_hash) as token_count,
        min({'at': occurred_at, 'id': event_id, 'is': dt_hash})
            filter (where dt_hash is not null) as first_token,
        case
            when bool_or(device_managed) and bool_or(not device_managed)
                then 'managed and unmanaged devices'
            when bool_or(is_new_device) then 'Okta saw a new device'
            when bool_or(is_new_place) then 'Okta saw a new place'
            when min(agent) <> max(agent) then 'the agent changed'
            when min(as_number) <> max(as_number) then 'the network changed'
            when min(address) <> max(address) then 'the address changed'
            when min(okta_os) <> max(okta_os) or min(okta_browser) <> max(okta_browser)
                then 'the system or browser changed'
        end as which_case,
    from described
    group by session_key
)
select
    described.session_key,
    min(described.occurred_at) as first_at,
    list(described.event_id order by described.occurred_at, described.event_id)[1:50]
        as event_ids,
    {'token_count': max(cases.token_count), 'case': max(cases.which_case)} as fields,
from described
join cases using (session_key)
where cases.which_case is not null
    and described.dt_hash <> cases.first_token.is
group by described.session_key;
