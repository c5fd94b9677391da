-- about = "People who have a finding that is more than clean, those with the highest score first."
-- grain = "a person"
-- reads = ["findings"]

select
    actor_login,
    max(score) as score,
from findings
where actor_login is not null
    and band <> 'clean'
group by actor_login
order by
    score desc,
    actor_login
limit 2000
