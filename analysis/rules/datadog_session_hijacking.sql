-- title = "change of network or agent in a session"
-- by = "Datadog"
-- rule = "Okta session hijacking"
-- source = "docs.datadoghq.com/security/default_rules/def-000-sxs, withdrawn on 25 March 2026"
-- severity = "none given"
-- attack = "T1528"
-- logic = "Reads nearly every event of a person in one session. Fires where the autonomous system or the agent is another than at first."
-- blind = "Nothing of a replay but the same agent on the same network; and so it fires on half of all honest sessions."
-- says = "Seen in one session: networks {network_count}, agents {agent_count}."
-- events = []
-- except = ["user.session.clear", "user.session.end", "user.authentication.auth_via_mfa", "user.mfa.factor.activate"]
-- needs = ["session", "as_number or agent"]
-- reads = ["session_events", "networks", "agent_texts"]
--
-- [differs]
-- windows = "The page names no window: the whole session is looked at."

with acts as (
    select
        session_key,
        network_key,
        agent_key,
        occurred_at,
        event_id,
    from session_events
    where event_type <> 'user.session.clear'
        and event_type <> 'user.session.end'
        and event_type <> 'user.authentication.auth_via_mfa'
        and event_type <> 'user.mfa.factor.activate'
        and side_channel is distinct from 'not a person'
        and not starts_with(session_key, 'client:')
),
clients as (
    select
        session_key,
        network_key,
        agent_key,
        min({'at': occurred_at, 'id': event_id}) as earliest,
    from acts
    group by session_key, network_key, agent_key
),
described as (
    select
        clients.*,
        networks.as_number,
        agent_texts.agent,
        first_value(networks.as_number ignore nulls) over in_session as first_as_number,
        first_value(agent_texts.agent ignore nulls) over in_session as first_agent,
        count(distinct networks.as_number) over (partition by clients.session_key)
            as network_count,
        count(distinct agent_texts.agent) over (partition by clients.session_key)
            as agent_count,
    from clients
    left join networks using (network_key)
    left join agent_texts using (agent_key)
    window in_session as (
        partition by clients.session_key
        order by clients.earliest
        rows between unbounded preceding and unbounded following
    )
),
others as (
    select
        session_key,
        network_key,
        agent_key,
        network_count,
        agent_count,
    from described
    where coalesce(as_number <> first_as_number, false)
        or coalesce(agent <> first_agent, false)
)
select
    acts.session_key,
    min(acts.occurred_at) as first_at,
    list(acts.event_id order by acts.occurred_at, acts.event_id)[1:50] as event_ids,
    {
        'network_count': max(others.network_count),
        'agent_count': max(others.agent_count),
    } as fields,
from acts
join others using (session_key, network_key, agent_key)
group by acts.session_key;
