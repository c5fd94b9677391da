-- about = "Signals that count otherwise than in signals_before, of sessions whose score or band is another."
-- grain = "a signal of a session"

with counted as (
    select
        session_key,
        signal,
        sum(points)::integer as points,
    from signals
    where is_counted
    group by session_key, signal
),
changed as (
    select coalesce(findings.session_key, findings_before.session_key) as session_key,
    from findings
    full join findings_before on findings_before.session_key = findings.session_key
    where findings.band is distinct from findings_before.band
        or findings.score is distinct from findings_before.score
)
select
    coalesce(counted.session_key, signals_before.session_key) as session_key,
    coalesce(counted.signal, signals_before.signal) as signal,
    signals_before.points as points_before,
    counted.points as points_after,
from counted
full join signals_before
    on signals_before.session_key = counted.session_key
    and signals_before.signal = counted.signal
where counted.points is distinct from signals_before.points
    and coalesce(counted.session_key, signals_before.session_key) in (
        select session_key from changed
    )
order by
    session_key,
    abs(coalesce(points_after, 0) - coalesce(points_before, 0)) desc,
    signal
