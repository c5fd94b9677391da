-- about = "What a game's log calls the thing of an id or a login: people name it as the screen showed it."
-- grain = "one row; null where the log acts upon nothing so called"
-- values = ["told"]

with objects as (
    select
        unnest(from_json(
            targets,
            '[{"id": "VARCHAR", "alternateId": "VARCHAR", "displayName": "VARCHAR"}]'
        )) as target,
    from events
    where contains(lower(targets::varchar), lower($told))
)
select min(target.displayName) as name
from objects
where lower(target.alternateId) = lower($told)
    or target.id = $told
