-- about = "What the signals observed, lane by lane, without sentences."

select
    session_key,
    lane_no,
    signal,
    coalesce(grade, '') as grade,
from observations
where lane_no is not null
order by session_key, lane_no, signal, grade
