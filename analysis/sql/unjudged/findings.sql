-- about = "What reads find for findings where a case was judged only so far that it has no such table: no row."
-- values = []

create temp table findings (
    session_key varchar,
    session_id varchar,
    actor_id varchar,
    actor_login varchar,
    actor_name varchar,
    is_privileged_person boolean,
    score integer,
    band varchar,
    family_count bigint,
    top_signals varchar[],
    divergence_at timestamp,
    divergence_event_id varchar,
    first_attempt_at timestamp,
    first_act_at timestamp,
    last_foreign_at timestamp,
    foreign_event_count bigint,
    is_origin_assumed boolean,
    origin_lane_no bigint,
    is_inferred boolean,
    is_parent_unknown boolean,
    lane_count bigint,
    event_count bigint,
    started_at timestamp,
    ended_at timestamp,
)
