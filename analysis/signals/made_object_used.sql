-- title = "what it made was used"
-- claim = "A user, an API token, an identity provider, a factor or an OAuth client that the second client made or changed was used afterwards."
-- why = "What a thief makes is there to be used when the session is gone: its later use is the second half of the theft."
-- family = "acts"
-- weighed = "elsewhere: weight of evidence 4.7: in 1.2 of 100 stolen lanes and 0.01 of 100 honest ones; fitted 9; same_client: weight of evidence 7.9: in 2.3 of 100 stolen lanes and 0 of 100 honest ones; fitted 25; tried: weight of evidence 7.9: in 2.4 of 100 stolen lanes and 0 of 100 honest ones; fitted 10"
-- attack = "T1136.003"
-- needs = []
-- blind = "Use after the end of the export; exports that cannot name the API token of a request, and factors or clients that Okta logs without an id."
-- says = "{object} made or changed by this client {use} at {at} UTC: {event_type}."
-- steps = [
--     "Search the log from the change on, without end, for the object's id as actor.id, target.id, client.id or transaction.detail.requestApiTokenId.",
--     "Compare client.ipAddress and user agent of its later events with this client's.",
-- ]
-- source = "Cloudflare's and BeyondTrust's advice of October 2023: what was created users did next; 1Password: the identity provider tried again on 2 October"
-- reads = ["lane_facts", "lane_events", "person_events", "session_events", "events"]
-- shared_params = ["many_people"]
--
-- [points]
-- same_client = 25
-- elsewhere = 9
-- tried = 10
--
-- [false_positives]
-- onboarding = "An administrator on the road makes a user, who signs in from their own place: weighs little."
-- busy_provider = "An identity provider that everybody used before the change goes on being used: only its use by this client counts."

with unfolded as (
    select
        lane_facts.session_key,
        lane_facts.lane_no,
        person_events.event_id,
        person_events.event_type,
        person_events.occurred_at,
        unnest(person_events.objects) as item,
    from lane_facts
    join person_events using (session_key, lane_no)
    where lane_facts.is_candidate
        and person_events.objects is not null
),
objects as (
    select
        session_key,
        lane_no,
        item ->> '$.id' as object_id,
        item ->> '$.type' as object_type,
        min({
            'at': occurred_at,
            'id': event_id,
            'name': coalesce(
                nullif(item ->> '$.alternateId', 'unknown'), item ->> '$.displayName'
            ),
        }) as earliest,
    from unfolded
    where item ->> '$.type' in (
        'User', 'Token', 'ApiToken', 'IdentityProvider', 'IdP', 'AuthenticatorEnrollment',
        'PublicClientApp', 'OAuthClient', 'AppInstance'
    )
        -- whose factor was enrolled is not what was made
        and (item ->> '$.type' <> 'User' or starts_with(event_type, 'user.lifecycle.'))
    group by all
),
calls as (
    -- who has no session is not among session_events; where nothing of the kind was made, the wide
    -- view is not read at all
    select
        objects.object_id,
        session_events.event_id,
        session_events.event_type,
        session_events.occurred_at,
        session_events.outcome,
        session_events.address,
        session_events.dt_hash,
    from objects
    join session_events on session_events.actor_id = objects.object_id
    where objects.object_type = 'User'
    union
    select
        objects.object_id,
        session_events.event_id,
        session_events.event_type,
        session_events.occurred_at,
        session_events.outcome,
        session_events.address,
        session_events.dt_hash,
    from objects
    join person_events on person_events.authenticator_id = objects.object_id
    join session_events on session_events.event_id = person_events.event_id
    where objects.object_type = 'AuthenticatorEnrollment'
    union
    select
        objects.object_id,
        events.event_id,
        events.event_type,
        events.occurred_at,
        events.outcome,
        events.address,
        events.dt_hash,
    from objects
    -- searched for in the text: taking each event's JSON apart would cost most
    join events
        on contains(events.transaction_detail, objects.object_id)
        or events.client_id = objects.object_id
    where objects.object_type in (
        'Token', 'ApiToken', 'PublicClientApp', 'OAuthClient', 'AppInstance'
    )
    union
    select
        objects.object_id,
        events.event_id,
        events.event_type,
        events.occurred_at,
        events.outcome,
        events.address,
        events.dt_hash,
    from objects
    join events
        on contains(events.targets, objects.object_id)
        and starts_with(events.event_type, 'user.authentication.auth_via_')
        and events.event_type <> 'user.authentication.auth_via_mfa'
    where objects.object_type in ('IdentityProvider', 'IdP')
),
uses as (
    select
        objects.session_key,
        objects.lane_no,
        objects.object_id,
        objects.object_type,
        objects.earliest,
        calls.event_id,
        calls.event_type,
        calls.occurred_at,
        calls.address,
        calls.dt_hash,
        coalesce(calls.outcome in ('FAILURE', 'DENY'), false) as is_refused,
        calls.occurred_at > objects.earliest.at as is_after,
    from objects
    join calls using (object_id)
),
marks as (
    -- what the second client has and neither the origin nor many people have
    select
        lane_events.session_key,
        lane_events.lane_no,
        unnest([
            case when lane_facts.person_count < $many_people then lane_events.address end,
            lane_events.dt_hash
        ]) as mark,
    from lane_facts
    semi join objects using (session_key, lane_no)
    join lane_events using (session_key, lane_no)
    except
    select
        lane_facts.session_key,
        lane_facts.lane_no,
        unnest([lane_events.address, lane_events.dt_hash]),
    from lane_facts
    semi join objects using (session_key, lane_no)
    join lane_events
        on lane_events.session_key = lane_facts.session_key
        and lane_events.lane_no = lane_facts.origin_lane_no
),
of_client as (
    select distinct
        uses.event_id,
        uses.session_key,
        uses.lane_no,
    from uses
    join marks
        on marks.session_key = uses.session_key
        and marks.lane_no = uses.lane_no
        and marks.mark in (uses.address, uses.dt_hash)
),
judged as (
    select
        uses.*,
        of_client.event_id is not null as is_same_client,
        bool_or(not uses.is_after and uses.occurred_at < uses.earliest.at) over (
            partition by uses.session_key, uses.lane_no, uses.object_id
        ) as was_used_before,
    from uses
    left join of_client using (event_id, session_key, lane_no)
),
graded as (
    select
        *,
        case
            when is_refused then 'tried'
            when is_same_client then 'same_client'
            else 'elsewhere'
        end as grade,
    from judged
    where is_after
        and (is_same_client or not was_used_before)
),
ranked as (
    select
        *,
        row_number() over (
            partition by session_key, lane_no
            order by
                list_position(['same_client', 'tried', 'elsewhere'], grade),
                occurred_at,
                event_id,
                object_id
        ) as place_no,
    from graded
)
select
    session_key,
    lane_no,
    grade,
    {
        'object': case
            when object_type = 'User' then 'The user '
            when object_type in ('Token', 'ApiToken') then 'The API token '
            when object_type in ('IdentityProvider', 'IdP') then 'The identity provider '
            when object_type = 'AuthenticatorEnrollment' then 'The factor '
            else 'The OAuth client '
        end || coalesce(earliest.name, object_id),
        'use': case grade
            when 'tried' then 'was tried' || case
                when is_same_client then ' from this client''s address or device'
                else ' from elsewhere'
            end || ', and refused,'
            when 'same_client' then 'was used from this client''s address or device'
            else 'was used from elsewhere'
        end,
        'at': strftime(occurred_at, '%Y-%m-%d %H:%M'),
        'event_type': event_type,
        'elsewhere': event_id,
    } as fields,
    [earliest.id] as event_ids,
from ranked
where place_no = 1;
