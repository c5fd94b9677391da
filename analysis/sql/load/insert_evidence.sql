-- about = "The entry of one file; duplicates are counted afterwards"
-- grain = "a file"
-- [params.evidence_id]
-- why = "number within the case"
-- [params.name]
-- why = "file name as given, or the member's name"
-- [params.container]
-- why = "file name of the archive"
-- [params.container_sha256]
-- why = "of the archive"
-- [params.sha256]
-- why = "of the bytes as they came"
-- [params.bytes]
-- why = "length of those bytes"
-- [params.format]
-- why = "null where the file is none of ours"
-- [params.error]
-- why = "sentence for a file that gave no rows"
-- [params.encoding]
-- why = "of the text"
-- [params.compression]
-- why = "from the outside in"
-- [params.rows]
-- why = "rows of the file"
-- [params.refused]
-- why = "rows that could not be read"
-- [params.first_at]
-- why = "time of the earliest event, UTC"
-- [params.last_at]
-- why = "time of the latest event, UTC"
-- [params.added_at]
-- why = "when the file was added, UTC"
-- [params.note]
-- why = "what a person should know though rows were read"
-- [params.kept_as]
-- why = "frames, file, or null"
-- [params.records_file]
-- why = "name of the frames below records/"
-- [params.missing_columns]
-- why = "columns that this format cannot carry"

insert into evidence by name
select
    $evidence_id as evidence_id,
    $name as name,
    $container as container,
    $container_sha256 as container_sha256,
    $sha256 as sha256,
    $bytes as bytes,
    $format as format,
    $error as error,
    $encoding as encoding,
    $compression as compression,
    $rows as rows,
    $rows - $refused as read,
    $refused as refused,
    0 as duplicate,
    $first_at as first_at,
    $last_at as last_at,
    $added_at as added_at,
    $note as note,
    $kept_as as kept_as,
    $records_file as records_file,
    $missing_columns as missing_columns,
