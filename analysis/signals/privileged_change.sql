-- title = "privileged change"
-- claim = "The second client changed who may do what."
-- why = "In each case of 2023 the thief went for users, identity providers, factors or tokens that outlive the session."
-- family = "acts"
-- weighed = "lasting: weight of evidence 3.6: in 13 of 100 stolen lanes and 0.35 of 100 honest ones; fitted 13; other: weight of evidence -1.6: in 0.19 of 100 stolen lanes and 1.2 of 100 honest ones; fitted 1; weakened: weight of evidence -0.8: in 0 of 100 stolen lanes and 0.1 of 100 honest ones; fitted 15"
-- attack = "T1098"
-- needs = []
-- blind = "What is only read is mostly not logged; a change that was refused does not count."
-- says = "{count} by this client, first: {changes}."
-- steps = [
--     "Ask the person which of these changes they made, one by one.",
--     "List what each made object did since (target.id of the change as actor.id).",
-- ]
-- source = "blog of Cloudflare and BeyondTrust, October 2023; Okta's event catalogue"
-- reads = ["lane_facts", "lane_events", "event_kinds"]
--
-- [points]
-- lasting = 13
-- weakened = 15
-- other = 1
--
-- [false_positives]
-- admin_on_the_road = "Administrators work from hotels too: what counts is the client, not the change."

with done as (
    select
        lane_events.session_key,
        lane_events.lane_no,
        count(*) as change_count,
        min({
            'at': lane_events.occurred_at,
            'id': lane_events.event_id,
            'changes': coalesce(event_kinds.changes, lane_events.event_type),
        }) as earliest,
        bool_or(
            regexp_matches(lane_events.event_type, '^user\.lifecycle\.(create|activate|reactivate)$')
            or regexp_matches(lane_events.event_type, '^(user|group)\.(account\.)?privilege\.grant')
            or regexp_matches(lane_events.event_type, '^(system\.idp|iam|app\.oauth2\.client)\.')
            or starts_with(lane_events.event_type, 'system.api_token.create')
            or starts_with(lane_events.event_type, 'user.mfa.factor.')
        ) as is_lasting,
        -- what would have stopped or shown the theft: log streams, zones, policies, detections
        bool_or(
            regexp_matches(
                lane_events.event_type, '^(system\.log_stream|zone|policy|security|event_hook)\.'
            )
            or starts_with(lane_events.event_type, 'application.policy.sign_on.')
            or starts_with(lane_events.event_type, 'app.policy.sign_on.')
            or starts_with(lane_events.event_type, 'device.assurance.policy.')
            or lane_events.event_type = 'system.mfa.factor.deactivate'
        ) as is_weakened,
        list(lane_events.event_id order by lane_events.occurred_at, lane_events.event_id)
            as event_ids,
    from lane_events
    join event_kinds using (event_type)
    where lane_events.is_privileged
        and lane_events.is_act
    group by lane_events.session_key, lane_events.lane_no
)
select
    lane_facts.session_key,
    lane_facts.lane_no,
    case
        when done.is_lasting then 'lasting'
        when done.is_weakened then 'weakened'
        else 'other'
    end as grade,
    {
        'count': case
            when done.change_count = 1 then 'One privileged change'
            else format('{:,} privileged changes', done.change_count)
        end,
        'changes': done.earliest.changes,
    } as fields,
    done.event_ids[1:50] as event_ids,
from lane_facts
join done using (session_key, lane_no)
where is_candidate;
