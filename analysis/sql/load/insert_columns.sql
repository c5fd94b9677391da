-- about = "Puts the records of one file, given as named columns, into raw_events"
-- grain = "a record with an event type and a readable time"
-- key = "evidence_id, line"
-- reads = ["incoming"]
-- [params.evidence_id]
-- why = "the file being read"

with timed as (
    select
        *,
        -- a cast to timestamp passes over an offset; the slower cast is for those that have one
        case
            when regexp_matches(published, '[+-][0-9]{2}:?[0-9]{2}$')
                then timezone('UTC', try_cast(published as timestamptz))
            else try_cast(published as timestamp)
        end as as_time,
    from incoming
),

typed as (
    select
        line,
        frame,
        pos,
        length,
        uuid,
        case
            when as_time between timestamp '1970-01-01' and timestamp '9999-12-31' then as_time
            when regexp_full_match(published, '[0-9]{12,14}(\.[0-9]+)?')
                then epoch_ms(cast(floor(try_cast(published as double)) as bigint))
            when regexp_full_match(published, '[0-9]{9,10}(\.[0-9]+)?')
                then make_timestamp(cast(try_cast(published as double) * 1000000 as bigint))
        end as published,
        event_type,
        legacy_event_type,
        display_message,
        version,
        severity,
        actor_id,
        actor_type,
        actor_alternate_id,
        actor_display_name,
        client_ip_address,
        client_device,
        client_id,
        client_zone,
        client_user_agent_raw_user_agent,
        client_user_agent_os,
        client_user_agent_browser,
        client_geographical_context_city,
        client_geographical_context_state,
        client_geographical_context_country,
        client_geographical_context_postal_code,
        try_cast(client_geographical_context_geolocation_lat as double)
            as client_geographical_context_geolocation_lat,
        try_cast(client_geographical_context_geolocation_lon as double)
            as client_geographical_context_geolocation_lon,
        authentication_context_external_session_id,
        authentication_context_root_session_id,
        authentication_context_authentication_provider,
        authentication_context_credential_provider,
        authentication_context_credential_type,
        authentication_context_interface,
        authentication_context_device_session_id,
        try_cast(security_context_as_number as bigint) as security_context_as_number,
        security_context_as_org,
        security_context_isp,
        security_context_domain,
        try_cast(security_context_is_proxy as boolean) as security_context_is_proxy,
        security_context_ip_details,
        security_context_risk,
        security_context_user_behaviors,
        outcome_result,
        outcome_reason,
        case
            when target is null or target in ('', '[]', 'null', '{}') then null
            when target like '{%' then '[' || target || ']'
            else target
        end as target,
        transaction_id,
        transaction_type,
        transaction_detail,
        request_ip_chain,
        device_id,
        device_name,
        device_os_platform,
        try_cast(device_managed as boolean) as device_managed,
        try_cast(device_registered as boolean) as device_registered,
        debug_data_dt_hash,
        debug_data_device_fingerprint,
        debug_data_behaviors,
        debug_data_risk,
        debug_data_log_only_security_data,
        debug_data_threat_suspected,
        debug_data_request_uri,
        debug_data_url,
        debug_data_request_id,
        debug_data_origin,
        debug_data_tunnels,
        debug_data_proxy_type,
        debug_data_grant_type,
        debug_data_factor,
        debug_data_privilege_granted,
        debug_data_privilege_revoked,
        debug_data_ended_session_id,
        debug_data_trace_id,
        debug_data_initiation_type,
        debug_data_client_auth_type,
        debug_data_requested_scopes,
    from timed
    where event_type <> ''
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
