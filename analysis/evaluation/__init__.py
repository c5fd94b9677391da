"""How good the judgement is: Crumbline's findings against the truth of made-up tenants.

Why a room: only here and in the tests is the truth of a tenant ever read; the program judges without it.
Seeds 1-99 are for calibration, 200 and above for evaluation, so that no figure praises what it was fitted to.

tenants.py makes and keeps tenants, measure.py compares findings with the truth, demands.py says what was asked,
evaluate.py and tables.py are `python -m analysis evaluate`; lanes.py, fit.py, weights.py, headers.py and
calibrate.py are `python -m analysis calibrate`; compare.py sets the published rules beside Crumbline.
"""
