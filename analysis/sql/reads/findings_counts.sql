-- about = "How many findings each band has."

select
    band,
    count(*) as finding_count,
from findings
group by band
