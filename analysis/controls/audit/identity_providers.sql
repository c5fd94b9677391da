-- title = "Changes to identity providers"
-- place = 14
-- answers = [21]
-- says = "Identity providers were changed {changes} times by {people} people, {foreign} times by a foreign client; {tried} more were tried and failed."
-- says_not = "No identity provider was changed in this log; {tried} changes were tried and failed."
-- cannot = ""
-- blind = "What a changed identity provider lets in later stands in the blast radius of the session."
-- example = "in order of time; detail is what was done"
-- reads = ["changes"]

with touched as (
    select *
    from changes
    where kind = 'idp'
)
select
    case when count(*) filter (where is_done) > 0 then 'seen' else 'not seen' end as outcome,
    count(*) as found_count,
    {
        'changes': count(*) filter (where is_done),
        'people': count(distinct person_id) filter (where is_done),
        'foreign': count(*) filter (where is_done and side = 'foreign'),
        'tried': count(*) filter (where not is_done),
    } as fields,
    list({
        'session_key': session_key, 'event_id': event_id, 'at': occurred_at,
        'actor_login': actor_login, 'minutes': null::double, 'detail': what
    } order by occurred_at, event_id)[1:200] as examples,
from touched
