-- about = "Takes away what a signal observed when it ran before."
-- values = ["signal"]

delete from observations
where signal = $signal
