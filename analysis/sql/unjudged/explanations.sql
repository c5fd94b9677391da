-- about = "What reads find for explanations where a case was judged only so far that it has no such table: no row."
-- values = []

create temp table explanations (
    session_key varchar,
    lane_no bigint,
    reading varchar,
    fields json,
    also varchar[],
)
