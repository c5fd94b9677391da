-- about = "The last act of the case: a briefing is made anew after each."
-- grain = "one row"

select coalesce(max(act_id), 0) as act_id
from acts
