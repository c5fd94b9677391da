-- about = "Who uses which network, and in how many sessions: what is usual for a person."
-- grain = "a person on a network"
-- key = ["actor_id", "network"]
-- reads = ["session_clients"]
--
-- [columns]
-- actor_id = "the person"
-- network = "ASN, or /24 or /48 where unknown"
-- session_count = "sessions of the person that used it"
-- first_session_key = "the smallest key of them: with one session, that one"

create or replace table network_use as
select
    actor_id,
    network,
    count(distinct session_key) as session_count,
    min(session_key) as first_session_key,
from session_clients
group by actor_id, network;
