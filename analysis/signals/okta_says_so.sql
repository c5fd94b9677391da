-- title = "Okta's own opinion"
-- claim = "Okta itself rated events of the second client as risky or unusual, or refused them for session binding."
-- why = "Okta sees more than it logs; its binding and hijack events exist for this."
-- family = "okta"
-- attack = "T1539"
-- needs = ["risk"]
-- blind = "Risk is rated at policy evaluations only; honest travel is rated high too."
-- says = "Okta on this client: {opinion}."
-- steps = [
--     "Read securityContext.risk and debugData.behaviors of the events named here.",
--     "Compare with how Okta rated this person's other travel.",
-- ]
-- source = "Okta customer detections: client roaming, session hijack, behaviours"
-- reads = ["lane_facts", "lane_events", "events"]
--
-- [points]
-- binding = 25
-- high = 15
-- behaviours = 5
--
-- [false_positives]
-- travel = "A new place and a new network are rated high for honest travellers."

with opinions as (
    select
        lane_events.session_key,
        lane_events.lane_no,
        lane_events.event_id,
        lane_events.occurred_at,
        case
            when events.event_type = 'security.session.detect_client_roaming'
                or contains(events.debug_risk, 'suspected to be hijacked') then 'binding'
            when regexp_matches(concat_ws(' ', events.debug_risk, events.risk, events.log_only_security_data),
                '(?i)"?level"?\s*[=:]\s*"?HIGH') then 'high'
            when regexp_matches(concat_ws(' ', events.behaviors, events.log_only_security_data),
                '(?i)New (Geo-Location|Country|Device)"?\s*[=:]\s*"?POSITIVE|Velocity[a-z ]*"?\s*[=:]\s*"?POSITIVE')
                then 'behaviours'
        end as grade,
    from lane_events
    join lane_facts using (session_key, lane_no)
    join events using (event_id)
    where lane_facts.is_candidate
        and lane_events.kind <> 'app'
),
ranked as (
    select
        *,
        row_number() over (
            partition by session_key, lane_no
            order by list_position(['binding', 'high', 'behaviours'], grade), occurred_at, event_id
        ) as place_no,
    from opinions
    where grade is not null
)
select
    session_key,
    lane_no,
    grade,
    {'opinion': case grade
        when 'binding' then 'refused for session binding, or suspected hijack'
        when 'high' then 'risk HIGH'
        else 'new place, new device or velocity'
    end} as fields,
    [event_id] as event_ids,
from ranked
where place_no = 1;
