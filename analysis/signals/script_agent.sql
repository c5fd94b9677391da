-- title = "script agent"
-- claim = "The second client calls itself a script or a library, not a browser."
-- why = "Replayed cookies are used by tools; a person's browser does not become curl."
-- family = "device"
-- points = 25
-- attack = "T1550.004"
-- needs = ["agent"]
-- blind = "Tools that name themselves a browser."
-- says = "The second client calls itself {device}."
-- steps = [
--     "Look at debugContext.debugData.requestUri of the lane's events: API paths or pages?",
--     "Ask the person whether they script against the tenant with their own session.",
-- ]
-- source = "Elastic detection rules: replay with programmatic agents"
-- reads = ["lane_facts"]
--
-- [false_positives]
-- own_script = "An administrator's own script with a pasted cookie: same address as the origin."

select
    session_key,
    lane_no,
    null as grade,
    {'device': device} as fields,
    [first_event_id] as event_ids,
from lane_facts
where is_candidate
    and has_script;
