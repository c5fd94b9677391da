-- about = "Every act of the case with the name of what it is about, the newest first."
-- grain = "an act"
-- reads = ["acts", "findings"]
--
-- [columns]
-- subject_name = "the person whose session it is, or who is meant; null where the id says it"
-- session_key = "the session it is about; null where it is about none"

with sessions as (
    select
        session_key,
        actor_login,
    from findings
),
people as (
    select
        actor_id,
        min(actor_login) as actor_login,
    from findings
    where actor_id is not null
    group by actor_id
)
select
    acts.act_id,
    acts.acted_at,
    acts.author,
    acts.what,
    acts.subject_kind,
    acts.subject_id,
    acts.fields::varchar as fields,
    acts.reason,
    coalesce(sessions.actor_login, people.actor_login) as subject_name,
    sessions.session_key,
from acts
left join sessions
    on acts.subject_kind = 'session'
    and sessions.session_key = acts.subject_id
left join people
    on acts.subject_kind = 'person'
    and people.actor_id = acts.subject_id
order by acts.act_id desc
