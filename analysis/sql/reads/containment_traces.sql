-- about = "Addresses and device tokens that only the other clients of some sessions have."
-- values = ["session_keys"]
--
-- [columns]
-- kind = "address or dt_hash"
-- value = "as the log has it"

with own as (
    select
        lane_events.session_key,
        lane_points.is_foreign,
        lane_events.occurred_at,
        unnest([
            {'kind': 'address', 'value': lane_events.address},
            {'kind': 'dt_hash', 'value': lane_events.dt_hash}
        ]) as trace,
    from lane_events
    join lane_points using (session_key, lane_no)
    where list_contains($session_keys::varchar[], lane_events.session_key)
)
select
    session_key,
    trace.kind as kind,
    trace.value as value,
    count(*) as event_count,
from own
where trace.value is not null
group by session_key, trace
having bool_and(is_foreign)
order by session_key, kind, min(occurred_at), value
