-- about = "What the evidence cannot show, each sentence once."

select distinct statement
from coverage
order by statement
