-- about = "Which controls were run, and on which state of the case."
-- grain = "a control with its limits"
--
-- [columns]
-- failed = "why it could not be run; null where it could"

select
    control,
    fingerprint,
    seconds,
    failed,
from control_runs
order by control
