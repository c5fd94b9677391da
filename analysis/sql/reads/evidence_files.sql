-- about = "All evidence of the case, as the Evidence screen lists it."
-- grain = "a file, or a member of an archive"
-- reads = ["evidence"]

select
    evidence_id,
    name,
    container,
    sha256,
    bytes,
    format,
    compression,
    encoding,
    error,
    note,
    kept_as,
    rows,
    read,
    duplicate,
    refused,
    first_at,
    last_at,
    added_at,
from evidence
order by evidence_id
