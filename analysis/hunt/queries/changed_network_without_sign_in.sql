-- title = "Sessions that changed network without a new sign-in"
-- why = "A session cookie that is used elsewhere leaves no sign-in there; this is the replay in its plainest form."
-- look_for = "A second network far from the first, another system or browser, and changes after it began. Phones that move between home and mobile networks look the same and keep their system and browser."

select
    lanes.session_key,
    sessions.actor_login,
    origins.network as signed_in_network,
    origins.as_org as signed_in_provider,
    origins.device as signed_in_device,
    lanes.network as other_network,
    lanes.as_org as other_provider,
    lanes.network_kind as other_kind,
    lanes.device as other_device,
    lanes.first_at as other_first_at,
    lanes.event_count as other_events,
    lanes.first_event_id as event_id,
from lanes
join lanes as origins
    on origins.session_key = lanes.session_key
    and origins.is_origin
join sessions on sessions.session_key = lanes.session_key
where not lanes.is_proven
    and not lanes.is_support_access
    and lanes.stepped_up_at is null
    and lanes.as_number <> origins.as_number
order by lanes.device <> origins.device desc, lanes.first_at
