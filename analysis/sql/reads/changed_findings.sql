-- about = "Sessions whose score or band is another than in findings_before: those that change band first, then by how much."
-- grain = "a session"

with both_sides as (
    select
        coalesce(findings.session_key, findings_before.session_key) as session_key,
        coalesce(findings.session_id, findings_before.session_id) as session_id,
        coalesce(findings.actor_login, findings_before.actor_login) as actor_login,
        findings_before.band as band_before,
        findings.band as band_after,
        findings_before.score as score_before,
        findings.score as score_after,
        findings_before.lane_count as lanes_before,
        findings.lane_count as lanes_after,
    from findings
    full join findings_before on findings_before.session_key = findings.session_key
)
select *
from both_sides
where band_before is distinct from band_after
    or score_before is distinct from score_after
order by
    band_before is distinct from band_after desc,
    greatest(coalesce(score_before, 0), coalesce(score_after, 0)) desc,
    session_key
