-- about = "What reads find for signals where a case was judged only so far that it has no such table: no row."
-- values = []

create temp table signals (
    session_key varchar,
    lane_no integer,
    signal varchar,
    family varchar,
    grade varchar,
    full_points integer,
    points integer,
    is_counted boolean,
    fields json,
    event_ids varchar[],
)
