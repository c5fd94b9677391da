-- about = "What was read, file by file."

select
    name,
    container,
    sha256,
    format,
    error,
    rows,
    read,
    duplicate,
    refused,
    first_at,
    last_at,
from evidence
order by evidence_id
