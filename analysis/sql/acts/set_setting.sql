-- about = "A person sets something for the case; the last word counts."
-- values = ["name", "value", "author"]

insert or replace into settings
select
    $name,
    $value,
    now()::timestamp,
    $author
