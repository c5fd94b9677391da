-- about = "Addresses from which servers, not people, exchange tokens for many people."
-- grain = "an address"
-- key = ["address"]
-- shared_params = ["many_people"]
-- reads = ["events", "agents", "evidence"]
--
-- [columns]
-- address = "where confidential clients exchange tokens, or, in exports that cannot name the way a client proves itself, programs"
-- person_count = "people for whom it did, people"

create or replace table token_clients as
select
    events.address,
    count(distinct events.actor_id) as person_count,
from events
join agents using (agent_key)
where events.event_type like 'app.oauth2.%token.grant%'
    and (
        events.client_auth_type in (
            'client_secret_basic', 'client_secret_post', 'client_secret_jwt', 'private_key_jwt'
        )
        or (
            events.client_auth_type is null
            and agents.kind <> 'browser'
            and events.evidence_id in (
                select evidence_id
                from evidence
                where list_contains(missing_columns, 'debug_data_client_auth_type')
            )
        )
    )
    and events.outcome = 'SUCCESS'
    and coalesce(lower(events.actor_type), 'user') = 'user'
    and events.address is not null
group by events.address
having count(distinct events.actor_id) >= $many_people;
