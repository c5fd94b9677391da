-- title = "more than ten pushes in an hour"
-- by = "Sentinel"
-- rule = "MFA Fatigue (OKTA)"
-- source = "github.com/Azure/Azure-Sentinel, Solutions/Okta Single Sign-On/Analytic Rules/MFAFatigue.yaml, c2697b81-7fe9-4f57-ba1d-de46c6f91f9c"
-- severity = "medium"
-- attack = "T1621"
-- logic = "Counts the pushes that one person was sent in one session. Fires above ten within an hour, and says how they were answered."
-- blind = "Ten pushes or fewer, factors other than the push, and everything that happens after the sign-in."
-- says = "{push_count} pushes within an hour: {finding}."
-- events = ["system.push.send_factor_verify_push", "user.mfa.okta_verify.deny_push", "user.authentication.auth_via_mfa"]
-- needs = ["case:system.push.send_factor_verify_push"]
-- reads = ["events", "session_events"]
--
-- [differs]
-- windows = "Theirs runs every hour over the hour before; here every stretch of an hour is looked at."
-- sessions = "Pushes before a sign-in have no session: they are brought to the session of that person that begins within the hour after."
--
-- [params.pushes_over]
-- value = 10
-- unit = "pushes"
-- why = "as published"
--
-- [params.window_min]
-- value = 60
-- unit = "minutes"
-- why = "as published"

with answers as (
    select
        session_events.session_key,
        coalesce(events.actor_id, events.actor_login) as actor_id,
        events.occurred_at,
        events.event_id,
        events.event_type = 'system.push.send_factor_verify_push' as is_push,
        events.event_type = 'user.mfa.okta_verify.deny_push' as is_denial,
    from events
    left join session_events using (event_id)
    where events.event_type = 'system.push.send_factor_verify_push'
        or events.event_type = 'user.mfa.okta_verify.deny_push'
        or (
            events.event_type = 'user.authentication.auth_via_mfa'
            and events.factor = 'OKTA_VERIFY_PUSH'
        )
),
pestered as (
    select
        actor_id,
        session_key,
    from answers
    group by actor_id, session_key
    having count(*) filter (where is_push) > $pushes_over
),
counted as (
    select
        answers.*,
        count(*) filter (where is_push) over lookback as push_count,
        count(*) filter (where is_denial) over lookback as denial_count,
        count(*) filter (where not is_push and not is_denial) over lookback as success_count,
    from answers
    join pestered
        on pestered.actor_id = answers.actor_id
        and pestered.session_key is not distinct from answers.session_key
    window lookback as (
        partition by answers.actor_id, answers.session_key
        order by answers.occurred_at
        range between to_minutes($window_min::integer) preceding and current row
    )
),
marked as (
    select
        *,
        min(case when push_count > $pushes_over then occurred_at end) over (
            partition by actor_id, session_key
            order by occurred_at
            range between current row and to_minutes($window_min::integer) following
        ) as fired_at,
    from counted
),
firing as (
    select
        session_key,
        actor_id,
        min(fired_at) as fired_at,
        max(occurred_at) as ended_at,
        max(push_count) as push_count,
        max(denial_count) as denial_count,
        max(success_count) as success_count,
        list(event_id order by occurred_at, event_id)[1:50] as event_ids,
    from marked
    where fired_at is not null
    group by session_key, actor_id
),
begun as (
    -- as a whole hour of pushes may stand before a sign-in, the earliest session is theirs
    select
        firing.actor_id,
        min({'at': session_events.occurred_at, 'key': session_events.session_key}) as earliest,
    from firing
    join session_events
        on session_events.actor_id = firing.actor_id
        and session_events.is_creation
        and session_events.occurred_at >= firing.fired_at
        and session_events.occurred_at
            <= firing.ended_at + to_minutes($window_min::integer)
    where firing.session_key is null
    group by firing.actor_id
),
brought as (
    select
        coalesce(firing.session_key, begun.earliest.key) as session_key,
        firing.* exclude (session_key),
    from firing
    left join begun
        on begun.actor_id = firing.actor_id
        and firing.session_key is null
)
select
    session_key,
    min(fired_at) as first_at,
    list_sort(list_distinct(flatten(list(event_ids order by fired_at))))[1:50] as event_ids,
    {
        'push_count': max(push_count),
        'finding': case
            when max(success_count) > 0 then 'one was answered in the end'
            when max(denial_count) > 0 then 'refused'
            else 'not answered'
        end,
    } as fields,
from brought
where session_key is not null
group by session_key;
