-- title = "interleaved"
-- claim = "Origin, second client, origin again: two clients hold one session at once."
-- why = "A person who moves does not come back within minutes; two holders of one cookie do."
-- family = "concurrency"
-- weighed = "one_line: weight of evidence -4.1: in 0 of 100 stolen lanes and 3.0 of 100 honest ones; fitted 10; two_clients: weight of evidence 5.6: in 53 of 100 stolen lanes and 0.2 of 100 honest ones; kept at 24; two_paths: weight of evidence 0.5: in 5.9 of 100 stolen lanes and 3.6 of 100 honest ones; kept at 22; two_paths_often: weight of evidence 1.2: in 3.7 of 100 stolen lanes and 1.1 of 100 honest ones; kept at 24"
-- attack = "T1539"
-- needs = []
-- blind = "A thief who waits until the person has gone home, or who stays longer than the window between two events of the person."
-- says = "The session went from the origin to this client and back {turns}, the shortest time within {shortest}: {reading}."
-- steps = [
--     "Look at the lanes: do both clients act within minutes of each other?",
--     "Ask the person whether a second network path was up (split tunnel, phone hotspot).",
-- ]
-- source = "DESIGN of the program, section 1"
-- reads = ["lane_facts", "lane_events"]
--
-- [points]
-- two_clients = 24
-- two_paths_often = 24
-- two_paths = 22
-- one_line = 10
--
-- [params.interleaving_within_min]
-- value = 60
-- unit = "minutes"
-- why = "two clients follow one another so soon; one machine that is back later than this may have travelled"
--
-- [params.often_turns]
-- value = 3
-- unit = "returns to the origin"
-- why = "one machine whose path changes returns once or twice in a session; two holders who work beside one another return again and again"
--
-- [false_positives]
-- split_tunnel = "One machine, two paths: same device and token, weighs less."
-- desktop_view = "A phone that shows the desktop view now and then, or two browsers of one machine: the same address, weighs less."
-- commute = "Home, office, home: back at the origin, hours later."

with of_candidates as (
    select
        lane_facts.session_key,
        lane_facts.lane_no as candidate_no,
        lane_facts.shortest_turn_s,
        lane_facts.turn_count as all_turn_count,
        case
            when lane_facts.address_relation = 'all' then 'one_line'
            when lane_facts.device_relation in ('other system', 'other browser')
                or lane_facts.token_relation = 'differs' then 'two_clients'
            else 'two_paths'
        end as grade,
        lane_events.lane_no,
        lane_events.occurred_at,
        lane_events.event_id,
    from lane_facts
    join lane_events
        on lane_events.session_key = lane_facts.session_key
        and lane_events.lane_no in (lane_facts.lane_no, lane_facts.origin_lane_no)
    where lane_facts.is_candidate
        and lane_facts.turn_count >= 1
),
followed as (
    select
        *,
        lag(lane_no) over in_order as previous_lane_no,
        lag(event_id) over in_order as previous_event_id,
        last_value(case when lane_no <> candidate_no then occurred_at end ignore nulls) over (
            partition by session_key, candidate_no
            order by occurred_at, event_id
            rows between unbounded preceding and 1 preceding
        ) as origin_left_at,
    from of_candidates
    window in_order as (
        partition by session_key, candidate_no
        order by occurred_at, event_id
    )
),
returns as (
    select
        session_key,
        candidate_no as lane_no,
        grade,
        all_turn_count,
        event_id,
        previous_event_id,
        date_diff('millisecond', origin_left_at, occurred_at) / 1000.0 as away_s,
    from followed
    where lane_no <> candidate_no
        and previous_lane_no = candidate_no
        and origin_left_at is not null
        and case when grade = 'two_paths' then away_s else shortest_turn_s end
            <= $interleaving_within_min * 60
),
counted as (
    select
        session_key,
        lane_no,
        grade,
        count(*) as turn_count,
        max(all_turn_count) as all_turn_count,
        min(away_s) as shortest_s,
        min({'away_s': away_s, 'id': event_id, 'previous_id': previous_event_id}) as shortest,
    from returns
    group by session_key, lane_no, grade
)
select
    session_key,
    lane_no,
    case
        when grade = 'two_paths' and all_turn_count >= $often_turns then 'two_paths_often'
        else grade
    end as grade,
    {
        'turns': case when turn_count = 1 then 'once' else turn_count || ' times' end,
        'shortest': case
            when shortest_s < 1 then '1 s'
            when shortest_s < 120 then ceil(shortest_s)::bigint || ' s'
            when shortest_s < 7200 then ceil(shortest_s / 60)::bigint || ' min'
            else ceil(shortest_s / 3600)::bigint || ' h'
        end,
        'reading': case grade
            when 'two_clients' then 'two clients'
            when 'two_paths' then 'two network paths'
            else 'two browsers or apps at one address'
        end,
    } as fields,
    [shortest.previous_id, shortest.id] as event_ids,
from counted;
