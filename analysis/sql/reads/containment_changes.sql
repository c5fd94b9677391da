-- about = "What the other clients of some sessions made or changed, and what was done with that, each with what became of it."
-- grain = "a change in a session"
-- values = ["session_keys", "whole_keys"]
--
-- [columns]
-- act_no = "the number of the act, as in session_timeline; of a later use the act that it came of; null in a session taken as a whole"
-- is_later = "was done later, with what the other client had made"
-- is_undone_by_same = "the other client itself took it back"

with acts as (
    select
        lane_events.session_key,
        lane_events.event_id,
        (row_number() over (
            partition by lane_events.session_key
            order by lane_events.occurred_at, lane_events.event_id
        ))::integer as act_no,
    from lane_events
    join lane_points using (session_key, lane_no)
    where list_contains($session_keys::varchar[], lane_events.session_key)
        and lane_points.is_foreign
        and lane_events.is_act
),
own as (
    select
        session_key,
        event_id,
        act_no,
        false as is_later,
    from acts
    union all
    select
        consequences.session_key,
        consequences.event_id,
        acts.act_no,
        true,
    from consequences
    join acts
        on acts.session_key = consequences.session_key
        and acts.event_id = consequences.act_event_id
    where not consequences.is_refused
        -- what the owner of an account or a role does is the owner's work, or else the client's
        and (
            consequences.is_same_client
            or list_contains(['user', 'token', 'client'], consequences.rule)
        )
    union all
    select
        changes.session_key,
        changes.event_id,
        null,
        false,
    from changes
    where list_contains($whole_keys::varchar[], changes.session_key)
),
told as (
    select
        session_key,
        event_id,
        min(act_no) as act_no,
        bool_and(is_later) as is_later,
    from own
    group by session_key, event_id
)
select
    told.session_key,
    told.act_no,
    told.is_later,
    changes.event_id,
    changes.occurred_at,
    changes.event_type,
    changes.kind,
    changes.action,
    changes.object_type,
    changes.object_id,
    changes.object_name,
    changes.beside_type,
    changes.beside_id,
    changes.beside_name,
    changes.undone_at,
    changes.undone_event_id,
    changes.undone_what,
    changes.undone_by,
    ending.event_id is not null as is_undone_by_same,
from told
join changes using (event_id)
left join told as ending
    on ending.session_key = told.session_key
    and ending.event_id = changes.undone_event_id
where changes.is_done
    and changes.action <> 'used'
    -- what only took back what the same client had done leaves nothing to put back
    and changes.event_id not in (
        select undoing.undone_event_id
        from told as earlier
        join changes as undoing using (event_id)
        where undoing.undone_event_id is not null
    )
order by changes.occurred_at, changes.event_id, told.session_key
