-- about = "Every event that belongs to no session, in order: failed sign-ins above all, so that a search for one value need not read all records."
-- grain = "an event without a session"
-- key = ["event_id"]
-- reads = ["events", "session_events"]
--
-- [columns]
-- event_id = "the event"
-- occurred_at = "UTC"
-- event_type = "Okta's event type"
-- outcome = "as Okta says"
-- outcome_reason = "Okta's reason"
-- actor_id = "Okta's id of who acted; null where Okta names nobody"
-- actor_login = "what the actor signs in with, or what was typed"
-- address = "of the client"
-- dt_hash = "hash of the device token"
-- agent = "raw user agent: text that the client chose"

create or replace table loose_events as
select
    event_id,
    occurred_at,
    event_type,
    outcome,
    outcome_reason,
    actor_id,
    actor_login,
    address,
    dt_hash,
    agent,
from events
anti join session_events using (event_id)
order by occurred_at, event_id;
