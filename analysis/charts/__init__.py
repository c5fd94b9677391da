"""The charts: a DataFrame in, a plotly Figure out. No database, no Streamlit, no thresholds.

Why: a chart that needs nothing but rows can be tested by its marks and drawn anywhere: on a
screen, in a briefing, in a test. Two rules hold in all of them. Colour says who (blue the client
that signed in, orange the other one) and shape says what. Every word that comes from a log passes
`figure.plain`, because plotly renders `<b>` and `<a>`.
"""
