"""A file in, raw events out: one file a format, recognised by content and never by name.

The way of a file: `containers` opens it, `encodings` makes it UTF-8, `recognise` asks the formats,
a reader (`json_lines`, `json_values`, a CSV) cuts it into records, `store` keeps them, `load` puts
them into the case in one transaction, `same_event` decides what said the same twice.
Not here: what the events mean; the stages begin where raw_events ends.
"""
