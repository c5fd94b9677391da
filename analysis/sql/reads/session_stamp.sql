-- about = "Stands for all that the stages made and of what: equal where a session reads the same."

select
    md5(concat_ws(
        ';',
        (
            select string_agg(concat_ws(' ', sha256, rows, read), ';' order by evidence_id)
            from evidence
        ),
        (
            select string_agg(concat_ws(' ', stage, fingerprint), ';' order by stage)
            from stage_runs
        )
    )) as stamp
