-- about = "What happened to one person's factors, and what Okta said of the person; what was made stands among the changes."
-- grain = "an event about the person's factors, risk or sessions"
-- values = ["actor_id"]
--
-- [columns]
-- client = "which client of which session: signed in, foreign, other, or none"
-- actor_login = "who did it, where that is somebody else whose sessions are here"

select
    person_events.event_id,
    person_events.occurred_at,
    person_events.event_type,
    person_events.what,
    person_events.outcome,
    person_events.reason,
    person_events.factor,
    person_events.is_resistant,
    person_events.authenticator_id,
    person_events.address,
    person_events.session_key,
    case
        when person_events.session_key is null then 'no session'
        when person_events.lane_no is null then 'the only client'
        when lane_points.is_foreign then 'foreign client'
        when lanes.is_origin then 'client that signed in'
        else 'another client'
    end as client,
    person_events.actor_id is distinct from $actor_id as is_by_another,
    others.actor_login,
    person_events.risk_level,
    person_events.is_hijack,
from person_events
left join lanes
    on lanes.session_key = person_events.session_key
    and lanes.lane_no = person_events.lane_no
left join lane_points
    on lane_points.session_key = person_events.session_key
    and lane_points.lane_no = person_events.lane_no
left join (
    select
        actor_id,
        max(actor_login) as actor_login,
    from sessions
    group by actor_id
) as others
    on others.actor_id = person_events.actor_id
    and person_events.actor_id <> $actor_id
where person_events.person_id = $actor_id
    and person_events.what <> 'made'
order by
    person_events.occurred_at,
    person_events.event_id
