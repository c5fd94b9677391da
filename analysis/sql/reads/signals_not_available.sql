-- about = "Signals that nothing in this case could show, and those that failed, each with the reason."

select
    signal,
    outcome,
    reason,
from signal_outcomes
where outcome in ('not available', 'failed')
order by signal
