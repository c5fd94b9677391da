-- title = "Administrators who use everyday apps with the same account"
-- place = 6
-- answers = [8]
-- says = "{people} of {admins} people with rights of administration also open everyday apps with the same account, {mixed} of them within one session."
-- says_not = "None of {admins} people with rights of administration opens everyday apps with the same account."
-- cannot = "Nobody here is known to have rights of administration, by the list in Settings or by what they did."
-- blind = "Apps that are opened without Okta. Which app is a tool of administration the log does not say: only Okta's own are left out."
-- example = "by how many apps; detail is the count"
-- reads = ["privileged_people", "app_uses", "session_events", "sessions", "lanes"]

with daily as (
    select
        app_uses.actor_id,
        app_uses.session_key,
        app_uses.event_id,
        app_uses.occurred_at,
        coalesce(app_uses.app_id, app_uses.app_name) as app,
    from app_uses
    semi join privileged_people using (actor_id)
    join lanes
        on lanes.session_key = app_uses.session_key
        and lanes.lane_no = app_uses.lane_no
    where lanes.is_origin
        and not starts_with(coalesce(app_uses.app_name, 'Okta '), 'Okta ')
),
mixed as (
    select distinct daily.actor_id
    from daily
    where daily.session_key in (
        select session_key
        from session_events
        where (is_privileged or kind = 'admin')
            and side_channel is null
    )
),
people as (
    select
        daily.actor_id,
        max(sessions.actor_login) as actor_login,
        count(distinct daily.app) as app_count,
        count(*) as use_count,
        max({'at': daily.occurred_at, 'id': daily.event_id, 'key': daily.session_key}) as latest,
        bool_or(mixed.actor_id is not null) as is_mixed,
    from daily
    join sessions using (session_key)
    left join mixed on mixed.actor_id = daily.actor_id
    group by daily.actor_id
)
select
    case
        when (select count(*) from privileged_people) = 0 then 'cannot be told'
        when count(*) > 0 then 'seen'
        else 'not seen'
    end as outcome,
    count(*) as found_count,
    {
        'people': count(*),
        'admins': (select count(*) from privileged_people),
        'mixed': count(*) filter (where is_mixed),
    } as fields,
    list({
        'session_key': latest.key, 'event_id': latest.id, 'at': latest.at,
        'actor_login': actor_login, 'minutes': null::double,
        'detail': app_count || ' apps, ' || use_count || ' sign-ons'
    } order by app_count desc, actor_id)[1:200] as examples,
from people
