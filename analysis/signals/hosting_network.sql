-- title = "hosting or proxy network"
-- claim = "The second client came through a network of servers, a VPN, a proxy or Tor."
-- why = "People do not sit in data centres; replay tools and rented exits do. The 2023 addresses were commercial VPN nodes."
-- family = "network"
-- weighed = "hosting: weight of evidence 9.1: in 7.7 of 100 stolen lanes and 0 of 100 honest ones; kept at 20, because few exports tell a private VPN from a rented server; hosting_sign_in: the same, where a new client signed in from there; 35 is a judgement; tor: seen on 0 lanes of the made-up tenants, too few to weigh; 25 is a judgement; vpn: weight of evidence 1.9: in 36 of 100 stolen lanes and 5.2 of 100 honest ones; fitted 1"
-- attack = "T1090"
-- needs = []
-- blind = "Residential proxies and phones; hosting networks that the reference table does not list."
-- says = "This client came through {as_name}, {kind} {source}."
-- steps = [
--     "Ask the person whether they run a private VPN, and which.",
--     "Look at securityContext.isProxy and debugContext.debugData.tunnels of the lane's events.",
-- ]
-- source = "sec.okta.com/harfiles (2023); help.okta.com on enhanced dynamic zones"
-- reads = ["lane_facts", "networks", "lane_events"]
--
-- [points]
-- hosting = 20
-- hosting_sign_in = 35
-- vpn = 1
-- tor = 25
--
-- [false_positives]
-- consumer_vpn = "A person's own VPN: the device token stays the same, and another session may show it too."
-- cloud_desktop = "Hosted desktops sit in hosting networks: add them to the operator's list."

with kinds as (
    select
        lane_events.session_key,
        lane_events.lane_no,
        networks.kind,
        networks.kind_source,
        coalesce(networks.as_org, networks.network) as as_name,
        lane_events.event_id,
        row_number() over (
            partition by lane_events.session_key, lane_events.lane_no
            order by
                list_position(['tor', 'hosting', 'vpn'], networks.kind),
                lane_events.occurred_at,
                lane_events.event_id
        ) as place_no,
    from lane_events
    join networks using (network_key)
    where networks.kind in ('hosting', 'vpn', 'tor')
)
select
    lane_facts.session_key,
    lane_facts.lane_no,
    case
        when kinds.kind = 'hosting' and lane_facts.is_origin then 'hosting_sign_in'
        else kinds.kind
    end as grade,
    {
        'as_name': kinds.as_name,
        'kind': case kinds.kind
            when 'hosting' then 'a hosting network'
            when 'vpn' then 'a VPN or proxy'
            else 'an exit of Tor'
        end,
        'source': case kinds.kind_source
            when 'okta services' then 'by the service that Okta names'
            when 'okta proxy type' then 'by the proxy type that Okta gives'
            when 'okta isProxy' then 'by Okta''s proxy flag'
            when 'anonymous-ip database' then 'by the anonymous-IP database'
            when 'reference table' then 'by the program''s table of networks'
            else 'by its name alone'
        end,
    } as fields,
    [kinds.event_id] as event_ids,
from lane_facts
join kinds using (session_key, lane_no)
where is_candidate
    and kinds.place_no = 1;
