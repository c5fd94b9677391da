-- about = "Takes away what a signal observed before: it could not be evaluated."
-- values = ["signal"]

delete from observations
where signal = $signal
