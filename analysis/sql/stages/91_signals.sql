-- about = "Every signal of every session with its points as they count: once a session, within the family's cap."
-- grain = "a signal on a lane"
-- key = ["session_key", "lane_no", "signal"]
-- reads = ["observations", "signal_points", "family_caps", "lane_points"]
--
-- [columns]
-- session_key = "the session"
-- lane_no = "the lane it was observed on"
-- signal = "the signal's id, which is its file's name"
-- family = "network, device, concurrency, acts, okta, indicators or explanation"
-- grade = "which of the signal's points apply; null where it has one value"
-- full_points = "points as the header has them"
-- points = "points as they count here: less where the family's cap is reached, 0 where another lane counts"
-- is_counted = "this is the lane on which the signal counts for the session; information counts, with 0 points"
-- fields = "JSON: what the sentence is filled with"
-- event_ids = "events that show it, in order, 50 at most"

create or replace table signals as
with pointed as (
    select
        observations.session_key,
        observations.lane_no,
        observations.signal,
        signal_points.family,
        observations.grade,
        signal_points.points as full_points,
        family_caps.cap,
        observations.fields,
        observations.event_ids,
        lane_points.strength_no = 1 as is_strongest,
        lane_points.is_foreign,
    from observations
    join signal_points
        on signal_points.signal = observations.signal
        and signal_points.grade = coalesce(observations.grade, '')
    join family_caps on family_caps.family = signal_points.family
    join lane_points
        on lane_points.session_key = observations.session_key
        and lane_points.lane_no = observations.lane_no
),
eligible as (
    select
        *,
        is_strongest
            or (is_foreign and full_points >= 0)
            or (full_points = 0 and family <> 'explanation') as is_eligible,
    from pointed
),
chosen as (
    select
        *,
        is_eligible and row_number() over (
            partition by session_key, signal, is_eligible
            order by full_points desc, lane_no
        ) = 1 as is_counted,
    from eligible
),
summed as (
    select
        *,
        coalesce(sum(case when is_counted then abs(full_points) end) over (
            partition by session_key, family
            order by is_counted desc, abs(full_points) desc, signal, lane_no
            rows between unbounded preceding and 1 preceding
        ), 0) as before,
    from chosen
)
select
    session_key,
    lane_no,
    signal,
    family,
    grade,
    full_points,
    case
        when is_counted
            then (sign(full_points) * greatest(0, least(abs(full_points), cap - before)))::integer
        else 0
    end as points,
    is_counted,
    fields,
    event_ids,
from summed;
