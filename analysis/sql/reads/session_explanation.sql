-- about = "What one session most likely was."
-- values = ["session_key"]

select
    lane_no,
    reading,
    fields,
    also,
from explanations
where session_key = $session_key
