-- title = "another address with another agent"
-- by = "Panther"
-- rule = "Potentially Stolen Okta Session"
-- source = "github.com/panther-labs/panther-analysis, rules/okta_rules/okta_potentially_stolen_session.py, Okta.PotentiallyStolenSession"
-- severity = "high"
-- attack = "T1539"
-- logic = "Remembers for a day from where a session with its device token was first seen, in sign-ins and sign-ons. Fires where another address brings an agent that is less than 95 per cent like the first."
-- blind = "A thief without the device token, who is remembered apart; a copied agent; a thief who goes to the API or the Admin Console without a sign-on."
-- says = "Another address came with an agent {similarity} per cent like the first."
-- events = ["user.session.start", "user.authentication.sso"]
-- needs = ["session", "user.session.start or user.authentication.sso", "agent"]
-- reads = ["session_events", "agent_texts", "events"]
--
-- [differs]
-- similarity = "Theirs is the ratio of Python's difflib; here one less the edits (Levenshtein) over the longer text, which differs by about a hundredth on real agents."
-- windows = "What was remembered is forgotten a day after the first event, and not begun anew."
--
-- [params.alike_from]
-- value = 0.95
-- unit = "share"
-- why = "as published: a browser that was upgraded in mid-session stays above"
--
-- [params.remembered_h]
-- value = 24
-- unit = "hours"
-- why = "as published"

with uses as (
    -- an agent of more than a thousand characters is no browser's, and costs its square
    select
        session_events.session_key,
        coalesce(session_events.dt_hash, 'none') as token,
        session_events.occurred_at,
        session_events.event_id,
        session_events.address,
        left(agent_texts.agent, 1000) as agent,
    from session_events
    join agent_texts using (agent_key)
    where session_events.event_type in ('user.session.start', 'user.authentication.sso')
        and session_events.address is not null
        and agent_texts.agent is not null
        and not starts_with(session_events.session_key, 'client:')
),
moved as (
    select
        session_key,
        token,
        min({'at': occurred_at, 'id': event_id, 'address': address, 'agent': agent}) as earliest,
    from uses
    group by session_key, token
    having min(address) <> max(address)
        and min(agent) <> max(agent)
),
others as (
    select
        uses.*,
        moved.earliest.agent as first_agent,
    from uses
    join moved using (session_key, token)
    where uses.address <> moved.earliest.address
        and uses.agent <> moved.earliest.agent
        and uses.occurred_at <= moved.earliest.at + to_hours($remembered_h::integer)
),
compared as (
    select
        agent,
        first_agent,
        1 - levenshtein(agent, first_agent) / greatest(length(agent), length(first_agent))
            as similarity,
    from (select distinct agent, first_agent from others) as pairs
),
firing as (
    select
        others.session_key,
        others.occurred_at,
        others.event_id,
        compared.similarity,
    from others
    join compared using (agent, first_agent)
    join events using (event_id)
    where compared.similarity < $alike_from
        -- Okta's own calls for the Admin Console
        and events.client_id is distinct from 'okta.b58d5b75-07d4-5f25-bf59-368a1261a405'
)
select
    session_key,
    min(occurred_at) as first_at,
    list(event_id order by occurred_at, event_id)[1:50] as event_ids,
    {'similarity': floor(100 * min(similarity))::bigint} as fields,
from firing
group by session_key;
