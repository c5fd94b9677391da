-- about = "Writes how one signal ended in this case."
-- values = ["signal", "outcome", "reason", "rows_examined", "found_count"]

delete from signal_outcomes
where signal = $signal;

insert into signal_outcomes
select
    $signal,
    $outcome,
    $reason,
    $rows_examined,
    $found_count;
