-- about = "Each session: whose, when, how many clients, and what its events can tell at all."
-- grain = "a session, or a sessionless client"
-- key = ["session_key"]
-- reads = ["session_events", "session_clients", "lanes", "events", "networks", "places"]
--
-- [columns]
-- session_key = "the session"
-- session_id = "Okta's id, to show"
-- actor_id = "the person"
-- actor_login = "what the person signs in with; the latest in order of text where it changed"
-- is_inferred = "a sessionless client: events without a session id, gathered by person, address, agent and hour"
-- started_at = "first event in this export, UTC"
-- ended_at = "last event in this export, UTC"
-- event_count = "events, side channel included"
-- lane_count = "clients"
-- has_sign_in = "the sign-in that created the session is in the export"
-- is_parent_unknown = "a child whose root session is not in the export"
-- signed_out_at = "first event that ends this very session, or clears the sessions of its person; null where none does"
-- is_cleared = "somebody else ended it: an administrator, or Okta"
-- has_dt_hash = "some event carries a device token"
-- has_as_number = "some network is known as an ASN"
-- has_place = "some place is known"
-- has_agent = "some agent is known"
-- has_risk = "some event carries Okta's own opinion: risk or behaviours"
-- has_baseline = "the person has another session in this case to compare with, neither inferred nor an orphan"
-- actor_name = "the person's name; the latest in order of text where it changed"

create or replace table sessions as
with timed as (
    select
        session_key,
        max(actor_id) as actor_id,
        min(occurred_at) as started_at,
        max(occurred_at) as ended_at,
        count(*) as event_count,
        not bool_or(is_own_id) as is_parent_unknown,
        bool_or(has_risk) as has_risk,
    from session_events
    group by session_key
),
said_ends as (
    select
        event_id,
        event_type,
        occurred_at,
        coalesce(actor_id, actor_login) as actor_id,
        ended_session_id,
        case
            when event_type = 'user.session.clear'
                then try(json_extract_string(targets, '$[*]'))
        end as target_list,
    from events
    where starts_with(event_type, 'user.session.')
        and event_type in ('user.session.end', 'user.session.expire', 'user.session.clear')
        and coalesce(outcome not in ('FAILURE', 'DENY'), true)
),
cleared as (
    -- whose sessions are cleared is the target, not who clears
    select
        event_id,
        occurred_at,
        actor_id as by_id,
        unnest(list_transform(
            list_filter(target_list, lambda item: item ->> '$.type' = 'User'),
            lambda item: item ->> '$.id'
        )) as actor_id,
    from said_ends
    where event_type = 'user.session.clear'
),
ends as (
    -- the session that ends is not always the one that the event carries
    select
        session_events.session_key,
        said_ends.occurred_at,
        false as is_by_other,
    from said_ends
    join session_events using (event_id)
    where said_ends.event_type <> 'user.session.clear'
        and session_events.is_own_id
        and said_ends.ended_session_id is null
    union all
    select
        timed.session_key,
        said_ends.occurred_at,
        said_ends.actor_id is distinct from timed.actor_id,
    from said_ends
    join timed on timed.session_key = said_ends.ended_session_id
    where said_ends.event_type <> 'user.session.clear'
    union all
    -- who clears their own keeps the session in which they do so
    select
        timed.session_key,
        cleared.occurred_at,
        cleared.by_id is distinct from cleared.actor_id,
    from cleared
    join timed
        on timed.actor_id = cleared.actor_id
        and timed.started_at < cleared.occurred_at
    left join session_events using (event_id)
    where not starts_with(timed.session_key, 'client:')
        and timed.session_key is distinct from session_events.session_key
),
endings as (
    select
        session_key,
        min({'at': occurred_at, 'is_by_other': is_by_other}) as earliest,
    from ends
    group by session_key
),
names as (
    select
        coalesce(actor_id, actor_login) as actor_id,
        max(actor_login) as actor_login,
        max(actor_name) as actor_name,
    from events
    where coalesce(actor_id, actor_login) is not null
    group by 1
),
baselines as (
    select
        actor_id,
        count(*) as session_count,
    from timed
    where not is_parent_unknown
        and not starts_with(session_key, 'client:')
    group by actor_id
),
lane_counts as (
    select
        session_key,
        count(*) as lane_count,
        bool_or(is_proven) as has_sign_in,
    from lanes
    group by session_key
),
able as (
    select
        session_key,
        bool_or(session_clients.dt_hash is not null) as has_dt_hash,
        bool_or(networks.as_number is not null) as has_as_number,
        bool_or(places.latitude is not null) as has_place,
        bool_or(session_clients.device <> 'unknown') as has_agent,
    from session_clients
    left join networks using (network_key)
    left join places using (place_key)
    group by session_key
)
select
    timed.session_key,
    case
        when ends_with(timed.session_key, '~' || timed.actor_id)
            then left(timed.session_key, -1 - length(timed.actor_id))
        else timed.session_key
    end as session_id,
    timed.actor_id,
    names.actor_login,
    names.actor_name,

    starts_with(timed.session_key, 'client:') as is_inferred,
    timed.started_at,
    timed.ended_at,
    timed.event_count,
    coalesce(lane_counts.lane_count, 0) as lane_count,
    coalesce(lane_counts.has_sign_in, false) as has_sign_in,
    timed.is_parent_unknown and not starts_with(timed.session_key, 'client:') as is_parent_unknown,
    endings.earliest.at as signed_out_at,
    coalesce(endings.earliest.is_by_other, false) as is_cleared,

    coalesce(able.has_dt_hash, false) as has_dt_hash,
    coalesce(able.has_as_number, false) as has_as_number,
    coalesce(able.has_place, false) as has_place,
    coalesce(able.has_agent, false) as has_agent,
    timed.has_risk,
    coalesce(baselines.session_count, 0) > case
        when timed.is_parent_unknown or starts_with(timed.session_key, 'client:') then 0
        else 1
    end as has_baseline,
from timed
left join names using (actor_id)
left join baselines using (actor_id)
left join lane_counts using (session_key)
left join endings using (session_key)
left join able using (session_key);
