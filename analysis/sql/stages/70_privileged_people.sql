-- about = "People who can change who may do what: the operator's word, and what they did from a client that signed in."
-- grain = "a person"
-- key = ["actor_id"]
-- reads = ["sessions", "session_events", "lane_events", "lanes", "listed_people"]
--
-- [columns]
-- actor_id = "the person"
-- is_listed = "the operator says so, by login or id"
-- admin_count = "times the person opened the Admin Console from a proven client"
-- change_count = "changes of who may do what, from a proven client"
-- last_at = "the last of these, UTC; null where there is none"

create or replace table privileged_people as
with acts as (
    select
        session_key,
        event_id,
        actor_id,
        occurred_at,
        event_type = 'user.session.access_admin_app' as is_admin,
    from session_events
    where side_channel is null
        and is_act
        and (is_privileged or event_type = 'user.session.access_admin_app')
),
proven_acts as (
    -- what a thief did in a session must not make its owner look privileged
    select
        acts.actor_id,
        acts.is_admin,
        acts.occurred_at,
    from acts
    left join lane_events
        on lane_events.event_id = acts.event_id
        and lane_events.session_key = acts.session_key
    join lanes
        on lanes.session_key = acts.session_key
        and lanes.lane_no = coalesce(lane_events.lane_no, 1)
    where lanes.is_proven
),
seen as (
    select
        actor_id,
        count(*) filter (where is_admin) as admin_count,
        count(*) filter (where not is_admin) as change_count,
        max(occurred_at) as last_at,
    from proven_acts
    group by actor_id
),
listed as (
    select distinct sessions.actor_id
    from sessions
    join listed_people
        on listed_people.person = lower(sessions.actor_login)
        or listed_people.person = lower(sessions.actor_id)
)
select
    coalesce(listed.actor_id, seen.actor_id) as actor_id,
    listed.actor_id is not null as is_listed,
    coalesce(seen.admin_count, 0) as admin_count,
    coalesce(seen.change_count, 0) as change_count,
    seen.last_at,
from listed
full join seen on seen.actor_id = listed.actor_id;
