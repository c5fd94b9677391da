-- about = "Stands for what one signal observed, whatever the order of rows."
-- values = ["signal"]

select
    count(*),
    sum(hash(observed)),
from observations as observed
where signal = $signal
