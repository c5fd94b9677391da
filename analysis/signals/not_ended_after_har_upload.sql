-- title = "not ended after a HAR upload"
-- claim = "A session that a HAR file most likely carried was not ended within a day after the file was handed over."
-- why = "Whoever reads the file holds the session for as long as it lives; ending it is the one thing that helps."
-- family = "indicators"
-- points = 0
-- weighed = "A first guess by hand: information without points, because a door that was left open is no proof that somebody came in."
-- attack = ""
-- needs = []
-- blind = "Okta writes no event when a session runs out: it may have ended by itself."
-- says = "A HAR file that {how} was handed over at {at} UTC, and no end of the session is seen within {hours} hours."
-- steps = [
--     "End the sessions of this person now (DELETE /api/v1/users/{id}/sessions?oauthTokens=true), or see in System Log, from the upload on, that user.session.clear names them.",
--     "Ask whoever received the file to delete it, and note the ticket in the register.",
-- ]
-- source = "DESIGN of the program, section 5; Okta API, user sessions"
-- reads = ["exposures", "sessions", "lanes", "session_events"]
--
-- [params.end_within_h]
-- value = 24
-- unit = "hours"
-- why = "a session that left the house is ended the same day, or was forgotten"
--
-- [false_positives]
-- ran_out = "Most sessions run out within a day and nothing says so: information only."
-- file_was_scrubbed = "A file of which somebody says that it was scrubbed is left out."
-- log_ends = "Where the log ends within the day nothing can be said."

with reach as (
    select max(ended_at) as until_at
    from sessions
),
left_open as (
    select
        exposures.*,
        row_number() over (
            partition by exposures.session_key
            order by exposures.certainty, exposures.uploaded_at, exposures.upload_id
        ) as place_no,
    from exposures
    cross join reach
    where exposures.certainty in ('exact', 'likely')
        and not coalesce(exposures.is_scrubbed, false)
        and reach.until_at >= exposures.uploaded_at + to_hours($end_within_h::integer)
        and coalesce(
            exposures.ended_at > exposures.uploaded_at + to_hours($end_within_h::integer), true
        )
),
latest as (
    select
        session_key,
        max({'at': occurred_at, 'id': event_id}).id as event_id,
    from session_events
    where session_key in (select session_key from left_open)
    group by session_key
),
origins as (
    select
        session_key,
        min(lane_no) as lane_no,
    from lanes
    where is_origin
        and session_key in (select session_key from left_open)
    group by session_key
)
select
    left_open.session_key,
    coalesce(origins.lane_no, 1) as lane_no,
    null as grade,
    {
        'how': case left_open.certainty
            when 'exact' then 'was shown to carry this session'
            else 'fits this session of the person alone'
        end,
        'at': strftime(left_open.uploaded_at, '%Y-%m-%d %H:%M'),
        'hours': $end_within_h::integer,
    } as fields,
    [latest.event_id] as event_ids,
from left_open
join latest using (session_key)
left join origins using (session_key)
where left_open.place_no = 1;
