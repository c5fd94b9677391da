-- about = "What the case says of some sessions: whose, when, ended by whom, judged how."
-- grain = "a session"
-- values = ["session_keys"]
--
-- [columns]
-- signed_out_at = "the first end that the log shows, UTC; null where none is seen"
-- ended_by = "login of whoever ended it; null where nobody is seen to"

with wanted as (
    select sessions.*
    from sessions
    where session_key in (select unnest($session_keys::varchar[]))
),
enders as (
    select
        wanted.session_key,
        min(events.actor_login) as ended_by,
    from wanted
    join events on events.occurred_at = wanted.signed_out_at
    where starts_with(events.event_type, 'user.session.')
    group by wanted.session_key
),
verdicts as (
    select
        acts.subject_id as session_key,
        max({'id': acts.act_id, 'verdict': acts.fields ->> '$.verdict'}).verdict as verdict,
    from acts
    where acts.what = 'verdict'
        and acts.subject_kind = 'session'
        and acts.subject_id in (select session_key from wanted)
    group by acts.subject_id
)
select
    wanted.session_key,
    wanted.session_id,
    wanted.actor_id,
    wanted.actor_login,
    wanted.started_at,
    wanted.ended_at,
    wanted.signed_out_at,
    wanted.is_cleared,
    enders.ended_by,
    wanted.has_agent,
    wanted.has_as_number,
    coalesce(findings.band, 'clean') as band,
    verdicts.verdict,
from wanted
left join findings using (session_key)
left join enders using (session_key)
left join verdicts using (session_key)
order by wanted.session_key
