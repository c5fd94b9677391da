-- title = "same device token"
-- claim = "The same device token and the same agent family as at the sign-in: one machine on another network."
-- why = "A machine that moves keeps both."
-- family = "explanation"
-- attack = ""
-- needs = ["dt_hash"]
-- blind = "A HAR file carries both: it explains nothing where the lanes interleave, or behind hosting and VPN networks."
-- says = "Device token and {device} are those of the sign-in: {reading}."
-- steps = [
--     "Ask whether a HAR file of this person was sent to anybody in the weeks before.",
-- ]
-- source = "DESIGN of the program, section 1"
-- reads = ["lane_facts"]
--
-- [points]
-- same = -22
-- agent_only = -8
--
-- [params.jar_turns]
-- value = 3
-- unit = "returns to the origin"
-- why = "a machine that flaps between two paths returns now and then; two machines with one cookie jar do so often"
--
-- [false_positives]
-- cookie_jar = "A whole cookie jar replayed looks the same: that is why the limits exist."

select
    session_key,
    lane_no,
    case when token_relation = 'same' then 'same' else 'agent_only' end as grade,
    {
        'device': device,
        'reading': case when token_relation = 'same' then 'one machine on another network' else 'no token to compare' end,
    } as fields,
    [first_event_id] as event_ids,
from lane_facts
where is_candidate
    and device_relation = 'same'
    and token_relation in ('same', 'unknown')
    and (browser_major is null or origin_browser_major is null or browser_major >= origin_browser_major)
    and turn_count < $jar_turns
    and coalesce(network_kind, 'unknown') not in ('hosting', 'vpn', 'tor', 'proxy');
