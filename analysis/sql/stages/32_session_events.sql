-- about = "Every event that belongs to a session, in order, with the client it came from."
-- grain = "an event of a session, or of a sessionless client"
-- key = ["event_id"]
-- reads = [
--     "events", "event_kinds", "session_roots", "token_clients", "agents", "proofs", "okta_networks",
--     "evidence",
-- ]
--
-- [columns]
-- session_key = "names the session: Okta's id, with the person's id behind it where several people share one id; client:... where a client had no session"
-- actor_id = "the person whose session it is"
-- occurred_at = "UTC"
-- event_id = "the event"
-- event_type = "Okta's event type"
-- kind = "sign_in, factor, app, admin, policy, token, denied, end or other"
-- outcome = "as Okta says"
-- is_act = "something was done: succeeded, and is no policy evaluation and no mere request for a factor"
-- is_attempt = "something was tried: a policy evaluation, a denial, a challenge, a failure, a push sent or refused"
-- is_privileged = "a change of who may do what"
-- is_creation = "the sign-in that created this session"
-- is_sign_in_step = "a first factor or a sign-in elsewhere that may stand before the creation; Identity Engine's password too"
-- is_later_factor = "a factor other than the password was answered"
-- is_own_id = "carries the session's own id, not that of a child"
-- side_channel = "why the event forms no lane; null where it does"
-- address = "of the client"
-- dt_hash = "hash of the device token"
-- has_risk = "the event carries Okta's own opinion: risk or behaviours"
-- network_key = "leads to networks"
-- place_key = "leads to places"
-- agent_key = "leads to agents"

create or replace table session_events as
with own as (
    select
        event_id,
        evidence_id,
        occurred_at,
        event_type,
        outcome,
        upper(credential_type) as credential_type,
        coalesce(actor_id, actor_login) as actor_id,
        coalesce(lower(actor_type), 'user') = 'user' as is_person,
        address,
        network_key,
        place_key,
        agent_key,
        dt_hash,
        transaction_id,
        transaction_type,
        api_token_id,
        client_auth_type,
        coalesce(
            risk, debug_risk, behaviors, user_behaviors, log_only_security_data
        ) is not null as has_risk,
        okta_session_id,
        root_session_id,
        coalesce(
            roots_of_root.root_id,
            case when root_session_id not like 'trs%' then root_session_id end,
            roots_of_own.root_id,
            okta_session_id
        ) as session_id,
    from events
    left join session_roots as roots_of_root
        on roots_of_root.child_id = events.root_session_id
    left join session_roots as roots_of_own
        on roots_of_own.child_id = events.okta_session_id
),
of_transactions as (
    -- an administrator who ends the sessions of others shares the transaction with them: a person
    -- is joined only to a session of their own
    select
        transaction_id,
        min(session_id) as session_id,
        list(distinct actor_id order by actor_id)
            filter (where is_person and actor_id is not null) as actor_ids,
    from own
    where session_id is not null
        and transaction_id in (
            select transaction_id
            from own
            where session_id is null
                and transaction_id is not null
        )
    group by transaction_id
    having min(session_id) = max(session_id)
),
people as (
    select
        session_id,
        min(actor_id) as first_actor_id,
        min(actor_id) <> max(actor_id) as has_several,
    from own
    where session_id is not null
        and is_person
    group by session_id
),
types as (
    select
        event_kinds.event_type,
        event_kinds.kind,
        event_kinds.is_privileged,
        coalesce(bool_or(proofs.role = 'creates'), false) as creates_session,
        coalesce(
            bool_or(proofs.role = 'sign_in' and proofs.credential_type is null), false
        ) as is_sign_in,
        coalesce(bool_or(proofs.role = 'factor'), false) as is_factor,
        max(proofs.credential_type)
            filter (where proofs.role = 'sign_in') as first_factor_credential,
    from event_kinds
    left join proofs using (event_type)
    group by event_kinds.event_type, event_kinds.kind, event_kinds.is_privileged
),
joined as (
    select
        own.* exclude (session_id),
        case
            when own.session_id is null
                and own.is_person
                and not coalesce(list_contains(of_transactions.actor_ids, own.actor_id), false)
                then null
            else coalesce(own.session_id, of_transactions.session_id)
        end as session_id,
        types.kind as type_kind,
        types.is_privileged,
        types.creates_session,
        types.is_sign_in,
        types.is_factor,
        coalesce(own.credential_type = types.first_factor_credential, false) as is_password,
        coalesce(own.outcome in ('SUCCESS', 'ALLOW'), false) as is_success,
        coalesce(own.outcome in ('FAILURE', 'DENY'), false) as is_refused,
    from own
    join types using (event_type)
    left join of_transactions using (transaction_id)
),
assigned as (
    select
        joined.*,
        coalesce(
            case when joined.is_person then joined.actor_id end, people.first_actor_id
        ) as owner_id,
        case
            when joined.session_id is null then
                'client:' || left(md5(concat_ws('|',
                    joined.actor_id, joined.address, joined.agent_key,
                    date_trunc('hour', joined.occurred_at)
                )), 16)
            when people.has_several then joined.session_id || '~' || owner_id
            else joined.session_id
        end as session_key,
    from joined
    left join people using (session_id)
    where joined.session_id is not null
        or (
            joined.is_person
            and joined.is_success
            and joined.actor_id is not null
            and joined.address is not null
            and joined.type_kind in ('app', 'admin', 'token')
        )
),
poorer as (
    -- only where an export cannot name how a client proves itself may a program be a server
    select list(evidence_id order by evidence_id) as evidence_ids,
    from evidence
    where list_contains(missing_columns, 'debug_data_client_auth_type')
)
select
    assigned.session_key,
    assigned.owner_id as actor_id,
    assigned.occurred_at,
    assigned.event_id,
    assigned.event_type,
    case when assigned.is_refused then 'denied' else assigned.type_kind end as kind,
    assigned.outcome,
    assigned.is_success and (
        assigned.type_kind in ('app', 'admin', 'token')
        or (assigned.type_kind = 'factor' and (assigned.is_factor or assigned.is_privileged))
    ) as is_act,
    assigned.is_refused
        or coalesce(
            assigned.outcome in ('CHALLENGE', 'UNANSWERED', 'ABANDONED', 'RATE_LIMIT'), false
        )
        or assigned.type_kind = 'policy'
        or (assigned.type_kind = 'factor' and not is_act) as is_attempt,
    assigned.is_privileged,
    assigned.is_success
        and assigned.creates_session
        and coalesce(assigned.okta_session_id, assigned.root_session_id)
            is not distinct from assigned.session_id as is_creation,
    assigned.is_success and (
        assigned.is_sign_in
        or (assigned.is_factor and assigned.is_password)
    ) as is_sign_in_step,
    assigned.is_success and assigned.is_factor and not assigned.is_password as is_later_factor,
    assigned.okta_session_id is not distinct from assigned.session_id as is_own_id,
    case
        when assigned.address is null then 'no address'
        when not assigned.is_person then 'not a person'
        when assigned.transaction_type = 'JOB' then 'a job'
        when assigned.api_token_id is not null then 'an API token'
        when agents.browser_family = 'Okta Verify'
            and assigned.type_kind in ('factor', 'sign_in')
            and not assigned.is_privileged
            and not assigned.creates_session then 'a factor app'
        when agents.browser_family = 'Okta-Integrations' and okta_networks.address is not null
            then 'Okta itself'
        when token_clients.address is not null and assigned.type_kind = 'token'
            and (
                assigned.client_auth_type in (
                    'client_secret_basic', 'client_secret_post', 'client_secret_jwt',
                    'private_key_jwt'
                )
                or (
                    assigned.client_auth_type is null
                    and agents.kind <> 'browser'
                    and list_contains(poorer.evidence_ids, assigned.evidence_id)
                )
            ) then 'a server exchanging tokens'
    end as side_channel,

    assigned.address,
    assigned.dt_hash,
    assigned.has_risk,
    assigned.network_key,
    assigned.place_key,
    assigned.agent_key,
from assigned
cross join poorer
left join agents using (agent_key)
left join token_clients on token_clients.address = assigned.address
left join okta_networks on okta_networks.address = assigned.address
-- The order is for reading one session quickly; nothing depends on it, so ties may fall as they like.
order by session_key, assigned.occurred_at;
