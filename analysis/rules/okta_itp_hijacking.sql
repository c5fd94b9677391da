-- title = "suspected hijack (ITP)"
-- by = "Okta"
-- rule = "ITP Suspected Session Hijacking"
-- source = "github.com/okta/customer-detections, detections/itp_suspected_session_hijacking.yml, 31a02247b01948672a948400380f9568"
-- severity = "none given"
-- attack = "T1539"
-- logic = "Reads the risk that Identity Threat Protection detects for a person. Fires where its reason is a session that is suspected to be hijacked."
-- blind = "Needs the licence, and the policy that acts on it; it says of the person, not always of the session."
-- says = "Identity Threat Protection suspected the session to be hijacked; times: {times}."
-- events = ["user.risk.detect"]
-- needs = ["case:user.risk.detect"]
-- reads = ["events", "session_events", "sessions"]
--
-- [differs]
-- sessions = "An event that names no session is brought to the sessions of its person that were in use within the hour before."
--
-- [params.in_use_min]
-- value = 60
-- unit = "minutes"
-- why = "Okta tells within minutes of the use that it suspects"

with suspected as (
    select
        events.event_id,
        events.occurred_at,
        session_events.session_key,
        list_filter(
            try(json_extract(events.targets, '$[*]')), lambda item: item ->> '$.type' = 'User'
        )[1] ->> '$.id' as person_id,
    from events
    left join session_events using (event_id)
    where events.event_type = 'user.risk.detect'
        and contains(
            events.debug_risk, 'reasons=Associated sessionId is suspected to be hijacked'
        )
),
brought as (
    select
        session_key,
        event_id,
        occurred_at,
    from suspected
    where session_key is not null
    union all
    select
        sessions.session_key,
        suspected.event_id,
        suspected.occurred_at,
    from suspected
    join sessions
        on sessions.actor_id = suspected.person_id
        and sessions.started_at <= suspected.occurred_at
        and sessions.ended_at
            >= suspected.occurred_at - to_minutes($in_use_min::integer)
    where suspected.session_key is null
        and not sessions.is_inferred
)
select
    session_key,
    min(occurred_at) as first_at,
    list(event_id order by occurred_at, event_id)[1:50] as event_ids,
    {'times': count(*)} as fields,
from brought
group by session_key;
