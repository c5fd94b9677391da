-- title = "Is a session tied to its device?"
-- place = 4
-- answers = [6, 34, 40, 45]
-- says = "No, not every one: {sessions} of {all_sessions} sessions went on from another device without a new sign-in ({families} under another system or browser, {tokens} with another device token alone), {privileged} of them of people with rights of administration."
-- says_not = "No session went on from another device without a new sign-in: they are tied to it, or nobody changed."
-- cannot = "No event of this case has a user agent or a device token."
-- blind = "A copied cookie jar under the same user agent looks like the same device."
-- example = "the first act from the other device; detail is the device"
-- reads = ["lanes", "lane_events", "sessions", "privileged_people"]

with origins as (
    select
        lane_events.session_key,
        max(lanes.device) as device,
        list(distinct lane_events.dt_hash order by lane_events.dt_hash)
            filter (where lane_events.dt_hash is not null) as tokens,
    from lane_events
    join lanes
        on lanes.session_key = lane_events.session_key
        and lanes.lane_no = lane_events.lane_no
    where lanes.is_origin
    group by lane_events.session_key
),
moved as (
    select
        lane_events.session_key,
        bool_or(lanes.device <> origins.device) as is_other_family,
        min({
            'at': lane_events.occurred_at, 'id': lane_events.event_id, 'device': lanes.device
        }) as earliest,
    from lane_events
    join lanes
        on lanes.session_key = lane_events.session_key
        and lanes.lane_no = lane_events.lane_no
    join origins on origins.session_key = lane_events.session_key
    where lane_events.is_act
        and not lanes.is_proven
        and not starts_with(lane_events.session_key, 'client:')
        and (
            lanes.device <> origins.device
            or not list_contains(origins.tokens, lane_events.dt_hash)
        )
    group by lane_events.session_key
),
told as (
    select
        moved.*,
        sessions.actor_login,
        privileged_people.actor_id is not null as is_privileged,
    from moved
    join sessions using (session_key)
    left join privileged_people using (actor_id)
),
kept as (
    select *
    from told
    order by is_privileged desc, earliest
    limit 200
),
able as (
    select coalesce(bool_or(has_agent or has_dt_hash), false) as is_able,
    from sessions
)
select
    case
        when not (select is_able from able) then 'cannot be told'
        when count(*) > 0 then 'seen'
        else 'not seen'
    end as outcome,
    count(*) as found_count,
    {
        'sessions': count(*),
        'all_sessions': (select count(*) from sessions where not is_inferred),
        'families': count(*) filter (where is_other_family),
        'tokens': count(*) filter (where not is_other_family),
        'privileged': count(*) filter (where is_privileged),
    } as fields,
    (
        select list({
            'session_key': session_key, 'event_id': earliest.id, 'at': earliest.at,
            'actor_login': actor_login, 'minutes': null::double, 'detail': earliest.device
        } order by is_privileged desc, earliest)
        from kept
    ) as examples,
from told
