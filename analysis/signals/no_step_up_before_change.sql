-- title = "changed without a factor"
-- claim = "The second client made a privileged change and answered no factor shortly before it."
-- why = "Where this tenant asks for a factor before such changes, somebody found a way around; where it does not, this is how it could have been stopped."
-- family = "acts"
-- weighed = "unusual: seen on 0 lanes of the made-up tenants, too few to weigh; 10 is a judgement"
-- attack = "T1550.004"
-- needs = []
-- blind = "Factors that are answered without a log, and tenants with too few changes to tell what is usual."
-- says = "{changes} without a factor in the {minutes} minutes before; {usual}."
-- steps = [
--     "Read the sign-on policy of the Okta Admin Console and the protected actions of that day.",
--     "Look for user.authentication.auth_via_mfa of this actor.id in the 30 minutes before the first change.",
-- ]
-- source = "Checklist of the 2023 case: step-up on each privileged action; Okta's protected actions"
-- reads = ["lane_facts", "lane_events", "session_events"]
--
-- [points]
-- unusual = 10
-- usual_here = 0
--
-- [params.step_up_within_min]
-- value = 15
-- unit = "minutes"
-- why = "Okta's protected actions ask again after fifteen minutes by default"
--
-- [params.step_up_changes]
-- value = 10
-- unit = "changes"
-- why = "with fewer changes of a kind by clients that signed in it cannot be told what this tenant asks for"
--
-- [params.step_up_usual_percent]
-- value = 80
-- unit = "percent"
-- why = "where four of five changes have a factor before them, one without is unusual"
--
-- [false_positives]
-- not_asked = "Most tenants ask for no factor before a change: information only there."

with changes as (
    select
        session_events.session_key,
        lane_events.lane_no,
        session_events.event_id,
        session_events.event_type,
        session_events.occurred_at,
        coalesce(lane_facts.is_candidate, false) as is_candidate,
    from session_events
    left join lane_events
        on lane_events.event_id = session_events.event_id
        and lane_events.session_key = session_events.session_key
    left join lane_facts
        on lane_facts.session_key = lane_events.session_key
        and lane_facts.lane_no = lane_events.lane_no
    where session_events.is_privileged
        and session_events.is_act
        and session_events.side_channel is null
        and not starts_with(session_events.session_key, 'client:')
),
factors as (
    select
        session_key,
        occurred_at,
    from session_events
    where (is_later_factor or is_creation)
        and session_key in (select session_key from changes)
),
marked as (
    select
        changes.*,
        factors.occurred_at is not null
            and changes.occurred_at
                <= factors.occurred_at + to_minutes($step_up_within_min::integer) as is_stepped_up,
    from changes
    asof left join factors
        on factors.session_key = changes.session_key
        and factors.occurred_at <= changes.occurred_at
),
here as (
    select
        event_type,
        count(*) as change_count,
        count(*) filter (where is_stepped_up) as stepped_count,
        change_count >= $step_up_changes
            and stepped_count * 100 >= change_count * $step_up_usual_percent as is_usual,
    from marked
    where not is_candidate
    group by event_type
),
bare as (
    select
        marked.session_key,
        marked.lane_no,
        marked.event_id,
        marked.event_type,
        marked.occurred_at,
        coalesce(here.is_usual, false) as is_usual,
        coalesce(here.change_count, 0) as change_count,
        coalesce(here.stepped_count, 0) as stepped_count,
        row_number() over (
            partition by marked.session_key, marked.lane_no
            order by coalesce(here.is_usual, false) desc, marked.occurred_at, marked.event_id
        ) as place_no,
        count(*) over (partition by marked.session_key, marked.lane_no) as bare_count,
        list(marked.event_id order by marked.occurred_at, marked.event_id) over (
            partition by marked.session_key, marked.lane_no
            order by marked.occurred_at, marked.event_id
            rows between unbounded preceding and unbounded following
        ) as event_ids,
    from marked
    left join here using (event_type)
    where marked.is_candidate
        and not marked.is_stepped_up
)
select
    session_key,
    lane_no,
    case when is_usual then 'unusual' else 'usual_here' end as grade,
    {
        'changes': case
            when bare_count = 1 then 'One privileged change'
            else bare_count || ' privileged changes'
        end,
        'minutes': $step_up_within_min::bigint,
        'usual': case
            when change_count < $step_up_changes
                then 'too few of the kind by clients that signed in to tell what is usual'
            else stepped_count || ' of ' || change_count || ' of the kind (' || event_type
                || ') by clients that signed in have one'
        end,
    } as fields,
    event_ids[1:50] as event_ids,
from bare
where place_no = 1;
