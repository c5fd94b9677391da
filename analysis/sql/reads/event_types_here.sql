-- about = "The event types of the case."

select event_type
from event_kinds
order by event_type
