-- title = "Sessions ended at HAR upload"
-- doing = "Ending sessions at HAR upload"
-- short = "Sessions end at HAR upload"
-- phone = "End at HAR upload"
-- place = 0
-- family = "upload"
-- reach = "session"
-- claim = "Every session that a HAR file carried ends when the file is handed over."
-- how = "Whoever uploads a HAR signs out of all sessions first; the help desk asks for it, or clears them."
-- assumes = "The register of HAR uploads is complete. Sessions that fit a file by time only are ended as well, since nobody can tell which it was."
-- blind = "Uploads that nobody entered in the register, cookies taken by other ways, and use before the upload."
-- needs = ["har_uploads"]
-- reads = ["exposures", "session_events"]
-- source = "Checklist of the 2023 case: session not invalidated after HAR upload"

with ended as (
    select distinct
        session_key,
        uploaded_at,
    from exposures
),
after_upload as (
    select
        session_events.session_key,
        session_events.event_id,
        session_events.occurred_at,
        row_number() over (
            partition by session_events.session_key, ended.uploaded_at
            order by session_events.occurred_at, session_events.event_id
        ) as place_no,
    from session_events
    join ended
        on ended.session_key = session_events.session_key
        and session_events.occurred_at >= ended.uploaded_at
    where session_events.side_channel is null
        and not starts_with(session_events.session_key, 'client:')
)
select distinct
    session_key,
    event_id,
    occurred_at,
from after_upload
where place_no = 1
