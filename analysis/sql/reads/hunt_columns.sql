-- about = "Every column of every table and view of the case, with what it means."

select
    found.table_name as "table",
    found.column_name as "column",
    lower(found.data_type) as "type",
    column_meanings.meaning,
    found.column_index as "position",
from duckdb_columns() as found
left join column_meanings
    on column_meanings.table_name = found.table_name
    and column_meanings.column_name = found.column_name
where found.schema_name = 'main'
    and not found.internal
order by found.table_name, found.column_index
