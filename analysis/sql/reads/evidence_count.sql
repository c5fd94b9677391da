-- about = "How many files the case has, and how many of them gave events."
-- grain = "one row"
-- reads = ["evidence"]

select
    count(*) as files,
    count(*) filter (where evidence.read + evidence.duplicate > 0) as files_with_events,
from evidence
