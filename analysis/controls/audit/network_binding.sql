-- title = "Is a session tied to its network?"
-- place = 3
-- answers = [23, 32, 39, 42, 44]
-- says = "No, not every one: {sessions} of {all_sessions} sessions went on from another autonomous system without a new sign-in, {privileged} of them of people with rights of administration. Refused for a changed network: {refused} requests."
-- says_not = "No session went on from another autonomous system without a new sign-in: they are tied to it, or nobody moved. Refused for a changed network: {refused} requests."
-- cannot = "No network of this case is known as an autonomous system."
-- blind = "A new sign-in that gave a new session id shows as another session, not as a refusal."
-- example = "the first act from the other network; detail is the network"
-- reads = ["lanes", "lane_events", "sessions", "privileged_people", "events"]

with origins as (
    select
        session_key,
        as_number,
    from lanes
    where is_origin
        and as_number is not null
),
moved as (
    select
        lane_events.session_key,
        min({
            'at': lane_events.occurred_at, 'id': lane_events.event_id, 'network': lanes.network
        }) as earliest,
    from lane_events
    join lanes
        on lanes.session_key = lane_events.session_key
        and lanes.lane_no = lane_events.lane_no
    join origins on origins.session_key = lane_events.session_key
    where lane_events.is_act
        and not lanes.is_proven
        and lanes.as_number <> origins.as_number
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
)
select
    case
        when (select count(*) from origins) = 0 then 'cannot be told'
        when count(*) > 0 then 'seen'
        else 'not seen'
    end as outcome,
    count(*) as found_count,
    {
        'sessions': count(*),
        'all_sessions': (select count(*) from sessions where not is_inferred),
        'privileged': count(*) filter (where is_privileged),
        'refused': (
            select count(*)
            from events
            where event_type = 'security.session.detect_client_roaming'
        ),
    } as fields,
    (
        select list({
            'session_key': session_key, 'event_id': earliest.id, 'at': earliest.at,
            'actor_login': actor_login, 'minutes': null::double, 'detail': earliest.network
        } order by is_privileged desc, earliest)
        from kept
    ) as examples,
from told
