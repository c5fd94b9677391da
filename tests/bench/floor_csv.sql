-- about = "The floor of the benchmark: DuckDB reads the Admin Console's CSV as text and casts it"
-- grain = "a record"
-- key = "uuid"
-- reads = []

create table floor_events as
select
    "severity" as severity,
    "event_type" as event_type,
    "display_message" as display_message,
    "uuid" as uuid,
    "version" as version,
    try_cast("timestamp" as timestamp) as published,
    "outcome.result" as outcome_result,
    "outcome.reason" as outcome_reason,
    "actor.id" as actor_id,
    "actor.type" as actor_type,
    "actor.display_name" as actor_display_name,
    "actor.alternate_id" as actor_alternate_id,
    "authentication_context.authentication_provider"
        as authentication_context_authentication_provider,
    "authentication_context.credential_provider" as authentication_context_credential_provider,
    "authentication_context.credential_type" as authentication_context_credential_type,
    "authentication_context.external_session_id" as authentication_context_external_session_id,
    "client.zone" as client_zone,
    "client.ip_address" as client_ip_address,
    "client.device" as client_device,
    "client.user_agent.raw_user_agent" as client_user_agent_raw_user_agent,
    "client.user_agent.os" as client_user_agent_os,
    "client.user_agent.browser" as client_user_agent_browser,
    "client.geographical_context.country" as client_geographical_context_country,
    "client.geographical_context.city" as client_geographical_context_city,
    "client.geographical_context.postal_code" as client_geographical_context_postal_code,
    try_cast("client.geographical_context.geolocation.lon" as double)
        as client_geographical_context_geolocation_lon,
    try_cast("client.geographical_context.geolocation.lat" as double)
        as client_geographical_context_geolocation_lat,
    "transaction.id" as transaction_id,
    "transaction.type" as transaction_type,
    "debug_context.debug_data.request_uri" as debug_data_request_uri,
    "legacy_event_type" as legacy_event_type,
    to_json([
        struct_pack(
            id := "target0.id",
            type := "target0.type",
            alternateId := "target0.alternate_id",
            displayName := "target0.display_name"
        ),
        struct_pack(
            id := "target1.id",
            type := "target1.type",
            alternateId := "target1.alternate_id",
            displayName := "target1.display_name"
        ),
        struct_pack(
            id := "target2.id",
            type := "target2.type",
            alternateId := "target2.alternate_id",
            displayName := "target2.display_name"
        ),
        struct_pack(
            id := "target3.id",
            type := "target3.type",
            alternateId := "target3.alternate_id",
            displayName := "target3.display_name"
        ),
    ]) as target,
    to_json([
        struct_pack(
            ip := "request.ip_chain.ip",
            version := "request.ip_chain.version",
            source := "request.ip_chain.source"
        ),
    ]) as request_ip_chain,
from read_csv(
    getvariable('path'),
    auto_detect = false,
    header = true,
    delim = ',',
    quote = '"',
    escape = '"',
    new_line = '\r\n',
    columns = {
        'severity': 'varchar',
        'event_type': 'varchar',
        'display_message': 'varchar',
        'uuid': 'varchar',
        'version': 'varchar',
        'timestamp': 'varchar',
        'outcome.result': 'varchar',
        'outcome.reason': 'varchar',
        'actor.id': 'varchar',
        'actor.type': 'varchar',
        'actor.display_name': 'varchar',
        'actor.alternate_id': 'varchar',
        'authentication_context.authentication_step': 'varchar',
        'authentication_context.authentication_provider': 'varchar',
        'authentication_context.credential_provider': 'varchar',
        'authentication_context.credential_type': 'varchar',
        'authentication_context.issuer': 'varchar',
        'authentication_context.external_session_id': 'varchar',
        'client.zone': 'varchar',
        'client.ip_address': 'varchar',
        'client.device': 'varchar',
        'client.user_agent.raw_user_agent': 'varchar',
        'client.user_agent.os': 'varchar',
        'client.user_agent.browser': 'varchar',
        'client.geographical_context.country': 'varchar',
        'client.geographical_context.city': 'varchar',
        'client.geographical_context.postal_code': 'varchar',
        'client.geographical_context.geolocation.lon': 'varchar',
        'client.geographical_context.geolocation.lat': 'varchar',
        'transaction.id': 'varchar',
        'transaction.type': 'varchar',
        'debug_context.debug_data.request_uri': 'varchar',
        'legacy_event_type': 'varchar',
        'target0.id': 'varchar',
        'target0.type': 'varchar',
        'target0.alternate_id': 'varchar',
        'target0.display_name': 'varchar',
        'target1.id': 'varchar',
        'target1.type': 'varchar',
        'target1.alternate_id': 'varchar',
        'target1.display_name': 'varchar',
        'target2.id': 'varchar',
        'target2.type': 'varchar',
        'target2.alternate_id': 'varchar',
        'target2.display_name': 'varchar',
        'target3.id': 'varchar',
        'target3.type': 'varchar',
        'target3.alternate_id': 'varchar',
        'target3.display_name': 'varchar',
        'request.ip_chain.geographical_context.postal_code': 'varchar',
        'request.ip_chain.geographical_context.geolocation.lon': 'varchar',
        'request.ip_chain.geographical_context.geolocation.lat': 'varchar',
        'request.ip_chain.geographical_context.geolocation.state': 'varchar',
        'request.ip_chain.ip': 'varchar',
        'request.ip_chain.source': 'varchar',
        'request.ip_chain.version': 'varchar',
    }
);

checkpoint;
