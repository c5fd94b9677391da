-- about = "What the first page of a briefing counts: how sessions stand, whose they are, since when and until when."
-- grain = "one row"
-- values = ["judged_keys", "judged_verdicts"]
--
-- [columns]
-- confirmed_count = "sessions that a person called a replay"
-- replay_count = "likely replays by the program that no person confirmed or cleared"
-- look_count = "sessions worth a look that no person confirmed or cleared"
-- cleared_count = "sessions that a person called benign"
-- told_count = "sessions that the briefing tells of: the first two; where there are none, those worth a look"
-- person_count = "people whose they are"
-- privileged_count = "of them, those who act as administrators, or are listed as such"
-- divergence_at = "the first divergence among them, UTC; null where nothing diverged"
-- last_foreign_at = "the last foreign event among them"
-- longest_s = "the longest time from a divergence to the last foreign event of the session"
-- fewest_families = "the fewest families of signals that agree on one of them"
-- is_unsigned = "the sign-in of each is in the export, and another client diverged"

with judged as (
    select
        unnest($judged_keys::varchar[]) as session_key,
        unnest($judged_verdicts::varchar[]) as verdict,
),
standing as (
    select
        findings.*,
        case
            when judged.verdict = 'replay' then 'confirmed'
            when judged.verdict = 'benign' then 'cleared'
            when findings.band = 'replay' then 'replay'
            when findings.band = 'suspicious' then 'look'
        end as stands,
    from findings
    left join judged using (session_key)
),
told as (
    select *
    from standing
    where stands in ('confirmed', 'replay')
        or (
            stands = 'look'
            and not exists (select 1 from standing where stands in ('confirmed', 'replay'))
        )
),
counted as (
    select
        count(*) filter (where stands = 'confirmed') as confirmed_count,
        count(*) filter (where stands = 'replay') as replay_count,
        count(*) filter (where stands = 'look') as look_count,
        count(*) filter (where stands = 'cleared') as cleared_count,
    from standing
)
select
    counted.*,
    count(told.session_key) as told_count,
    count(distinct coalesce(told.actor_id, told.actor_login)) as person_count,
    count(distinct coalesce(told.actor_id, told.actor_login))
        filter (where told.is_privileged_person) as privileged_count,
    min(told.divergence_at) as divergence_at,
    max(told.last_foreign_at) as last_foreign_at,
    max(epoch(told.last_foreign_at - told.divergence_at)) as longest_s,
    min(told.family_count) as fewest_families,
    coalesce(bool_and(told.divergence_at is not null and not told.is_origin_assumed), false)
        as is_unsigned,
from counted
left join told on true
group by all
