-- about = "The names of what was made or changed in a game's log, to choose from."
-- grain = "a name"
-- values = ["page_rows"]

select distinct object_name as name
from changes
where object_name is not null
order by name
limit $page_rows
