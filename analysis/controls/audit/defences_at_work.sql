-- title = "Okta's own defences seen at work"
-- place = 16
-- answers = [1, 32, 50]
-- says = "Of Okta's own defences these wrote into this log: {seen}."
-- says_not = "None of Okta's own defences of a running session wrote into this log: session binding, threat protection, protected actions."
-- cannot = ""
-- blind = "What is on and had no reason to act leaves no event."
-- example = "the first and the last event of each; detail is what it is"
-- reads = ["events", "session_events", "sessions"]

with defences as (
    select
        unnest([
            'security.session.detect_client_roaming', 'user.session.context.change',
            'policy.auth_reevaluate.fail', 'policy.auth_reevaluate.enforce',
            'policy.auth_reevaluate.action', 'security.protected_action.attempt',
            'user.risk.detect', 'user.authentication.universal_logout'
        ]) as event_type,
        unnest([
            'session binding', 'change of a session''s client noticed',
            'threat protection, a session failed its policy again', 'threat protection, enforced',
            'threat protection, acted', 'protected action', 'risk of a person',
            'universal logout'
        ]) as words,
),
seen as (
    select
        defences.words,
        count(*) as event_count,
        min({'at': events.occurred_at, 'id': events.event_id}) as earliest,
        max({'at': events.occurred_at, 'id': events.event_id}) as latest,
    from events
    join defences using (event_type)
    group by defences.words
),
ends as (
    select
        words,
        unnest([earliest, latest]) as ending,
    from seen
),
told as (
    select distinct
        ends.words,
        ends.ending.id as event_id,
        ends.ending.at as occurred_at,
        session_events.session_key,
        sessions.actor_login,
    from ends
    left join session_events on session_events.event_id = ends.ending.id
    left join sessions on sessions.session_key = session_events.session_key
)
select
    case when count(*) > 0 then 'seen' else 'not seen' end as outcome,
    coalesce(sum(event_count), 0)::bigint as found_count,
    {
        'seen': string_agg(
            words || ' (' || event_count || ')', ', ' order by event_count desc, words
        ),
    } as fields,
    (
        select list({
            'session_key': session_key, 'event_id': event_id, 'at': occurred_at,
            'actor_login': actor_login, 'minutes': null::double, 'detail': words
        } order by occurred_at, event_id)
        from told
    ) as examples,
from seen
