-- title = "change of the session's context (ITP)"
-- by = "Okta"
-- rule = "Identity Threat Protection: session context change, failed re-evaluation"
-- source = "help.okta.com, Identity Threat Protection with Okta AI, events of the System Log"
-- severity = "none given"
-- attack = "T1539"
-- logic = "One event is enough: the address or the device of a session changed, or a policy that was evaluated again said no."
-- blind = "Needs the licence; every honest change of network is one too, and none is logged where a trusted proxy stands between."
-- says = "Changes of the session's context: {changes}; failed re-evaluations: {refusals}."
-- events = ["user.session.context.change", "policy.auth_reevaluate.fail"]
-- needs = ["case:user.session.context.change or policy.auth_reevaluate.fail"]
-- reads = ["session_events"]

select
    session_key,
    min(occurred_at) as first_at,
    list(event_id order by occurred_at, event_id)[1:50] as event_ids,
    {
        'changes': count(*) filter (where event_type = 'user.session.context.change'),
        'refusals': count(*) filter (where event_type = 'policy.auth_reevaluate.fail'),
    } as fields,
from session_events
where event_type in ('user.session.context.change', 'policy.auth_reevaluate.fail')
group by session_key;
