"""The ASGI application: the Streamlit frame, the upload routes, the country outlines, the guards.

Start it with `streamlit run app.py -- --cases FOLDER`. Everything that a person sees is in pages/.
With `-- --exercise` it serves games to other machines: no case, no upload, no bundle, and doors before what is left.
"""

from __future__ import annotations

import sys
from pathlib import Path

import streamlit as st
from starlette.middleware import Middleware
from starlette.routing import Mount
from starlette.staticfiles import StaticFiles

ROOT = Path(__file__).resolve().parent
# Streamlit adds the folder of pages/frame.py only while the frame runs; the routes need `parts` before,
# and under the same name, so that both sides share one module.
sys.path.insert(0, str(ROOT / "pages"))

from analysis import logs  # noqa: E402
from parts import doors, games, guards, har_routes, join_routes, serving_start, takeaway_bundle, upload_routes  # noqa: E402

logs.start()

OUTLINES = Mount("/outlines", StaticFiles(directory=ROOT / "data" / "map", check_dir=False))
if games.is_serving():
    serving_start.begin()
    routes = [*join_routes.routes(), OUTLINES]
    middleware = [Middleware(guards.Guards, names=serving_start.names()), Middleware(doors.Doors)]
else:
    routes = [*upload_routes.routes(), *har_routes.routes(), *takeaway_bundle.routes(), OUTLINES]
    middleware = [Middleware(guards.Guards)]

app = st.App("pages/frame.py", routes=routes, middleware=middleware)
