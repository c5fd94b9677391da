-- about = "Whom some controls would have interrupted most, honest sessions only."
-- grain = "a person"
-- values = ["controls", "left_out", "most"]
--
-- [columns]
-- interrupted_count = "sessions interrupted at least once"
-- times = "interruptions, each one more sign-in or factor"
-- session_key = "the session that would have been interrupted most often"
-- people_count = "all of them, those beyond $most too"
-- reading = "what that session most likely was; null where one client used it throughout"

with interrupted as (
    select
        session_key,
        count(distinct event_id) as times,
    from control_interruptions
    where list_contains($controls::varchar[], control)
        and not list_contains($left_out::varchar[], session_key)
    group by session_key
),
people as (
    select
        sessions.actor_id,
        count(*) as interrupted_count,
        sum(interrupted.times)::bigint as times,
        max({'times': interrupted.times, 'key': interrupted.session_key}).key as session_key,
    from interrupted
    join sessions using (session_key)
    group by sessions.actor_id
),
totals as (
    select
        actor_id,
        max(actor_login) as actor_login,
        count(*) as session_count,
    from sessions
    where not is_inferred
    group by actor_id
)
select
    people.actor_id,
    totals.actor_login,
    people.times,
    people.interrupted_count,
    totals.session_count,
    people.session_key,
    explanations.reading,
    count(*) over () as people_count,
from people
left join totals using (actor_id)
left join explanations using (session_key)
order by people.times desc, people.interrupted_count desc, people.actor_id
limit $most
