-- title = "refusal by session binding"
-- by = "Okta"
-- rule = "User denied access due to session binding"
-- source = "github.com/okta/customer-detections, detections/user_denied_access_due_to_session_binding.yml"
-- severity = "none given"
-- attack = "T1539"
-- logic = "One event is enough: Okta found an administrator's session at another network than the one it began on."
-- blind = "Only where binding is on; not sessions of people who are no administrators, and not a thief on the same network."
-- says = "Okta found the session at another network than the one it is bound to; times: {times}."
-- events = ["security.session.detect_client_roaming"]
-- needs = ["case:security.session.detect_client_roaming"]
-- reads = ["session_events"]

select
    session_key,
    min(occurred_at) as first_at,
    list(event_id order by occurred_at, event_id)[1:50] as event_ids,
    {'times': count(*)} as fields,
from session_events
where event_type = 'security.session.detect_client_roaming'
group by session_key;
