"""HAR files: what credentials they carry, how its cookies are set, and a copy without them.

The flow: *read (the file, an entry at a time) -> walk (each place where a value can stand, by its name and shape)
-> a ledger (which values, hashed with a key) -> inventory, or a sanitised file with its report.*

    read.py cutting.py lenient.py   the file: structure, entry by entry, never the whole in memory
    kinds.py values.py              what is a credential by its name, and by its shape
    walk.py header_text.py bodies.py texts.py addresses.py cookie_text.py     where values stand in an entry
    ledger.py                       the only place that holds values; hands out keyed hashes
    echoes.py unfolding.py          the same value again, in other encodings and other places
    inventory.py facts.py clock.py jwt.py saml.py set_cookie.py cookies.py    what `har inspect` and the screen tell
    sanitise.py personal.py report.py                          the copy that is safe to send
    faults.py                       a fault of the program, told without its text
    exposure.py exposed.py join.py exposure_words.py           the sessions in it, joined to the log of a case
    register.py register_csv.py register_words.py              files that left the house, known from tickets
    held.py guidance.py                                        the memory behind the screen; what to send instead
    commands.py                     `python -m analysis har ...`

Values are held in memory only, by the ledger of one run, and leave it only as hashes: no repr, exception text,
log or file has them.
"""
