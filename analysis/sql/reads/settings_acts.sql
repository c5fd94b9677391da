-- about = "Every change of settings that was kept, the newest first."
-- grain = "an act"

select
    act_id,
    acted_at,
    author,
    reason,
    fields::varchar as fields,
from acts
where what = 'settings'
order by act_id desc
