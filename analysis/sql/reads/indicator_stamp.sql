-- about = "Stands for all that may share an indicator: equal where the same evidence was read and the same sessions and findings were made of it."

select concat_ws(
    ';',
    (select string_agg(concat_ws(' ', sha256, rows, read), ';' order by evidence_id) from evidence),
    (
        select string_agg(fingerprint, ';' order by stage)
        from stage_runs
        where stage in ('session_events', 'findings')
    )
) as stamp
