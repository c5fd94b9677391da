-- about = "The tables that the pipeline fills by hand: what each signal observed, and which stage ran on what."
-- values = []

create table if not exists observations (
    session_key varchar not null,
    lane_no integer,
    signal varchar not null,
    grade varchar,
    fields json,
    event_ids varchar[],
);

create table if not exists signal_outcomes (
    signal varchar not null,
    outcome varchar not null,
    reason varchar,
    rows_examined bigint,
    found_count bigint,
);

create table if not exists stage_runs (
    stage varchar primary key,
    fingerprint varchar not null,
    seconds double not null,
);

create table if not exists coverage (
    statement varchar not null,
    affects varchar[],
    evidence_id integer,
);

create table if not exists column_meanings (
    table_name varchar not null,
    column_name varchar not null,
    meaning varchar not null,
);

create table if not exists effective_parameters (
    name varchar primary key,
    value double not null,
    default_value double not null,
    unit varchar not null,
    why varchar not null,
    stands_in varchar not null,
);
