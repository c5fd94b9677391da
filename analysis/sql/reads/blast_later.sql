-- about = "What came later of what the foreign lanes of one session made or changed."
-- values = ["session_key"]
--
-- [columns]
-- words = "what was done later, in the words of the reference; null where it has none"
-- via_object_name = "what was used to make it, on level 2"

select
    consequences.act_event_id,
    consequences.level,
    consequences.rule,
    consequences.via_event_id,
    via.object_name as via_object_name,
    consequences.object_type,
    consequences.object_id,
    consequences.object_name,
    consequences.event_id,
    consequences.occurred_at,
    consequences.event_type,
    event_kinds.changes as words,
    consequences.outcome,
    consequences.is_refused,
    consequences.is_attempt,
    consequences.actor_login,
    consequences.address,
    consequences.later_session_key,
    consequences.client_match,
    consequences.is_same_client,
    consequences.use_count,
from consequences
left join consequences as via
    on via.session_key = consequences.session_key
    and via.act_event_id = consequences.act_event_id
    and via.level = 1
    and via.event_id = consequences.via_event_id
left join event_kinds on event_kinds.event_type = consequences.event_type
where consequences.session_key = $session_key
order by consequences.occurred_at, consequences.event_id, consequences.object_id
