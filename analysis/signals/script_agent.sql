-- title = "script agent"
-- claim = "The second client calls itself a script or a library, not a browser."
-- why = "Replayed cookies are used by tools; a person's browser does not become curl."
-- family = "device"
-- points = 25
-- weighed = "weight of evidence 8.0: in 2.5 of 100 stolen lanes and 0 of 100 honest ones; fitted 25"
-- attack = "T1550.004"
-- needs = ["agent"]
-- blind = "Tools that name themselves a browser."
-- says = "This client calls itself {agent}, which is a script or a library."
-- steps = [
--     "Look at debugContext.debugData.requestUri of the lane's events: API paths or pages?",
--     "Ask the person whether they script against the tenant with their own session.",
-- ]
-- source = "Elastic detection rules: replay with programmatic agents"
-- reads = ["lane_facts", "lane_events", "agents"]
--
-- [false_positives]
-- app_without_session = "Apps on phones fetch tokens without a session through a library: a token alone, without a session, does not count."
-- own_script = "An administrator's own script with a pasted cookie: same address as the origin."

with scripts as (
    select
        lane_events.session_key,
        lane_events.lane_no,
        min({
            'at': lane_events.occurred_at,
            'id': lane_events.event_id,
            'agent': coalesce(agents.browser_family, agents.agent),
        }) as earliest,
    from lane_events
    join agents using (agent_key)
    where agents.kind = 'script'
        and not (lane_events.kind = 'token' and starts_with(lane_events.session_key, 'client:'))
    group by lane_events.session_key, lane_events.lane_no
)
select
    lane_facts.session_key,
    lane_facts.lane_no,
    null as grade,
    {'agent': scripts.earliest.agent} as fields,
    [scripts.earliest.id] as event_ids,
from lane_facts
join scripts using (session_key, lane_no)
where is_candidate;
