-- title = "operator's network"
-- claim = "All that the second client did came through networks that the operator listed as their own."
-- why = "The operator knows their exits better than any table."
-- family = "explanation"
-- points = -40
-- weighed = "seen on 0 lanes of the made-up tenants, too few to weigh; -40 is a judgement"
-- attack = ""
-- needs = []
-- blind = "A thief who has reached the inside."
-- says = "All events of this client came through {names}, on the operator's list."
-- steps = [
--     "Check that the list is current.",
-- ]
-- source = "DESIGN of the program, section 1"
-- reads = ["lane_facts", "lane_events", "networks"]
--
-- [false_positives]
-- stale_list = "An exit given up months ago may belong to somebody else."

with kinds as (
    select
        lane_events.session_key,
        lane_events.lane_no,
        bool_and(networks.kind is not distinct from 'operator') as is_listed,
        list(distinct coalesce(networks.operator_name, networks.as_org, networks.network)
            order by coalesce(networks.operator_name, networks.as_org, networks.network)) as names,
    from lane_events
    left join networks using (network_key)
    group by lane_events.session_key, lane_events.lane_no
)
select
    session_key,
    lane_no,
    null as grade,
    {'names': array_to_string(kinds.names, ', ')} as fields,
    [first_event_id] as event_ids,
from lane_facts
join kinds using (session_key, lane_no)
where is_candidate
    and kinds.is_listed;
