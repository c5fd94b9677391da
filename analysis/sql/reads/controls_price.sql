-- about = "How many honest sessions, and how often, each combination of controls would have interrupted: counted by the set of controls that interrupt the same."
-- grain = "an event or a session, and a set of controls"
-- values = ["controls", "left_out"]
--
-- [columns]
-- grain = "event: interruptions; session: sessions interrupted at least once"
-- mask = "the set: bit 0 is the first of $controls"
-- times = "how many events or sessions exactly this set interrupts"

with marked as (
    select
        session_key,
        event_id,
        bit_or(1::bigint << (list_position($controls::varchar[], control) - 1)) as mask,
    from control_interruptions
    where list_contains($controls::varchar[], control)
        and not list_contains($left_out::varchar[], session_key)
    group by session_key, event_id
),
of_sessions as (
    select
        session_key,
        bit_or(mask) as mask,
    from marked
    group by session_key
)
select
    'event' as grain,
    mask,
    count(*) as times,
from marked
group by mask
union all
select
    'session',
    mask,
    count(*),
from of_sessions
group by mask
order by 1, 2
