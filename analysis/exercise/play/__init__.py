"""A game that is played: a folder with its scenario, its journal and a case that is fed up to the clock.

Flow: `plays.Plays` finds or makes games; `play.Play` is one of them: what people do goes through it into the journal,
and the journal's fold (`state.State`) is all that a killed server needs to go on. `feeder` gives the case what the
clock has reached. What players may see is what `Play.for_players` gives, and the case.
Not here: what an exercise consists of (`scenarios/`), what it is worth (`scenarios/scoring.py`), any screen.
"""
