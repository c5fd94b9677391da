-- about = "Where each control would have interrupted each replay: the first interruption from the divergence on, while a foreign client was still to come."
-- grain = "a control and a replay"
-- values = ["replays", "controls", "refusing", "binding"]
--
-- [columns]
-- event_id = "the event that would have been refused; of whichever client where the control ends the session, of a foreign one where it only refuses ($refusing)"
-- minutes_min = "after the divergence, minutes"

with replays as (
    select
        session_key,
        divergence_at,
        last_foreign_at,
    from findings
    where list_contains($replays::varchar[], session_key)
        and divergence_at is not null
),
foreign_events as (
    select
        lane_events.session_key,
        lane_events.event_id,
    from lane_events
    join lane_points using (session_key, lane_no)
    where lane_points.is_foreign
        and list_contains($replays::varchar[], lane_events.session_key)
),
signed_in_by_thief as (
    -- a control that ties a session to whoever signed in stops nobody where that was the thief
    select lanes.session_key
    from lanes
    join lane_points using (session_key, lane_no)
    where lanes.is_origin
        and lane_points.is_foreign
        and list_contains($replays::varchar[], lanes.session_key)
),
firsts as (
    select
        control_interruptions.control,
        control_interruptions.session_key,
        min({
            'at': control_interruptions.occurred_at, 'id': control_interruptions.event_id
        }) as earliest,
        min(replays.divergence_at) as divergence_at,
    from control_interruptions
    join replays using (session_key)
    left join foreign_events using (session_key, event_id)
    left join signed_in_by_thief using (session_key)
    where list_contains($controls::varchar[], control_interruptions.control)
        and control_interruptions.occurred_at
            between replays.divergence_at and replays.last_foreign_at
        and (
            foreign_events.event_id is not null
            or not list_contains($refusing::varchar[], control_interruptions.control)
        )
        and (
            signed_in_by_thief.session_key is null
            or not list_contains($binding::varchar[], control_interruptions.control)
        )
    group by control_interruptions.control, control_interruptions.session_key
)
select
    firsts.control,
    firsts.session_key,
    firsts.earliest.at as stopped_at,
    firsts.earliest.id as event_id,
    foreign_events.event_id is not null as is_foreign,
    (epoch_ms(firsts.earliest.at) - epoch_ms(firsts.divergence_at)) / 60000 as minutes_min,
from firsts
left join foreign_events
    on foreign_events.session_key = firsts.session_key
    and foreign_events.event_id = firsts.earliest.id
order by firsts.control, firsts.session_key
