-- about = "Each address of the case once."

select distinct address
from addresses
where address is not null
order by address
