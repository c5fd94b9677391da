-- about = "Every number that the findings rest on."

select
    name,
    value,
from effective_parameters
union all
select
    'points.' || signal || '.' || grade,
    points,
from signal_points
order by all
