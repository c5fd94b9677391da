-- title = "Who touched the streaming of the log"
-- place = 13
-- answers = [12]
-- says = "Log streams or hooks were changed {changes} times by {people} people, {foreign} times by a foreign client."
-- says_not = "No log stream and no hook was changed in this log."
-- cannot = ""
-- blind = "A stream that breaks without a change; silences of the log stand in the coverage."
-- example = "in order of time; detail is what was done"
-- reads = ["changes"]

with touched as (
    select *
    from changes
    where list_contains(['log stream', 'hook'], kind)
        and is_done
)
select
    case when count(*) > 0 then 'seen' else 'not seen' end as outcome,
    count(*) as found_count,
    {
        'changes': count(*),
        'people': count(distinct person_id),
        'foreign': count(*) filter (where side = 'foreign'),
    } as fields,
    list({
        'session_key': session_key, 'event_id': event_id, 'at': occurred_at,
        'actor_login': actor_login, 'minutes': null::double, 'detail': what
    } order by occurred_at, event_id)[1:200] as examples,
from touched
