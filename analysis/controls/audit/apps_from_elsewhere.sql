-- title = "Apps that take a session from a changed network"
-- place = 5
-- answers = [11, 35]
-- says = "{apps} of {all_apps} apps were opened by a session that had moved to another autonomous system without a new sign-in, {uses} sign-ons in all."
-- says_not = "No app was opened by a session that had moved to another autonomous system without a new sign-in."
-- cannot = "No network of this case is known as an autonomous system."
-- blind = "Okta logs that a sign-on was issued; whether the app asked for more is in the app's own log. What an app does with a session of its own is not seen here."
-- example = "the first such sign-on of each app, the most used first; detail is the app"
-- reads = ["app_uses", "lanes", "sessions"]

with origins as (
    select
        session_key,
        as_number,
    from lanes
    where is_origin
        and as_number is not null
),
moved as (
    select
        coalesce(app_uses.app_id, app_uses.app_name) as app,
        max(app_uses.app_name) as app_name,
        count(*) as use_count,
        min({
            'at': app_uses.occurred_at, 'id': app_uses.event_id, 'key': app_uses.session_key
        }) as earliest,
    from app_uses
    join lanes
        on lanes.session_key = app_uses.session_key
        and lanes.lane_no = app_uses.lane_no
    join origins on origins.session_key = app_uses.session_key
    where not lanes.is_proven
        and lanes.as_number <> origins.as_number
        and coalesce(app_uses.app_id, app_uses.app_name) is not null
    group by 1
),
kept as (
    select
        moved.*,
        sessions.actor_login,
    from moved
    left join sessions on sessions.session_key = moved.earliest.key
    order by moved.use_count desc, moved.app
    limit 200
)
select
    case
        when (select count(*) from origins) = 0 then 'cannot be told'
        when count(*) > 0 then 'seen'
        else 'not seen'
    end as outcome,
    count(*) as found_count,
    {
        'apps': count(*),
        'all_apps': (select count(distinct coalesce(app_id, app_name)) from app_uses),
        'uses': coalesce(sum(use_count), 0)::bigint,
    } as fields,
    (
        select list({
            'session_key': earliest.key, 'event_id': earliest.id, 'at': earliest.at,
            'actor_login': actor_login, 'minutes': null::double,
            'detail': app_name || ', ' || use_count || ' times'
        } order by use_count desc, app)
        from kept
    ) as examples,
from moved
