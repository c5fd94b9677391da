-- title = "the rogue account of October 2023"
-- by = "Sigma"
-- rule = "Okta 2023 Breach Indicator Of Compromise"
-- source = "github.com/SigmaHQ/sigma, rules-emerging-threats/2023/TA/Okta-Support-System-Breach/okta_apt_suspicious_user_creation.yml, 00a8e92a-776b-425f-80f2-82d8f8fab2e5"
-- severity = "medium"
-- attack = "T1136.003"
-- logic = "Looks for the name that the thief of one 2023 case gave to the account it made. Fires where an account of that name is created or activated."
-- blind = "Every other name."
-- says = "An account called svc_network_backup was created or activated."
-- events = ["user.lifecycle.create", "user.lifecycle.activate"]
-- needs = []
-- reads = ["session_events", "events"]

with made as (
    select
        session_events.session_key,
        session_events.occurred_at,
        session_events.event_id,
        try(json_extract_string(events.targets, '$[*].displayName')) as names,
    from session_events
    join events using (event_id)
    where session_events.event_type in ('user.lifecycle.create', 'user.lifecycle.activate')
        and events.event_type in ('user.lifecycle.create', 'user.lifecycle.activate')
)
select
    session_key,
    min(occurred_at) as first_at,
    list(event_id order by occurred_at, event_id)[1:50] as event_ids,
    {'times': count(*)} as fields,
from made
where contains(lower(array_to_string(names, ' ')), 'svc_network_backup')
group by session_key;
