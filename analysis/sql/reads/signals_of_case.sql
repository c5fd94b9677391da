-- about = "What became of each signal in this case."

select
    signal,
    outcome,
    found_count,
from signal_outcomes
order by signal
