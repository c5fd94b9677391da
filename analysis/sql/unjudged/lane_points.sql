-- about = "What reads find for lane_points where a case was judged only so far that it has no such table: no row."
-- values = []

create temp table lane_points (
    session_key varchar,
    lane_no integer,
    points integer,
    is_foreign boolean,
    strength_no bigint,
)
