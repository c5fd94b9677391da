-- about = "The parts of a query, as JSON: which tables and functions it names. Nothing of it is run."
-- values = ["text"]

select json_serialize_sql($text::varchar) as parsed
