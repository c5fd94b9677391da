-- about = "Which stages and signals ever ran, by this version or an older one."

select stage
from stage_runs
