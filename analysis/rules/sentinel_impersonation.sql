-- title = "impersonation, as by Okta's support"
-- by = "Sentinel"
-- rule = "User Session Impersonation(Okta)"
-- source = "github.com/Azure/Azure-Sentinel, Solutions/Okta Single Sign-On/Analytic Rules/UserSessionImpersonation.yaml, 35846296-4052-4de2-8098-beb6bb5f2203"
-- severity = "medium"
-- attack = "T1134.003"
-- logic = "One event is enough: support access to the tenant began."
-- blind = "Nothing but support access; a replay impersonates nobody in Okta's sense."
-- says = "Support access began in this session; times: {times}."
-- events = ["user.session.impersonation.initiate"]
-- needs = []
-- reads = ["session_events"]

select
    session_key,
    min(occurred_at) as first_at,
    list(event_id order by occurred_at, event_id)[1:50] as event_ids,
    {'times': count(*)} as fields,
from session_events
where event_type = 'user.session.impersonation.initiate'
    and outcome = 'SUCCESS'
group by session_key;
