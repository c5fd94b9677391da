-- about = "Takes over the rows of the registered Arrow tables column_meanings_new and effective_parameters_new."
-- values = []

delete from column_meanings;

insert into column_meanings
from column_meanings_new;

delete from effective_parameters;

insert into effective_parameters
from effective_parameters_new;
