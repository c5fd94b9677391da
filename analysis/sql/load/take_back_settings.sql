-- about = "Carries settings over from the case that was rebuilt, registered as kept."
-- values = []

insert into settings by name
from kept
