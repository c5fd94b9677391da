-- about = "The files in the case folder that evidence names; all others there were never finished"
-- grain = "a file of evidence"

select
    evidence_id,
    records_file,
    case when kept_as = 'file' then sha256 end as kept_sha256,
    container_sha256,
from evidence
