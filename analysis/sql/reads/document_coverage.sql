-- about = "What this evidence cannot show."

select
    statement,
    affects,
from coverage
