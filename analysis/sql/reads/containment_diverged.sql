-- about = "Of some sessions, whether a lane of theirs is foreign."
-- values = ["session_keys"]

select
    sessions.session_key,
    findings.divergence_at is not null as is_diverged,
from sessions
left join findings using (session_key)
where list_contains($session_keys::varchar[], sessions.session_key)
order by coalesce(findings.divergence_at, sessions.started_at), sessions.session_key
