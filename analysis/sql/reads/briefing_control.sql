-- about = "What one choice of controls would have done in this log, and its price, counted anew from the interruptions."
-- grain = "one row"
-- values = ["replays", "left_out", "controls", "refusing", "binding"]
--
-- [columns]
-- replay_count = "sessions that count as replays"
-- stopped_count = "of them, those interrupted from the divergence on, while a foreign client was still to come"
-- per_1000 = "honest sessions interrupted at least once, of 1,000; null where there are none"
-- times = "interruptions of honest sessions"
-- per_person_day = "the same a person and day; null where nobody was there"

with replays as (
    select
        session_key,
        divergence_at,
        last_foreign_at,
    from findings
    where list_contains($replays::varchar[], session_key)
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
    select lanes.session_key
    from lanes
    join lane_points using (session_key, lane_no)
    where lanes.is_origin
        and lane_points.is_foreign
),
chosen as (
    select *
    from control_interruptions
    where list_contains($controls::varchar[], control)
),
stopped as (
    select count(distinct chosen.session_key) as stopped_count
    from chosen
    join replays using (session_key)
    left join foreign_events using (session_key, event_id)
    left join signed_in_by_thief using (session_key)
    where chosen.occurred_at between replays.divergence_at and replays.last_foreign_at
        and (
            foreign_events.event_id is not null
            or not list_contains($refusing::varchar[], chosen.control)
        )
        and (
            signed_in_by_thief.session_key is null
            or not list_contains($binding::varchar[], chosen.control)
        )
),
price as (
    select
        count(distinct session_key) as interrupted_count,
        count(distinct (session_key, event_id)) as times,
    from chosen
    where not list_contains($left_out::varchar[], session_key)
),
honest as (
    select count(*) as honest_count
    from sessions
    where not is_inferred
        and not list_contains($left_out::varchar[], session_key)
),
days as (
    select count(distinct (actor_id, date_trunc('day', occurred_at))) as person_days
    from session_events
    where side_channel is null
        and not starts_with(session_key, 'client:')
)
select
    len($replays::varchar[]) as replay_count,
    stopped.stopped_count,
    1000 * price.interrupted_count / nullif(honest.honest_count, 0) as per_1000,
    price.times,
    price.times / nullif(days.person_days, 0) as per_person_day,
from stopped
cross join price
cross join honest
cross join days
