-- about = "A person puts a default back: the case has no word of its own on it."
-- values = ["name"]

delete from settings
where name = $name
