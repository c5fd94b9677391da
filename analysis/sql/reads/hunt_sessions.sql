-- about = "The sessions that a result names by key, by Okta's id or by an event, with their findings, strongest first."
-- values = ["session_keys", "session_ids", "event_ids", "most_rows"]

with named as (
    select
        unnest($session_keys::varchar[]) as session_key,
        null::varchar as event_id,
    union all
    select
        sessions.session_key,
        null,
    from sessions
    where list_contains($session_ids::varchar[], sessions.session_id)
    union all
    select
        session_key,
        event_id,
    from session_events
    where list_contains($event_ids::varchar[], event_id)
),
once as (
    select
        session_key,
        min(event_id) as event_id,
    from named
    group by session_key
)
select
    once.session_key,
    once.event_id,
    sessions.session_id,
    sessions.actor_login,
    coalesce(findings.band, 'clean') as band,
    coalesce(findings.score, 0) as score,
    sessions.started_at,
    findings.divergence_at,
    count(*) over () as session_count,
from once
join sessions on sessions.session_key = once.session_key
left join findings on findings.session_key = once.session_key
order by score desc, sessions.started_at, once.session_key
limit $most_rows::bigint
