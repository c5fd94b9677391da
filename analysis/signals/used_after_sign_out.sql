-- title = "used after sign-out"
-- claim = "The second client acted on the session after it had been signed out, expired, or cleared by an administrator."
-- why = "Signing out ends the person's use; what follows is somebody else's. Use after a clearing says that the door was not shut."
-- family = "concurrency"
-- weighed = "cleared: weight of evidence 5.5: in 1.9 of 100 stolen lanes and 0.0069 of 100 honest ones; fitted 20; signed_out: weight of evidence 6.4: in 2.7 of 100 stolen lanes and 0.0035 of 100 honest ones; fitted 20"
-- attack = "T1550.004"
-- needs = []
-- blind = "Idle expiry leaves no event."
-- says = "{events} by this client after {ended} at {at} UTC."
-- steps = [
--     "Read the user.session.end or user.session.clear record of that minute: whose session does debugData.EndedSessionId or the target name?",
--     "Look for sessions of the same root that went on, in the hour after the end.",
-- ]
-- source = "Okta System Log: user.session.end, user.session.clear"
-- reads = ["lane_facts", "lane_events", "sessions"]
--
-- [points]
-- signed_out = 20
-- cleared = 20
--
-- [params.sign_out_echo_s]
-- value = 60
-- unit = "seconds"
-- why = "requests under way when the session ends are written after it"
--
-- [false_positives]
-- late_events = "Events written within seconds of the sign-out are its echo and left out."
-- of_another = "An administrator who clears the sessions of somebody else goes on with their own."

select
    lane_facts.session_key,
    lane_facts.lane_no,
    case when sessions.is_cleared then 'cleared' else 'signed_out' end as grade,
    {
        'events': case
            when count(*) = 1 then 'One act'
            else format('{:,} acts', count(*))
        end,
        'ended': case
            when sessions.is_cleared then 'somebody else had ended the session'
            else 'the session had ended'
        end,
        'at': strftime(sessions.signed_out_at, '%Y-%m-%d %H:%M'),
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
group by
    lane_facts.session_key,
    lane_facts.lane_no,
    sessions.is_cleared,
    sessions.signed_out_at;
