-- about = "Every privileged change in Okta: who, from which lane, on what, new for this person or not, undone or not."
-- grain = "an event that changes who may do what, or that takes such a change back; sessions or not"
-- key = ["event_id"]
-- reads = [
--     "events", "event_kinds", "change_kinds", "session_events", "lane_events", "lanes", "lane_points",
--     "sessions",
-- ]
--
-- [columns]
-- event_id = "the event"
-- occurred_at = "UTC"
-- event_type = "Okta's event type"
-- kind = "user, group, role, factor, idp, token, policy, zone, app, client, origin, key, hook, log stream, agent, device, workflow, secret, support access or org"
-- action = "made, changed, removed, switched on, switched off, granted, revoked, reset, read or used"
-- what = "what was done, in words; the event type where nothing is said"
-- object_type = "Okta's type of the target that was acted upon; null where the record names none"
-- object_id = "its id"
-- object_name = "its login or name"
-- beside_type = "type of the second target of a pair: the group, the app, the role, the factor; null where there is none"
-- beside_id = "its id; null where the record only names it"
-- beside_name = "its name"
-- person_id = "who acted: Okta's id, else the login; null where the record names nobody"
-- actor_login = "what the actor signs in with"
-- actor_kind = "person, Okta, or the actor's type in lower case"
-- api_token_id = "the API token that made the request, where one did"
-- address = "of the client"
-- session_key = "the session; null where the event has none"
-- lane_no = "the lane; null outside of lanes"
-- side = "foreign, support access, proven, unproven, side channel or no session"
-- side_channel = "why the event forms no lane"
-- outcome = "as Okta says"
-- is_done = "the record does not say that it failed, was refused or left out"
-- documented_as = "Okta's group of events to look for after a compromise: privilege, identity provider, lasting access, factor, network and log; null where it is in none"
-- is_persistence = "in the documented set, and leaves a way in"
-- other_day_count = "other days on which this person did the same to the same kind from a client that is not foreign; null where the person is seen on one day only"
-- is_new_for_person = "on no other day; null where the person is seen on one day only"
-- before_text = "JSON or words of the record: how it was; null where the record does not say"
-- after_text = "how it is since"
-- undone_at = "when the last part of it was taken back, UTC; null where no record says so, and where nothing was done"
-- undone_event_id = "the event that took it back"
-- undone_what = "what that event did, in words"
-- undone_by = "login of who did, else the id"
-- is_undoing = "takes an earlier change back, or a part of it"

create or replace table changes as
with kinds as (
    select
        event_kinds.event_type,
        regexp_extract(event_kinds.event_type, '[^.]*$') as last_word,
        coalesce(change_kinds.kind, 'org') as kind,
        coalesce(change_kinds.action, case
            when ends_with(event_kinds.event_type, 'read_client_secret') then 'read'
            when regexp_matches(last_word, 'create|add|register|generate|import') then 'made'
            when regexp_matches(last_word, 'delete|remove|clear') then 'removed'
            when regexp_matches(last_word, 'deactivate|disable|[^n]suspend|^suspend')
                then 'switched off'
            when regexp_matches(last_word, 'activate|enable|unsuspend') then 'switched on'
            when regexp_matches(last_word, 'revoke') then 'revoked'
            when regexp_matches(last_word, 'grant|authorize') then 'granted'
            else 'changed'
        end) as action,
        coalesce(event_kinds.changes, event_kinds.event_type) as what,
        coalesce(string_split(lower(change_kinds.object_types), ' '), []) as object_types,
        coalesce(string_split(lower(change_kinds.beside_types), ' '), []) as beside_types,
        coalesce(string_split(change_kinds.undone_by, ' '), []) as undone_by,
        change_kinds.documented_as,
        coalesce(change_kinds.is_persistence, false) as is_persistence,
    from event_kinds
    left join change_kinds
        on change_kinds.event_type = event_kinds.event_type
        or (
            change_kinds.event_type like '%*'
            and starts_with(event_kinds.event_type, rtrim(change_kinds.event_type, '*'))
        )
    where event_kinds.is_privileged
        or change_kinds.event_type = event_kinds.event_type
    qualify row_number() over (
        partition by event_kinds.event_type
        order by length(change_kinds.event_type) desc nulls last
    ) = 1
),
chosen as (
    select
        events.event_id,
        events.occurred_at,
        events.event_type,
        coalesce(events.actor_id, events.actor_login) as person_id,
        coalesce(events.actor_login, events.actor_name) as actor_login,
        case lower(events.actor_type)
            when 'user' then 'person'
            when 'systemprincipal' then 'Okta'
            else coalesce(lower(events.actor_type), 'person')
        end as actor_kind,
        events.api_token_id,
        events.address,
        events.outcome,
        coalesce(events.outcome in ('SUCCESS', 'ALLOW'), true) as is_done,
        events.privilege_granted,
        events.privilege_revoked,
        upper(coalesce(
            events.factor,
            nullif(regexp_extract(events.outcome_reason, '([A-Za-z0-9_]+) factor', 1), '')
        )) as factor_word,
        list_sort(list_transform(
            coalesce(try(from_json(
                events.targets,
                '[{"type":"VARCHAR","id":"VARCHAR","alternateId":"VARCHAR","displayName":"VARCHAR","changeDetails":"JSON"}]'
            )), []),
            lambda item: {
                'type': item.type,
                'id': known(item.id),
                'login': known(item."alternateId"),
                'name': known(item."displayName"),
                'details': item."changeDetails",
            }
        )) as targets,
    from events
    where events.event_type in (select kinds.event_type from kinds)
),
aimed as (
    -- the order of targets varies: what was acted upon is told by its type
    select
        chosen.* exclude (targets),
        kinds.* exclude (event_type, object_types, beside_types, last_word),
        len(kinds.beside_types) = 0 as is_whole,
        list_sort(list_transform(
            list_filter(
                targets,
                lambda item: item is not null
                    and not list_contains(kinds.beside_types, coalesce(lower(item.type), ''))
            ),
            lambda item: {
                'place': coalesce(
                    list_position(kinds.object_types, lower(item.type)),
                    case when lower(item.type) = 'user' then 99 else 98 end
                ),
                'target': item,
            }
        ))[1].target as object,
        list_filter(
            targets, lambda item: list_contains(kinds.beside_types, coalesce(lower(item.type), ''))
        ) as besides,
        list_filter(targets, lambda item: item.details is not null)[1].details as details,
    from chosen
    join kinds using (event_type)
),
told as (
    select
        aimed.* exclude (object, besides, details),
        object.type as object_type,
        object.id as object_id,
        case
            when lower(object.type) in ('user', 'appuser') then coalesce(object.login, object.name)
            else coalesce(object.name, object.login)
        end as object_name,
        coalesce(object.id, object.login, object.name) as object_key,
        coalesce(
            besides[1].type,
            case
                when is_whole then null
                when coalesce(privilege_granted, privilege_revoked) is not null then 'ROLE'
                when kind = 'factor' and factor_word is not null then 'Factor'
            end
        ) as beside_type,
        besides[1].id as beside_id,
        case
            when is_whole then null
            when kind = 'role' and coalesce(privilege_granted, privilege_revoked) is not null
                then coalesce(privilege_granted, privilege_revoked)
            when len(besides) > 0
                then array_to_string(
                    list_transform(besides, lambda item: coalesce(item.name, item.login, item.id)),
                    ', '
                )
            when kind = 'factor' then factor_word
        end as beside_name,
        case
            when is_whole then []
            when kind = 'role' and coalesce(privilege_granted, privilege_revoked) is not null
                then list_distinct(list_transform(
                    string_split(coalesce(privilege_granted, privilege_revoked), ','),
                    lambda word: lower(trim(word))
                ))
            when len(besides) > 0 then list_distinct(list_transform(
                besides, lambda item: coalesce(item.id, item.login, item.name)
            ))
            when kind = 'factor' and factor_word is not null then [factor_word]
            else []
        end as parts,
        coalesce(
            nullif(details ->> '$.from', 'null'),
            privilege_revoked
        ) as before_text,
        coalesce(
            nullif(details ->> '$.to', 'null'),
            privilege_granted
        ) as after_text,
    from aimed
),
sided as (
    select
        told.*,
        session_events.session_key,
        session_events.side_channel,
        case
            when session_events.session_key is not null and session_events.side_channel is null
                then coalesce(lane_events.lane_no, 1)
        end as lane_no,
        case
            when session_events.session_key is null then 'no session'
            when session_events.side_channel is not null then 'side channel'
            when lane_points.is_foreign then 'foreign'
            when lanes.is_support_access then 'support access'
            when lanes.is_proven then 'proven'
            when starts_with(session_events.session_key, 'client:') then 'no session'
            else 'unproven'
        end as side,
    from told
    left join session_events using (event_id)
    left join lane_events
        on lane_events.event_id = told.event_id
        and lane_events.session_key = session_events.session_key
    left join lanes
        on lanes.session_key = session_events.session_key
        and lanes.lane_no = coalesce(lane_events.lane_no, 1)
    left join lane_points
        on lane_points.session_key = lanes.session_key
        and lane_points.lane_no = lanes.lane_no
),
own_days as (
    -- what a thief did, or Okta's support, makes nothing usual for the person
    select distinct
        person_id,
        kind,
        action,
        occurred_at::date as day,
    from sided
    where is_done
        and side not in ('foreign', 'support access')
),
usual as (
    select
        person_id,
        kind,
        action,
        count(*) as day_count,
    from own_days
    group by person_id, kind, action
),
seen as (
    select
        person_id,
        min(first_at)::date <> max(last_at)::date as is_on_days,
    from (
        select
            actor_id as person_id,
            started_at as first_at,
            ended_at as last_at,
        from sessions
        union all
        select
            person_id,
            occurred_at as first_at,
            occurred_at as last_at,
        from sided
    ) as moments
    group by person_id
),
taken as (
    -- each change under what it may be looked for as the end of another one
    select
        event_id,
        occurred_at,
        event_type,
        what,
        coalesce(actor_login, person_id) as undone_by,
        unnest(
            case
                when is_whole then [hash(object_key)]
                else list_transform(parts, lambda part: hash(object_key, part))
            end
            || case
                when after_text is not null then [hash(object_key, 'is', after_text)]
                else []
            end
        ) as part_key,
    from sided
    where is_done
        and object_key is not null
),
ends as (
    select
        event_type,
        part_key,
        occurred_at,
        min({'id': event_id, 'what': what, 'by': undone_by}) as ending,
    from taken
    group by event_type, part_key, occurred_at
),
parts_sought as (
    select
        event_id,
        occurred_at,
        event_type,
        object_key,
        before_text,
        undone_by,
        unnest(case when len(parts) = 0 then [null] else parts end) as part,
        greatest(len(parts), 1) as part_count,
    from sided
    where is_done
        and object_key is not null
        and (len(undone_by) > 0 or before_text is not null)
),
types_sought as (
    select
        * exclude (undone_by, before_text, event_type),
        unnest(undone_by) as end_type,
        null::varchar as restored,
    from parts_sought
    union all
    select
        * exclude (undone_by, before_text, event_type),
        event_type as end_type,
        before_text as restored,
    from parts_sought
    where before_text is not null
),
sought as (
    select
        types_sought.* exclude (object_key, restored),
        unnest(
            case
                when restored is not null then [hash(object_key, 'is', restored)]
                when not kinds.is_pair then [hash(object_key), hash(part)]
                else [hash(object_key, part)]
            end
        ) as part_key,
    from types_sought
    join (
        select
            event_type,
            len(beside_types) > 0 as is_pair,
        from kinds
    ) as kinds
        on kinds.event_type = types_sought.end_type
),
met as (
    select
        sought.event_id,
        sought.part,
        sought.part_count,
        min({'at': ends.occurred_at, 'ending': ends.ending}) as earliest,
    from sought
    asof join ends
        on ends.event_type = sought.end_type
        and ends.part_key = sought.part_key
        and ends.occurred_at > sought.occurred_at
    group by sought.event_id, sought.part, sought.part_count
),
undone as (
    select
        event_id,
        max(earliest) as latest,
    from met
    group by event_id
    having count(*) = max(part_count)
),
undoing as (
    select distinct earliest.ending.id as event_id
    from met
)
select
    sided.event_id,
    sided.occurred_at,
    sided.event_type,
    sided.kind,
    sided.action,
    sided.what,

    sided.object_type,
    sided.object_id,
    sided.object_name,
    sided.beside_type,
    sided.beside_id,
    sided.beside_name,

    sided.person_id,
    sided.actor_login,
    sided.actor_kind,
    sided.api_token_id,
    sided.address,
    sided.session_key,
    sided.lane_no,
    sided.side,
    sided.side_channel,

    sided.outcome,
    sided.is_done,
    sided.documented_as,
    sided.is_persistence,
    case
        when seen.is_on_days
            then coalesce(usual.day_count, 0) - (own_days.day is not null)::integer
    end as other_day_count,
    other_day_count = 0 as is_new_for_person,
    sided.before_text,
    sided.after_text,

    undone.latest.at as undone_at,
    undone.latest.ending.id as undone_event_id,
    undone.latest.ending.what as undone_what,
    undone.latest.ending.by as undone_by,
    undoing.event_id is not null as is_undoing,
from sided
left join seen on seen.person_id = sided.person_id
left join usual
    on usual.person_id = sided.person_id
    and usual.kind = sided.kind
    and usual.action = sided.action
left join own_days
    on own_days.person_id = sided.person_id
    and own_days.kind = sided.kind
    and own_days.action = sided.action
    and own_days.day = sided.occurred_at::date
left join undone on undone.event_id = sided.event_id
left join undoing on undoing.event_id = sided.event_id
order by sided.occurred_at, sided.event_id;

-- What a person asked the Changes screen for. Here, because list, objects and counts must match alike;
-- kinds and sides are left to the readers, as the counts are of each of them.
create or replace macro matching_changes(
    asked_state, asked_search, asked_person, asked_session, asked_object, asks_new, asks_documented,
    asked_from, asked_until
) as table (
    select *
    from changes
    where case asked_state
            when 'undone' then undone_at is not null
            -- what an administrator takes back is no change that stands; what a thief does is
            when 'standing' then is_done
                and undone_at is null
                and (side = 'foreign' or not is_undoing)
            else true
        end
        and (
            asked_search = ''
            or contains(
                lower(concat_ws(
                    ' ', actor_login, what, event_type, object_name, object_id, beside_name, address
                )),
                asked_search
            )
        )
        and (
            asked_person = ''
            or lower(person_id) = asked_person
            or lower(actor_login) = asked_person
        )
        and (asked_session = '' or session_key = asked_session)
        and (asked_object = '' or object_id = asked_object or object_name = asked_object)
        and (not asks_new or is_new_for_person)
        and (not asks_documented or documented_as is not null)
        and occurred_at >= coalesce(asked_from, timestamp '-infinity')
        and occurred_at < coalesce(asked_until, timestamp 'infinity')
);
