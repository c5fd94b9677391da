-- about = "Accounts in whose sessions the client of a foreign lane was seen again, after what that lane had made or changed."
-- grain = "a session and an account"
-- values = ["session_keys"]
--
-- [columns]
-- last_at = "the last of these events, UTC"

select
    consequences.session_key,
    later.actor_id,
    min(later.actor_login) as actor_login,
    min(consequences.occurred_at) as first_at,
    max(consequences.occurred_at) as last_at,
from consequences
join sessions as later
    on later.session_key = consequences.later_session_key
where list_contains($session_keys::varchar[], consequences.session_key)
    and consequences.is_same_client
    and not consequences.is_refused
    and not consequences.is_attempt
    and later.actor_id is not null
group by consequences.session_key, later.actor_id
order by first_at, later.actor_id, consequences.session_key
