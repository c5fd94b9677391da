"""The panel of published rules: what the well-known rules of others would have said of each session.

Why: a responder is asked "did our rules not see it?", and gets an answer with its reasons; and a
new judge of sessions has to show that it is better than what is there. One rule a file, in SQL of
our own made from the logic that its authors describe. Not here: anything that judges; no score,
band or signal depends on a rule of this room.

A rule that counts events of a person, a device token or an address is brought to every session that
holds one of the events that it counted.
"""
