-- title = "an address or agent of October 2023"
-- by = "Panther"
-- rule = "Okta HAR File IOCs"
-- source = "github.com/panther-labs/panther-analysis, queries/okta_queries/okta_harfile_iocs.yml"
-- severity = "query"
-- attack = "T1539"
-- logic = "Looks in every event for the addresses and agents that Okta published in October 2023. Fires on any of them, whatever the year."
-- blind = "Every thief since: addresses are rented anew, and the two agents are pasted in many scripts."
-- says = "Events that carry one of the published addresses or agents: {times}."
-- events = []
-- needs = []
-- reads = ["session_events", "agent_texts", "indicators_2023"]

with agents_named as (
    select agent_texts.agent_key
    from agent_texts
    semi join indicators_2023
        on indicators_2023.kind = 'agent'
        and indicators_2023.value = agent_texts.agent
),
addresses_named as (
    select value as address
    from indicators_2023
    where kind = 'address'
),
found as (
    select
        session_key,
        occurred_at,
        event_id,
    from session_events
    semi join addresses_named using (address)
    union
    select
        session_key,
        occurred_at,
        event_id,
    from session_events
    semi join agents_named using (agent_key)
)
select
    session_key,
    min(occurred_at) as first_at,
    list(event_id order by occurred_at, event_id)[1:50] as event_ids,
    {'times': count(*)} as fields,
from found
group by session_key;
