-- about = "The signals that count, of all findings."

select
    session_key,
    signal,
    family,
    points,
    fields,
    event_ids,
from signals
where is_counted
order by session_key, points desc, signal
