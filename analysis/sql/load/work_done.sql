-- about = "Takes over the registered Arrow tables stage_runs_new and signal_outcomes_new: what ran on what, and how signals ended."
-- values = []

insert or replace into stage_runs
from stage_runs_new;

delete from signal_outcomes
where signal in (select signal from signal_outcomes_new);

insert into signal_outcomes
from signal_outcomes_new
