-- title = "older browser"
-- claim = "The same browser family appears in the second client with an older major version than the origin had before."
-- why = "Browsers are upgraded in mid-session, never downgraded; the 2023 agents were years old."
-- family = "device"
-- points = 9
-- weighed = "weight of evidence 3.4: in 9.9 of 100 stolen lanes and 0.32 of 100 honest ones; fitted 9"
-- attack = "T1036"
-- needs = ["agent"]
-- blind = "A thief with a current browser; a thief on the network of the origin with its browser, who is no lane of his own."
-- says = "{browser} {browser_major} here, where the origin had {browser} {origin_browser_major}: a browser does not go back."
-- steps = [
--     "Look for the older version in the person's other sessions.",
--     "Ask endpoint management which versions the person's machines run.",
-- ]
-- source = "sec.okta.com/harfiles: agents with Chrome 99 in October 2023"
-- reads = ["lane_facts"]
--
-- [false_positives]
-- two_machines = "A second machine that is behind with updates holds its own session, not this one."

select
    session_key,
    lane_no,
    null as grade,
    {
        'browser': browser_family,
        'browser_major': browser_major,
        'origin_browser_major': origin_browser_major,
    } as fields,
    [first_event_id] as event_ids,
from lane_facts
where is_candidate
    and browser_family = origin_browser_family
    and browser_major < origin_browser_major;
