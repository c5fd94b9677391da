-- about = "What the case holds in all: files, rows, events, people, sessions, and since when it is open."
-- grain = "one row"
--
-- [columns]
-- event_count = "events, without those that another row said before"
-- first_at = "the first event of the case, UTC; null without events"
-- last_at = "the last one"
-- opened_at = "when the case was made, UTC"
-- person_count = "people who have a session, sessionless clients included"
-- session_count = "sessions of Okta; sessionless clients are counted apart"
-- several_count = "of them, those with more than one client"
-- inferred_count = "sessionless clients"

select
    files.*,
    case_facts.created_at as opened_at,
    people.*,
from (
    select
        count(*) as file_count,
        coalesce(sum(read), 0)::bigint as event_count,
        coalesce(sum(refused), 0)::bigint as refused_count,
        min(first_at) as first_at,
        max(last_at) as last_at,
    from evidence
) as files
cross join case_facts
cross join (
    select
        count(distinct actor_id) as person_count,
        count(*) filter (where not is_inferred) as session_count,
        count(*) filter (where not is_inferred and lane_count > 1) as several_count,
        count(*) filter (where is_inferred) as inferred_count,
    from sessions
) as people
