-- about = "A query as a tree, by DuckDB's own parser, to see which columns it reads"
-- values = ["query"]

select json_serialize_sql($query)
