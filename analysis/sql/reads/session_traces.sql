-- about = "What some clients of one session left behind that can be searched for: addresses, device tokens, and what they changed."
-- values = ["session_key", "lane_nos", "from_at", "until_at"]
--
-- [columns]
-- kind = "address, dt_hash or target"
-- value = "as the log has it"
-- is_of_origin = "the origin has it as well"
-- first_at = "UTC"

with own as (
    select
        lane_events.event_id,
        lane_events.occurred_at,
        lane_events.address,
        lane_events.dt_hash,
        lane_events.is_privileged and lane_events.is_act as is_change,
        list_contains($lane_nos::integer[], lane_events.lane_no) as is_asked,
        lanes.is_origin,
    from lane_events
    join lanes using (session_key, lane_no)
    where lane_events.session_key = $session_key
),
traces as (
    select
        'address' as kind,
        address as value,
        occurred_at,
        is_asked,
        is_origin,
    from own
    union all
    select
        'dt_hash',
        dt_hash,
        occurred_at,
        is_asked,
        is_origin,
    from own
    union all
    select
        'target',
        unnest(list_transform(
            json_extract(events.targets, '$[*]'),
            lambda target: target ->> 'id'
        )),
        own.occurred_at,
        own.is_asked,
        false,
    from own
    join events
        on events.event_id = own.event_id
        and events.occurred_at between $from_at::timestamp and $until_at::timestamp
    where own.is_change
        and own.is_asked
)
select
    kind,
    value,
    bool_or(is_origin) as is_of_origin,
    min(occurred_at) filter (where is_asked) as first_at,
from traces
where value is not null
group by kind, value
having bool_or(is_asked)
order by kind, first_at, value
