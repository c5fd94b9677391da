-- about = "Acts about queries, in the order in which they were done; the newest alone where a number is given."
-- values = ["whats", "most_rows"]

with newest as (
    select
        act_id,
        acted_at,
        author,
        what,
        fields::varchar as fields,
        reason,
    from acts
    where list_contains($whats::varchar[], what)
    order by act_id desc
    limit coalesce($most_rows::bigint, 9223372036854775807)
)
select *
from newest
order by act_id
