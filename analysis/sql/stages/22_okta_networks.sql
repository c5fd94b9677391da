-- about = "Addresses of the case that belong to Okta itself, so that its own calls can be told from forged ones."
-- grain = "an address"
-- key = ["address"]
-- reads = ["networks", "address_lookups", "okta_ranges"]
--
-- [columns]
-- address = "in Okta's autonomous system or its published ranges, or listed by the operator with the kind `okta`"

create or replace table okta_networks as
select distinct networks.address
from networks
left join address_lookups using (address)
where networks.operator_kind = 'okta'
    or networks.as_number in (
        select as_number
        from okta_ranges
        where as_number is not null
    )
    or exists (
        from okta_ranges
        where okta_ranges.version = address_lookups.version
            and address_lookups.address_number
                between okta_ranges.first_number and okta_ranges.last_number
    );
