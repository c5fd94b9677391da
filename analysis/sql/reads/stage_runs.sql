-- about = "On what each stage ran last."

select
    stage,
    fingerprint,
from stage_runs
