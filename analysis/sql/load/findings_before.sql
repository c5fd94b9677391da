-- about = "Puts findings and signals aside as they are, to be compared with what other settings make of them; gone when the transaction is."
-- values = []

create or replace temp table findings_before as
select
    session_key,
    session_id,
    actor_login,
    score,
    band,
    lane_count,
from findings;

create or replace temp table signals_before as
select
    session_key,
    signal,
    sum(points)::integer as points,
from signals
where is_counted
group by session_key, signal
