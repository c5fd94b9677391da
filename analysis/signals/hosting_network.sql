-- title = "hosting or proxy network"
-- claim = "The second client came through a network of servers, a VPN, a proxy or Tor."
-- why = "People do not sit in data centres; replay tools and rented exits do. The 2023 addresses were commercial VPN nodes."
-- family = "network"
-- attack = "T1090"
-- needs = []
-- blind = "Residential proxies and phones; hosting networks that the reference table does not list."
-- says = "{as_name} is a {kind} network ({kind_source})."
-- steps = [
--     "Ask the person whether they run a private VPN, and which.",
--     "Look at securityContext.isProxy and debugContext.debugData.tunnels of the lane's events.",
-- ]
-- source = "sec.okta.com/harfiles (2023); help.okta.com on enhanced dynamic zones"
-- reads = ["lane_facts", "networks", "lane_events"]
--
-- [points]
-- hosting = 15
-- vpn = 12
-- tor = 25
-- proxy = 15
--
-- [false_positives]
-- consumer_vpn = "A person's own VPN: the device token stays the same."
-- cloud_desktop = "Hosted desktops sit in hosting networks: add them to the operator's list."

with kinds as (
    select distinct
        lane_events.session_key,
        lane_events.lane_no,
        networks.kind,
        networks.kind_source,
    from lane_events
    join networks using (network_key)
    where networks.kind in ('hosting', 'vpn', 'tor', 'proxy')
)
select
    lane_facts.session_key,
    lane_facts.lane_no,
    kinds.kind as grade,
    {'as_name': as_name, 'kind': kinds.kind, 'kind_source': kinds.kind_source} as fields,
    [first_event_id] as event_ids,
from lane_facts
join kinds using (session_key, lane_no)
where is_candidate;
