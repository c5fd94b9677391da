-- about = "Each client address as the records give it, with the AS number that they give it."

select
    client_ip_address as address,
    min(nullif(security_context_as_number, 0)) as as_number,
from raw_events
where client_ip_address is not null
group by client_ip_address
order by address
