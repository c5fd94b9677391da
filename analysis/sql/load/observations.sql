-- about = "Takes over what one signal observed, from the registered Arrow table observed."
-- values = ["signal"]

insert into observations
select
    session_key,
    lane_no,
    $signal,
    grade::varchar,
    to_json(fields),
    event_ids,
from observed
where session_key is not null
