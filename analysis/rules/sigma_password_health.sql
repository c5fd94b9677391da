-- title = "fetch of the password health report"
-- by = "Sigma"
-- rule = "Okta Password Health Report Query"
-- source = "github.com/SigmaHQ/sigma, rules-threat-hunting/cloud/okta/okta_password_health_report_query.yml"
-- severity = "low (hunt)"
-- attack = "T1087"
-- logic = "Reads the path of every request. Fires where the password health report was asked for, as the thief of one 2023 case did."
-- blind = "Exports that do not carry the path; every other report."
-- says = "The password health report was asked for; times: {times}."
-- events = []
-- needs = ["request_uri"]
-- reads = ["session_events", "events"]

with asked as (
    select
        event_id,
        occurred_at,
    from events
    where contains(lower(request_uri), '/reports/password-health/')
)
select
    session_events.session_key,
    min(asked.occurred_at) as first_at,
    list(asked.event_id order by asked.occurred_at, asked.event_id)[1:50] as event_ids,
    {'times': count(*)} as fields,
from asked
join session_events using (event_id)
group by session_events.session_key;
