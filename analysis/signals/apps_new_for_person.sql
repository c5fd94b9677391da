-- title = "apps never opened before"
-- claim = "The second client was issued sign-ons to apps that the person opened in none of their other sessions, nor in this one before."
-- why = "People open the same few apps every day; a thief opens what looks worth having."
-- family = "acts"
-- weighed = "one: weight of evidence 1.6: in 22 of 100 stolen lanes and 4.7 of 100 honest ones; fitted 20; several: weight of evidence 5.9: in 62 of 100 stolen lanes and 0.17 of 100 honest ones; fitted 35"
-- attack = "T1538"
-- needs = ["baseline"]
-- blind = "A thief who opens only what the person opens; people with few sessions in the export, of whom too little is known, are left out."
-- says = "Sign-ons to {apps}, which this person opened in none of {session_count} other sessions here."
-- steps = [
--     "Ask the owner of each of these apps for the person's activity in the hour after the sign-on, by address.",
--     "Search the log over 90 days for eventType user.authentication.sso of this actor.id and the app's target.id.",
-- ]
-- source = "DESIGN of the program, section 5; checklist of the 2023 case: sign-ons fanning out after the suspect point"
-- reads = ["lane_facts", "app_uses"]
--
-- [points]
-- one = 20
-- several = 35
--
-- [params.new_apps_several]
-- value = 2
-- unit = "apps"
-- why = "one new app is an errand; from as many on somebody looks around"
--
-- [params.new_apps_known_sessions]
-- value = 3
-- unit = "sessions"
-- why = "with fewer sessions in which the person opened an app, every app looks new"
--
-- [false_positives]
-- errand = "An app that is opened once a quarter is new in any short export: one alone weighs little."
-- new_joiner = "Somebody new opens apps for the first time: with few sessions to compare with nothing is said."

with opened as (
    select
        lane_facts.session_key,
        lane_facts.lane_no,
        lane_facts.actor_id,
        app_uses.app_id,
        min({
            'at': app_uses.occurred_at,
            'id': app_uses.event_id,
            'name': coalesce(app_uses.app_name, app_uses.app_id),
        }) as earliest,
    from lane_facts
    join app_uses using (session_key, lane_no)
    where lane_facts.is_candidate
        and app_uses.app_id is not null
    group by all
),
known_sessions as (
    select
        actor_id,
        app_id,
        session_key,
    from app_uses
    where not starts_with(session_key, 'client:')
        and app_id is not null
    group by all
),
session_counts as (
    select
        actor_id,
        count(distinct session_key) as session_count,
    from known_sessions
    group by actor_id
),
elsewhere as (
    select distinct
        opened.session_key,
        opened.lane_no,
        opened.app_id,
    from opened
    join known_sessions
        on known_sessions.actor_id = opened.actor_id
        and known_sessions.app_id = opened.app_id
        and known_sessions.session_key <> opened.session_key
),
before as (
    select distinct
        opened.session_key,
        opened.lane_no,
        opened.app_id,
    from opened
    join app_uses
        on app_uses.session_key = opened.session_key
        and app_uses.app_id = opened.app_id
        and app_uses.lane_no <> opened.lane_no
        and app_uses.occurred_at < opened.earliest.at
),
fresh as (
    select
        session_key,
        lane_no,
        max(actor_id) as actor_id,
        count(*) as app_count,
        list(earliest order by earliest) as firsts,
    from opened
    anti join elsewhere using (session_key, lane_no, app_id)
    anti join before using (session_key, lane_no, app_id)
    group by session_key, lane_no
),
compared as (
    select
        fresh.*,
        session_counts.session_count - case
            when starts_with(fresh.session_key, 'client:') then 0
            else 1
        end as other_count,
    from fresh
    join session_counts using (actor_id)
)
select
    session_key,
    lane_no,
    case when app_count >= $new_apps_several then 'several' else 'one' end as grade,
    {
        'apps': case
            when app_count = 1 then firsts[1].name
            when app_count = 2 then firsts[1].name || ' and ' || firsts[2].name
            else firsts[1].name || ', ' || firsts[2].name || ' and ' || (app_count - 2)
                || ' more'
        end,
        'session_count': other_count,
    } as fields,
    list_transform(firsts, lambda first: first.id)[1:50] as event_ids,
from compared
where other_count >= $new_apps_known_sessions;
