-- about = "Remembers on what a stage ran, so that it runs again only when that changed."
-- values = ["stage", "fingerprint", "seconds"]

insert or replace into stage_runs
select
    $stage,
    $fingerprint,
    $seconds;
