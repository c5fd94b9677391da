-- title = "others move here too"
-- claim = "In mid-session the machines of other people moved to the same network as well, each with its own device token."
-- why = "A secure edge, a hotel, a mobile operator or a popular VPN takes in many machines; a thief's exit only the stolen cookies."
-- family = "explanation"
-- weighed = "device_only: weight of evidence -1.8: in 6.2 of 100 stolen lanes and 40 of 100 honest ones; fitted -1; network: weight of evidence -2.7: in 0.67 of 100 stolen lanes and 11 of 100 honest ones; fitted -9; prefix: weight of evidence -3.9: in 0.48 of 100 stolen lanes and 25 of 100 honest ones; fitted -6"
-- attack = ""
-- needs = ["agent"]
-- blind = "A thief behind a network that people here use."
-- says = "The machines of {people} other people moved {where} in mid-session, each with its own {machine}."
-- steps = [
--     "Name the network in the operator's list if it is yours.",
-- ]
-- source = "DESIGN of the program, section 1"
-- reads = ["machine_moves", "lane_facts"]
-- shared_params = ["many_people"]
--
-- [points]
-- prefix = -6
-- network = -9
-- device_only = -1
--
-- [false_positives]
-- thief_among_them = "A thief at an exit that people here use is explained too: look at the turns and the device."

select
    machine_moves.session_key,
    machine_moves.lane_no,
    case
        when not machine_moves.has_token then 'device_only'
        when machine_moves.prefix_person_count >= $many_people then 'prefix'
        else 'network'
    end as grade,
    {
        'people': case
            when machine_moves.prefix_person_count >= $many_people
                then machine_moves.prefix_person_count
            else machine_moves.network_person_count
        end,
        'where': case
            when machine_moves.prefix_person_count >= $many_people
                then 'to the same addresses or their neighbours'
            else 'to ' || lane_facts.as_name
        end,
        'machine': case
            when machine_moves.has_token then 'device token'
            else 'system and browser'
        end,
    } as fields,
    [lane_facts.first_event_id] as event_ids,
from machine_moves
join lane_facts using (session_key, lane_no)
where lane_facts.is_candidate
    and greatest(
        machine_moves.prefix_person_count, machine_moves.network_person_count
    ) >= $many_people;
