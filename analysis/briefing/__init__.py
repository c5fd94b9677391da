"""The briefing: the case on one page for those who decide, and the pages behind it for those who ask.

`contents` says what stands in it, from the case; `edits` what people changed; `pdf`, `pptx`, `markdown` and `html`
write it. Everything is made on this machine and sent nowhere.
"""
