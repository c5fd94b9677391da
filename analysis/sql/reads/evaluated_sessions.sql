-- about = "Every session with what came of it, for the comparison with the truth of a made-up tenant."

select
    sessions.session_key,
    sessions.session_id,
    sessions.actor_id,
    sessions.is_inferred,
    findings.score,
    coalesce(findings.band, 'clean') as band,
    findings.divergence_event_id,
from sessions
left join findings using (session_key)
order by sessions.session_key
