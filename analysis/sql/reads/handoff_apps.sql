-- about = "The apps that other clients opened or got tokens for, each with account, window, addresses and agents."
-- grain = "a session, an app and an account"
-- values = ["session_keys", "whole_keys"]
--
-- [columns]
-- app_id = "Okta's id of the app or client; its name where no id is given"
-- account = "the account at the app as the record names it, else the login"
-- sign_on_count = "sign-ons issued"
-- token_count = "token grants"
-- event_ids = "the events, in order"
-- act_no = "the first of these acts, as in session_timeline; null in a session taken as a whole"

with acts as (
    select
        lane_events.session_key,
        lane_events.event_id,
        lane_events.occurred_at,
        lane_events.event_type,
        lane_events.address,
        (row_number() over (
            partition by lane_events.session_key
            order by lane_events.occurred_at, lane_events.event_id
        ))::integer as act_no,
    from lane_events
    join lane_points using (session_key, lane_no)
    where list_contains($session_keys::varchar[], lane_events.session_key)
        and lane_points.is_foreign
        and lane_events.is_act
    union all
    select
        session_key,
        event_id,
        occurred_at,
        event_type,
        address,
        null,
    from session_events
    where list_contains($whole_keys::varchar[], session_key)
        and is_act
        and side_channel is null
),
told as (
    select
        * exclude (event_type),
        event_type not in ('user.authentication.sso', 'app.oauth2.signon') as is_token,
    from acts
    where event_type in ('user.authentication.sso', 'app.oauth2.signon')
        or starts_with(event_type, 'app.oauth2.token.grant')
        or starts_with(event_type, 'app.oauth2.as.token.grant')
),
joined as (
    select
        told.*,
        events.agent,
        events.client_id,
        events.actor_type,
        events.actor_id as record_actor_id,
        events.actor_name as record_actor_name,
        events.targets,
    from told
    join events
        on events.event_id = told.event_id
        and events.occurred_at = told.occurred_at
    offset 0
),
listed as (
    -- after the join, or the targets of every record are taken apart
    select
        * exclude (targets),
        coalesce(try(from_json(
            targets,
            '[{"type":"VARCHAR","id":"VARCHAR","displayName":"VARCHAR","alternateId":"VARCHAR"}]'
        )), []) as targets,
    from joined
),
named as (
    select
        * exclude (targets),
        list_filter(targets, lambda item: item.type = 'AppInstance')[1] as app,
        list_filter(targets, lambda item: item.type = 'AppUser')[1] as app_user,
    from listed
),
placed as (
    select
        named.*,
        case
            when app is null and actor_type = 'PublicClientApp' then record_actor_id
            else coalesce(app.id, app."displayName", client_id)
        end as app_id,
        case
            when app is null and actor_type = 'PublicClientApp'
                then coalesce(record_actor_name, record_actor_id)
            else coalesce(app."displayName", app."alternateId", app.id, client_id)
        end as app_name,
        nullif(app_user."alternateId", 'unknown') as account,
    from named
),
gathered as (
    select
        session_key,
        app_id,
        max(app_name) as app_name,
        max(account) as account,
        min(occurred_at) as first_at,
        max(occurred_at) as last_at,
        count(*) filter (where not is_token) as sign_on_count,
        count(*) filter (where is_token) as token_count,
        list_sort(list_distinct(list(address))) as addresses,
        list_sort(list_distinct(list(agent))) as agents,
        list_transform(
            list_sort(list({'at': occurred_at, 'id': event_id})), lambda item: item.id
        ) as event_ids,
        min(act_no) as act_no,
    from placed
    where app_id is not null
    group by session_key, app_id
)
select
    gathered.session_key,
    sessions.session_id,
    sessions.actor_id,
    sessions.actor_login,
    gathered.app_id,
    gathered.app_name,
    coalesce(gathered.account, sessions.actor_login) as account,
    gathered.first_at,
    gathered.last_at,
    gathered.sign_on_count::integer as sign_on_count,
    gathered.token_count::integer as token_count,
    gathered.addresses,
    gathered.agents,
    gathered.event_ids,
    gathered.act_no,
from gathered
join sessions using (session_key)
order by gathered.first_at, gathered.app_id, gathered.session_key
