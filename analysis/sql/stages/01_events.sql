-- about = "Every record of the case once: Okta's names end here and ours begin."
-- grain = "an event"
-- key = ["event_id"]
-- reads = ["raw_events", "duplicates", "collisions", "proxied_events"]
-- kind = "view"
--
-- [columns]
-- event_id = "the record's uuid; a different record under the same uuid carries #2, #3"
-- evidence_id = "the evidence that holds the record that stands"
-- line = "line, or place among the records, in that evidence"
-- occurred_at = "when it happened, UTC"
-- event_type = "Okta's event type"
-- display_message = "Okta's sentence for the event type"
-- severity = "DEBUG, INFO, WARN or ERROR"
-- outcome = "SUCCESS, FAILURE, ALLOW, DENY, CHALLENGE ..."
-- outcome_reason = "Okta's reason, 255 characters at most"
-- actor_id = "Okta's id of who acted"
-- actor_type = "User, SystemPrincipal, PublicClientApp ..."
-- actor_login = "what the actor signs in with"
-- actor_name = "display name of the actor"
-- address = "address of the client as Okta saw it; behind a proxy that the operator declared, as that proxy did"
-- client_device = "Computer, Mobile, Tablet ... as Okta guessed"
-- client_id = "OAuth client that made the request"
-- zone = "network zone of the operator that the address lies in"
-- agent = "raw user agent: text that the client chose"
-- okta_os = "operating system as Okta read the agent"
-- okta_browser = "browser as Okta read the agent"
-- city = "city of the address as Okta says"
-- state = "state or province as Okta says"
-- country = "country as Okta says: a name, not a code"
-- postal_code = "postal code as Okta says"
-- latitude = "degrees, north positive"
-- longitude = "degrees, east positive"
-- okta_session_id = "Okta's session id as the record gives it, transient ids left out"
-- root_session_id = "the session that this one hangs under"
-- authentication_provider = "who checked the sign-in: Okta, a directory, a federation ..."
-- credential_provider = "who issued the credential"
-- credential_type = "PASSWORD, OTP, ASSERTION ..."
-- interface = "through what the sign-in came"
-- as_number = "autonomous system of the address as Okta says"
-- as_org = "organisation of that autonomous system"
-- isp = "provider as Okta says"
-- domain = "domain of the provider"
-- is_proxy = "Okta takes the address for a proxy"
-- ip_details = "JSON: services that Okta knows at the address"
-- risk = "JSON: Okta's risk in the security context"
-- user_behaviors = "JSON: Okta's behaviours in the security context"
-- targets = "JSON array of what was acted upon"
-- transaction_id = "the request that the event belongs to"
-- transaction_type = "WEB or JOB"
-- transaction_detail = "JSON: what Okta adds to the transaction"
-- api_token_id = "the API token that made the request, where one did"
-- ip_chain = "JSON array: the addresses that the request says it passed through"
-- device_id = "device registered with Okta Verify"
-- device_name = "its name"
-- device_managed = "the organisation manages it"
-- device_registered = "it is registered"
-- dt_hash = "hash of the device token, a cookie"
-- device_fingerprint = "computed from the browser; known to be unreliable"
-- behaviors = "Okta's behaviours as text, such as {New Device=POSITIVE}"
-- debug_risk = "Okta's risk as text, such as {level=HIGH}"
-- log_only_security_data = "JSON in text: risk and behaviours where policy does not use them"
-- threat_suspected = "ThreatInsight's opinion as text"
-- request_uri = "path of the request"
-- url = "path and query of the request, secrets masked by Okta"
-- request_id = "names the request, also in its response headers"
-- tunnels = "JSON in text: VPN and proxy services that Okta recognises"
-- proxy_type = "kind of proxy as Okta says"
-- grant_type = "OAuth grant type"
-- factor = "factor that was used"
-- privilege_granted = "administrator role given"
-- privilege_revoked = "administrator role taken"
-- ended_session_id = "the session that a sign-out names"
-- initiation_type = "who began the sign-on: the identity provider's or the app's side"
-- client_auth_type = "how an OAuth client proved itself"
-- network_key = "stands for the address and all that the record says of its network"
-- place_key = "stands for the address and all that the record says of its place"
-- agent_key = "stands for the agent and Okta's reading of it"

-- A search in one text and not `in`: DuckDB makes a join of a longer `in`, and then computes every
-- column of the view for each reader. No word of absence is longer than twelve characters.
create or replace macro known(value) as
    case
        when strlen(value) > 12 then value
        when contains('||-|null|none|unknown|', '|' || lower(trim(value)) || '|') then null
        else value
    end;

create or replace view events as
with standing as (
    select
        coalesce(collisions.event_id, raw_events.uuid) as event_id,
        raw_events.*,
        proxied_events.address as proxied_address,
        proxied_events.city as proxied_city,
        proxied_events.state as proxied_state,
        proxied_events.country as proxied_country,
        proxied_events.postal_code as proxied_postal_code,
        proxied_events.latitude as proxied_latitude,
        proxied_events.longitude as proxied_longitude,
        proxied_events.address is not null as is_proxied,
    from raw_events
    anti join duplicates
        on duplicates.evidence_id = raw_events.evidence_id
        and duplicates.line = raw_events.line
    left join collisions
        on collisions.evidence_id = raw_events.evidence_id
        and collisions.line = raw_events.line
    left join proxied_events
        on proxied_events.evidence_id = raw_events.evidence_id
        and proxied_events.line = raw_events.line
),
renamed as (
    select
        event_id,
        evidence_id,
        line,
        published as occurred_at,
        event_type,
        display_message,
        severity,
        known(outcome_result) as outcome,
        known(outcome_reason) as outcome_reason,

        known(actor_id) as actor_id,
        actor_type,
        known(actor_alternate_id) as actor_login,
        known(actor_display_name) as actor_name,

        known(coalesce(proxied_address, client_ip_address)) as address,
        known(client_device) as client_device,
        known(client_id) as client_id,
        known(client_zone) as zone,
        known(client_user_agent_raw_user_agent) as agent,
        known(client_user_agent_os) as okta_os,
        known(client_user_agent_browser) as okta_browser,
        known(case
            when is_proxied then proxied_city
            else client_geographical_context_city
        end) as city,
        known(case
            when is_proxied then proxied_state
            else client_geographical_context_state
        end) as state,
        known(case
            when is_proxied then proxied_country
            else client_geographical_context_country
        end) as country,
        known(case
            when is_proxied then proxied_postal_code
            else client_geographical_context_postal_code
        end) as postal_code,
        case
            when is_proxied then proxied_latitude
            else client_geographical_context_geolocation_lat
        end as latitude,
        case
            when is_proxied then proxied_longitude
            else client_geographical_context_geolocation_lon
        end as longitude,

        case
            when authentication_context_external_session_id not like 'trs%'
                then known(authentication_context_external_session_id)
        end as okta_session_id,
        known(authentication_context_root_session_id) as root_session_id,
        authentication_context_authentication_provider as authentication_provider,
        authentication_context_credential_provider as credential_provider,
        authentication_context_credential_type as credential_type,
        authentication_context_interface as interface,

        -- what Okta says of the proxy is not said of the client behind it
        case when not is_proxied then security_context_as_number end as as_number,
        case when not is_proxied then known(security_context_as_org) end as as_org,
        case when not is_proxied then known(security_context_isp) end as isp,
        case when not is_proxied then known(security_context_domain) end as domain,
        case when not is_proxied then security_context_is_proxy end as is_proxy,
        case when not is_proxied then security_context_ip_details end as ip_details,
        security_context_risk as risk,
        security_context_user_behaviors as user_behaviors,

        target as targets,
        known(transaction_id) as transaction_id,
        transaction_type,
        transaction_detail,
        case
            when transaction_detail is not null
                then known(try(transaction_detail ->> '$.requestApiTokenId'))
        end as api_token_id,
        request_ip_chain as ip_chain,
        device_id,
        device_name,
        device_managed,
        device_registered,

        known(debug_data_dt_hash) as dt_hash,
        debug_data_device_fingerprint as device_fingerprint,
        debug_data_behaviors as behaviors,
        debug_data_risk as debug_risk,
        debug_data_log_only_security_data as log_only_security_data,
        debug_data_threat_suspected as threat_suspected,
        debug_data_request_uri as request_uri,
        debug_data_url as url,
        known(debug_data_request_id) as request_id,
        case when not is_proxied then known(debug_data_tunnels) end as tunnels,
        case when not is_proxied then known(debug_data_proxy_type) end as proxy_type,
        debug_data_grant_type as grant_type,
        debug_data_factor as factor,
        debug_data_privilege_granted as privilege_granted,
        debug_data_privilege_revoked as privilege_revoked,
        known(debug_data_ended_session_id) as ended_session_id,
        debug_data_initiation_type as initiation_type,
        debug_data_client_auth_type as client_auth_type,
    from standing
)
select
    *,
    hash(address, as_number, as_org, isp, domain, is_proxy, ip_details, tunnels, proxy_type)
        as network_key,
    hash(address, city, state, country, latitude, longitude) as place_key,
    hash(agent, okta_os, okta_browser) as agent_key,
from renamed;
