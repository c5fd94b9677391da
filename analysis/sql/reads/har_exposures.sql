-- about = "The sessions that HAR files of the register may have carried, with what the findings say of each."
-- grain = "an upload and a session"
-- values = ["upload_id", "actor_id"]
--
-- [columns]
-- used_at = "first event of a foreign client that came after the upload, UTC; null where there is none"

select
    exposures.upload_id,
    exposures.session_key,
    exposures.certainty,
    exposures.uploaded_at,
    exposures.sent_to,
    exposures.is_scrubbed,
    exposures.ended_at,
    sessions.session_id,
    sessions.actor_id,
    sessions.actor_login,
    coalesce(findings.band, 'clean') as band,
    case
        when findings.divergence_at > exposures.capture_from_at then findings.divergence_at
    end as used_at,
from exposures
join sessions using (session_key)
left join findings using (session_key)
where exposures.upload_id = coalesce($upload_id, exposures.upload_id)
    and sessions.actor_id = coalesce($actor_id, sessions.actor_id)
order by exposures.uploaded_at desc, exposures.upload_id, sessions.started_at, exposures.session_key
