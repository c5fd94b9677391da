-- title = "Sign-ins through Tor, VPN or hosting networks"
-- why = "A phishing proxy signs in from a rented server, and that session has no second client to find."
-- look_for = "A person with one such sign-in among many from elsewhere. Whole groups of people on one such network are a company VPN: tell Settings that it is yours."

select
    sessions.session_key,
    sessions.actor_login,
    lanes.first_at as signed_in_at,
    lanes.network,
    lanes.as_org,
    lanes.network_kind,
    lanes.device,
    lanes.proof,
    count(*) over (partition by sessions.actor_id) as such_sign_ins_of_person,
    count(*) over (partition by lanes.network) as such_sign_ins_on_network,
from lanes
join sessions on sessions.session_key = lanes.session_key
where lanes.is_proven
    and lanes.network_kind in ('tor', 'vpn', 'hosting')
order by such_sign_ins_of_person, such_sign_ins_on_network, lanes.first_at, sessions.session_key
