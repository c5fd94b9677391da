-- about = "Where each address lies, how exactly that is known, and how far two sources disagree."
-- grain = "an address with the place values that its events give"
-- key = ["place_key"]
-- reads = ["addresses", "address_lookups"]
--
-- [columns]
-- place_key = "stands for the address and its place values"
-- address = "null where the event has none"
-- city = "Okta's, else the database's; null where unknown"
-- state = "Okta's; null where unknown"
-- country = "Okta's, else the database's; a name, not a code"
-- latitude = "degrees, north positive; null where unknown; 0 is a place"
-- longitude = "degrees, east positive; null where unknown; 0 is a place"
-- radius_km = "how far from there the client may be, km; null without coordinates"
-- source = "whose coordinates: okta, mmdb or none"
-- disagreement_km = "between Okta's and the database's coordinates, km; null without both"
--
-- [params.city_radius_km]
-- value = 50
-- unit = "km"
-- why = "a city with its suburbs; databases give most city answers this or less"
--
-- [params.state_radius_km]
-- value = 300
-- unit = "km"
-- why = "from the middle of a state or province to its edge, most of the time"
--
-- [params.country_radius_km]
-- value = 1500
-- unit = "km"
-- why = "a point that stands for a whole country: half across a large one"

create or replace table places as
with given as (
    -- rows that share a key share their values; min makes it one row without choosing
    select
        place_key,
        min(address) as address,
        min(city) as city,
        min(state) as state,
        min(country) as country,
        min(latitude) as latitude,
        min(longitude) as longitude,
    from addresses
    group by place_key
),
with_okta as (
    -- 0/0 without a real city is a blank that was filled in: redacted samples say "City" there
    select
        place_key,
        address,
        case when lower(city) <> 'city' then city end as city,
        state,
        country,
        latitude between -90 and 90
            and longitude between -180 and 180
            and not (
                latitude = 0
                and longitude = 0
                and (city is null or lower(city) = 'city')
            ) as is_given,
        latitude,
        longitude,
    from given
),
beside as (
    select
        with_okta.place_key,
        with_okta.address,
        with_okta.city as okta_city,
        with_okta.state,
        with_okta.country as okta_country,
        case when with_okta.is_given then with_okta.latitude end as okta_latitude,
        case when with_okta.is_given then with_okta.longitude end as okta_longitude,
        address_lookups.mmdb_city,
        address_lookups.mmdb_country,
        address_lookups.mmdb_latitude,
        address_lookups.mmdb_longitude,
        address_lookups.mmdb_radius_km,
    from with_okta
    left join address_lookups using (address)
),
chosen as (
    select
        *,
        case
            when okta_latitude is not null then 'okta'
            when mmdb_latitude is not null then 'mmdb'
            else 'none'
        end as source,
        -- names of the other source fill a gap, but never describe coordinates that are not its own
        case
            when okta_latitude is not null then okta_city
            else coalesce(okta_city, mmdb_city)
        end as city,
        case
            when okta_latitude is not null then okta_country
            else coalesce(okta_country, mmdb_country)
        end as country,
    from beside
),
measured as (
    -- haversine on a sphere of the mean radius 6371.0088 km (IUGG): R. W. Sinnott, "Virtues of the
    -- Haversine", Sky and Telescope 68 (1984). Rounding may pass 1, where asin ends. Deliberately
    -- no least(1, ...): it passes over a null and would answer half the girth of the Earth.
    select
        *,
        sqrt(
            pow(sin(radians(mmdb_latitude - okta_latitude) / 2), 2)
            + cos(radians(okta_latitude)) * cos(radians(mmdb_latitude))
            * pow(sin(radians(mmdb_longitude - okta_longitude) / 2), 2)
        ) as exact_half_chord,
        case when exact_half_chord > 1 then 1 else exact_half_chord end as half_chord,
    from chosen
)
select
    place_key,
    address,

    city,
    state,
    country,
    coalesce(okta_latitude, mmdb_latitude) as latitude,
    coalesce(okta_longitude, mmdb_longitude) as longitude,

    case
        when source = 'none' then null
        when source = 'mmdb' and mmdb_radius_km is not null then mmdb_radius_km
        when city is not null then $city_radius_km
        when state is not null then $state_radius_km
        else $country_radius_km
    end :: double as radius_km,
    source,

    2 * 6371.0088 * asin(half_chord) as disagreement_km,
from measured;
