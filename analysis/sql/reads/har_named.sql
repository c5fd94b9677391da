-- about = "Sessions that a HAR names by Okta's id, their own or that of a child."
-- grain = "an id asked for"
-- values = ["session_ids"]

with asked as (
    select unnest($session_ids::varchar[]) as asked_id,
),
rooted as (
    select
        asked.asked_id,
        coalesce(session_roots.root_id, asked.asked_id) as session_id,
    from asked
    left join session_roots on session_roots.child_id = asked.asked_id
)
select
    rooted.asked_id,
    min(sessions.session_key) as session_key,
from rooted
left join sessions on sessions.session_id = rooted.session_id
group by rooted.asked_id
order by rooted.asked_id
