-- about = "The tables that hold what people did and chose in a case."
-- values = []

create table if not exists case_facts (
    schema_number integer not null,
    created_at timestamp not null,
);

create table if not exists acts (
    act_id bigint primary key,
    acted_at timestamp not null,
    author varchar not null,
    what varchar not null,
    subject_kind varchar not null,
    subject_id varchar not null,
    fields json,
    reason varchar,
);

create table if not exists settings (
    name varchar primary key,
    value varchar not null,
    set_at timestamp not null,
    set_by varchar not null,
);
