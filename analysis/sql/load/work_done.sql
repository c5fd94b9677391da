-- about = "Takes over the registered Arrow tables stage_runs_new and signal_outcomes_new: what ran on what, what it made, and how signals ended."
-- values = []

create table if not exists stage_contents (
    stage varchar primary key,
    contents varchar not null,
);

insert or replace into stage_runs
select
    stage,
    fingerprint,
    seconds,
from stage_runs_new;

insert or replace into stage_contents
select
    stage,
    contents,
from stage_runs_new;

delete from signal_outcomes
where signal in (select signal from signal_outcomes_new);

insert into signal_outcomes
from signal_outcomes_new
