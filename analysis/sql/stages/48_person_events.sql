-- about = "What happened to a person's factors, and what Okta said of the person: rare events, those without a session too."
-- grain = "an event about a factor, a threat, a risk or a session taken away"
-- key = ["event_id"]
-- reads = ["events", "session_events", "lane_events"]
--
-- [columns]
-- event_id = "the event"
-- occurred_at = "UTC"
-- event_type = "Okta's event type"
-- what = "push sent, push refused, factor failed, factor answered, phishing declined, enrolled, removed, threat, risk, failed again, acted, context, logged out, reported, console refused or made"
-- outcome = "as Okta says"
-- reason = "Okta's reason"
-- actor_id = "who acted; null where Okta names nobody"
-- person_id = "whom it is about: the target where that is a person, else the actor"
-- session_key = "the session that the event carries; null where it carries none"
-- lane_no = "the lane, where the event forms one"
-- address = "of the client"
-- factor = "the factor that was used"
-- is_resistant = "a factor that cannot be phished: FastPass, WebAuthn or a security key"
-- authenticator_id = "the enrolment of the factor that was answered, or the device that holds one that cannot be phished; null where not said"
-- objects = "what was made or enrolled: the targets, each as JSON"
-- risk_level = "LOW, MEDIUM or HIGH where Okta gives one"
-- risk_reasons = "Okta's words for it"
-- is_hijack = "Okta suspects that the session is hijacked"

create or replace table person_events as
with chosen as (
    select
        event_id,
        occurred_at,
        event_type,
        outcome,
        outcome_reason,
        coalesce(actor_id, actor_login) as actor_id,
        coalesce(lower(actor_type), 'user') = 'user' as is_person,
        upper(credential_type) as credential_type,
        address,
        factor,
        device_id,
        targets,
        coalesce(threat_suspected = 'true', false) as is_suspected,
        concat_ws(' ', debug_risk, risk) as risk_text,
    from events
    where starts_with(event_type, 'user.mfa.')
        or starts_with(event_type, 'system.push.')
        or starts_with(event_type, 'user.risk.')
        or starts_with(event_type, 'policy.auth_reevaluate.')
        or starts_with(event_type, 'policy.continuous_access.')
        or starts_with(event_type, 'policy.entity_risk.')
        or starts_with(event_type, 'user.authentication.universal_logout')
        or contains(event_type, '.enrollment.create')
        or starts_with(event_type, 'credential.re')
        or event_type = 'user.authentication.auth_via_mfa'
        or event_type = 'user.credential.enroll'
        or event_type = 'user.session.context.change'
        or event_type = 'security.threat.detected'
        or event_type = 'user.account.report_suspicious_activity_by_enduser'
        or threat_suspected = 'true'
        or regexp_matches(
            event_type,
            '^(user\.lifecycle\.(create|activate|reactivate|unsuspend)|system\.api_token\.(create|enable)'
            || '|system\.idp\.lifecycle\.(create|update|activate)'
            || '|app\.oauth2\.(client|credentials)\.lifecycle\.(create|activate))$'
        )
        -- most policies that ask for a factor are of ordinary apps: these are not kept
        or (
            event_type in ('policy.evaluate_sign_on', 'application.policy.sign_on.deny_access')
            and outcome in ('DENY', 'CHALLENGE', 'FAILURE')
            and contains(targets, 'Admin Console')
        )
),
worded as (
    select
        *,
        coalesce(outcome in ('SUCCESS', 'ALLOW'), true) as is_success,
        regexp_matches(outcome_reason, '(?i)reject|denied|declin') as is_refusal,
        case
            when event_type = 'user.authentication.auth_via_mfa' then case
                when regexp_matches(outcome_reason, '(?i)declined phishing')
                    then 'phishing declined'
                when credential_type = 'PASSWORD' then null
                when is_success then 'factor answered'
                when is_refusal then 'push refused'
                else 'factor failed'
            end
            when event_type = 'user.mfa.okta_verify' then case
                when is_success then 'factor answered'
                else 'push refused'
            end
            when event_type = 'user.mfa.okta_verify.deny_push' then 'push refused'
            when event_type = 'system.push.send_factor_verify_push' then 'push sent'
            when event_type = 'security.threat.detected' then 'threat'
            when event_type = 'user.account.report_suspicious_activity_by_enduser' then 'reported'
            when event_type = 'user.session.context.change' then 'context'
            when event_type = 'user.authentication.universal_logout' then 'logged out'
            when ends_with(event_type, '.fail') then 'failed again'
            when outcome in ('DENY', 'CHALLENGE', 'FAILURE') and contains(targets, 'Admin Console')
                then 'console refused'
            when regexp_matches(event_type, '^policy\..*\.action$') then 'acted'
            when starts_with(event_type, 'user.risk.') then 'risk'
            when not is_success then null
            when event_type in (
                'user.mfa.factor.deactivate', 'user.mfa.factor.reset_all',
                'user.mfa.factor.suspend', 'user.mfa.attempt_bypass', 'credential.revoke'
            ) then 'removed'
            when event_type in (
                'user.mfa.factor.activate', 'user.mfa.factor.unsuspend', 'user.credential.enroll',
                'credential.register'
            ) or contains(event_type, '.enrollment.create') then 'enrolled'
            when regexp_matches(event_type, '^(user\.lifecycle|system\.|app\.oauth2)') then 'made'
        end as event_word,
        coalesce(event_word, case when is_suspected then 'threat' end) as what,
        upper(factor) in ('SIGNED_NONCE', 'FIDO_WEBAUTHN', 'FIDO_U2F', 'WEBAUTHN', 'U2F')
            as is_resistant,
    from chosen
),
parsed as (
    select
        *,
        case
            when targets is not null and what <> 'push sent'
                then try(json_extract_string(targets, '$[*]'))
        end as target_list,
    from worded
    where what is not null
)
select
    parsed.event_id,
    parsed.occurred_at,
    parsed.event_type,
    parsed.what,
    parsed.outcome,
    parsed.outcome_reason as reason,

    parsed.actor_id,
    coalesce(
        case
            when parsed.event_type <> 'user.authentication.auth_via_mfa' then list_filter(
                parsed.target_list, lambda item: item ->> '$.type' = 'User'
            )[1] ->> '$.id'
        end,
        case when parsed.is_person then parsed.actor_id end
    ) as person_id,
    session_events.session_key,
    lane_events.lane_no,
    parsed.address,

    parsed.factor,
    coalesce(parsed.is_resistant, false) as is_resistant,
    case
        when parsed.what = 'factor answered' then coalesce(
            list_filter(
                parsed.target_list, lambda item: item ->> '$.type' = 'AuthenticatorEnrollment'
            )[1] ->> '$.id',
            case when parsed.is_resistant then parsed.device_id end
        )
    end as authenticator_id,
    case when parsed.what in ('made', 'enrolled') then parsed.target_list end as objects,
    upper(nullif(
        regexp_extract(parsed.risk_text, '(?i)\blevel"?\s*[=:]\s*"?(low|medium|high)', 1), ''
    )) as risk_level,
    nullif(trim(
        regexp_extract(parsed.risk_text, 'reasons=(.*?)(, \w+=|\}|$)', 1)
    ), '') as risk_reasons,
    contains(parsed.risk_text, 'suspected to be hijacked') as is_hijack,
from parsed
left join session_events
    on session_events.event_id = parsed.event_id
left join lane_events
    on lane_events.event_id = parsed.event_id
    and lane_events.session_key = session_events.session_key;
