-- title = "Administration from outside the operator's networks"
-- place = 7
-- answers = [7, 18]
-- says = "{events} of {all_events} acts of administration came from outside the networks listed in Settings, by {people} people; {groups} of them put somebody into a group."
-- says_not = "All {all_events} acts of administration came from the networks listed in Settings."
-- cannot = "Your own networks are not listed in Settings, so inside and outside cannot be told apart. Administration came from {networks} networks."
-- blind = "Administration by API tokens and jobs is left out; which groups carry rights the log does not say."
-- example = "the first act of each session from outside; detail is the network"
-- reads = ["session_events", "networks", "operator_networks", "sessions"]

with acts as (
    select
        session_events.session_key,
        session_events.event_id,
        session_events.occurred_at,
        session_events.actor_id,
        session_events.event_type,
        networks.network,
        coalesce(networks.operator_name is not null or networks.kind = 'operator', false) as is_own,
    from session_events
    left join networks using (network_key)
    where session_events.side_channel is null
        and session_events.is_act
        and (session_events.is_privileged or session_events.kind = 'admin')
),
firsts as (
    select
        acts.session_key,
        max(sessions.actor_login) as actor_login,
        min({
            'at': acts.occurred_at, 'id': acts.event_id,
            'network': coalesce(acts.network, 'unknown')
        }) as earliest,
    from acts
    join sessions using (session_key)
    where not acts.is_own
    group by acts.session_key
    order by earliest
    limit 200
)
select
    case
        when (select count(*) from operator_networks) = 0 then 'cannot be told'
        when bool_or(not is_own) then 'seen'
        else 'not seen'
    end as outcome,
    case
        when (select count(*) from operator_networks) = 0 then 0
        else count(*) filter (where not is_own)
    end as found_count,
    {
        'events': count(*) filter (where not is_own),
        'all_events': count(*),
        'people': count(distinct actor_id) filter (where not is_own),
        'groups': count(*) filter (
            where not is_own
                and event_type = 'group.user_membership.add'
        ),
        'networks': count(distinct network),
    } as fields,
    case
        when (select count(*) from operator_networks) > 0 then (
            select list({
                'session_key': session_key, 'event_id': earliest.id, 'at': earliest.at,
                'actor_login': actor_login, 'minutes': null::double, 'detail': earliest.network
            } order by earliest)
            from firsts
        )
    end as examples,
from acts
