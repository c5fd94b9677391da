-- about = "What the events of one session carry, kind by kind: which published rules can see it."
-- values = ["session_key", "from_at", "until_at", "is_inferred"]
--
-- [columns]
-- has_okta_agent = "some event carries Okta's reading of the user agent"
-- has_log_only_risk = "some event carries the risk and behaviours that Okta logs beside the policy"
-- has_initiation = "some event says which side began the sign-on"

select
    session_events.event_type,
    count(*) as event_count,

    not $is_inferred as has_session,
    bool_or(session_events.dt_hash is not null) as has_dt_hash,
    bool_or(networks.as_number is not null) as has_as_number,
    bool_or(places.latitude is not null) as has_place,
    bool_or(places.city is not null) as has_city,
    bool_or(places.country is not null) as has_country,
    bool_or(agent_texts.agent is not null) as has_agent,
    bool_or(coalesce(agent_texts.okta_os, agent_texts.okta_browser) is not null) as has_okta_agent,
    bool_or(session_events.has_risk) as has_risk,
    bool_or(events.log_only_security_data is not null) as has_log_only_risk,
    bool_or(events.request_uri is not null) as has_request_uri,
    bool_or(events.initiation_type is not null) as has_initiation,
from session_events
join events
    on events.event_id = session_events.event_id
    and events.occurred_at between $from_at::timestamp and $until_at::timestamp
left join networks on networks.network_key = session_events.network_key
left join places on places.place_key = session_events.place_key
left join agent_texts on agent_texts.agent_key = session_events.agent_key
where session_events.session_key = $session_key
group by session_events.event_type
order by session_events.event_type
