-- title = "used after sign-out"
-- claim = "The second client acted on the session after it had been signed out or expired."
-- why = "Signing out ends the person's use; what follows is somebody else's, or a failed sign-out."
-- family = "concurrency"
-- points = 20
-- attack = "T1550.004"
-- needs = []
-- blind = "Idle expiry leaves no event."
-- says = "{events} by this client after the session had ended."
-- steps = [
--     "Read the user.session.end record: whose session does debugData.EndedSessionId name?",
--     "Look for sessions of the same root that went on.",
-- ]
-- source = "Okta System Log: user.session.end"
-- reads = ["lane_facts", "lane_events", "sessions"]
--
-- [params.sign_out_echo_s]
-- value = 60
-- unit = "seconds"
-- why = "requests under way when the session ends are written after it"
--
-- [false_positives]
-- late_events = "Events written within seconds of the sign-out are its echo and left out."

select
    lane_facts.session_key,
    lane_facts.lane_no,
    null as grade,
    {
        'events': case
            when count(*) = 1 then 'One act'
            else format('{:,} acts', count(*))
        end,
    } as fields,
    list(lane_events.event_id order by lane_events.occurred_at, lane_events.event_id)[1:50]
        as event_ids,
from lane_facts
join sessions using (session_key)
join lane_events using (session_key, lane_no)
where lane_facts.is_candidate
    and lane_events.is_act
    and lane_events.occurred_at
        > sessions.signed_out_at + to_seconds($sign_out_echo_s::integer)
group by lane_facts.session_key, lane_facts.lane_no;
