-- about = "All rows of settings, to carry them into a rebuilt case."

from settings
order by all
