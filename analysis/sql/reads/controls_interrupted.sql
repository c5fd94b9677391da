-- about = "What the honest sessions that some controls would have interrupted most likely were."
-- grain = "a reading"
-- values = ["controls", "left_out"]
--
-- [columns]
-- reading = "id in data/reference/explanations.toml; null where the session has one client throughout"

with interrupted as (
    select distinct session_key
    from control_interruptions
    where list_contains($controls::varchar[], control)
        and not list_contains($left_out::varchar[], session_key)
)
select
    explanations.reading,
    count(*) as session_count,
from interrupted
left join explanations using (session_key)
group by explanations.reading
order by session_count desc, reading
