-- about = "What the program says of sessions that a debrief tells of, and of all that it would have somebody look at."
-- grain = "a session"
-- values = ["session_ids"]
--
-- [columns]
-- band = "replay, suspicious, explained or clean; clean also where the program found nothing to say"
-- divergence_event_id = "first event of the first foreign lane; null where no lane is foreign"

select
    sessions.session_key,
    sessions.session_id,
    sessions.actor_login,
    coalesce(findings.band, 'clean') as band,
    findings.divergence_event_id,
from sessions
left join findings using (session_key)
where not sessions.is_inferred
    and (
        findings.band in ('replay', 'suspicious')
        or list_contains($session_ids::varchar[], sessions.session_id)
        or list_contains($session_ids::varchar[], sessions.session_key)
    )
order by sessions.session_key
