-- about = "Sessions by band, in findings_before and now."
-- grain = "a band"

select
    band,
    count(*) filter (where not is_now) as before_count,
    count(*) filter (where is_now) as after_count,
from (
    select
        band,
        false as is_now,
    from findings_before
    union all
    select
        band,
        true as is_now,
    from findings
) as both_sides
group by band
order by band
