-- about = "How many people sign in from an address, and from its /24 or /48: what is shared here."
-- grain = "an address of the case"
-- key = ["address"]
-- reads = ["habits"]
--
-- [columns]
-- address = "from which somebody signed in"
-- prefix = "its /24 or /48"
-- person_count = "people whose sessions began there"
-- prefix_person_count = "people whose sessions began in the /24 or /48"

create or replace table address_use as
with by_prefix as (
    select
        prefix,
        count(distinct actor_id) as prefix_person_count,
    from habits
    group by prefix
)
select
    habits.address,
    max(habits.prefix) as prefix,
    count(distinct habits.actor_id) as person_count,
    max(by_prefix.prefix_person_count) as prefix_person_count,
from habits
left join by_prefix using (prefix)
group by habits.address;
