-- about = "The entries of some files, as the program hands them on"
-- grain = "a file"
-- [params.evidence_ids]
-- why = "the files that were just added"

select
    evidence_id,
    name,
    container,
    container_sha256,
    sha256,
    bytes,
    format,
    error,
    encoding,
    compression,
    rows,
    read,
    refused,
    duplicate,
    first_at,
    last_at,
    added_at,
    note,
    kept_as,
    records_file,
    missing_columns,
from evidence
where list_contains($evidence_ids, evidence_id)
order by evidence_id
