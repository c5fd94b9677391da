-- about = "The bands of these sessions; one without a finding is left out."
-- values = ["session_keys"]

select
    session_key,
    band,
from findings
where list_contains($session_keys::varchar[], session_key)
