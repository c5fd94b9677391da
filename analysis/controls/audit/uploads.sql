-- title = "Sessions that outlived their HAR upload"
-- place = 12
-- answers = [20, 24, 49]
-- says = "{used} of {sessions} sessions that HAR files may have carried were used after the upload, {exact} of them shown by the file itself; {scrubbed} of {uploads} uploads are said to have been cleaned."
-- says_not = "None of {sessions} sessions that HAR files may have carried was used after its upload."
-- cannot = "No HAR upload stands in the register of this case: enter those known from tickets on the HAR screen."
-- blind = "Uploads that nobody entered; a session that stayed open and unused leaves no event."
-- example = "the first event after the upload; detail is how sure it is that the file carried the session"
-- reads = ["exposures", "session_events", "sessions", "har_uploads"]

with after_upload as (
    select
        exposures.session_key,
        exposures.upload_id,
        max(exposures.certainty) as certainty,
        min({'at': session_events.occurred_at, 'id': session_events.event_id}) as earliest,
    from exposures
    join session_events
        on session_events.session_key = exposures.session_key
        and session_events.occurred_at >= exposures.uploaded_at
    where session_events.side_channel is null
    group by exposures.session_key, exposures.upload_id
),
used as (
    select
        session_key,
        min(earliest) as earliest,
        bool_or(certainty = 'exact') as is_exact,
        max(certainty) as certainty,
    from after_upload
    group by session_key
)
select
    case
        when (select count(*) from har_uploads) = 0 then 'cannot be told'
        when count(*) > 0 then 'seen'
        else 'not seen'
    end as outcome,
    count(*) as found_count,
    {
        'used': count(*),
        'exact': count(*) filter (where used.is_exact),
        'sessions': (select count(distinct session_key) from exposures),
        'uploads': (select count(*) from har_uploads),
        'scrubbed': (select count(*) from har_uploads where is_scrubbed),
    } as fields,
    list({
        'session_key': used.session_key, 'event_id': used.earliest.id, 'at': used.earliest.at,
        'actor_login': sessions.actor_login, 'minutes': null::double, 'detail': used.certainty
    } order by used.earliest, used.session_key)[1:200] as examples,
from used
join sessions using (session_key)
