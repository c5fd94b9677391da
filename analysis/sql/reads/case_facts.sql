-- about = "What the case says of itself."

select
    schema_number,
    created_at,
from case_facts
