"""What leaves the program on purpose: timelines, indicators, techniques and whole cases, as files for other tools.

Every file is made of the case alone and never sent anywhere. Findings as one document: `analysis.document`.
"""
