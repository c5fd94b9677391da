-- about = "What marks addresses of a network: the list of 2023, and what verdicts made indicators of this case."
-- grain = "an indicator, by where it comes from"
-- values = ["as_number", "version", "first_number", "last_number"]
--
-- [columns]
-- kind = "2023, or verdict"
-- session_key = "of a verdict, the session that it was given on"

with wanted as (
    select
        networks.network_key,
        networks.address,
    from networks
    left join address_lookups using (address)
    where networks.as_number = $as_number::bigint
        or (
            address_lookups.version = $version::tinyint
            and address_lookups.address_number
                between $first_number::varchar and $last_number::varchar
        )
),
addressed as (
    select distinct address
    from wanted
)
select
    '2023' as kind,
    indicators_2023.value as address,
    indicators_2023.relevant_from,
    indicators_2023.relevant_to,
    indicators_2023.note,
    null::varchar as session_key,
    null::varchar as actor_login,
from indicators_2023
join addressed on addressed.address = indicators_2023.value
where indicators_2023.kind = 'address'
union all
select
    'verdict',
    case_knowledge.value,
    null,
    null,
    case_knowledge.reason,
    case_knowledge.session_key,
    sessions.actor_login,
from case_knowledge
join addressed on addressed.address = case_knowledge.value
left join sessions using (session_key)
where case_knowledge.means = 'indicator'
    and case_knowledge.kind = 'address'
order by
    kind,
    address,
    session_key
