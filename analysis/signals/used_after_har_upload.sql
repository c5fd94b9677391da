-- title = "used after a HAR upload"
-- claim = "A client that never signed in first appears in the session after a HAR file that may carry it was handed over."
-- why = "In October 2023 sessions were taken out of HAR files in a support system and used within the hour."
-- family = "indicators"
-- weighed = "A first guess by hand: made-up tenants have no honest uploads to weigh it on, and an administrator who recorded a HAR roams like anybody else."
-- attack = "T1550.004"
-- needs = []
-- blind = "An upload that nobody entered in the register; a thief on the network and the device of the person."
-- says = "{events} by a client that first appeared {after} a HAR file of this person was handed over, {at} UTC: {how}."
-- steps = [
--     "Ask the person, by phone, where they were when this client appeared, and whether the file had been scrubbed.",
--     "Inspect the file that was sent on the HAR screen: the ids of its answers say for certain which session it carries.",
-- ]
-- source = "sec.okta.com/harfiles; BeyondTrust, 20 October 2023: used within 30 minutes of the upload"
-- reads = ["exposures", "lane_facts", "lane_events"]
--
-- [points]
-- exact = 20
-- likely = 10
-- by_time = 5
-- scrubbed = 0
--
-- [params.upload_slack_min]
-- value = 10
-- unit = "minutes"
-- why = "the time of an upload comes from a ticket, whose clock and whose writer are rough"
--
-- [params.used_within_d]
-- value = 30
-- unit = "days"
-- why = "a session lives no longer than some weeks; what comes later is another story"
--
-- [false_positives]
-- person_moved_on = "The person went on from another network after sending the file: known, which is why it weighs little alone."
-- was_there_before = "A client that used the session before the upload did not come by it through the file."
-- file_was_scrubbed = "Where somebody says that the file was scrubbed it is information only."

with acts as (
    select
        exposures.upload_id,
        lane_facts.session_key,
        lane_facts.lane_no,
        lane_facts.first_at,
        exposures.uploaded_at,
        exposures.certainty,
        exposures.is_scrubbed,
        lane_events.event_id,
        lane_events.occurred_at,
    from exposures
    join lane_facts using (session_key)
    join lane_events
        on lane_events.session_key = lane_facts.session_key
        and lane_events.lane_no = lane_facts.lane_no
    where lane_facts.is_candidate
        and lane_events.is_act
        and lane_facts.first_at
            > exposures.uploaded_at - to_minutes($upload_slack_min::integer)
        and lane_events.occurred_at
            <= exposures.uploaded_at + to_days($used_within_d::integer)
),
told as (
    select
        upload_id,
        session_key,
        lane_no,
        case
            when is_scrubbed then 'scrubbed'
            when certainty = 'by time only' then 'by_time'
            else certainty
        end as grade,
        uploaded_at,
        greatest(date_diff('minute', uploaded_at, first_at), 0) as minutes,
        count(*) as act_count,
        list(event_id order by occurred_at, event_id)[1:50] as event_ids,
    from acts
    group by
        upload_id, session_key, lane_no, certainty, is_scrubbed, uploaded_at, first_at
),
ranked as (
    select
        *,
        row_number() over (
            partition by session_key, lane_no
            order by
                case grade
                    when 'exact' then 1
                    when 'likely' then 2
                    when 'by_time' then 3
                    else 4
                end,
                uploaded_at desc,
                upload_id
        ) as place_no,
    from told
)
select
    session_key,
    lane_no,
    grade,
    {
        'events': case
            when act_count = 1 then 'One act'
            else format('{:,} acts', act_count)
        end,
        'after': case
            when minutes = 1 then 'one minute after'
            when minutes < 120 then minutes || ' minutes after'
            when minutes < 2880 then (minutes // 60) || ' hours after'
            else (minutes // 1440) || ' days after'
        end,
        'at': strftime(uploaded_at, '%Y-%m-%d %H:%M'),
        'how': case grade
            when 'exact' then 'the file was shown to carry this session'
            when 'likely' then 'this is the one session of the person that fits the time'
            when 'by_time' then 'several sessions of the person fit the time'
            else 'somebody says that its credentials had been taken out'
        end,
    } as fields,
    event_ids,
from ranked
where place_no = 1;
