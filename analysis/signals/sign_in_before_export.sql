-- title = "sign-in not in the export"
-- claim = "The sign-in of the session is older than the export or elsewhere: the client seen first is taken for the origin."
-- why = "What is called the origin here is a guess then: the person may be either of the two clients."
-- family = "concurrency"
-- points = 0
-- attack = ""
-- needs = []
-- blind = "Whether the first client signed in at all."
-- says = "The sign-in of this session is not in this export, whose first event of the session is of {at} UTC: the client seen first is taken for the one that signed in."
-- steps = [
--     "Fetch user.session.start with this authenticationContext.externalSessionId from the 30 days before the session's first event.",
--     "Compare the client of that event with both clients here, by client.ipAddress and debugData.dtHash.",
-- ]
-- source = "DESIGN of the program, section 1: assumed origins"
-- reads = ["lane_facts", "sessions"]
--
-- [false_positives]
-- begun_before = "Every session that was open when the export begins is of this kind: information only."

select
    lane_facts.session_key,
    lane_facts.lane_no,
    null as grade,
    {'at': strftime(sessions.started_at, '%Y-%m-%d %H:%M')} as fields,
    [lane_facts.first_event_id] as event_ids,
from lane_facts
join sessions using (session_key)
where lane_facts.is_candidate
    and lane_facts.has_assumed_origin
    and not lane_facts.is_parent_unknown;
