-- about = "What the case sets over the program's defaults."

select
    name,
    value,
from settings
order by name
