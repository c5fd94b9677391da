-- about = "What this evidence cannot show, in sentences, and which signals each touches."
-- grain = "a statement"
-- key = ["statement", "evidence_id"]
-- reads = ["evidence", "events", "sessions", "token_clients"]
-- shared_params = ["many_people"]
--
-- [columns]
-- statement = "one or two sentences, ready to show"
-- affects = "ids of the signals that it touches; empty where it touches all or none"
-- evidence_id = "the evidence it is about; null where it is about the whole case"
--
-- [params.csv_row_cap]
-- value = 200000
-- unit = "rows"
-- why = "the Admin Console is said to cut its download there; a file within 2 % of it may be cut"
--
-- [params.gap_from_h]
-- value = 12
-- unit = "hours"
-- why = "a tenant with people in it is rarely silent for so long on a working day"

create or replace table coverage as
with bounds as (
    select
        min(occurred_at) as first_at,
        max(occurred_at) as last_at,
        count(*) as event_count,
    from events
),
hours as (
    select distinct date_trunc('hour', occurred_at) as hour_at
    from events
),
silences as (
    select
        lag(hour_at) over (order by hour_at) as from_at,
        hour_at as until_at,
        date_diff('hour', lag(hour_at) over (order by hour_at), hour_at) - 1 as silent_h,
    from hours
),
long_silences as (
    select
        *,
        row_number() over (order by silent_h desc, from_at) as place_no,
        count(*) over () as silence_count,
    from silences
    where silent_h >= $gap_from_h
),
session_counts as (
    select
        count(*) filter (where not is_inferred) as session_count,
        count(*) filter (
            where not is_inferred and not has_sign_in and not is_parent_unknown
        ) as startless_count,
        count(*) filter (where is_parent_unknown) as orphan_count,
        count(*) filter (where is_inferred) as inferred_count,
        count(*) filter (where not has_dt_hash and lane_count > 1) as tokenless_count,
        count(*) filter (where not has_place and lane_count > 1) as placeless_count,
        count(*) filter (where not has_baseline and lane_count > 1) as lonely_count,
        count(*) filter (where lane_count > 1) as several_count,
    from sessions
),
missing as (
    select
        evidence_id,
        name,
        list_filter(missing_columns, lambda column_name: column_name in (
            'security_context_as_number', 'debug_data_dt_hash', 'debug_data_risk',
            'authentication_context_root_session_id', 'authentication_context_external_session_id',
            'client_user_agent_raw_user_agent', 'client_geographical_context_geolocation_lat',
            'transaction_detail', 'debug_data_tunnels'
        )) as columns,
    from evidence
    where len(missing_columns) > 0
        and read + duplicate > 0
),
statements as (
    select
        1 as place_no,
        'A session that holds only a thief''s own client, signed in through a phishing proxy, looks like any other session and cannot be seen here.'
            as statement,
        []::varchar[] as affects,
        null::integer as evidence_id,
    from bounds
    where event_count > 0

    union all
    select
        2,
        format('{:,} of {:,} sessions began before this export or elsewhere: their sign-in is not in it, so the first client seen is taken for the one that signed in.',
            startless_count, session_count),
        ['no_sign_in_in_lane'],
        null,
    from session_counts
    where startless_count > 0

    union all
    select
        3,
        format('{:,} {} under a session that is not in this export: whether anybody signed in there cannot be told.',
            orphan_count, case when orphan_count = 1 then 'session hangs' else 'sessions hang' end),
        ['no_sign_in_in_lane'],
        null,
    from session_counts
    where orphan_count > 0

    union all
    select
        4,
        format('{:,} {} used the tenant in events without a session id, gathered by person, address, agent and hour, and judged as such.',
            inferred_count, case when inferred_count = 1 then 'client' else 'clients' end),
        [],
        null,
    from session_counts
    where inferred_count > 0

    union all
    select
        5,
        format('No event at all for {:,} hours from {} UTC{}.', silent_h, strftime(from_at + interval 1 hour, '%d %b %Y %H:%M'),
            case
                when silence_count > 1 then format(
                    ', and {:,} more silences of {:,} hours or longer',
                    silence_count - 1, $gap_from_h::bigint
                )
                else ''
            end),
        [],
        null,
    from long_silences
    where place_no = 1

    union all
    select
        6,
        format('{:,} of {:,} sessions with several clients carry no device token: whether a token was copied or changed cannot be told for them.',
            tokenless_count, several_count),
        ['device_token_differs', 'device_token_copied', 'same_token_and_agent'],
        null,
    from session_counts
    where tokenless_count > 0

    union all
    select
        7,
        format('{:,} of {:,} sessions with several clients have no place: their speed was not judged.', placeless_count, several_count),
        ['faster_than_airliner', 'simultaneous_use'],
        null,
    from session_counts
    where placeless_count > 0

    union all
    select
        8,
        format('{:,} of {:,} sessions with several clients belong to people with no other session here: what is usual for them is not known.',
            lonely_count, several_count),
        ['network_new_for_person', 'own_network'],
        null,
    from session_counts
    where lonely_count > 0

    union all
    select
        9,
        format('This Admin Console file has {:,} rows. The console is said to stop at {:,}: the file may be cut. Fetch the same days through the API.',
            rows, $csv_row_cap::bigint),
        [],
        evidence_id,
    from evidence
    where format = 'admin_csv'
        and rows >= $csv_row_cap * 0.98
        and rows <= $csv_row_cap * 1.02

    union all
    select
        10,
        'This kind of file does not carry: '
        || array_to_string(list_transform(columns, lambda column_name: case column_name
            when 'security_context_as_number' then 'networks (ASN)'
            when 'debug_data_dt_hash' then 'device tokens'
            when 'debug_data_risk' then 'Okta''s risk and behaviours'
            when 'authentication_context_root_session_id' then 'root sessions'
            when 'authentication_context_external_session_id' then 'session ids'
            when 'client_user_agent_raw_user_agent' then 'user agents'
            when 'client_geographical_context_geolocation_lat' then 'coordinates'
            when 'transaction_detail' then 'API token ids'
            when 'debug_data_tunnels' then 'VPN and proxy marks'
        end), ', ') || '. What needs them is not available for its events.',
        list_distinct(flatten([
            case when list_contains(columns, 'debug_data_dt_hash')
                then ['device_token_differs', 'device_token_copied', 'same_token_and_agent']
                else [] end,
            case when list_contains(columns, 'debug_data_risk') then ['okta_says_so'] else [] end,
            case when list_contains(columns, 'client_geographical_context_geolocation_lat')
                then ['faster_than_airliner', 'simultaneous_use'] else [] end
        ])),
        evidence_id,
    from missing
    where len(columns) > 0

    union all
    select
        11,
        'This kind of file cuts times to the second: which of two events of one second came first is not known.',
        ['simultaneous_use', 'faster_than_airliner'],
        evidence_id,
    from evidence
    where format = 'ocsf'
        and read + duplicate > 0

    union all
    select distinct
        12,
        'Some addresses exchange tokens for few people and do nothing else here: they are taken for servers,'
        || ' and their events are no client of any session.',
        ['script_agent', 'hosting_network'],
        null,
    from token_clients
    where person_count < $many_people
)
select
    statement,
    affects,
    evidence_id,
from statements
order by place_no, evidence_id;
