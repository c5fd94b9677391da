-- about = "A page of the log as it came, filtered; how many events match stands on every row."
-- grain = "an event"
-- values = ["words", "person", "address", "session", "event_types", "outcomes", "from_at", "until_at", "is_oldest_first", "page_rows", "skipped_rows"]
--
-- [columns]
-- target = "what was acted upon, in words of the record"
-- matching_count = "events that match, on this page or not"

with matching as materialized (
    select
        event_id,
        occurred_at,
        count(*) over () as matching_count,
    from events
    where ($from_at::timestamp is null or occurred_at >= $from_at::timestamp)
        and ($until_at::timestamp is null or occurred_at <= $until_at::timestamp)
        and (len($event_types::varchar[]) = 0 or list_contains($event_types::varchar[], event_type))
        and (
            len($outcomes::varchar[]) = 0
            or list_contains($outcomes::varchar[], coalesce(outcome, ''))
        )
        and ($address = '' or starts_with(coalesce(address, ''), $address))
        and ($session = '' or okta_session_id = $session or root_session_id = $session)
        and (
            $person = ''
            or actor_id = $person
            or contains(lower(concat_ws(' ', actor_login, actor_name)), lower($person))
        )
        and (
            len($words::varchar[]) = 0
            or list_bool_and(list_transform(
                $words::varchar[],
                lambda word: contains(lower(concat_ws(
                    ' ', event_type, display_message, outcome, outcome_reason, actor_login,
                    actor_name, actor_id, address, city, country, as_org, agent, targets::varchar,
                    okta_session_id, transaction_id, event_id
                )), word)
            ))
        )
    order by
        case when $is_oldest_first then occurred_at end,
        case when not $is_oldest_first then occurred_at end desc,
        event_id
    limit $page_rows::bigint
    offset $skipped_rows::bigint
)
select
    events.event_id,
    events.occurred_at,
    events.actor_login,
    events.actor_id,
    events.event_type,
    events.outcome,
    events.outcome_reason,
    events.address,
    concat_ws(', ', events.city, events.country) as place,
    events.as_org as network,
    events.agent,
    array_to_string(list_transform(
        json_extract(events.targets, '$[*]'),
        lambda target: case
            when target ->> 'type' = 'User'
                then coalesce(target ->> 'alternateId', target ->> 'displayName', target ->> 'id')
            else coalesce(target ->> 'displayName', target ->> 'alternateId', target ->> 'id')
        end
    ), ', ') as target,
    events.display_message,
    events.okta_session_id as session,
    events.evidence_id,
    events.line,
    matching.matching_count,
from matching
join events on events.event_id = matching.event_id
order by
    case when $is_oldest_first then events.occurred_at end,
    case when not $is_oldest_first then events.occurred_at end desc,
    events.event_id
