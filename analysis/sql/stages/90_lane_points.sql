-- about = "What the signals of each lane come to, family by family within its cap; from foreign_from on the lane is foreign."
-- grain = "a lane with a signal"
-- key = ["session_key", "lane_no"]
-- reads = ["observations", "signal_points", "family_caps", "lane_facts"]
-- shared_params = ["foreign_from"]
--
-- [columns]
-- session_key = "the session"
-- lane_no = "the lane"
-- points = "capped sum of its families, explanations taken off"
-- is_foreign = "unproven, and its points reach foreign_from"
-- strength_no = "1 is the strongest lane of the session; lanes of which there is only information come last"

create or replace table lane_points as
with by_family as (
    select
        observations.session_key,
        observations.lane_no,
        signal_points.family,
        sum(signal_points.points) as points,
        bool_or(signal_points.points <> 0) as is_weighed,
    from observations
    join signal_points
        on signal_points.signal = observations.signal
        and signal_points.grade = coalesce(observations.grade, '')
    group by observations.session_key, observations.lane_no, signal_points.family
),
capped as (
    select
        by_family.session_key,
        by_family.lane_no,
        sum(
            sign(by_family.points) * least(abs(by_family.points), family_caps.cap)
        )::integer as points,
        bool_or(by_family.is_weighed) as is_weighed,
    from by_family
    join family_caps using (family)
    group by by_family.session_key, by_family.lane_no
)
select
    capped.session_key,
    capped.lane_no,
    capped.points,
    coalesce(lane_facts.is_candidate, false) and capped.points >= $foreign_from as is_foreign,
    row_number() over (
        partition by capped.session_key
        order by capped.is_weighed desc, capped.points desc, capped.lane_no
    ) as strength_no,
from capped
left join lane_facts using (session_key, lane_no);
