-- title = "a step-up pushed through"
-- claim = "After refused pushes, an enrolment or a reset a factor was answered for the second client."
-- why = "A thief who is asked for a factor asks the person until they give in, or brings a factor of his own."
-- family = "acts"
-- weighed = "enrolled: seen on 0 lanes of the made-up tenants, too few to weigh; 15 is a judgement; refused: weight of evidence 8.7: in 5.0 of 100 stolen lanes and 0 of 100 honest ones; fitted 15"
-- attack = "T1621"
-- needs = []
-- blind = "A push that is approved at the first go; an enrolment days before."
-- says = "A factor was answered {for_whom}, {minutes} min after {trouble}."
-- steps = [
--     "Ask the person whether they approved a push at that minute, and why they refused the ones before.",
--     "Compare client.ipAddress of the push that was sent with that of the phone that answered.",
-- ]
-- source = "Elastic and Sentinel rules on factor fatigue with a success behind it; DESIGN of the program, section 1"
-- reads = ["lane_facts", "person_events"]
-- shared_params = ["factor_window_min", "push_answer_min"]
--
-- [points]
-- refused = 15
-- enrolled = 15
--
-- [false_positives]
-- slip = "A person presses no by mistake, then yes: the push belongs to the client that signed in."
-- new_phone = "A factor enrolled at the desk in the morning and used on the way home, hours later."

with answers as (
    select
        lane_facts.session_key,
        lane_facts.lane_no,
        lane_facts.actor_id,
        lane_facts.first_at,
        person_events.event_id,
        person_events.occurred_at,
        false as is_push,
    from lane_facts
    join person_events using (session_key, lane_no)
    where lane_facts.is_candidate
        and person_events.what = 'factor answered'

    union

    -- the answer belongs to the phone, the question to the client
    select
        lane_facts.session_key,
        lane_facts.lane_no,
        lane_facts.actor_id,
        lane_facts.first_at,
        person_events.event_id,
        person_events.occurred_at,
        true,
    from lane_facts
    join person_events as sent using (session_key, lane_no)
    join person_events
        on person_events.session_key = sent.session_key
        and person_events.lane_no is distinct from sent.lane_no
        and person_events.what = 'factor answered'
        and person_events.occurred_at >= sent.occurred_at
        and person_events.occurred_at <= sent.occurred_at + to_minutes($push_answer_min::integer)
    where lane_facts.is_candidate
        and sent.what = 'push sent'
),
troubled as (
    select
        answers.*,
        troubles.what,
        troubles.occurred_at as troubled_at,
        troubles.event_id as trouble_id,
        count(*) over (
            partition by answers.session_key, answers.lane_no, answers.event_id, troubles.what
        ) as trouble_count,
    from answers
    join person_events as troubles
        on troubles.person_id = answers.actor_id
        and troubles.what in ('push refused', 'enrolled', 'removed')
        and troubles.occurred_at >= answers.first_at - to_minutes($factor_window_min::integer)
        and troubles.occurred_at < answers.occurred_at
),
ranked as (
    select
        *,
        row_number() over (
            partition by session_key, lane_no
            order by what = 'push refused' desc, occurred_at, event_id, troubled_at, trouble_id
        ) as place_no,
    from troubled
)
select
    session_key,
    lane_no,
    case when what = 'push refused' then 'refused' else 'enrolled' end as grade,
    {
        'for_whom': case
            when is_push then 'on another device for this client'
            else 'by this client'
        end,
        'minutes': date_diff('minute', troubled_at, occurred_at),
        'trouble': case
            when what = 'push refused' and trouble_count = 1 then 'a push was refused'
            when what = 'push refused'
                then 'the first of ' || trouble_count || ' pushes was refused'
            when what = 'enrolled' then 'a factor was enrolled'
            else 'a factor was taken away or reset'
        end,
    } as fields,
    [event_id] as event_ids,
from ranked
where place_no = 1;
