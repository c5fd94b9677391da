-- about = "The events that answers of a HAR name by their request id, each with the session and the client it belongs to."
-- grain = "a request id and an event"
-- values = ["request_ids"]
--
-- [columns]
-- session_key = "null where the event belongs to no session"
-- lane_no = "null where the event forms no lane"

with asked as (
    select unnest($request_ids::varchar[]) as request_id,
),
matched as (
    select
        transaction_id as request_id,
        event_id,
    from events
    where transaction_id in (select request_id from asked)
    union
    select
        request_id,
        event_id,
    from events
    where request_id in (select request_id from asked)
)
select
    matched.request_id,
    matched.event_id,
    session_events.session_key,
    session_events.occurred_at,
    case
        when session_events.side_channel is null then coalesce(lane_events.lane_no, 1)
    end as lane_no,
from matched
left join session_events
    on session_events.event_id = matched.event_id
    and not starts_with(session_events.session_key, 'client:')
left join lane_events on lane_events.event_id = matched.event_id
order by matched.request_id, session_events.occurred_at, matched.event_id
