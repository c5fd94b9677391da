-- about = "One parameter as this case uses it."
-- values = ["parameter"]

select value
from effective_parameters
where name = $parameter
