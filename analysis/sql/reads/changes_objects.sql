-- about = "One page of the objects that changes were made to: what was made of each, and what became of it."
-- grain = "an object"
-- reads = ["changes"]
-- values = [
--     "state", "search", "person", "session_key", "object_key", "is_new", "is_documented",
--     "from_at", "until_at", "kinds", "sides", "sort", "page_rows", "skipped_rows",
-- ]
--
-- [columns]
-- first_at = "the first change that matches, UTC"
-- first_what = "what it was"
-- first_by = "who made it"
-- first_side = "from which side"
-- last_at = "the last change of the object in the case, whether it matches or not, UTC"
-- last_what = "what it was"
-- last_by = "who made it"
-- change_count = "changes that match and were done"
-- foreign_count = "of them by clients that never signed in"
-- undone_count = "of them taken back"
-- endless_count = "of them not taken back and nothing that stands: a reset, a secret that was read, the undoing of another"
-- matching_count = "objects that match, on all pages"

with named as (
    select
        *,
        coalesce(object_id, object_name) as thing,
    from changes
),
wanted as (
    select
        *,
        coalesce(object_id, object_name) as thing,
    from matching_changes(
        $state, $search, $person, $session_key, $object_key, $is_new, $is_documented,
        $from_at::timestamp, $until_at::timestamp
    )
    where (len($kinds::varchar[]) = 0 or list_contains($kinds::varchar[], kind))
        and (len($sides::varchar[]) = 0 or list_contains($sides::varchar[], side))
        and thing is not null
),
objects as (
    select
        thing,
        min(object_type) as object_type,
        max(object_name) as object_name,
        min({'at': occurred_at, 'id': event_id, 'what': what, 'by': actor_login, 'side': side})
            as earliest,
        count(*) filter (where is_done) as change_count,
        count(*) filter (where is_done and side = 'foreign') as foreign_count,
        count(*) filter (where undone_at is not null) as undone_count,
        count(*) filter (
            where is_done
                and undone_at is null
                and (
                    action in ('reset', 'read', 'used', 'removed')
                    or (is_undoing and side <> 'foreign')
                )
        ) as endless_count,
    from wanted
    group by thing
),
page as (
    select
        *,
        row_number() over (
            order by
                case when $sort = 'foreign' then -foreign_count end,
                case
                    when $sort = 'oldest' then epoch_us(earliest.at)
                    else -epoch_us(earliest.at)
                end,
                thing
        ) as place_no,
        count(*) over () as matching_count,
    from objects
    order by place_no
    limit $page_rows
    offset $skipped_rows
),
latest as (
    select
        named.thing,
        max({
            'at': named.occurred_at, 'id': named.event_id, 'what': named.what,
            'by': named.actor_login,
        }) as last_one,
    from named
    join page using (thing)
    where named.is_done
    group by named.thing
)
select
    page.place_no,
    page.matching_count,
    page.thing,
    page.object_type,
    page.object_name,
    page.earliest.at as first_at,
    page.earliest.id as first_event_id,
    page.earliest.what as first_what,
    page.earliest.by as first_by,
    page.earliest.side as first_side,
    latest.last_one.at as last_at,
    latest.last_one.id as last_event_id,
    latest.last_one.what as last_what,
    latest.last_one.by as last_by,
    page.change_count,
    page.foreign_count,
    page.undone_count,
    page.endless_count,
from page
left join latest using (thing)
order by page.place_no
