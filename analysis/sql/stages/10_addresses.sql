-- about = "Each address as the events give it, with all that they say of its network and place."
-- grain = "a distinct combination of address, network values and place values"
-- key = ["network_key", "place_key"]
-- reads = ["events"]
--
-- [columns]
-- network_key = "stands for the address and its network values"
-- place_key = "stands for the address and its place values"
-- address = "null where the event has none"
-- as_number = "autonomous system as Okta says"
-- latitude = "degrees, north positive"
-- longitude = "degrees, east positive"

create or replace table addresses as
select
    network_key,
    place_key,
    address,

    city,
    state,
    country,
    latitude,
    longitude,

    as_number,
    as_org,
    isp,
    domain,
    is_proxy,
    ip_details,
    tunnels,
    proxy_type,
from events
group by all;
