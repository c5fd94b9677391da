-- about = "Which session hangs under which: the map from child to root, made over the whole case first."
-- grain = "a session id that some event places under another"
-- key = ["child_id"]
-- reads = ["events"]
--
-- [columns]
-- child_id = "the id that hangs under another"
-- root_id = "the topmost id, two levels up at most; the smallest where events disagree"

create or replace table session_roots as
with pairs as (
    select
        okta_session_id as child_id,
        min(root_session_id) as root_id,
    from events
    where root_session_id <> okta_session_id
        and root_session_id not like 'trs%'
    group by okta_session_id
)
select
    pairs.child_id,
    coalesce(upper_pair.root_id, pairs.root_id) as root_id,
from pairs
left join pairs as upper_pair
    on upper_pair.child_id = pairs.root_id
    and upper_pair.root_id <> pairs.child_id;
