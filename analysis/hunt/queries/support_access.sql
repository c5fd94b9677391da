-- title = "Support access and impersonation"
-- why = "Okta's support acts inside a session of an administrator, with a grant or without one."
-- look_for = "An initiate without a grant before it, at a time when no case was open with Okta; changes between initiate and end. Ask for the case number."

select
    events.occurred_at,
    events.event_type,
    events.outcome,
    events.actor_login,
    events.address,
    events.as_org,
    events.city,
    events.agent,
    session_events.session_key,
    events.event_id,
from events
left join session_events using (event_id)
where starts_with(events.event_type, 'user.session.impersonation.')
order by events.occurred_at, events.event_id
