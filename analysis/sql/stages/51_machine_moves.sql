-- about = "Who else moved there: a machine that takes its device token to another network in mid-session, beside the others that did."
-- grain = "a lane that looks like the origin's own machine on another network, or behind another address"
-- key = ["session_key", "lane_no"]
-- reads = ["lane_facts", "networks"]
--
-- [columns]
-- session_key = "the session"
-- lane_no = "the lane"
-- has_token = "device token and device are the origin's; else the device alone, no token being given"
-- own_session_count = "other sessions in which this person's machine moved to the network"
-- network_person_count = "other people whose machine moved to the network in mid-session"
-- prefix_person_count = "other people whose machine moved to the same /24 or /48"

create or replace table machine_moves as
with moved as (
    select
        session_key,
        lane_no,
        actor_id,
        network,
        address,
        token_relation = 'same' as has_token,
    from lane_facts
    where device_relation = 'same'
        and token_relation in ('same', 'unknown')
        and not is_inferred
        and origin_lane_no is not null
),
prefixes as (
    select distinct
        address,
        prefix,
    from networks
),
with_prefix as (
    -- the first address of a lane stands for it
    select
        moved.*,
        prefixes.prefix,
    from moved
    join prefixes using (address)
    where moved.network is not null
        and prefixes.prefix is not null
),
marked as (
    -- one key each, so that no join can go by the token alone and pair everybody with everybody
    select
        *,
        concat_ws('|', has_token, network) as network_mark,
        concat_ws('|', has_token, prefix) as prefix_mark,
        concat_ws('|', has_token, network, actor_id) as own_mark,
    from with_prefix
),
by_network as (
    select
        network_mark,
        count(distinct actor_id) as person_count,
    from marked
    group by network_mark
),
by_prefix as (
    select
        prefix_mark,
        count(distinct actor_id) as person_count,
    from marked
    group by prefix_mark
),
own_networks as (
    select
        own_mark,
        count(distinct session_key) as session_count,
    from marked
    group by own_mark
)
select
    marked.session_key,
    marked.lane_no,
    marked.has_token,
    max(own_networks.session_count) - 1 as own_session_count,
    max(by_network.person_count) - 1 as network_person_count,
    max(by_prefix.person_count) - 1 as prefix_person_count,
from marked
join by_network using (network_mark)
join by_prefix using (prefix_mark)
join own_networks using (own_mark)
group by marked.session_key, marked.lane_no, marked.has_token;
