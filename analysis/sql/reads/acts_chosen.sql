-- about = "Acts of one kind, or on one subject, or all, the newest first."
-- grain = "an act"
-- values = ["what", "subject_kind", "subject_id"]

select
    act_id,
    acted_at,
    author,
    what,
    subject_kind,
    subject_id,
    fields::varchar as fields,
    reason,
from acts
where what = coalesce($what, what)
    and subject_kind = coalesce($subject_kind, subject_kind)
    and subject_id = coalesce($subject_id, subject_id)
order by act_id desc
