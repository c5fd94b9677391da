-- about = "Each address as the events give it, with all that they say of its network and place."
-- grain = "a distinct combination of address, network values and place values"
-- key = ["network_key", "place_key"]
-- reads = ["events"]
--
-- [columns]
-- network_key = "stands for the address and its network values"
-- place_key = "stands for the address and its place values"
-- address = "null where the event has none"
-- city = "as Okta says"
-- state = "as Okta says"
-- country = "as Okta says: a name, not a code"
-- latitude = "degrees, north positive"
-- longitude = "degrees, east positive"
-- as_number = "autonomous system as Okta says"
-- as_org = "its organisation as Okta says"
-- isp = "provider as Okta says"
-- domain = "domain of the provider"
-- is_proxy = "Okta takes the address for a proxy"
-- ip_details = "JSON: services that Okta knows at the address"
-- tunnels = "JSON in text: VPN and proxy services that Okta recognises"
-- proxy_type = "kind of proxy as Okta says"

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
