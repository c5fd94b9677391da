-- about = "What came later of each act of a foreign lane: the user made signs in, the token is used, the role is exercised; and what those made in turn."
-- grain = "an act of a foreign lane, what it made or changed, and a later event of that"
-- key = ["session_key", "act_event_id", "object_id", "event_id"]
-- reads = ["lane_points", "lane_events", "lane_facts", "events", "session_events", "sessions",
--     "person_events", "networks", "later_uses"]
-- shared_params = ["many_people"]
--
-- [columns]
-- session_key = "the session whose foreign lane acted"
-- lane_no = "the lane"
-- act_event_id = "the act"
-- level = "1 what the act made was used; 2 what was made with that was used; further is not followed"
-- via_event_id = "the event of level 1 that made this object; null on level 1"
-- rule = "what counts as a use: user, role, account, factor, token, idp, client, consent or report"
-- object_type = "Okta's type of what was made or changed"
-- object_id = "its id; of a factor without one its owner's"
-- object_name = "its name as the record gives it"
-- event_id = "the later event"
-- occurred_at = "UTC"
-- event_type = "Okta's event type"
-- outcome = "as Okta says"
-- is_refused = "tried, and refused"
-- is_attempt = "tried only: refused, challenged, or a policy that was asked"
-- actor_login = "who did it: whose session it is, else as Okta names them"
-- address = "of the client"
-- later_session_key = "the session of the later event; null where it has none"
-- client_match = "address, token or network: what it has with the lane that acted, and the origin has not; null where nothing"
-- is_same_client = "address or device token are the lane's"
-- use_count = "later events of this object, those beyond the kept ones too"
--
-- [params.most_uses]
-- value = 200
-- unit = "events"
-- why = "A token that lives on makes thousands of requests: the first of them tell the story, the count the rest."

-- The signal made_object_used asks much the same earlier, of every lane that may be foreign, and needs
-- one grade a lane; this follows more kinds of things, and only of the few lanes that are foreign.
-- Each step is a small table of its own: only then does the join with all events begin at the few things
-- that were made, and not at the events.
create or replace temp table followed_lanes as
select
    lane_facts.session_key,
    lane_facts.lane_no,
    lane_facts.origin_lane_no,
    lane_facts.person_count,
    case
        when lane_facts.habit is null
            and lane_facts.network <> 'unknown'
            and lane_facts.network is distinct from lane_facts.origin_network
            then lane_facts.network
    end as network,
from lane_facts
join lane_points using (session_key, lane_no)
where lane_points.is_foreign;

-- what the lane has and neither the origin nor many people have
create or replace temp table followed_marks as
select
    lane_events.session_key,
    lane_events.lane_no,
    unnest([
        case when followed_lanes.person_count < $many_people then lane_events.address end,
        lane_events.dt_hash
    ]) as mark,
from followed_lanes
join lane_events using (session_key, lane_no)
except
select
    followed_lanes.session_key,
    followed_lanes.lane_no,
    unnest([lane_events.address, lane_events.dt_hash]),
from followed_lanes
join lane_events
    on lane_events.session_key = followed_lanes.session_key
    and lane_events.lane_no = followed_lanes.origin_lane_no;

-- an act is followed to what it made, that to its uses, and what those made once more
create or replace temp table followed as
select
    lane_events.session_key,
    lane_events.lane_no,
    lane_events.event_id as act_event_id,
    0 as level,
    null::varchar as via_event_id,
    null::varchar as rule,
    null::varchar as object_type,
    null::varchar as object_id,
    null::varchar as object_name,
    lane_events.event_id,
    lane_events.occurred_at,
    lane_events.event_type,
    false as is_busy,
from lane_events
join followed_lanes using (session_key, lane_no)
where lane_events.is_act;

create or replace temp macro made_things(step) as table (
    with told as (
        select
            followed.session_key,
            followed.lane_no,
            followed.act_event_id,
            followed.level + 1 as level,
            case when followed.level > 0 then followed.event_id end as via_event_id,
            later_uses.follows as rule,
            string_split(later_uses.object_types, ' ') as object_types,
            followed.occurred_at as made_at,
            events.actor_id as maker_id,
            json_extract(events.targets, '$[*]') as targets,
        from followed
        join later_uses on later_uses.event_type = followed.event_type
        join events
            on events.event_id = followed.event_id
            and events.occurred_at = followed.occurred_at
        where followed.level = step
            -- what a granted role, or a reset account, does next is its owner's work
            and (
                followed.level = 0
                or (
                    followed.rule in ('user', 'token', 'client')
                    and events.outcome = 'SUCCESS'
                )
            )
    ),
    named as (
        select
            told.* exclude (targets),
            coalesce(
                list_filter(targets, lambda item: item ->> 'type' = 'User')[1] ->> 'id',
                told.maker_id
            ) as owner_id,
            unnest(coalesce(
                case
                    -- whose factor it is stands beside the factor; alone it stands for it
                    when rule = 'factor' then nullif(
                        list_filter(targets, lambda item: item ->> 'type' <> 'User'), []
                    )
                end,
                targets
            )) as item,
        from told
    )
    select distinct
        named.* exclude (item, object_types),
        item ->> 'type' as object_type,
        item ->> 'id' as object_id,
        coalesce(
            case
                when item ->> 'type' = 'User' then nullif(item ->> 'alternateId', 'unknown')
            end,
            nullif(item ->> 'displayName', 'unknown'),
            nullif(item ->> 'alternateId', 'unknown'),
            item ->> 'id'
        ) as object_name,
    from named
    where item ->> 'id' is not null
        and (object_types is null or list_contains(object_types, object_type))
);

create or replace temp table followed_things as
from made_things(0);

create or replace temp macro later_things() as table (
    with uses as (
        select
            followed_things.*,
            events.event_id,
            events.occurred_at,
            events.event_type,
        from followed_things
        join events on events.actor_id = followed_things.object_id
        where followed_things.rule = 'user'
            or followed_things.rule = 'client'
        union
        select
            followed_things.*,
            session_events.event_id,
            session_events.occurred_at,
            session_events.event_type,
        from followed_things
        join session_events on session_events.actor_id = followed_things.object_id
        where (
                followed_things.rule = 'role'
                and session_events.is_act
                and (
                    session_events.is_privileged
                    or session_events.event_type = 'user.session.access_admin_app'
                )
            )
            or (followed_things.rule = 'account' and session_events.is_creation)
        union
        select
            followed_things.*,
            person_events.event_id,
            person_events.occurred_at,
            person_events.event_type,
        from followed_things
        join person_events on person_events.person_id = followed_things.object_id
        where followed_things.rule = 'account'
            and person_events.what = 'enrolled'
        union
        select
            followed_things.*,
            person_events.event_id,
            person_events.occurred_at,
            person_events.event_type,
        from followed_things
        join person_events on person_events.authenticator_id = followed_things.object_id
        where followed_things.rule = 'factor'
        union
        -- the record of an answer seldom names the enrolment, and none a reset: what the client
        -- then does as that person, in a session that it began itself, came of it
        select
            followed_things.*,
            own.event_id,
            own.occurred_at,
            own.event_type,
        from followed_things
        join followed_lanes using (session_key, lane_no)
        join session_events as began
            on began.actor_id = followed_things.owner_id
            and began.is_creation
            and began.occurred_at > followed_things.made_at
            and began.session_key <> followed_things.session_key
        left join networks on networks.network_key = began.network_key
        left join followed_marks
            on followed_marks.session_key = followed_things.session_key
            and followed_marks.lane_no = followed_things.lane_no
            and followed_marks.mark in (began.address, began.dt_hash)
        join session_events as own on own.session_key = began.session_key
        where (followed_things.rule = 'factor' or followed_things.rule = 'account')
            and (followed_marks.mark is not null or networks.network = followed_lanes.network)
        union
        select
            followed_things.*,
            events.event_id,
            events.occurred_at,
            events.event_type,
        from followed_things
        -- searched for in the text: taking each event's JSON apart would cost most
        join events on contains(events.transaction_detail, followed_things.object_id)
        where followed_things.rule = 'token'
        union
        select
            followed_things.*,
            events.event_id,
            events.occurred_at,
            events.event_type,
        from followed_things
        join events on events.client_id = followed_things.object_id
        where followed_things.rule = 'client'
            or (followed_things.rule = 'consent' and events.actor_id = followed_things.owner_id)
        union
        select
            followed_things.*,
            events.event_id,
            events.occurred_at,
            events.event_type,
        from followed_things
        join events
            on contains(events.targets, followed_things.object_id)
            and case
                when followed_things.rule = 'idp'
                    then starts_with(events.event_type, 'user.authentication.auth_via_')
                        and events.event_type <> 'user.authentication.auth_via_mfa'
                else starts_with(events.event_type, 'analytics.reports.export.')
            end
        where followed_things.rule = 'idp'
            or followed_things.rule = 'report'
    ),
    judged as (
        select
            *,
            bool_or(occurred_at < made_at) over (
                partition by session_key, act_event_id, object_id
            ) as was_used_before,
        from uses
    )
    select
        session_key,
        lane_no,
        act_event_id,
        level,
        via_event_id,
        rule,
        object_type,
        object_id,
        object_name,
        event_id,
        occurred_at,
        event_type,
        -- what was used before the change goes on being used
        was_used_before and rule in ('user', 'role', 'idp', 'client') as is_busy,
    from judged
    where occurred_at > made_at
        and event_id <> act_event_id
);

insert into followed
from later_things();

create or replace temp table followed_things as
from made_things(1);

insert into followed
from later_things();

create or replace table consequences as
with in_sessions as (
    select
        followed.*,
        session_events.session_key as later_session_key,
        session_events.outcome,
        session_events.is_attempt,
        sessions.actor_login,
        session_events.address,
        session_events.dt_hash,
        networks.network,
    from followed
    join session_events on session_events.event_id = followed.event_id
    left join sessions on sessions.session_key = session_events.session_key
    left join networks on networks.network_key = session_events.network_key
    where followed.level > 0
),
told as (
    select * from in_sessions
    union all
    -- refused sign-ins have no session; the wide view is read for such events only
    select
        followed.*,
        null,
        events.outcome,
        coalesce(events.outcome in ('FAILURE', 'DENY'), false)
            or starts_with(events.event_type, 'policy.'),
        events.actor_login,
        events.address,
        events.dt_hash,
        null,
    from followed
    anti join in_sessions on in_sessions.event_id = followed.event_id
    join events
        on events.event_id = followed.event_id
        and events.occurred_at = followed.occurred_at
    where followed.level > 0
),
matched as (
    select
        told.*,
        coalesce(told.outcome in ('FAILURE', 'DENY'), false) as is_refused,
        case
            when of_address.mark is not null then 'address'
            when of_token.mark is not null then 'token'
            when told.network = followed_lanes.network then 'network'
        end as client_match,
    from told
    join followed_lanes using (session_key, lane_no)
    left join followed_marks as of_address
        on of_address.session_key = told.session_key
        and of_address.lane_no = told.lane_no
        and of_address.mark = told.address
    left join followed_marks as of_token
        on of_token.session_key = told.session_key
        and of_token.lane_no = told.lane_no
        and of_token.mark = told.dt_hash
),
ranked as (
    select
        *,
        coalesce(client_match in ('address', 'token'), false) as is_same_client,
        row_number() over (
            partition by session_key, act_event_id, object_id
            order by is_same_client desc, occurred_at, event_id
        ) as place_no,
        row_number() over (
            partition by session_key, act_event_id, object_id, is_same_client
            order by occurred_at, event_id
        ) as place_of_client_no,
        count(*) over (partition by session_key, act_event_id, object_id) as use_count,
    from matched
    where not is_busy
        or client_match in ('address', 'token')
)
select
    session_key,
    lane_no,
    act_event_id,
    level,
    via_event_id,
    rule,
    object_type,
    object_id,
    object_name,

    event_id,
    occurred_at,
    event_type,
    outcome,
    is_refused,
    is_attempt,
    actor_login,
    address,
    later_session_key,
    client_match,
    is_same_client,
    use_count,
from ranked
where place_no <= $most_uses
    -- who was reset goes on signing in: of the owner's own sign-ins the first tells enough
    and (rule <> 'account' or is_same_client or place_of_client_no <= 1);

drop table followed_things;
drop table followed_marks;
drop table followed;
drop table followed_lanes;
drop macro table made_things;
drop macro table later_things;
