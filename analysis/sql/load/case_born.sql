-- about = "Writes the schema number into a new case."
-- values = ["schema_number"]

insert into case_facts
select $schema_number::integer, now()::timestamp
