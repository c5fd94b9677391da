-- about = "The last moment that the evidence of the case reaches."

select max(last_at) as until_at from evidence
