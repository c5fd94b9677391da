-- about = "How many signals could not be judged in this case at all."
-- grain = "one row"

select count(*) as signal_count
from signal_outcomes
where outcome in ('not available', 'failed')
