-- about = "A person did something in the case. Acts are only ever added: none is changed, none is taken out."
-- values = ["author", "what", "subject_kind", "subject_id", "fields", "reason"]

insert into acts
select
    coalesce(max(act_id), 0) + 1,
    now()::timestamp,
    $author,
    $what,
    $subject_kind,
    $subject_id,
    $fields,
    $reason,
from acts
returning act_id
