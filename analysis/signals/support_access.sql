-- title = "support access"
-- claim = "A client used the session while an impersonation was under way in it."
-- why = "Support that is let in acts in the session of a person here; an impersonation that nobody granted is how support is abused."
-- family = "acts"
-- points = 0
-- attack = "T1199"
-- needs = []
-- blind = "A client that began before the impersonation, or acted after it, is no support access and is judged like any other."
-- says = "Somebody was let in to this session by impersonation {span}, with {grant} in this export."
-- steps = [
--     "Ask who granted access to Okta's support, and find the support case.",
--     "Look for user.session.impersonation.grant, by any actor, in the days before.",
--     "Read what this client did between the beginning and the end.",
-- ]
-- source = "Okta's event catalogue: user.session.impersonation; sec.okta.com on the support case of January 2022"
-- reads = ["lanes", "session_events"]
--
-- [false_positives]
-- granted = "An administrator who asked Okta for help let them in: information only."

with impersonations as (
    select
        session_key,
        occurred_at,
        event_id,
        event_type = 'user.session.impersonation.initiate' as is_begin,
        event_type = 'user.session.impersonation.end' as is_end,
        event_type in (
            'user.session.impersonation.grant', 'user.session.impersonation.extend'
        ) as is_grant,
    from session_events
    where event_type like 'user.session.impersonation.%'
        and kind <> 'denied'
),
supported as (
    select distinct session_key
    from lanes
    where is_support_access
),
spans as (
    select
        session_key,
        min(occurred_at) filter (where is_begin) as from_at,
        max(occurred_at) filter (where is_begin) as last_begin_at,
        max(occurred_at) filter (where is_end) as last_end_at,
        list(event_id order by occurred_at, event_id) filter (where is_begin or is_end)
            as event_ids,
    from impersonations
    join supported using (session_key)
    group by session_key
),
grants as (
    -- whoever grants does so in a session of their own
    select min(occurred_at) as granted_at,
    from impersonations
    where is_grant
)
select
    lanes.session_key,
    lanes.lane_no,
    null as grade,
    {
        'span': strftime(spans.from_at, 'from %Y-%m-%d %H:%M') || case
            when spans.last_end_at >= spans.last_begin_at
                then strftime(spans.last_end_at, ' to %Y-%m-%d %H:%M UTC')
            else ' UTC on'
        end,
        'grant': case
            when grants.granted_at <= spans.from_at then 'a grant'
            else 'no grant'
        end,
    } as fields,
    spans.event_ids[1:50] as event_ids,
from lanes
join spans using (session_key)
cross join grants
where lanes.is_support_access;
