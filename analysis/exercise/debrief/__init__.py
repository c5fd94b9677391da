"""The debrief: the truth beside what the team said, what each control would have changed, and what is done about it.

It reads from top to bottom: `contents` gathers everything of a game that is over (`timelines`, `found`, `answered`,
`controlled`, words from `words`), `plan` and `questionnaire` are what people add, `report` lays it out for the file
(`pdf`, `pptx`, `markdown`). Nobody is ranked, least of all against those who were robbed in 2023.
Not here: points (scenarios/scoring.py), screens.
"""
