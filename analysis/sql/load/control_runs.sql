-- about = "Keeps which controls were run (the registered Arrow table `control_runs_new`), and lets go of the oldest with limits of a person's own."
-- values = ["most_own"]

insert into control_runs
select
    control,
    fingerprint,
    seconds,
    failed,
    is_own,
    (select coalesce(max(run_no), 0) + 1 from control_runs),
from control_runs_new;

delete from control_runs
where control in (
    select control
    from control_runs
    where is_own
    order by run_no desc, control
    offset $most_own
);

delete from control_interruptions
where control not in (select control from control_runs);
