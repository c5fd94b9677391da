-- title = "known here"
-- claim = "All that the second client did came from a network, address or device that a person taught this case as benign."
-- why = "What somebody asked about and cleared once need not be asked again."
-- family = "explanation"
-- weighed = "address: seen on 0 lanes of the made-up tenants, too few to weigh; -40 is a judgement; device: seen on 0 lanes of the made-up tenants, too few to weigh; -40 is a judgement; prefix: seen on 0 lanes of the made-up tenants, too few to weigh; -35 is a judgement; system: seen on 0 lanes of the made-up tenants, too few to weigh; -25 is a judgement"
-- attack = ""
-- needs = []
-- blind = "A thief who comes through the network that was cleared, or who carries the device token with the cookies."
-- says = "{what} is known in this case{whose}: {reason}."
-- steps = [
--     "Read the verdict that taught it: its basis, its author and its date.",
--     "See whether what this client did fits the reason given there.",
-- ]
-- source = "DESIGN of the program, section 2: a verdict"
-- reads = ["lane_facts", "lane_events", "networks", "case_knowledge"]
--
-- [points]
-- device = -40
-- address = -40
-- prefix = -35
-- system = -25
--
-- [false_positives]
-- cleared_too_widely = "A whole provider taught for everybody covers thieves who rent there too: that is why it weighs least."

with taught as (
    select
        kind,
        value,
        actor_id,
        session_key as told_by,
        {
            'act_id': act_id,
            'value': value,
            'reason': reason,
            'is_own': actor_id is not null,
        } as word,
    from case_knowledge
    where means = 'benign'
),
clients as (
    select distinct
        lane_facts.session_key,
        lane_facts.lane_no,
        lane_facts.actor_id,
        lane_events.address,
        lane_events.network,
        networks.prefix,
        lane_events.dt_hash,
    from lane_facts
    join lane_events using (session_key, lane_no)
    left join networks using (network_key)
    where lane_facts.is_candidate
        and exists (from taught)
),
matched as (
    -- what a person said of a session must not come back as the program's opinion of it
    select
        clients.*,
        min({
            'no': case
                when taught.kind = 'address' then 1
                when taught.value = clients.prefix then 2
                else 3
            end,
            'word': taught.word,
        }) filter (where taught.kind in ('address', 'network')) as by_place,
        min({'no': 0, 'word': taught.word}) filter (where taught.kind = 'dt_hash') as by_token,
    from clients
    left join taught
        on taught.told_by <> clients.session_key
        and coalesce(taught.actor_id, clients.actor_id) = clients.actor_id
        and (
            (taught.kind = 'address' and taught.value = clients.address)
            or (taught.kind = 'network' and taught.value in (clients.network, clients.prefix))
            or (taught.kind = 'dt_hash' and taught.value = clients.dt_hash)
        )
    group by all
),
by_lane as (
    -- every place must be known; or every device token that the lane shows, and it must show one
    select
        session_key,
        lane_no,
        case
            when bool_and(by_token is not null) filter (where dt_hash is not null)
                then min(by_token)
            when bool_and(by_place is not null) then max(by_place)
        end as cleared,
    from matched
    group by session_key, lane_no
)
select
    by_lane.session_key,
    by_lane.lane_no,
    case by_lane.cleared.no
        when 0 then 'device'
        when 1 then 'address'
        when 2 then 'prefix'
        else 'system'
    end as grade,
    {
        'what': case by_lane.cleared.no
            when 0 then 'The device token of this client'
            when 1 then 'The address ' || by_lane.cleared.word.value
            else 'The network ' || by_lane.cleared.word.value
        end,
        'whose': case when by_lane.cleared.word.is_own then ' for this person' else ' for everybody' end,
        'reason': left(rtrim(by_lane.cleared.word.reason, '. '), 200),
    } as fields,
    [lane_facts.first_event_id] as event_ids,
from by_lane
join lane_facts using (session_key, lane_no)
where by_lane.cleared is not null;
