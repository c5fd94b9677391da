-- about = "Uploads of the register, each with what became of the sessions that it may have carried."
-- grain = "an upload"

with privileged as (
    select
        har_uploads.upload_id,
        true as is_privileged,
    from har_uploads
    join sessions
        on lower(sessions.actor_login) = har_uploads.person
    join privileged_people using (actor_id)
    group by har_uploads.upload_id
    union
    select
        har_uploads.upload_id,
        true,
    from har_uploads
    join privileged_people on lower(privileged_people.actor_id) = har_uploads.person
)
select
    har_uploads.upload_id,
    coalesce(bool_or(privileged.is_privileged), false) as is_privileged,
    count(exposures.session_key) as exposed_count,
    count(exposures.session_key) filter (
        where findings.divergence_at > exposures.capture_from_at
    ) as used_count,
    count(exposures.session_key) filter (where exposures.ended_at is null) as open_count,
from har_uploads
left join privileged using (upload_id)
left join exposures using (upload_id)
left join findings using (session_key)
group by har_uploads.upload_id
order by har_uploads.upload_id
