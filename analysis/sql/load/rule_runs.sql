-- about = "Makes the tables of the published rules anew: rule_firings empty, rule_runs of the registered Arrow table rule_runs_new."
-- values = []
--
-- [columns]
-- first_at = "when the rule would have fired first, on an event of the session, UTC"
-- event_ids = "events of the session that the rule counted, in order, 50 at most"
-- fields = "JSON: what fills the rule's sentence"
-- fingerprint = "stands for the evidence, the stages and the rules that were asked"
-- failed = "why the rule could not be run; null where it could"

create or replace table rule_firings (
    rule varchar not null,
    session_key varchar not null,
    first_at timestamp not null,
    event_ids varchar[] not null,
    fields json not null,
);

create or replace table rule_runs as
select
    rule,
    fingerprint,
    seconds,
    failed,
from rule_runs_new;
