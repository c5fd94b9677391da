-- title = "four device tokens in one session"
-- by = "Elastic"
-- rule = "Multiple Device Token Hashes for Single Okta Session"
-- source = "github.com/elastic/detection-rules, rules/integrations/okta/credential_access_multiple_device_token_hashes_for_single_okta_session.toml, cc382a2e-7e52-11ee-9aac-f661ea17fbcd"
-- severity = "medium (47)"
-- attack = "T1539"
-- logic = "Counts device tokens and addresses of one session, leaving out sign-ins, sign-ons and policy evaluations. Fires at four tokens and two addresses within nine minutes."
-- blind = "The ordinary replay: one stolen cookie brings one more device token, or none."
-- says = "{token_count} device tokens and {address_count} addresses within nine minutes."
-- events = []
-- except = ["policy.evaluate_sign_on", "user.session.start", "user.authentication.sso"]
-- needs = ["session", "dt_hash"]
-- reads = ["session_events"]
--
-- [differs]
-- windows = "Theirs runs every few minutes over the nine before; here every stretch of nine minutes is looked at."
--
-- [params.tokens_from]
-- value = 4
-- unit = "device tokens"
-- why = "as published since 2026: two and three were ordinary OAuth exchanges"
--
-- [params.addresses_from]
-- value = 2
-- unit = "addresses"
-- why = "as published"
--
-- [params.window_min]
-- value = 9
-- unit = "minutes"
-- why = "as published"

with acts as (
    select
        session_key,
        actor_id,
        dt_hash,
        address,
        occurred_at,
        event_id,
    from session_events
    where event_type <> 'policy.evaluate_sign_on'
        and event_type <> 'user.session.start'
        and event_type <> 'user.authentication.sso'
        and dt_hash is not null
        and address is not null
        and not starts_with(session_key, 'client:')
),
several as (
    select
        session_key,
        actor_id,
    from acts
    group by session_key, actor_id
    having min(dt_hash) <> max(dt_hash)
        and min(address) <> max(address)
),
counted as (
    select
        *,
        count(distinct dt_hash) over lookback as token_count,
        count(distinct address) over lookback as address_count,
        token_count >= $tokens_from and address_count >= $addresses_from as is_firing,
    from acts
    semi join several using (session_key, actor_id)
    window lookback as (
        partition by session_key, actor_id
        order by occurred_at
        range between to_minutes($window_min::integer) preceding and current row
    )
),
marked as (
    select
        *,
        min(case when is_firing then occurred_at end) over (
            partition by session_key, actor_id
            order by occurred_at
            range between current row and to_minutes($window_min::integer) following
        ) as fired_at,
    from counted
)
select
    session_key,
    min(fired_at) as first_at,
    list(event_id order by occurred_at, event_id)[1:50] as event_ids,
    {
        'token_count': max(token_count) filter (where is_firing),
        'address_count': max(address_count) filter (where is_firing),
    } as fields,
from marked
where fired_at is not null
group by session_key;
