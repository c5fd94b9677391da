-- about = "The heaviest reason of each of some sessions; of one without points what is said as information."
-- grain = "a session"
-- values = ["session_keys"]

with ranked as (
    select
        *,
        row_number() over (
            partition by session_key
            order by points desc, signal, lane_no
        ) as place_no,
    from signals
    where list_contains($session_keys::varchar[], session_key)
        and is_counted
        and points >= 0
)
select
    session_key,
    signal,
    points,
    fields,
from ranked
where place_no = 1
order by session_key
