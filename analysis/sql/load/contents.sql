-- about = "Stands for what is in a table, column by column with its row's key, whatever the order of rows; the caller puts a stage's own words for `made_table` and `made_key`."
-- values = []

select
    count(*),
    sum(hash(made_key, columns(*))) as '\0',
from made_table
