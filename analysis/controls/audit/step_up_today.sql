-- title = "A factor before privileged changes"
-- place = 8
-- answers = [10, 37]
-- says = "{bare} of {changes} privileged changes had no factor or sign-in in their session within {window_min} before, made by {people} people."
-- says_not = "All {changes} privileged changes had a factor or a sign-in in their session within {window_min} before."
-- cannot = "No privileged change was made in a session of this case."
-- blind = "Factors that are answered without a log, and changes by API tokens and jobs."
-- example = "in order of time; detail is the kind of change"
-- reads = ["session_events", "sessions"]
--
-- [params.step_up_min]
-- value = 15
-- unit = "minutes"
-- why = "Okta's protected actions ask again after fifteen minutes by default"

with changes_made as (
    select
        session_key,
        event_id,
        event_type,
        occurred_at,
        actor_id,
    from session_events
    where is_privileged
        and is_act
        and side_channel is null
        and not starts_with(session_key, 'client:')
),
factors as (
    select
        session_key,
        occurred_at,
    from session_events
    where (is_later_factor or is_creation)
        and session_key in (select session_key from changes_made)
),
marked as (
    select
        changes_made.*,
        coalesce(
            changes_made.occurred_at <= factors.occurred_at + to_minutes($step_up_min::integer),
            false
        ) as is_stepped_up,
    from changes_made
    asof left join factors
        on factors.session_key = changes_made.session_key
        and factors.occurred_at <= changes_made.occurred_at
),
kept as (
    select
        marked.*,
        sessions.actor_login,
    from marked
    join sessions using (session_key)
    where not marked.is_stepped_up
    order by marked.occurred_at, marked.event_id
    limit 200
)
select
    case
        when count(*) = 0 then 'cannot be told'
        when bool_or(not is_stepped_up) then 'seen'
        else 'not seen'
    end as outcome,
    count(*) filter (where not is_stepped_up) as found_count,
    {
        'bare': count(*) filter (where not is_stepped_up),
        'changes': count(*),
        'people': count(distinct actor_id) filter (where not is_stepped_up),
        'window_min': $step_up_min::bigint,
    } as fields,
    (
        select list({
            'session_key': session_key, 'event_id': event_id, 'at': occurred_at,
            'actor_login': actor_login, 'minutes': null::double, 'detail': event_type
        } order by occurred_at, event_id)
        from kept
    ) as examples,
from marked
