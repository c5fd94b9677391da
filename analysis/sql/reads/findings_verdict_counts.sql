-- about = "How many findings are open, and how many each verdict has, as the list narrows to them."
-- values = ["bands", "judged_keys", "judged_verdicts", "is_sharing"]
--
-- [columns]
-- finding_count = "findings; the open ones are those of the bands, where not all that share an indicator are asked for"
-- sharing_count = "of all findings, those that share an indicator of the case"

with judged as (
    select
        unnest($judged_keys::varchar[]) as session_key,
        unnest($judged_verdicts::varchar[]) as verdict,
),
sharing as (
    select distinct session_key
    from signals
    where signal = 'indicator_of_case'
),
beside as (
    select
        coalesce(judged.verdict, 'open') as verdict,
        findings.band,
        sharing.session_key is not null as shares_indicator,
    from findings
    left join judged using (session_key)
    left join sharing using (session_key)
)
select
    verdict,
    count(*) filter (
        where (not $is_sharing or shares_indicator)
            and (
                verdict <> 'open'
                or $is_sharing
                or list_contains($bands::varchar[], band)
            )
    ) as finding_count,
    count(*) filter (where shares_indicator) as sharing_count,
from beside
group by verdict
