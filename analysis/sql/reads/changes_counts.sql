-- about = "How many changes were done, of one person or session where one is named."
-- grain = "the case, a person or a session"
-- reads = ["changes"]
-- values = ["person", "session_key"]

select
    count(*) as change_count,
    count(*) filter (where undone_at is not null) as undone_count,
    count(*) filter (where side = 'foreign') as foreign_count,
    count(*) filter (where side = 'foreign' and undone_at is not null) as foreign_undone_count,
    count(*) filter (where is_new_for_person) as new_count,
    count(distinct concat_ws(' ', session_key, lane_no)) filter (where side = 'foreign')
        as foreign_client_count,
from changes
where is_done
    and ($person = '' or person_id = $person)
    and ($session_key = '' or session_key = $session_key)
