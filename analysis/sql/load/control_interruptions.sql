-- about = "Keeps what one control would have interrupted: the registered Arrow table `answer`."
-- values = ["control"]

insert into control_interruptions
select
    $control,
    session_key,
    event_id,
    occurred_at,
from answer;
