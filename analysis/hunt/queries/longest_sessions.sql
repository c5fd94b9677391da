-- title = "The longest sessions"
-- why = "A cookie is worth stealing for as long as it lives; lifetimes and idle limits are the cheapest defence."
-- look_for = "Sessions over days, above all of administrators, and events after a long silence. Compare with the session lifetime of your policy."

select
    sessions.session_key,
    sessions.actor_login,
    privileged_people.actor_id is not null as is_privileged_person,
    sessions.started_at,
    sessions.ended_at,
    round(date_diff('second', sessions.started_at, sessions.ended_at) / 3600.0, 1) as hours,
    sessions.event_count,
    sessions.lane_count as clients,
    sessions.signed_out_at,
from sessions
left join privileged_people on privileged_people.actor_id = sessions.actor_id
where not sessions.is_inferred
order by hours desc, sessions.session_key
limit 500
