-- about = "The clients of each session: a network with a device, proven by the sign-in or not."
-- grain = "a client in a session"
-- key = ["session_key", "lane_no"]
-- reads = ["session_events", "session_clients", "lane_events", "networks"]
--
-- [columns]
-- session_key = "the session"
-- lane_no = "1 is the lane seen first"
-- network = "ASN, or /24 or /48 where unknown"
-- network_kind = "operator, residential, mobile, hosting, vpn, relay, tor or unknown"
-- as_number = "autonomous system; null where unknown"
-- as_org = "its organisation"
-- device = "system and browser families"
-- split_by = "dt_hash or address where two clients share network and device"
-- first_at = "UTC"
-- last_at = "UTC"
-- first_event_id = "the first event of the lane"
-- event_count = "events"
-- address_count = "addresses"
-- dt_hash_count = "device tokens; 0 where the events carry none"
-- proven_at = "when the sign-in that created the session came from here; null where it did not"
-- proof = "complete where a factor succeeded here within the sign-in window, federated, first factor; null where unproven"
-- is_proven = "the sign-in that created the session came from here; a later one, after the session was in use, is a step-up"
-- is_origin = "the first proven lane; where no sign-in is in the export, the first lane; a sessionless client has none"
-- is_origin_assumed = "the origin, but its sign-in is not in the export"
-- stepped_up_at = "a factor succeeded or a sign-in was repeated here, outside the sign-in; null where neither did"
-- is_support_access = "began between the beginning and the end of an impersonation in this session, and did nothing after it"
--
-- [params.sign_in_window_min]
-- value = 10
-- unit = "minutes"
-- why = "a person who fetches the phone needs minutes; a later factor is a step-up"

create or replace table lanes as
with kinds as (
    -- events of one network differ in what they say of it: the most telling word counts
    select [
        'operator', 'tor', 'vpn', 'hosting', 'relay', 'mobile', 'residential', 'unknown'
    ] as by_weight,
),
clients as (
    select
        session_clients.session_key,
        session_clients.network,
        session_clients.device,
        max(networks.as_number) as as_number,
        coalesce(min(networks.operator_name), min(networks.as_org)) as as_org,
        max(kinds.by_weight)[min(list_position(kinds.by_weight, networks.kind))] as network_kind,
    from session_clients
    cross join kinds
    left join networks using (network_key)
    group by session_clients.session_key, session_clients.network, session_clients.device
),
multiple as (
    select
        session_key,
        lane_no,
        max(network) as network,
        max(device) as device,
        max(split_by) as split_by,
        min({'at': occurred_at, 'id': event_id}) as beginning,
        max(occurred_at) as last_at,
        max(occurred_at) filter (where is_act) as last_act_at,
        count(*) as event_count,
        count(distinct address) as address_count,
        count(distinct dt_hash) as dt_hash_count,
    from lane_events
    group by session_key, lane_no
),
single as (
    select
        session_key,
        1 as lane_no,
        max(network) as network,
        max(device) as device,
        null as split_by,
        min(first_at) as first_at,
        max(last_at) as last_at,
        sum(event_count)::bigint as event_count,
        1 as address_count,
        count(distinct dt_hash) as dt_hash_count,
    from session_clients
    where session_key not in (select session_key from lane_events)
    group by session_key
),
marks as (
    select
        session_events.session_key,
        coalesce(lane_events.lane_no, 1) as lane_no,
        session_events.occurred_at,
        session_events.is_creation,
        session_events.is_later_factor,
        session_events.event_type,
    from session_events
    left join lane_events using (event_id)
    where session_events.side_channel is null
        and (
            session_events.is_creation
            or session_events.is_sign_in_step
            or session_events.is_later_factor
        )
),
first_uses as (
    select
        session_key,
        min(occurred_at) as used_at,
    from lane_events
    where is_act
        and kind in ('app', 'admin', 'token')
    group by session_key
),
creations as (
    -- a sign-in that comes long after the session was used cannot have created it
    select
        marks.session_key,
        marks.lane_no,
        min(marks.occurred_at) as proven_at,
    from marks
    left join first_uses using (session_key)
    where marks.is_creation
        and coalesce(
            date_diff('second', first_uses.used_at, marks.occurred_at) <= $sign_in_window_min * 60,
            true
        )
    group by marks.session_key, marks.lane_no
),
timed as (
    select
        marks.*,
        coalesce(
            abs(date_diff('second', creations.proven_at, marks.occurred_at))
                <= $sign_in_window_min * 60,
            false
        ) as is_around_sign_in,
    from marks
    left join creations using (session_key, lane_no)
    where marks.occurred_at is distinct from creations.proven_at
        or not marks.is_creation
),
steps as (
    select
        session_key,
        lane_no,
        min(occurred_at) filter (where not is_around_sign_in) as stepped_up_at,
        bool_or(is_around_sign_in and is_later_factor) as has_factor,
        bool_or(
            is_around_sign_in
            and event_type in (
                'user.authentication.auth_via_IDP',
                'user.authentication.auth_via_inbound_SAML',
                'user.authentication.auth_via_social'
            )
        ) as is_federated,
    from timed
    group by session_key, lane_no
),
impersonations as (
    select
        session_key,
        min(occurred_at) filter (where is_begin) as from_at,
        max(occurred_at) filter (where is_begin) as last_begin_at,
        max(occurred_at) filter (where is_end) as last_end_at,
    from (
        select
            session_key,
            occurred_at,
            event_type = 'user.session.impersonation.initiate' and kind <> 'denied' as is_begin,
            event_type = 'user.session.impersonation.end' as is_end,
        from session_events
        where event_type like 'user.session.impersonation.%'
    ) as events_of_impersonation
    group by session_key
),
support as (
    -- an access that began after the last end has none yet
    select
        session_key,
        from_at,
        case when last_end_at >= last_begin_at then last_end_at end as until_at,
    from impersonations
),
every_lane as (
    select
        session_key,
        lane_no,
        network,
        device,
        split_by,
        beginning.at as first_at,
        last_at,
        last_act_at,
        event_count,
        address_count,
        dt_hash_count,
        beginning.id as first_event_id,
    from multiple
    union all
    select
        session_key,
        lane_no,
        network,
        device,
        split_by,
        first_at,
        last_at,
        null,
        event_count,
        address_count,
        dt_hash_count,
        null,
    from single
),
ranked as (
    select
        every_lane.*,
        creations.proven_at,
        not starts_with(every_lane.session_key, 'client:')
            and row_number() over (
                partition by every_lane.session_key
                order by creations.proven_at nulls last, every_lane.lane_no
            ) = 1 as is_origin,
    from every_lane
    left join creations using (session_key, lane_no)
)
select
    ranked.session_key,
    ranked.lane_no,

    ranked.network,
    clients.network_kind,
    clients.as_number,
    clients.as_org,
    ranked.device,
    ranked.split_by,

    ranked.first_at,
    ranked.last_at,
    ranked.first_event_id,
    ranked.event_count,
    ranked.address_count,
    ranked.dt_hash_count,

    ranked.proven_at,
    case
        when ranked.proven_at is null then null
        when steps.has_factor then 'complete'
        when steps.is_federated then 'federated'
        else 'first factor'
    end as proof,
    ranked.proven_at is not null as is_proven,
    ranked.is_origin,
    ranked.is_origin and ranked.proven_at is null as is_origin_assumed,
    steps.stepped_up_at,
    coalesce(
        ranked.first_at >= support.from_at
            and ranked.first_at <= coalesce(support.until_at, ranked.first_at)
            and coalesce(ranked.last_act_at <= support.until_at, true),
        false
    ) as is_support_access,
from ranked
left join clients using (session_key, network, device)
left join steps using (session_key, lane_no)
left join support using (session_key);
