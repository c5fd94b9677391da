-- about = "Findings of some bands, and those that a person judged, strongest first."
-- grain = "a finding"
-- reads = ["findings"]
-- values = ["bands", "kept_keys"]

select
    session_key,
    session_id,
    actor_id,
    actor_login,
    band,
    score,
    divergence_at,
    started_at,
    last_foreign_at,
from findings
where list_contains($bands::varchar[], band)
    or list_contains($kept_keys::varchar[], session_key)
order by
    score desc,
    session_id,
    session_key
