-- about = "One page of the findings, strongest first, with reasons rarest first and activity in twelve bars."
-- grain = "a finding"
-- values = [
--     "bands", "search", "signal_ids", "page_rows", "skipped_rows",
--     "judged_keys", "judged_verdicts", "verdicts", "is_sharing", "wanted_signals", "person", "network",
--     "from_at", "until_at", "is_privileged", "is_starred", "starred_keys", "sort",
-- ]
--
-- [columns]
-- place_no = "place among all findings that match, from 1"
-- verdict = "what a person said: replay, benign, unsure; open where nobody did"
-- shares_indicator = "something in the session is an indicator of this case"
-- matching_count = "findings that match, on all pages"
-- reasons = "signals that accuse, rarest in this case first: one that every finding has says nothing"
-- activity = "events in each twelfth of the session's time"
-- reading = "what it most likely was, an id of data/reference/explanations.toml; null where nothing needs a story"
-- reading_fields = "JSON: what the sentence of the reading is filled with"
-- reading_lane_no = "the client that the reading is about"
-- also = "readings of its other clients"
-- is_starred = "a person put a star on it"
-- has_support_access = "somebody was let in for support while the session ran"

with rarity as (
    select
        signal,
        count(distinct session_key) as session_count,
    from signals
    where points > 0
        and is_counted
    group by signal
),
judged as (
    select
        unnest($judged_keys::varchar[]) as session_key,
        unnest($judged_verdicts::varchar[]) as verdict,
),
sharing as (
    select distinct session_key
    from signals
    where signal = 'indicator_of_case'
),
beside as (
    select
        findings.*,
        coalesce(judged.verdict, 'open') as verdict,
        sharing.session_key is not null as shares_indicator,
        list_contains($starred_keys::varchar[], session_key) as is_starred,
    from findings
    left join judged using (session_key)
    left join sharing using (session_key)
),
wanted as (
    -- each subquery asks once more whether its value is given: one that is not needed reads nothing
    -- a band is the program's opinion: it hides nothing that a person judged and asks for
    select *
    from beside
    where (
            list_contains($bands::varchar[], band)
            or $is_sharing
            or (len($verdicts::varchar[]) > 0 and verdict <> 'open')
        )
        and (not $is_sharing or shares_indicator)
        and (len($verdicts::varchar[]) = 0 or list_contains($verdicts::varchar[], verdict))
        and (not $is_starred or is_starred)
        and (not $is_privileged or is_privileged_person)
        and ($person = '' or lower(actor_id) = $person or lower(actor_login) = $person)
        and coalesce(divergence_at, started_at) >= coalesce($from_at::timestamp, '-infinity')
        and coalesce(divergence_at, started_at) < coalesce($until_at::timestamp, 'infinity')
        and (
            len($wanted_signals::varchar[]) = 0
            or session_key in (
                select session_key
                from signals
                where len($wanted_signals::varchar[]) > 0
                    and is_counted
                    and list_contains($wanted_signals::varchar[], signal)
            )
        )
        and (
            $network = ''
            or session_key in (
                select session_clients.session_key
                from session_clients
                join networks using (network_key)
                where $network <> ''
                    and (
                        lower(networks.network) = $network
                        or networks.prefix = $network
                        or session_clients.address = $network
                    )
            )
        )
        and (
            $search = ''
            or contains(lower(concat_ws(' ', actor_login, actor_name, session_id)), $search)
            or session_key in (
                select session_key
                from lanes
                where $search <> ''
                    and contains(lower(concat_ws(' ', as_org, network)), $search)
            )
            or session_key in (
                select session_clients.session_key
                from session_clients
                join places using (place_key)
                where $search <> ''
                    and contains(lower(concat_ws(' ', places.city, places.country)), $search)
            )
            or session_key in (
                select session_key
                from signals
                where len($signal_ids::varchar[]) > 0
                    and list_contains($signal_ids::varchar[], signal)
            )
        )
),
page as (
    select
        *,
        row_number() over (
            order by
                case
                    when $sort = 'newest' then -epoch_us(coalesce(divergence_at, started_at))
                    when $sort = 'oldest' then epoch_us(coalesce(divergence_at, started_at))
                    when $sort = 'events' then -foreign_event_count
                end,
                case when $sort = 'person' then lower(actor_login) end nulls last,
                score desc,
                session_id,
                session_key
        ) as place_no,
        count(*) over () as matching_count,
    from wanted
    order by place_no
    limit $page_rows
    offset $skipped_rows
),
accusing as (
    select
        signals.session_key,
        list(signals.signal order by rarity.session_count, signals.points desc, signals.signal)
            as reasons,
    from signals
    join page using (session_key)
    join rarity using (signal)
    where signals.is_counted
        and signals.points > 0
    group by signals.session_key
),
binned as (
    select
        session_events.session_key,
        least(11, floor(
            12 * date_diff('millisecond', page.started_at, session_events.occurred_at)
            / greatest(1, date_diff('millisecond', page.started_at, page.ended_at))
        ))::integer as bin,
        count(*) as event_count,
    from session_events
    join page using (session_key)
    group by all
),
bars as (
    select
        session_key,
        list_transform(
            range(12),
            lambda bin: coalesce(
                map_from_entries(list({'k': binned.bin, 'v': binned.event_count}))[bin],
                0
            )
        ) as activity,
    from binned
    group by session_key
)
select
    page.place_no,
    page.matching_count,
    page.session_key,
    page.session_id,
    page.actor_login,
    page.actor_name,
    page.score,
    page.band,
    page.verdict,
    page.shares_indicator,
    page.is_starred,
    coalesce(accusing.reasons, []) as reasons,
    coalesce(page.divergence_at, page.started_at) as at,
    page.divergence_at,
    page.started_at,
    page.ended_at,
    page.event_count,
    page.lane_count,
    page.foreign_event_count,
    page.is_origin_assumed,
    page.is_inferred,
    page.session_key in (
        select session_key
        from lanes
        where is_support_access
    ) as has_support_access,
    bars.activity,
    explanations.reading,
    explanations.fields as reading_fields,
    explanations.lane_no as reading_lane_no,
    coalesce(explanations.also, []) as also,
from page
left join accusing using (session_key)
left join bars using (session_key)
left join explanations using (session_key)
order by page.place_no
