-- title = "shared address"
-- claim = "Sessions of many people of this tenant began at an address of this client or in its /24 or /48."
-- why = "Offices, campuses and VPN exits are shared; a second client there is usually the person behind another exit."
-- family = "explanation"
-- weighed = "address: weight of evidence -6.4: in 0 of 100 stolen lanes and 28 of 100 honest ones; fitted -29; prefix: weight of evidence -2.6: in 2.5 of 100 stolen lanes and 35 of 100 honest ones; fitted -11"
-- attack = ""
-- needs = []
-- blind = "A thief inside the company, or behind the same VPN provider."
-- says = "Sessions of {people} people began {where}."
-- steps = [
--     "Name the address in the operator's list if it is yours.",
-- ]
-- source = "DESIGN of the program, section 1"
-- reads = ["lane_facts"]
-- shared_params = ["many_people"]
--
-- [points]
-- address = -29
-- prefix = -11
--
-- [false_positives]
-- thief_inside = "A thief on a network that employees use is explained too well: look at the device."

select
    session_key,
    lane_no,
    case when person_count >= $many_people then 'address' else 'prefix' end as grade,
    {
        'people': case
            when person_count >= $many_people then person_count
            else prefix_person_count
        end,
        'where': case
            when person_count >= $many_people then 'at an address of this client'
            else 'next to an address of this client (same /24 or /48)'
        end,
    } as fields,
    [first_event_id] as event_ids,
from lane_facts
where is_candidate
    and greatest(person_count, prefix_person_count) >= $many_people;
