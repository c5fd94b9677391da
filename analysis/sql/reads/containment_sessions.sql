-- about = "Sessions of the band replay, the first divergence first."
-- grain = "a session"

select session_key
from findings
where band = 'replay'
order by divergence_at nulls last, session_key
