-- about = "What reads find for privileged_people where a case was judged only so far that it has no such table: no row."
-- values = []

create temp table privileged_people (
    actor_id varchar,
    is_listed boolean,
    admin_count bigint,
    change_count bigint,
    last_at timestamp,
)
