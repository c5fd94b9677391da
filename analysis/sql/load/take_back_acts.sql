-- about = "Carries acts over from the case that was rebuilt, registered as kept."
-- values = []

insert into acts by name
from kept
