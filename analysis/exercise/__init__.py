"""Made-up Okta tenants with replays in them, the demo case made from one, and written exercises.

The generator reads from top to bottom: networks -> clients -> people -> records -> world -> sessions, bent by
confusions and replays -> days -> tenant -> exports. Nothing here reads a clock, the network
or a real log: the same seed gives the same bytes.
"""
