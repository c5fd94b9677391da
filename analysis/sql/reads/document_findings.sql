-- about = "The findings in their order, with what each session's events can tell at all."

select
    findings.session_key,
    findings.session_id,
    coalesce(findings.actor_login, findings.actor_id) as actor,
    findings.score,
    findings.band,
    findings.divergence_at,
    findings.divergence_event_id,
    findings.first_attempt_at,
    findings.first_act_at,
    findings.is_origin_assumed,
    sessions.has_dt_hash,
    sessions.has_as_number,
    sessions.has_place,
    sessions.has_agent,
    sessions.has_risk,
    sessions.has_baseline,
from findings
join sessions using (session_key)
order by findings.score desc, findings.session_id, findings.session_key
