-- about = "Every session with more than one client or any signal, with its score, its band and its moments."
-- grain = "a session"
-- key = ["session_key"]
-- reads = ["sessions", "signals", "lane_points", "lane_events", "lanes", "privileged_people"]
-- shared_params = ["replay_from", "suspicious_from"]
--
-- [columns]
-- session_key = "the session"
-- session_id = "Okta's id, to show"
-- actor_login = "what the person signs in with"
-- score = "sum of the points that count"
-- band = "replay, suspicious, explained or clean: judged by the program, no probability; a sessionless client is never a replay"
-- family_count = "families with points that accuse"
-- divergence_at = "first event of the first foreign lane, UTC; null where no lane is foreign"
-- divergence_event_id = "that event"
-- first_attempt_at = "first policy evaluation, denial or challenge of a foreign lane, UTC"
-- first_act_at = "first successful act of a foreign lane, UTC"
-- is_origin_assumed = "the sign-in of the origin is not in the export"
-- top_signals = "signals that accuse, most points first, then what is said as information"
-- actor_id = "the person"
-- actor_name = "the person's name"
-- last_foreign_at = "last event of a foreign lane, UTC"
-- foreign_event_count = "events of foreign lanes"
-- origin_lane_no = "the origin"
-- is_privileged_person = "listed by the operator, or seen in the Admin Console or changing who may do what from a client that signed in"
-- is_inferred = "a sessionless client"
-- is_parent_unknown = "a child whose root session is not in the export"
-- lane_count = "clients"
-- event_count = "events, side channel included"
-- started_at = "first event in this export, UTC"
-- ended_at = "last event in this export, UTC"

create or replace table findings as
with scored as (
    select
        session_key,
        sum(points)::integer as score,
        count(distinct family) filter (where points > 0) as family_count,
        list(signal order by points desc, signal) filter (
            where points > 0
                or (is_counted and full_points = 0 and family <> 'explanation')
        ) as top_signals,
    from signals
    group by session_key
),
foreign_events as (
    select
        lane_events.session_key,
        min({'at': lane_events.occurred_at, 'id': lane_events.event_id}) as earliest,
        max(lane_events.occurred_at) as latest_at,
        count(*) as event_count,
        min(lane_events.occurred_at) filter (where lane_events.is_attempt) as first_attempt_at,
        min(lane_events.occurred_at) filter (where lane_events.is_act) as first_act_at,
    from lane_events
    join lane_points using (session_key, lane_no)
    where lane_points.is_foreign
    group by lane_events.session_key
),
origins as (
    select
        session_key,
        lane_no as origin_lane_no,
        is_origin_assumed,
    from lanes
    where is_origin
),
supported as (
    select distinct session_key
    from lanes
    where is_support_access
)
select
    sessions.session_key,
    sessions.session_id,
    sessions.actor_id,
    sessions.actor_login,
    sessions.actor_name,
    privileged_people.actor_id is not null as is_privileged_person,

    coalesce(scored.score, 0) as score,
    case
        when scored.score >= $replay_from
            and scored.family_count >= 2
            and not sessions.is_inferred then 'replay'
        when scored.score >= $suspicious_from then 'suspicious'
        -- somebody else was let in: no accusation by itself, and nothing that explains itself
        when supported.session_key is not null then 'suspicious'
        when sessions.lane_count > 1 then 'explained'
        else 'clean'
    end as band,
    coalesce(scored.family_count, 0) as family_count,
    coalesce(scored.top_signals, []) as top_signals,

    foreign_events.earliest.at as divergence_at,
    foreign_events.earliest.id as divergence_event_id,
    foreign_events.first_attempt_at,
    foreign_events.first_act_at,
    foreign_events.latest_at as last_foreign_at,
    coalesce(foreign_events.event_count, 0) as foreign_event_count,

    coalesce(origins.is_origin_assumed, false) as is_origin_assumed,
    origins.origin_lane_no,
    sessions.is_inferred,
    sessions.is_parent_unknown,
    sessions.lane_count,
    sessions.event_count,
    sessions.started_at,
    sessions.ended_at,
from sessions
left join scored using (session_key)
left join foreign_events using (session_key)
left join origins using (session_key)
left join supported using (session_key)
left join privileged_people on privileged_people.actor_id = sessions.actor_id
where sessions.lane_count > 1
    or scored.session_key is not null;
