-- about = "Addresses from which servers, not people, exchange tokens."
-- grain = "an address"
-- key = ["address"]
-- shared_params = ["many_people"]
-- reads = ["events", "agents", "evidence"]
--
-- [columns]
-- address = "where confidential clients exchange tokens, or, in exports that cannot name the way a client proves itself, programs"
-- person_count = "people for whom it did, people"
-- serves_many = "many people; in an export of so few that nothing can serve many, whatever does nothing else"
-- does_nothing_else = "every event of the address is an exchange of tokens"

create or replace table token_clients as
with people as (
    select count(distinct actor_id) < $many_people as are_few
    from events
    where okta_session_id is not null
        and coalesce(lower(actor_type), 'user') = 'user'
),
exchanges as (
    select
        events.address,
        events.actor_id,
    from events
    join agents using (agent_key)
    where events.event_type like 'app.oauth2.%token.grant%'
        and (
            events.client_auth_type in (
                'client_secret_basic', 'client_secret_post', 'client_secret_jwt',
                'private_key_jwt'
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
),
busy as (
    -- a server that exchanges tokens signs nobody in and opens nothing
    select distinct address
    from events
    where event_type not like 'app.oauth2.%token.%'
        and address is not null
),
counted as (
    select
        address,
        count(distinct actor_id) as person_count,
    from exchanges
    group by address
)
select
    counted.address,
    counted.person_count,
    busy.address is null as does_nothing_else,
    counted.person_count >= $many_people
        or (people.are_few and busy.address is null) as serves_many,
from counted
cross join people
left join busy on busy.address = counted.address;
