-- about = "Takes over what one signal observed, in place of what it observed before."
-- values = ["signal"]

delete from observations
where signal = $signal;

insert into observations
select
    session_key,
    lane_no,
    $signal,
    grade::varchar,
    to_json(fields),
    event_ids,
from observed
where session_key is not null;
