-- about = "Whose the sessions are that a briefing tells of, and what foreign clients did in them, person by person."
-- grain = "a person"
-- values = ["session_keys"]
--
-- [columns]
-- is_privileged = "acts as an administrator in this log, or is listed as one"
-- session_count = "sessions of theirs that are told of"
-- app_count = "apps that a foreign client opened in them"
-- change_count = "changes that foreign clients made in them"
-- standing_count = "of those, what no record takes back"
-- first_at = "the first divergence, else the beginning of the first session, UTC"

with told as (
    select *
    from findings
    where list_contains($session_keys::varchar[], session_key)
),
opened as (
    select
        app_uses.session_key,
        app_uses.app_id,
    from app_uses
    join lane_points using (session_key, lane_no)
    where lane_points.is_foreign
        and list_contains($session_keys::varchar[], app_uses.session_key)
    group by all
),
changed as (
    select
        session_key,
        count(*) as change_count,
        count(*) filter (where undone_at is null) as standing_count,
    from changes
    where side = 'foreign'
        and is_done
        and list_contains($session_keys::varchar[], session_key)
    group by session_key
),
apps as (
    select
        coalesce(told.actor_id, told.actor_login) as person,
        count(distinct opened.app_id) as app_count,
    from told
    join opened using (session_key)
    group by person
)
select
    coalesce(told.actor_id, told.actor_login) as person,
    min(told.actor_login) as actor_login,
    min(told.actor_name) as actor_name,
    bool_or(told.is_privileged_person) as is_privileged,
    count(*) as session_count,
    coalesce(max(apps.app_count), 0) as app_count,
    coalesce(sum(changed.change_count), 0)::bigint as change_count,
    coalesce(sum(changed.standing_count), 0)::bigint as standing_count,
    min(coalesce(told.divergence_at, told.started_at)) as first_at,
from told
left join changed using (session_key)
left join apps
    on apps.person = coalesce(told.actor_id, told.actor_login)
group by coalesce(told.actor_id, told.actor_login)
order by first_at, person
