-- title = "Identity Threat Protection"
-- claim = "While the second client was there Okta raised the person's risk, failed the session at a new evaluation, acted on it, or saw its context change; or the person reported it."
-- why = "Okta evaluates sessions again where the organisation pays for it, and people are asked to report what they did not do."
-- family = "okta"
-- weighed = "acted: seen on 0 lanes of the made-up tenants, too few to weigh; 15 is a judgement; context: weight of evidence -0.1: in 29 of 100 stolen lanes and 31 of 100 honest ones; fitted 3; hijack: weight of evidence 2.2: in 14 of 100 stolen lanes and 1.6 of 100 honest ones; fitted 9; reported: seen on 0 lanes of the made-up tenants, too few to weigh; 25 is a judgement; risk: seen on 0 lanes of the made-up tenants, too few to weigh; 12 is a judgement"
-- attack = "T1539"
-- needs = []
-- blind = "Tenants without Identity Threat Protection write none of it. Binding and hijack on events of the client itself are told under Okta's own opinion."
-- says = "{opinion} at {at} UTC."
-- steps = [
--     "Read debugContext.debugData (Risk, Behaviors, TraceId) of the event named here, and search for its TraceId.",
--     "Look for user.authentication.universal_logout and user.session.clear of this person in the hour after it.",
-- ]
-- source = "developer.okta.com: Identity Threat Protection event types"
-- reads = ["lane_facts", "person_events", "event_kinds"]
--
-- [points]
-- hijack = 9
-- reported = 25
-- acted = 15
-- risk = 12
-- context = 3
--
-- [params.identity_window_min]
-- value = 60
-- unit = "minutes"
-- why = "Okta's opinion comes within minutes; a person's report within the hour of the mail about it"
--
-- [false_positives]
-- travel = "Any honest change of network or device changes the context: worth next to nothing."
-- earlier_risk = "Risk raised by something that the person did before this client came: left out."

with opinions as (
    select
        person_events.*,
        case
            when is_hijack and lane_no is null then 'hijack'
            when what = 'reported' then 'reported'
            when what in ('failed again', 'acted', 'logged out') then 'acted'
            when what = 'risk' and not is_hijack and risk_level in ('HIGH', 'MEDIUM') then 'risk'
            when what = 'context' then 'context'
        end as grade,
    from person_events
    where what in ('risk', 'failed again', 'acted', 'logged out', 'context', 'reported')
),
near as (
    select
        lane_facts.session_key,
        lane_facts.lane_no,
        lane_facts.first_event_id,
        opinions.* exclude (session_key, lane_no),
        opinions.session_key is not distinct from lane_facts.session_key as is_own_session,
    from lane_facts
    join opinions
        on opinions.person_id = lane_facts.actor_id
        and opinions.occurred_at >= lane_facts.first_at
        and opinions.occurred_at
            <= lane_facts.last_at + to_minutes($identity_window_min::integer)
    where lane_facts.is_candidate
        and opinions.grade is not null
        and coalesce(opinions.session_key = lane_facts.session_key, true)
        and (
            opinions.lane_no is null
            or opinions.session_key is null
            or opinions.lane_no = lane_facts.lane_no
        )
),
ranked as (
    select
        near.*,
        event_kinds.changes,
        row_number() over (
            partition by near.session_key, near.lane_no
            order by
                list_position(['hijack', 'reported', 'acted', 'risk', 'context'], near.grade),
                near.occurred_at,
                near.event_id
        ) as place_no,
    from near
    left join event_kinds using (event_type)
)
select
    session_key,
    lane_no,
    grade,
    {
        'opinion': case grade
            when 'hijack' then 'Okta suspected that a session of this person was hijacked'
            when 'reported' then 'The person reported suspicious activity'
            when 'risk' then 'Okta rated this person''s risk ' || risk_level
                || coalesce(' (' || risk_reasons || ')', '')
            when 'context' then 'Okta saw the context of the session change'
            else 'Okta: ' || coalesce(changes, event_type)
        end,
        'at': strftime(occurred_at, '%Y-%m-%d %H:%M'),
        'elsewhere': case when not is_own_session then event_id end,
    } as fields,
    [case when is_own_session then event_id else first_event_id end] as event_ids,
from ranked
where place_no = 1;
