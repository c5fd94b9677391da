-- about = "What reads find for session_events where a case was judged only so far that it has no such table: no row."
-- values = []

create temp table session_events (
    session_key varchar,
    actor_id varchar,
    occurred_at timestamp,
    event_id varchar,
    event_type varchar,
    kind varchar,
    outcome varchar,
    is_act boolean,
    is_attempt boolean,
    is_privileged boolean,
    is_creation boolean,
    is_sign_in_step boolean,
    is_later_factor boolean,
    is_own_id boolean,
    side_channel varchar,
    address varchar,
    dt_hash varchar,
    has_risk boolean,
    network_key ubigint,
    place_key ubigint,
    agent_key ubigint,
)
