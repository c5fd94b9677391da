-- title = "relay or roaming"
-- claim = "A privacy relay or a mobile network, with the device of the origin."
-- why = "Phones and relays change exits by themselves."
-- family = "explanation"
-- points = -16
-- weighed = "weight of evidence -5.8: in 0 of 100 stolen lanes and 15 of 100 honest ones; fitted -16"
-- attack = ""
-- needs = ["agent"]
-- blind = "A thief behind the same relay with a copied agent."
-- says = "{as_name} is {kind}, and {device} is the device of the origin too."
-- steps = [
--     "Ask whether the person uses a privacy relay or a phone hotspot.",
-- ]
-- source = "Okta support: private relay and mobile networks change addresses"
-- reads = ["lane_facts", "lane_events", "networks"]
--
-- [false_positives]
-- thief_on_relay = "A relay hides a thief as well as the person."

with kinds as (
    select
        lane_events.session_key,
        lane_events.lane_no,
        bool_and(coalesce(networks.kind, 'unknown') in ('relay', 'mobile')) as is_moving,
        bool_or(networks.kind = 'relay') as is_relay,
    from lane_events
    left join networks using (network_key)
    group by lane_events.session_key, lane_events.lane_no
)
select
    session_key,
    lane_no,
    null as grade,
    {
        'as_name': as_name,
        'kind': case when kinds.is_relay then 'a privacy relay' else 'a mobile network' end,
        'device': device,
    } as fields,
    [first_event_id] as event_ids,
from lane_facts
join kinds using (session_key, lane_no)
where is_candidate
    and kinds.is_moving
    and device_relation = 'same'
    and token_relation <> 'differs';
