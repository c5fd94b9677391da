"""Written exercises: a document says who is robbed, when and how, who calls meanwhile, what is asked, and how it ends.

It reads from top to bottom: document (the file, checked) -> plan (people, clients and steps on the generator) -> truth
(what then is true) -> game (texts filled in, times on the clock of play) -> make (the files) -> scoring (what a team
said beside the truth). `automatic` plays by itself, with what players see. Nothing here knows of a screen, a server or
a running clock: whoever plays brings the minute.
"""
