-- about = "Addresses from which servers, not people, exchange tokens for many people."
-- grain = "an address"
-- key = ["address"]
-- shared_params = ["many_people"]
-- reads = ["events"]
--
-- [columns]
-- address = "where confidential clients exchange tokens"
-- person_count = "people for whom it did, people"

create or replace table token_clients as
select
    address,
    count(distinct actor_id) as person_count,
from events
where event_type like 'app.oauth2.%token.grant%'
    and client_auth_type in (
        'client_secret_basic', 'client_secret_post', 'client_secret_jwt', 'private_key_jwt'
    )
    and outcome = 'SUCCESS'
    and coalesce(lower(actor_type), 'user') = 'user'
    and address is not null
group by address
having count(distinct actor_id) >= $many_people;
