-- about = "Which sessions the HAR files of the register may have carried: shown by the file, else by person and time."
-- grain = "an upload and a session; uploads that fit no session have no row"
-- key = ["upload_id", "session_key"]
-- reads = ["har_uploads", "sessions"]
--
-- [columns]
-- upload_id = "the entry of the register"
-- session_key = "the session"
-- certainty = "exact where the file itself was joined to the session, likely where it is the one session of the person that fits the time, by time only where several fit"
-- uploaded_at = "when the file was handed over, UTC"
-- capture_from_at = "first moment of the recording, UTC; where it is not known, the longest that one may lie before its upload"
-- capture_to_at = "last moment of the recording, UTC; where it is not known, the upload"
-- is_scrubbed = "somebody says that the credentials had been taken out; null where nobody knows"
-- sent_to = "whom it was handed to, as it was said"
-- ended_at = "an end of the session that the log shows, UTC; null where none is seen, which is no proof that it is open"
--
-- [params.capture_before_h]
-- value = 24
-- unit = "hours"
-- why = "a HAR is recorded because a ticket asks for it, mostly on the same day"
--
-- [params.session_open_h]
-- value = 12
-- unit = "hours"
-- why = "a session may be open that long after its last event: twelve hours is Okta's default for the Admin Console"

create or replace table exposures as
with windows as (
    select
        upload_id,
        person,
        uploaded_at,
        is_scrubbed,
        sent_to,
        session_keys,
        coalesce(
            captured_from, uploaded_at - to_hours($capture_before_h::integer)
        ) as capture_from_at,
        coalesce(captured_to, uploaded_at) as capture_to_at,
    from har_uploads
),
named as (
    select
        upload_id,
        unnest(session_keys) as session_key,
    from windows
),
people as (
    select
        windows.upload_id,
        sessions.session_key,
    from windows
    join sessions on lower(sessions.actor_login) = windows.person
    where not sessions.is_inferred
    union
    select
        windows.upload_id,
        sessions.session_key,
    from windows
    join sessions on lower(sessions.actor_id) = windows.person
    where not sessions.is_inferred
),
near as (
    select
        people.upload_id,
        people.session_key,
        count(*) over (partition by people.upload_id) as near_count,
    from people
    join windows using (upload_id)
    join sessions using (session_key)
    where len(windows.session_keys) = 0
        and sessions.started_at <= windows.capture_to_at
        and sessions.ended_at
            >= windows.capture_from_at - to_hours($session_open_h::integer)
        and coalesce(sessions.signed_out_at > windows.capture_from_at, true)
),
fitting as (
    select
        upload_id,
        session_key,
        'exact' as certainty,
    from named
    union all
    select
        upload_id,
        session_key,
        case when near_count = 1 then 'likely' else 'by time only' end,
    from near
)
select
    fitting.upload_id,
    fitting.session_key,
    fitting.certainty,

    windows.uploaded_at,
    windows.capture_from_at,
    windows.capture_to_at,
    windows.is_scrubbed,
    windows.sent_to,

    sessions.signed_out_at as ended_at,
from fitting
join windows using (upload_id)
join sessions using (session_key);
