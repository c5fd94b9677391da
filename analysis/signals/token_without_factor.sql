-- title = "tokens without a factor"
-- claim = "Tokens were granted to the second client, and no factor was answered in the session before."
-- why = "A token inherits what the session may do; a popular rule takes this for an attack, and it is ordinary single sign-on."
-- family = "acts"
-- points = 0
-- attack = "T1550.001"
-- needs = []
-- blind = "A factor answered at another identity provider, or before the export, is not in this log. Before 2024 Okta's token grants carried no session."
-- says = "{tokens} to this client with no factor in the session before."
-- steps = [
--     "Look for user.authentication.auth_via_mfa with this authenticationContext.externalSessionId in the 24 hours before.",
--     "List the tokens' apps (target.type PublicClientApp) and what they may do (debugData.requestedScopes).",
-- ]
-- source = "Checklist of the 2023 case: token grants with no factor before; Okta release 2024.01.2 on token events"
-- reads = ["lane_facts", "lane_events", "session_events"]
--
-- [false_positives]
-- single_sign_on = "Whoever signed in once gets tokens all day: information only."

with granted as (
    select
        lane_facts.session_key,
        lane_facts.lane_no,
        lane_events.event_id,
        lane_events.occurred_at,
    from lane_facts
    join lane_events using (session_key, lane_no)
    where lane_facts.is_candidate
        and not lane_facts.is_inferred
        and lane_events.is_act
        and regexp_matches(lane_events.event_type, '^app\.oauth2\.(as\.)?token\.grant')
),
factors as (
    select
        session_key,
        min(occurred_at) as answered_at,
    from session_events
    where is_later_factor
    group by session_key
),
bare as (
    select granted.*
    from granted
    left join factors using (session_key)
    where coalesce(granted.occurred_at < factors.answered_at, true)
)
select
    session_key,
    lane_no,
    null as grade,
    {
        'tokens': case
            when count(*) = 1 then 'A token was granted'
            else count(*) || ' tokens were granted'
        end,
    } as fields,
    list(event_id order by occurred_at, event_id)[1:50] as event_ids,
from bare
group by session_key, lane_no;
