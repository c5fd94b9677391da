-- about = "The entry of a file whose bytes are in the case already: all its events are duplicates"
-- grain = "a file"
-- [params.evidence_id]
-- why = "number of the new entry"
-- [params.first_id]
-- why = "the file that it repeats"
-- [params.name]
-- why = "file name as given, or the member's name"
-- [params.container]
-- why = "file name of the archive"
-- [params.container_sha256]
-- why = "of the archive"
-- [params.added_at]
-- why = "when the file was added, UTC"
-- [params.note]
-- why = "says which file it repeats"

insert into evidence by name
select
    * exclude (records_file) replace (
        $evidence_id as evidence_id,
        $name as name,
        $container as container,
        $container_sha256 as container_sha256,
        $added_at as added_at,
        $note as note
    ),
from evidence
where evidence_id = $first_id;

insert into refused_rows
select
    $evidence_id as evidence_id,
    line,
    reason,
    text,
from refused_rows
where evidence_id = $first_id
