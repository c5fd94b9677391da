-- title = "stepped up with a known key"
-- claim = "The second client answered with a factor that cannot be phished, which the person had used before it appeared."
-- why = "FastPass and WebAuthn live in a device or key at hand: whoever answers with one that the person used before holds it."
-- family = "explanation"
-- weighed = "same_authenticator: weight of evidence -1.7: in 0 of 100 stolen lanes and 0.26 of 100 honest ones; fitted -25; same_kind: weight of evidence -0.7: in 0 of 100 stolen lanes and 0.095 of 100 honest ones; fitted -14"
-- attack = ""
-- needs = []
-- blind = "Somebody at the person's own machine; FastPass where policy lets it answer without checking the origin."
-- says = "{factor} was answered by this client at {at} UTC, {known}."
-- steps = [
--     "Read the AuthenticatorEnrollment target and device.id of the event named here, and of the person's sign-ins over 30 days.",
--     "Look for enrolments and resets of this person's factors in the day before it.",
-- ]
-- source = "DESIGN of the program, section 1: a later factor takes points away only where it is phishing-resistant"
-- reads = ["lane_facts", "lane_events", "person_events"]
-- shared_params = ["factor_window_min", "push_answer_min"]
--
-- [points]
-- same_authenticator = -25
-- same_kind = -14
--
-- [false_positives]
-- own_machine = "Somebody on the person's own machine, by remote control or in person, answers with its key."

with answered as (
    select
        lane_facts.session_key,
        lane_facts.lane_no,
        lane_facts.actor_id,
        lane_facts.first_at,
        person_events.event_id,
        person_events.occurred_at,
        upper(person_events.factor) as factor,
        person_events.authenticator_id,
    from lane_facts
    join person_events
        on person_events.session_key = lane_facts.session_key
        and person_events.occurred_at
            >= lane_facts.first_at - to_minutes($push_answer_min::integer)
    where lane_facts.is_candidate
        and person_events.is_resistant
        and person_events.what = 'factor answered'
        and person_events.person_id = lane_facts.actor_id
        and coalesce(person_events.lane_no = lane_facts.lane_no, true)
),
of_lane as (
    -- FastPass answers through Okta Verify, which forms no lane: it belongs to the client at
    -- that address
    select answered.*
    from answered
    semi join lane_events
        on lane_events.session_key = answered.session_key
        and lane_events.lane_no = answered.lane_no
        and (
            lane_events.event_id = answered.event_id
            or lane_events.address = (
                select person_events.address
                from person_events
                where person_events.event_id = answered.event_id
            )
        )
),
known as (
    select
        of_lane.session_key,
        of_lane.lane_no,
        of_lane.event_id,
        of_lane.occurred_at,
        of_lane.factor,
        of_lane.actor_id,
        of_lane.first_at,
        bool_or(earlier.authenticator_id = of_lane.authenticator_id) as is_same,
        count(*) as use_count,
    from of_lane
    join person_events as earlier
        on earlier.person_id = of_lane.actor_id
        and earlier.occurred_at < of_lane.first_at - to_minutes($push_answer_min::integer)
        and upper(earlier.factor) = of_lane.factor
        and coalesce(earlier.authenticator_id = of_lane.authenticator_id, true)
    where earlier.what = 'factor answered'
    group by all
),
untroubled as (
    select known.*
    from known
    anti join person_events
        on person_events.person_id = known.actor_id
        and person_events.what in ('push refused', 'phishing declined', 'enrolled', 'removed')
        and person_events.occurred_at >= known.first_at - to_minutes($factor_window_min::integer)
        and person_events.occurred_at <= known.occurred_at
),
ranked as (
    select
        *,
        row_number() over (
            partition by session_key, lane_no
            order by coalesce(is_same, false) desc, occurred_at, event_id
        ) as place_no,
    from untroubled
)
select
    session_key,
    lane_no,
    case when is_same then 'same_authenticator' else 'same_kind' end as grade,
    {
        'factor': case
            when factor = 'SIGNED_NONCE' then 'FastPass'
            when contains(factor, 'U2F') then 'A security key'
            else 'WebAuthn'
        end,
        'at': strftime(occurred_at, '%Y-%m-%d %H:%M'),
        'known': case
            when is_same then 'with an authenticator that the person had used before'
            else 'a factor that the person had used before; which authenticator is not said'
        end,
    } as fields,
    [event_id] as event_ids,
from ranked
where place_no = 1;
