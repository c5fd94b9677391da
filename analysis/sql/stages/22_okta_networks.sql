-- about = "Addresses of the case that belong to Okta itself, so that its own calls can be told from forged ones."
-- grain = "an address"
-- key = ["address"]
-- reads = ["networks", "okta_ranges"]
--
-- [columns]
-- address = "in Okta's autonomous system, or listed by the operator with the kind `okta`"

create or replace table okta_networks as
select distinct address
from networks
where address is not null
    and (
        operator_kind = 'okta'
        or as_number in (select as_number from okta_ranges where as_number is not null)
    );
