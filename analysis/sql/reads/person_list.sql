-- about = "The people of the case, those with findings first, then those with the most sessions."
-- grain = "a person with a session or a client without one"
-- values = ["search", "page_rows"]
--
-- [columns]
-- worst = "the strongest band among the person's findings; clean where there is none"
-- matching_count = "people who match, shown or not"

with judged as (
    select
        actor_id,
        max(score) as score,
        count(*) filter (where band = 'replay') as replay_count,
        count(*) filter (where band = 'suspicious') as suspicious_count,
        count(*) filter (where band = 'explained') as explained_count,
        min(divergence_at) as divergence_at,
    from findings
    group by actor_id
),
people as (
    select
        actor_id,
        max(actor_login) as actor_login,
        max(actor_name) as actor_name,
        count(*) filter (where not is_inferred) as session_count,
        count(*) filter (where is_inferred) as client_count,
        sum(event_count)::bigint as event_count,
        min(started_at) as first_at,
        max(ended_at) as last_at,
    from sessions
    where actor_id is not null
        and (
            $search = ''
            or contains(lower(concat_ws(' ', actor_login, actor_name, actor_id)), $search)
        )
    group by actor_id
)
select
    people.actor_id,
    people.actor_login,
    people.actor_name,
    case
        when judged.replay_count > 0 then 'replay'
        when judged.suspicious_count > 0 then 'suspicious'
        when judged.explained_count > 0 then 'explained'
        else 'clean'
    end as worst,
    coalesce(judged.score, 0) as score,
    coalesce(judged.replay_count, 0) as replay_count,
    coalesce(judged.suspicious_count, 0) as suspicious_count,
    judged.divergence_at,
    people.session_count,
    people.client_count,
    people.event_count,
    people.first_at,
    people.last_at,
    privileged_people.actor_id is not null as is_privileged,
    count(*) over () as matching_count,
from people
left join judged using (actor_id)
left join privileged_people using (actor_id)
order by
    replay_count desc,
    suspicious_count desc,
    score desc,
    people.session_count desc,
    people.actor_login,
    people.actor_id
limit $page_rows
