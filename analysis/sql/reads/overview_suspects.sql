-- about = "Every finding that the program suspects or that a person judged, strongest first, with where it diverged."
-- grain = "a finding"
-- values = ["judged_keys", "judged_verdicts"]
--
-- [columns]
-- verdict = "what a person said: replay, benign, unsure; open where nobody did"
-- has_support_access = "somebody was let in for support while the session ran"
-- city = "where the address of the divergence is placed; null where unknown"
-- country = "of the same"

with judged as (
    select
        unnest($judged_keys::varchar[]) as session_key,
        unnest($judged_verdicts::varchar[]) as verdict,
),
chosen as (
    select
        findings.*,
        coalesce(judged.verdict, 'open') as verdict,
    from findings
    left join judged using (session_key)
    where findings.band in ('replay', 'suspicious')
        or judged.verdict is not null
),
diverged as (
    select
        chosen.session_key,
        places.city,
        places.country,
    from chosen
    join lane_events
        on lane_events.session_key = chosen.session_key
        and lane_events.event_id = chosen.divergence_event_id
    join places
        on places.place_key = lane_events.place_key
)
select
    chosen.session_key,
    chosen.actor_id,
    chosen.actor_login,
    chosen.score,
    chosen.band,
    chosen.verdict,
    chosen.divergence_at,
    chosen.last_foreign_at,
    chosen.started_at,
    chosen.ended_at,
    chosen.foreign_event_count,
    chosen.lane_count,
    chosen.is_origin_assumed,
    chosen.is_inferred,
    chosen.session_key in (
        select session_key
        from lanes
        where is_support_access
    ) as has_support_access,
    diverged.city,
    diverged.country,
from chosen
left join diverged using (session_key)
order by chosen.score desc, chosen.session_id, chosen.session_key
