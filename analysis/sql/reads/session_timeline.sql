-- about = "The events of one session in order, each with its lane, place and the number of the act."
-- values = ["session_key", "from_at", "until_at"]
--
-- [columns]
-- act_no = "number of a successful act of a foreign lane, the same on every picture; null elsewhere"
-- target = "what was acted upon, in words of the record"
-- in_words = "what the event type changes, in our words; null where nothing is said of it"

with own as (
    select
        session_events.*,
        case
            when session_events.side_channel is null then coalesce(lane_events.lane_no, 1)
        end as lane_no,
    from session_events
    left join lane_events
        on lane_events.event_id = session_events.event_id
        and lane_events.session_key = $session_key
    where session_events.session_key = $session_key
),
numbered as (
    select
        own.*,
        coalesce(lane_points.is_foreign, false) as is_foreign,
        case
            when lane_points.is_foreign and own.is_act then row_number() over (
                partition by coalesce(lane_points.is_foreign, false) and own.is_act
                order by own.occurred_at, own.event_id
            )
        end as act_no,
    from own
    left join lane_points
        on lane_points.session_key = own.session_key
        and lane_points.lane_no = own.lane_no
)
select
    numbered.event_id,
    numbered.occurred_at,
    numbered.event_type,
    event_kinds.changes as in_words,
    numbered.kind,
    numbered.outcome,
    numbered.lane_no::integer as lane_no,
    numbered.side_channel,
    numbered.is_foreign,
    numbered.is_privileged,
    numbered.is_act,
    numbered.act_no::integer as act_no,
    array_to_string(list_transform(
        coalesce(
            nullif(list_filter(
                json_extract(events.targets, '$[*]'),
                lambda target: not regexp_matches(target ->> 'type', '^(Policy|Rule|AppUser)')
            ), []),
            json_extract(events.targets, '$[*]')
        ),
        lambda target: case
            when target ->> 'type' = 'User'
                then coalesce(target ->> 'alternateId', target ->> 'displayName', target ->> 'id')
            else coalesce(target ->> 'displayName', target ->> 'alternateId', target ->> 'id')
        end
    ), ', ') as target,
    numbered.address,
    networks.as_number,
    coalesce(
        networks.operator_name,
        networks.as_org,
        nullif(networks.network, 'unknown')
    ) as network,
    places.city,
    places.country,
    coalesce(
        nullif(concat_ws(' ', agents.os_family, agents.browser_family), ''),
        events.client_device
    ) as device,
    events.agent,
    events.outcome_reason,
    events.display_message,
    coalesce(events.risk, events.debug_risk) as risk,
    numbered.dt_hash,
    events.evidence_id,
    events.line,
from numbered
join events
    on events.event_id = numbered.event_id
    and events.occurred_at between $from_at::timestamp and $until_at::timestamp
left join event_kinds on event_kinds.event_type = numbered.event_type
left join networks on networks.network_key = numbered.network_key
left join places on places.place_key = numbered.place_key
left join agents on agents.agent_key = numbered.agent_key
order by numbered.occurred_at, numbered.event_id
