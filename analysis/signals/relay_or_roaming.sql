-- title = "relay or roaming"
-- claim = "A privacy relay or a mobile network, with the same device as at the sign-in."
-- why = "Phones and relays change exits by themselves."
-- family = "explanation"
-- points = -12
-- attack = ""
-- needs = ["agent"]
-- blind = "A thief behind the same relay with a copied agent."
-- says = "{as_name} is a {kind} network, with the same {device}."
-- steps = [
--     "Ask whether the person uses a privacy relay or a phone hotspot.",
-- ]
-- source = "Okta support: private relay and mobile networks change addresses"
-- reads = ["lane_facts"]
--
-- [false_positives]
-- thief_on_relay = "A relay hides a thief as well as the person."

select
    session_key,
    lane_no,
    null as grade,
    {'as_name': as_name, 'kind': network_kind, 'device': device} as fields,
    [first_event_id] as event_ids,
from lane_facts
where is_candidate
    and network_kind in ('relay', 'mobile')
    and device_relation = 'same'
    and token_relation <> 'differs';
