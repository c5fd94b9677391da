-- about = "Where the exact bytes of a file lie; a file given twice lies there once"
-- [params.evidence_id]
-- why = "the file"

select
    asked.name,
    asked.sha256,
    asked.kept_as,
    original.records_file,
    coalesce(original.container_sha256, asked.container_sha256) as container_sha256,
    original.name as original_name,
from evidence as asked
left join evidence as original
    on asked.sha256 = original.sha256
    and original.records_file is not null
where asked.evidence_id = $evidence_id
order by original.evidence_id = asked.evidence_id desc, original.evidence_id
limit 1
