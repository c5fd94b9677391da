-- about = "One page of the changes that match, in the order asked for."
-- grain = "a change"
-- reads = ["changes"]
-- values = [
--     "state", "search", "person", "session_key", "object_key", "is_new", "is_documented",
--     "from_at", "until_at", "kinds", "sides", "sort", "page_rows", "skipped_rows",
-- ]
--
-- [columns]
-- place_no = "place among all changes that match, from 1"
-- matching_count = "changes that match, on all pages"

with wanted as (
    select
        event_id,
        occurred_at,
        case when $sort = 'foreign' then side <> 'foreign' end as rank_no,
        case
            when $sort = 'oldest' then epoch_us(occurred_at)
            else -epoch_us(occurred_at)
        end as time_no,
    from matching_changes(
        $state, $search, $person, $session_key, $object_key, $is_new, $is_documented,
        $from_at::timestamp, $until_at::timestamp
    )
    where (len($kinds::varchar[]) = 0 or list_contains($kinds::varchar[], kind))
        and (len($sides::varchar[]) = 0 or list_contains($sides::varchar[], side))
),
page as (
    -- the order is made of narrow rows, and only one page of them becomes whole ones
    select *
    from wanted
    order by rank_no, time_no, event_id
    limit $page_rows
    offset $skipped_rows
)
select
    $skipped_rows + row_number() over (
        order by page.rank_no, page.time_no, page.event_id
    ) as place_no,
    (select count(*) from wanted) as matching_count,
    changes.*,
from page
join changes
    on changes.event_id = page.event_id
    and changes.occurred_at = page.occurred_at
order by place_no
