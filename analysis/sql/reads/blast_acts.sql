-- about = "What the foreign lanes of one session did, each act with what it was done to as the record says it."
-- values = ["session_key", "from_at", "until_at"]
--
-- [columns]
-- act_no = "the number of the act, as in session_timeline"
-- words = "what was done, in the words of the reference; null where it has none"
-- targets = "JSON array of what was acted upon"
-- privilege = "administrator role given or taken"
-- follows = "by which way later uses are looked for; null where nobody knows how a use would look"
-- object_types = "Okta's types of targets that are followed, apart by blanks; null for any"
-- undone_at = "when it was taken back, UTC; null where no record says so"
-- undone_what = "what took it back, in words"
-- undone_by = "who did"

with acts as (
    select
        lane_events.event_id,
        lane_events.occurred_at,
        lane_events.lane_no,
    from lane_events
    join lane_points using (session_key, lane_no)
    where lane_events.session_key = $session_key
        and lane_points.is_foreign
        and lane_events.is_act
)
select
    (row_number() over (order by acts.occurred_at, acts.event_id))::integer as act_no,
    acts.event_id,
    acts.occurred_at,
    acts.lane_no,
    events.event_type,
    event_kinds.kind,
    event_kinds.is_privileged,
    event_kinds.changes as words,
    events.display_message,
    events.targets,
    coalesce(events.privilege_granted, events.privilege_revoked) as privilege,
    later_uses.follows,
    later_uses.object_types,
    changes.undone_at,
    changes.undone_event_id,
    changes.undone_what,
    changes.undone_by,
from acts
join events
    on events.event_id = acts.event_id
    and events.occurred_at between $from_at::timestamp and $until_at::timestamp
left join changes on changes.event_id = acts.event_id
left join later_uses on later_uses.event_type = events.event_type
left join event_kinds on event_kinds.event_type = events.event_type
order by acts.occurred_at, acts.event_id
