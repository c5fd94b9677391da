"""Questions that a person puts to a case: read-only SQL of their own, and Sigma rules of others.

guard.py says which SQL may run, run.py runs it within limits, saved.py holds ready and own queries and what was
asked, schema.py what can be asked. sigma_rules.py reads rules, sigma_fields.py knows where their fields lie,
sigma_backend.py turns them into SQL, sigma_run.py runs them, commands.py is the command line.
Not here: drawing (pages/hunt.py).
"""
