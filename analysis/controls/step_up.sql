-- title = "A fresh factor for each privileged change, within {minutes}"
-- doing = "Asking for a factor at each privileged change"
-- short = "Step-up for each privileged change"
-- phone = "Step-up"
-- place = 7
-- family = "step-up"
-- reach = "change"
-- claim = "A change of who may do what is refused unless a factor was answered in the session within {minutes} before it."
-- how = "Okta's protected actions; an authentication policy of the Admin Console that asks each time."
-- assumes = "The person answers, a thief cannot. Once answered it covers the changes of the next {minutes}. Everything but such changes goes on."
-- blind = "A factor that the person answers for the thief, a factor that the thief enrolled before, and everything that is no privileged change: apps, reports, reading. A factor answered in the session covers whoever uses it within that time."
-- needs = []
-- reads = ["session_events", "lane_events"]
-- source = "Checklist of the 2023 case: step-up on each privileged action; Okta's protected actions (February 2024)"
--
-- [params.step_up_min]
-- value = 15
-- unit = "minutes"
-- why = "Okta's protected actions ask again after fifteen minutes by default"

with relevant as (
    select
        session_key,
        event_id,
        occurred_at,
        is_privileged and is_act as is_change,
        is_creation or is_later_factor as is_factor,
    from session_events
    where side_channel is null
        and ((is_privileged and is_act) or is_creation or is_later_factor)
        and not starts_with(session_key, 'client:')
),
timed as (
    select
        *,
        max(occurred_at) filter (where is_factor) over (
            partition by session_key
            order by occurred_at, event_id
            rows between unbounded preceding and 1 preceding
        ) as factor_at,
    from relevant
),
bare as (
    select
        timed.session_key,
        timed.event_id,
        timed.occurred_at,
        lane_events.lane_no,
        -- who answers once is not asked again within the time; each client answers for itself
        epoch_ms(timed.occurred_at) - min(epoch_ms(timed.occurred_at)) over (
            partition by timed.session_key, lane_events.lane_no
        ) as since_ms,
    from timed
    left join lane_events
        on lane_events.session_key = timed.session_key
        and lane_events.event_id = timed.event_id
    where timed.is_change
        and not timed.is_factor
        and coalesce(
            timed.occurred_at > timed.factor_at + to_minutes($step_up_min::integer), true
        )
),
asked as (
    select
        *,
        row_number() over (
            partition by session_key, lane_no, since_ms // ($step_up_min * 60000)
            order by occurred_at, event_id
        ) as place_no,
    from bare
)
select
    session_key,
    event_id,
    occurred_at,
from asked
where place_no = 1
