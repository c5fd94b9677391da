-- about = "The tables and views of the case, and how many rows about."

select
    table_name as "table",
    estimated_size as "rows",
from duckdb_tables()
where schema_name = 'main'
    and not internal
union all
select
    view_name,
    null,
from duckdb_views()
where schema_name = 'main'
    and not internal
order by 1
