-- about = "Puts the records of one file, given as JSON text, into raw_events"
-- grain = "a record with an event type and a readable time"
-- key = "evidence_id, line"
-- reads = ["incoming"]
-- [params.evidence_id]
-- why = "the file being read"
-- [params.structure]
-- why = "the parts of a record that the program reads; stands in analysis/ingest/structure.py"
-- [params.debug_structure]
-- why = "debugData alone, for exports that carry it as JSON inside a string"
-- [params.unwrap]
-- why = "JSON path from the record as it came to Okta's record; null where they are the same"

with unwrapped as (
    select
        line,
        frame,
        pos,
        length,
        case when $unwrap is null then text else try(text ->> $unwrap) end as log_event,
    from incoming
),

parsed as (
    select
        *,
        try(from_json(log_event, $structure)) as event,
    from unwrapped
    -- keeps the filter below from being moved up here, where it would parse each record again
    offset 0
),

with_debug as (
    select
        line,
        frame,
        pos,
        length,
        log_event,
        event,
        -- a cast to timestamp passes over an offset; the slower cast is for those that have one
        case
            when regexp_matches(event.published, '[+-][0-9]{2}:?[0-9]{2}$')
                then timezone('UTC', try_cast(event.published as timestamptz))
            else try_cast(event.published as timestamp)
        end as as_time,
        case
            when coalesce(
                event.debugContext.debugData.requestUri,
                event.debugContext.debugData.requestId,
                event.debugContext.debugData.dtHash
            ) is not null then event.debugContext.debugData
            else coalesce(
                try(from_json(log_event ->> '$.debugContext.debugData', $debug_structure)),
                event.debugContext.debugData
            )
        end as debug,
    from parsed
    where event.eventType <> ''
),

typed as (
    select
        line,
        frame,
        pos,
        length,
        event.uuid as uuid,
        case
            when as_time between timestamp '1970-01-01' and timestamp '9999-12-31' then as_time
            when regexp_full_match(event.published, '[0-9]{12,14}(\.[0-9]+)?')
                then epoch_ms(cast(floor(try_cast(event.published as double)) as bigint))
            when regexp_full_match(event.published, '[0-9]{9,10}(\.[0-9]+)?')
                then make_timestamp(cast(try_cast(event.published as double) * 1000000 as bigint))
        end as published,
        event.eventType as event_type,
        event.legacyEventType as legacy_event_type,
        event.displayMessage as display_message,
        event.version as version,
        event.severity as severity,
        event.actor.id as actor_id,
        event.actor.type as actor_type,
        event.actor.alternateId as actor_alternate_id,
        event.actor.displayName as actor_display_name,
        event.client.ipAddress as client_ip_address,
        event.client.device as client_device,
        event.client.id as client_id,
        event.client.zone as client_zone,
        event.client.userAgent.rawUserAgent as client_user_agent_raw_user_agent,
        event.client.userAgent.os as client_user_agent_os,
        event.client.userAgent.browser as client_user_agent_browser,
        event.client.geographicalContext.city as client_geographical_context_city,
        event.client.geographicalContext.state as client_geographical_context_state,
        event.client.geographicalContext.country as client_geographical_context_country,
        event.client.geographicalContext.postalCode as client_geographical_context_postal_code,
        event.client.geographicalContext.geolocation.lat
            as client_geographical_context_geolocation_lat,
        event.client.geographicalContext.geolocation.lon
            as client_geographical_context_geolocation_lon,
        event.authenticationContext.externalSessionId as authentication_context_external_session_id,
        event.authenticationContext.rootSessionId as authentication_context_root_session_id,
        event.authenticationContext.authenticationProvider
            as authentication_context_authentication_provider,
        event.authenticationContext.credentialProvider
            as authentication_context_credential_provider,
        event.authenticationContext.credentialType as authentication_context_credential_type,
        event.authenticationContext.interface as authentication_context_interface,
        event.authenticationContext.deviceSessionId as authentication_context_device_session_id,
        event.securityContext.asNumber as security_context_as_number,
        event.securityContext.asOrg as security_context_as_org,
        event.securityContext.isp as security_context_isp,
        event.securityContext.domain as security_context_domain,
        event.securityContext.isProxy as security_context_is_proxy,
        event.securityContext.ipDetails as security_context_ip_details,
        event.securityContext.risk as security_context_risk,
        event.securityContext.userBehaviors as security_context_user_behaviors,
        event.outcome.result as outcome_result,
        event.outcome.reason as outcome_reason,
        case
            when event.target is null or event.target in ('', '[]', 'null', '{}') then null
            when event.target like '{%' then '[' || event.target || ']'
            else event.target
        end as target,
        event.transaction.id as transaction_id,
        event.transaction.type as transaction_type,
        event.transaction.detail as transaction_detail,
        event.request.ipChain as request_ip_chain,
        event.device.id as device_id,
        event.device.name as device_name,
        event.device.os_platform as device_os_platform,
        event.device.managed as device_managed,
        event.device.registered as device_registered,
        debug.dtHash as debug_data_dt_hash,
        debug.deviceFingerprint as debug_data_device_fingerprint,
        debug.behaviors as debug_data_behaviors,
        debug.risk as debug_data_risk,
        debug.logOnlySecurityData as debug_data_log_only_security_data,
        debug.threatSuspected as debug_data_threat_suspected,
        debug.requestUri as debug_data_request_uri,
        debug.url as debug_data_url,
        debug.requestId as debug_data_request_id,
        debug.origin as debug_data_origin,
        debug.tunnels as debug_data_tunnels,
        debug.proxyType as debug_data_proxy_type,
        debug.grantType as debug_data_grant_type,
        debug.factor as debug_data_factor,
        debug.privilegeGranted as debug_data_privilege_granted,
        debug.privilegeRevoked as debug_data_privilege_revoked,
        case
            when debug.endedSessionId is not null then debug.endedSessionId
            when event.eventType like 'user.session.%'
                then log_event ->> '$.debugContext.debugData.EndedSessionId'
        end as debug_data_ended_session_id,
        debug.traceId as debug_data_trace_id,
        debug.initiationType as debug_data_initiation_type,
        debug.clientAuthType as debug_data_client_auth_type,
        debug.requestedScopes as debug_data_requested_scopes,
    from with_debug
),

with_content as (
    select
        *,
        row(*columns(* exclude (line, frame, pos, length, uuid))) as content,
    from typed
)

insert into raw_events by name
select
    $evidence_id as evidence_id,
    * exclude (content) replace (
        case when uuid <> '' then uuid else 'derived-' || md5(cast(content as varchar)) end as uuid
    ),
from with_content
where published is not null
