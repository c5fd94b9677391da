-- about = "Each event type of the case with its kind and whether it is a privileged change."
-- grain = "an event type"
-- key = ["event_type"]
-- reads = ["events", "event_types"]
--
-- [columns]
-- event_type = "Okta's event type"
-- kind = "sign_in, factor, app, admin, policy, token, end or other"
-- is_privileged = "whether it changes who may do what"
-- changes = "what changed, in words; null where nothing is said"
-- is_listed = "whether the reference table knows the type, itself or by its prefix"

create or replace table event_kinds as
with seen as (
    select distinct event_type
    from events
),
matches as (
    select
        seen.event_type,
        event_types.kind,
        event_types.is_privileged,
        event_types.changes,
        row_number() over (
            partition by seen.event_type
            order by length(event_types.event_type) desc, event_types.event_type
        ) as place,
    from seen
    join event_types
        on seen.event_type = event_types.event_type
        or (
            event_types.event_type like '%*'
            and starts_with(seen.event_type, rtrim(event_types.event_type, '*'))
        )
)
select
    seen.event_type,
    coalesce(matches.kind, 'other') as kind,
    coalesce(matches.is_privileged, false) as is_privileged,
    matches.changes,
    matches.kind is not null as is_listed,
from seen
left join matches
    on matches.event_type = seen.event_type
    and matches.place = 1;
