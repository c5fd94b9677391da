-- title = "report exported"
-- claim = "The second client asked for a report."
-- why = "1Password, September 2023: the theft was noticed by an e-mail about a report of administrators."
-- family = "acts"
-- points = 14
-- weighed = "weight of evidence 5.2: in 7.3 of 100 stolen lanes and 0.038 of 100 honest ones; fitted 14"
-- attack = "T1087.004"
-- needs = []
-- blind = "Reads that Okta does not log."
-- says = "{reports} by this client."
-- steps = [
--     "Read the targets of analytics.reports.export.request: which report, sent to whom?",
--     "Ask the person whether they ordered it.",
-- ]
-- source = "1Password incident report, October 2023"
-- reads = ["lane_facts", "lane_events"]
--
-- [false_positives]
-- audit_season = "Administrators order reports: what counts is the client."

with reports as (
    select
        session_key,
        lane_no,
        list(event_id order by occurred_at, event_id) as event_ids,
    from lane_events
    where event_type like 'analytics.reports.export.%'
    group by session_key, lane_no
)
select
    lane_facts.session_key,
    lane_facts.lane_no,
    null as grade,
    {
        'reports': case
            when length(reports.event_ids) = 1 then 'A report was requested or downloaded'
            else 'Reports were requested or downloaded in ' || length(reports.event_ids) || ' events'
        end,
    } as fields,
    reports.event_ids[1:50] as event_ids,
from lane_facts
join reports using (session_key, lane_no)
where is_candidate;
