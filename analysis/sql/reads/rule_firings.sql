-- about = "Which published rule fired on which session."

select
    rule,
    session_key,
from rule_firings
order by rule, session_key
