-- about = "Stands for all that the published rules read: the evidence, and the stages that make these tables."
-- values = ["tables"]

select
    (
        select string_agg(
            concat_ws(' ', evidence_id, sha256, rows, read, duplicate, refused), ';' order by evidence_id
        )
        from evidence
    ) as rows_read,
    (
        select string_agg(concat_ws(' ', stage, fingerprint), ';' order by stage)
        from stage_runs
        where list_contains($tables, stage)
    ) as stages_run,
