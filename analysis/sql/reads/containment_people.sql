-- about = "Whose the sessions are, and what decides how they are shut off."
-- grain = "a session"
-- values = ["session_keys"]
--
-- [columns]
-- last_foreign_at = "the last event of a foreign lane; where none is foreign the last of the session"
-- is_administrator = "changed who may do what, from a client that signed in; or the operator says so; or this session did"
-- is_federated = "another identity provider or a directory vouched at a sign-in of the person; null where no sign-in says"

with asked as (
    select sessions.*
    from sessions
    where list_contains($session_keys::varchar[], sessions.session_key)
),
vouched as (
    select
        session_events.actor_id,
        bool_or(list_contains(
            [
                'user.authentication.auth_via_IDP',
                'user.authentication.auth_via_inbound_SAML',
                'user.authentication.auth_via_social',
                'user.authentication.auth_via_inbound_delauth',
                'user.authentication.auth_via_AD_agent',
                'user.authentication.auth_via_LDAP_agent'
            ],
            session_events.event_type
        )) as is_federated,
    from session_events
    join (select distinct actor_id from asked) as people using (actor_id)
    where (session_events.is_creation or session_events.is_sign_in_step)
        and session_events.side_channel is null
    group by session_events.actor_id
),
made_changes as (
    select distinct session_key
    from changes
    where list_contains($session_keys::varchar[], session_key)
        and is_done
)
select
    asked.session_key,
    asked.session_id,
    asked.is_inferred,
    asked.actor_id,
    asked.actor_login,
    asked.started_at,
    asked.ended_at,
    findings.divergence_at,
    coalesce(findings.last_foreign_at, asked.ended_at) as last_foreign_at,
    privileged_people.actor_id is not null
        or made_changes.session_key is not null as is_administrator,
    vouched.is_federated,
from asked
left join findings using (session_key)
left join privileged_people on privileged_people.actor_id = asked.actor_id
left join made_changes using (session_key)
left join vouched on vouched.actor_id = asked.actor_id
order by coalesce(findings.divergence_at, asked.started_at), asked.session_key
