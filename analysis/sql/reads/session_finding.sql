-- about = "One session with its judgement; a session of one client and no signal has none and reads as clean."
-- values = ["session_key"]

select
    sessions.*,
    coalesce(findings.score, 0) as score,
    coalesce(findings.band, 'clean') as band,
    coalesce(findings.is_origin_assumed, not sessions.has_sign_in) as is_origin_assumed,
    coalesce(findings.foreign_event_count, 0) as foreign_event_count,
    findings.divergence_at,
    findings.divergence_event_id,
    findings.first_attempt_at,
    findings.first_act_at,
    findings.last_foreign_at,
from sessions
left join findings using (session_key)
where sessions.session_key = $session_key
