-- about = "Keeps what one published rule answered: the registered Arrow table `answer`."
-- values = ["rule"]

insert into rule_firings
select
    $rule,
    session_key,
    first_at,
    event_ids,
    to_json(fields),
from answer
