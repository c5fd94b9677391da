-- about = "The tables that reading evidence fills; raw_events keeps Okta's own names"
-- grain = "a file; a row read, refused, said again, kept under a second id"
-- reads = []
-- [columns]
-- line = "line number in line formats and CSV, else ordinal of the record, from 1"
-- frame = "byte offset of the zstd frame in the records file; null where the row has no text"
-- pos = "where the record begins in the frame's text, bytes"
-- length = "length of the record as it came, bytes of UTF-8"
-- published = "time of the event, UTC"
-- uuid = "Okta's event id; derived-<md5> where the record had none"
-- kept_as = "frames: they are the exact bytes; file: see evidence/; null: nothing kept"
-- missing_columns = "columns of raw_events that this format cannot carry"

create table if not exists evidence (
    evidence_id integer not null,
    name varchar not null,
    container varchar,
    container_sha256 varchar,
    sha256 varchar,
    bytes bigint not null,
    format varchar,
    error varchar,
    encoding varchar,
    compression varchar,
    rows bigint not null,
    read bigint not null,
    refused bigint not null,
    duplicate bigint not null,
    first_at timestamp,
    last_at timestamp,
    added_at timestamp not null,
    note varchar,
    kept_as varchar,
    records_file varchar,
    missing_columns varchar[] not null,
);

create table if not exists refused_rows (
    evidence_id integer not null,
    line bigint not null,
    reason varchar not null,
    text varchar not null,
);

create table if not exists duplicates (
    evidence_id integer not null,
    line bigint not null,
    event_id varchar not null,
);

create table if not exists collisions (
    evidence_id integer not null,
    line bigint not null,
    event_id varchar not null,
);

create table if not exists raw_events (
    evidence_id integer not null,
    line bigint not null,
    frame bigint,
    pos integer,
    length integer,
    uuid varchar,
    published timestamp,
    event_type varchar,
    legacy_event_type varchar,
    display_message varchar,
    version varchar,
    severity varchar,
    actor_id varchar,
    actor_type varchar,
    actor_alternate_id varchar,
    actor_display_name varchar,
    client_ip_address varchar,
    client_device varchar,
    client_id varchar,
    client_zone varchar,
    client_user_agent_raw_user_agent varchar,
    client_user_agent_os varchar,
    client_user_agent_browser varchar,
    client_geographical_context_city varchar,
    client_geographical_context_state varchar,
    client_geographical_context_country varchar,
    client_geographical_context_postal_code varchar,
    client_geographical_context_geolocation_lat double,
    client_geographical_context_geolocation_lon double,
    authentication_context_external_session_id varchar,
    authentication_context_root_session_id varchar,
    authentication_context_authentication_provider varchar,
    authentication_context_credential_provider varchar,
    authentication_context_credential_type varchar,
    authentication_context_interface varchar,
    authentication_context_device_session_id varchar,
    security_context_as_number bigint,
    security_context_as_org varchar,
    security_context_isp varchar,
    security_context_domain varchar,
    security_context_is_proxy boolean,
    security_context_ip_details varchar,
    security_context_risk varchar,
    security_context_user_behaviors varchar,
    outcome_result varchar,
    outcome_reason varchar,
    target varchar,
    transaction_id varchar,
    transaction_type varchar,
    transaction_detail varchar,
    request_ip_chain varchar,
    device_id varchar,
    device_name varchar,
    device_os_platform varchar,
    device_managed boolean,
    device_registered boolean,
    debug_data_dt_hash varchar,
    debug_data_device_fingerprint varchar,
    debug_data_behaviors varchar,
    debug_data_risk varchar,
    debug_data_log_only_security_data varchar,
    debug_data_threat_suspected varchar,
    debug_data_request_uri varchar,
    debug_data_url varchar,
    debug_data_request_id varchar,
    debug_data_origin varchar,
    debug_data_tunnels varchar,
    debug_data_proxy_type varchar,
    debug_data_grant_type varchar,
    debug_data_factor varchar,
    debug_data_privilege_granted varchar,
    debug_data_privilege_revoked varchar,
    debug_data_ended_session_id varchar,
    debug_data_trace_id varchar,
    debug_data_initiation_type varchar,
    debug_data_client_auth_type varchar,
    debug_data_requested_scopes varchar,
);
