-- title = "a script in the session after its sign-in"
-- by = "Elastic"
-- rule = "Okta AiTM Session Cookie Replay"
-- source = "github.com/elastic/detection-rules, rules/integrations/okta/credential_access_okta_aitm_session_cookie_replay.toml, 9ed5d08f-aad6-4c03-838c-d686da887c2c"
-- severity = "high (73)"
-- attack = "T1539"
-- logic = "Reads sign-in, policy evaluations and sign-ons of one session. Fires where a sign-in is followed by use, several addresses or agents appear, and one agent is a script's."
-- blind = "Every thief with a browser; a replay that begins more than half an hour after the sign-in, or whose sign-in is not in the export."
-- says = "Events with the agent of a script after the sign-in: {script_count}; addresses in all: {address_count}."
-- events = ["user.session.start", "policy.evaluate_sign_on", "user.authentication.sso"]
-- needs = ["session", "user.session.start", "policy.evaluate_sign_on or user.authentication.sso", "agent"]
-- reads = ["session_events", "agent_texts"]
--
-- [differs]
-- windows = "Theirs runs over the last half hour; here the half hour from each sign-in on is looked at."
-- sessions = "Children are gathered under their root by the map of the whole case, and a session without a root id is its own."
--
-- [params.window_min]
-- value = 30
-- unit = "minutes"
-- why = "as published"

with scripts as (
    select agent_key
    from agent_texts
    where regexp_matches(
        agent, '^(python-requests|curl/|httpx|aiohttp|Go-http-client|Java/|okhttp)|Headless'
    )
),
scripted as (
    select session_key
    from session_events
    semi join scripts using (agent_key)
    where event_type in (
            'user.session.start', 'policy.evaluate_sign_on', 'user.authentication.sso'
        )
        and not starts_with(session_key, 'client:')
    group by session_key
),
uses as (
    select
        session_events.session_key,
        session_events.event_type = 'user.session.start' as is_start,
        session_events.occurred_at,
        session_events.event_id,
        session_events.address,
        session_events.agent_key,
        scripts.agent_key is not null as is_script,
    from session_events
    semi join scripted using (session_key)
    left join scripts using (agent_key)
    where session_events.event_type in (
        'user.session.start', 'policy.evaluate_sign_on', 'user.authentication.sso'
    )
),
starts as (
    select
        session_key,
        occurred_at as started_at,
    from uses
    where is_start
    group by session_key, occurred_at
),
windows as (
    select
        starts.session_key,
        starts.started_at,
        min(uses.occurred_at) filter (where not uses.is_start) as first_use_at,
        min(uses.occurred_at) filter (where uses.is_script) as first_script_at,
        count(*) filter (where uses.is_script) as script_count,
        count(distinct uses.address) as address_count,
        list(uses.event_id order by uses.occurred_at, uses.event_id) as event_ids,
    from starts
    join uses
        on uses.session_key = starts.session_key
        and uses.occurred_at >= starts.started_at
        and uses.occurred_at <= starts.started_at + to_minutes($window_min::integer)
    group by starts.session_key, starts.started_at
    having count(distinct uses.address) > 1
        or count(distinct uses.agent_key) > 1
)
select
    session_key,
    min(greatest(first_script_at, first_use_at)) as first_at,
    list_distinct(flatten(list(event_ids order by started_at))).list_sort()[1:50] as event_ids,
    {'script_count': max(script_count), 'address_count': max(address_count)} as fields,
from windows
where script_count > 0
    and first_use_at > started_at
group by session_key;
