-- about = "All rows of acts, to carry them into a rebuilt case."

from acts
order by all
