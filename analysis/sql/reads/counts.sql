-- about = "How much is in the case."

select
    (select count(*) from events) as events,
    (select count(*) from sessions where not is_inferred) as sessions,
    (select count(*) from lanes) as lanes,
    (select count(*) from hops) as hops
