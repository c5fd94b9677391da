-- title = "same device token"
-- claim = "The device token and the agent family of the origin; where no token is given, the agent family alone."
-- why = "A machine that moves keeps both."
-- family = "explanation"
-- weighed = "agent_only: weight of evidence -1.8: in 8.6 of 100 stolen lanes and 55 of 100 honest ones; fitted -1; same: weight of evidence -3.7: in 0.77 of 100 stolen lanes and 33 of 100 honest ones; fitted -9"
-- attack = ""
-- needs = ["agent"]
-- blind = "A HAR file carries both: it explains nothing where the lanes interleave, or behind hosting and VPN networks."
-- says = "{reading}."
-- steps = [
--     "Ask whether a HAR file of this person was sent to anybody in the weeks before.",
-- ]
-- source = "DESIGN of the program, section 1"
-- reads = ["lane_facts", "lane_events", "networks"]
--
-- [points]
-- same = -9
-- agent_only = -1
--
-- [params.jar_turns]
-- value = 3
-- unit = "returns to the origin"
-- why = "a machine that flaps between two paths returns now and then; two machines with one cookie jar do so often"
--
-- [false_positives]
-- cookie_jar = "A whole cookie jar replayed looks the same: that is why the limits exist."

with kinds as (
    select
        lane_events.session_key,
        lane_events.lane_no,
        bool_or(networks.kind in ('hosting', 'vpn', 'tor')) as is_hidden,
    from lane_events
    left join networks using (network_key)
    group by lane_events.session_key, lane_events.lane_no
)
select
    session_key,
    lane_no,
    case when token_relation = 'same' then 'same' else 'agent_only' end as grade,
    {
        'reading': case
            when token_relation = 'same' then 'Device token and ' || device
                || ' are the origin''s: as of one machine on another network'
            else device || ' is the origin''s too; there is no device token to compare'
        end,
    } as fields,
    [first_event_id] as event_ids,
from lane_facts
join kinds using (session_key, lane_no)
where is_candidate
    and device_relation = 'same'
    and token_relation in ('same', 'unknown')
    and coalesce(browser_major >= origin_browser_major, true)
    and turn_count < $jar_turns
    and not coalesce(kinds.is_hidden, false);
