-- about = "The findings before and after one, in the order of the list, those with nothing seen left out."
-- values = ["session_key"]

with ordered as (
    select
        session_key,
        row_number() over in_order as place_no,
        count(*) over () as finding_count,
        lag(session_key) over in_order as previous_session_key,
        lead(session_key) over in_order as next_session_key,
    from findings
    where band <> 'clean'
        or session_key = $session_key
    window in_order as (order by score desc, session_id, session_key)
)
select
    place_no,
    finding_count,
    previous_session_key,
    next_session_key,
from ordered
where session_key = $session_key
