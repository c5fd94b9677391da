-- about = "The signals of one session, those that count first, with the fields of their sentences."
-- values = ["session_key"]

select
    signal,
    family,
    lane_no,
    grade,
    points,
    full_points,
    is_counted,
    fields,
    event_ids,
from signals
where session_key = $session_key
order by is_counted desc, points desc, signal, lane_no
