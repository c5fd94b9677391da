-- about = "Stands for all that was read: equal where the same rows stand in the case."

select
    string_agg(concat_ws(' ', evidence_id, sha256, rows, read, duplicate, refused), ';' order by evidence_id) as rows_read,
from evidence
