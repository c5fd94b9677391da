-- about = "On what each stage ran last, and what stands for what it made."

select
    stage_runs.stage,
    stage_runs.fingerprint,
    stage_contents.contents,
from stage_runs
join stage_contents using (stage)
