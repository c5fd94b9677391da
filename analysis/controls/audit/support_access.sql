-- title = "Support and impersonation"
-- place = 10
-- answers = [15]
-- says = "Somebody was let in by impersonation in {sessions} sessions, {ungranted} of them with no grant before it in this export. Clients under it: {lanes}. Support looked at or changed the organisation {views} times."
-- says_not = "No impersonation and no access of Okta's support is in this log."
-- cannot = ""
-- blind = "A grant before the export is not seen; Okta's own work outside your tenant never is."
-- example = "each beginning; detail says whether a grant is in this export"
-- reads = ["events", "session_events", "sessions", "lanes"]

with support as (
    select
        event_id,
        occurred_at,
        event_type,
        actor_login,
    from events
    where starts_with(event_type, 'user.session.impersonation.')
        or starts_with(event_type, 'support.org.')
),
grants as (
    select min(occurred_at) as granted_at,
    from support
    where event_type in (
        'user.session.impersonation.grant', 'user.session.impersonation.extend'
    )
),
begun as (
    select
        support.event_id,
        support.occurred_at,
        session_events.session_key,
        coalesce(sessions.actor_login, support.actor_login) as actor_login,
        coalesce(grants.granted_at <= support.occurred_at, false) as is_granted,
    from support
    cross join grants
    left join session_events using (event_id)
    left join sessions on sessions.session_key = session_events.session_key
    where support.event_type = 'user.session.impersonation.initiate'
)
select
    case when (select count(*) from support) > 0 then 'seen' else 'not seen' end as outcome,
    (select count(*) from support) as found_count,
    {
        'sessions': count(distinct coalesce(session_key, event_id)),
        'ungranted': count(distinct coalesce(session_key, event_id)) filter (where not is_granted),
        'lanes': (select count(*) from lanes where is_support_access),
        'views': (select count(*) from support where starts_with(event_type, 'support.org.')),
    } as fields,
    list({
        'session_key': session_key, 'event_id': event_id, 'at': occurred_at,
        'actor_login': actor_login, 'minutes': null::double,
        'detail': case when is_granted then 'a grant before it' else 'no grant in this export' end
    } order by is_granted, occurred_at, event_id)[1:200] as examples,
from begun
