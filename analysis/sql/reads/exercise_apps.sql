-- about = "The names of the apps that somebody opened in a game's log, to choose from."
-- grain = "a name"
-- values = ["page_rows"]

select distinct app_name as name
from app_uses
where app_name is not null
order by name
limit $page_rows
