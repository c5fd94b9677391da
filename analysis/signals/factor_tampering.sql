-- title = "factors tampered with"
-- claim = "Around the second client a factor was enrolled, taken away or reset, or the person was pestered with pushes."
-- why = "A stolen session ends; a factor of one's own stays. Who is asked often enough presses yes in the end."
-- family = "acts"
-- weighed = "enrolled: weight of evidence 6.3: in 2.3 of 100 stolen lanes and 0.0035 of 100 honest ones; fitted 26; fatigue: weight of evidence 4.8: in 4.0 of 100 stolen lanes and 0.031 of 100 honest ones; fitted 15; of_another: weight of evidence -1.2: in 0 of 100 stolen lanes and 0.15 of 100 honest ones; fitted 1; removed: seen on 0 lanes of the made-up tenants, too few to weigh; 15 is a judgement"
-- attack = "T1556.006"
-- needs = []
-- blind = "A factor enrolled from an address of the origin; pushes that nobody refuses."
-- says = "{event}."
-- steps = [
--     "List user.mfa.factor.* and device.enrollment.create with this person as target.id for a day before and after the divergence.",
--     "Ask the person which of these factors are theirs, and whether they refused pushes at that hour.",
-- ]
-- source = "Okta customer detections: factor fatigue, factors reset; Okta's advice on support desks, August 2023"
-- reads = ["lane_facts", "lane_events", "person_events", "event_kinds"]
-- shared_params = ["factor_window_min"]
--
-- [points]
-- fatigue = 15
-- enrolled = 26
-- removed = 15
-- of_another = 1
--
-- [params.fatigue_refusals]
-- value = 3
-- unit = "pushes refused"
-- why = "one is refused by mistake, two perhaps; three within the window are somebody else's"
--
-- [false_positives]
-- new_phone = "A person enrols a new phone from the phone itself, in the session of the laptop: ask them."
-- support_desk = "Administrators reset the factors of others all day, from the client that signed in."

with addresses as (
    select distinct
        lane_facts.session_key,
        lane_facts.lane_no,
        lane_facts.actor_id,
        lane_facts.first_at,
        lane_facts.last_at,
        lane_events.address,
    from lane_facts
    join lane_events using (session_key, lane_no)
    where lane_facts.is_candidate
        and lane_facts.address_relation <> 'all'
        and lane_facts.actor_id in (select person_id from person_events)
),
changes as (
    select
        lane_facts.session_key,
        lane_facts.lane_no,
        lane_facts.actor_id,
        lane_facts.first_event_id,
        person_events.*
            exclude (session_key, lane_no, actor_id),
        true as is_own_lane,
    from lane_facts
    join person_events using (session_key, lane_no)
    where lane_facts.is_candidate
        and person_events.what in ('enrolled', 'removed')

    union all

    -- the same client in another session of the person, or in none
    select
        addresses.session_key,
        addresses.lane_no,
        addresses.actor_id,
        null as first_event_id,
        person_events.*
            exclude (session_key, lane_no, actor_id),
        false as is_own_lane,
    from addresses
    join person_events
        on person_events.person_id = addresses.actor_id
        and person_events.address = addresses.address
    where person_events.what in ('enrolled', 'removed')
        and person_events.session_key is distinct from addresses.session_key
        and person_events.occurred_at
            >= addresses.first_at - to_minutes($factor_window_min::integer)
        and person_events.occurred_at
            <= addresses.last_at + to_minutes($factor_window_min::integer)
),
refused as (
    select
        lane_facts.session_key,
        lane_facts.lane_no,
        count(*) filter (where person_events.what = 'push refused') as refused_count,
        min(person_events.occurred_at) filter (where person_events.what = 'push refused')
            as refused_at,
        max(person_events.occurred_at) filter (where person_events.what = 'factor answered')
            as answered_at,
    from lane_facts
    join person_events
        on person_events.person_id = lane_facts.actor_id
        and person_events.occurred_at
            >= lane_facts.first_at - to_minutes($factor_window_min::integer)
        and person_events.occurred_at
            <= lane_facts.first_at + to_minutes($factor_window_min::integer)
    where lane_facts.is_candidate
        and person_events.what in ('push refused', 'factor answered')
        and person_events.person_id in (
            select person_id
            from person_events
            where what = 'push refused'
        )
    group by lane_facts.session_key, lane_facts.lane_no
),
found as (
    select
        changes.session_key,
        changes.lane_no,
        case
            when changes.person_id is distinct from changes.actor_id then 'of_another'
            else changes.what
        end as grade,
        coalesce(event_kinds.changes, changes.event_type)
            || case
                when changes.person_id is distinct from changes.actor_id
                    then ' of another person'
                else ''
            end
            || case
                when changes.is_own_lane then ' by this client'
                else ' from this client''s address, outside this session'
            end as event,
        case when changes.is_own_lane then changes.event_id else changes.first_event_id end
            as event_id,
        changes.event_id as shown_event_id,
        changes.occurred_at,
    from changes
    left join event_kinds using (event_type)

    union all

    select
        refused.session_key,
        refused.lane_no,
        'fatigue',
        refused.refused_count || ' pushes refused within ' || (2 * $factor_window_min)::bigint
            || ' minutes around this client''s first event'
            || case
                when refused.answered_at > refused.refused_at then ', and one answered after that'
                else ', and none answered after that'
            end,
        null,
        null,
        refused.refused_at,
    from refused
    where refused.refused_count >= $fatigue_refusals
),
ranked as (
    select
        *,
        row_number() over (
            partition by session_key, lane_no
            order by
                list_position(['fatigue', 'enrolled', 'removed', 'of_another'], grade),
                occurred_at,
                shown_event_id
        ) as place_no,
    from found
)
select
    ranked.session_key,
    ranked.lane_no,
    ranked.grade,
    {
        'event': upper(ranked.event[1]) || ranked.event[2:],
        'elsewhere': case
            when ranked.event_id is null then ranked.shown_event_id
        end,
    } as fields,
    [coalesce(ranked.event_id, lane_facts.first_event_id)] as event_ids,
from ranked
join lane_facts using (session_key, lane_no)
where ranked.place_no = 1;
