-- about = "Makes a table of the registered Arrow table `given`; the pipeline puts the table's name, one of its fixed list, for `taken_over`."
-- values = []

create or replace table taken_over as
from given
