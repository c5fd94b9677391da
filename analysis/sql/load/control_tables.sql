-- about = "Makes the tables of the controls anew, empty: what each would have interrupted, and of which state of the case that is said."
-- values = []
--
-- [columns]
-- control = "id of the control, with its limits"
-- event_id = "the event at which a client would have been interrupted"
-- occurred_at = "UTC"
-- fingerprint = "stands for the evidence, the stages and the controls that were run"
-- failed = "why the control could not be run; null where it could"
-- is_own = "with limits of a person's own"

create or replace table control_interruptions (
    control varchar not null,
    session_key varchar not null,
    event_id varchar not null,
    occurred_at timestamp not null,
);

create or replace table control_runs (
    control varchar not null,
    fingerprint varchar not null,
    seconds double not null,
    failed varchar,
    is_own boolean not null,
    run_no bigint not null,
);
