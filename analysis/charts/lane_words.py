"""The words inside the lanes: their labels and what stands at the divergence. Not here: marks and lines."""

from __future__ import annotations

from collections.abc import Callable

import pandas as pd
import plotly.graph_objects as go

from analysis.charts.clock import moment
from analysis.charts.figure import plain
from analysis.charts.palette import Palette

SIDE = -1.0
"""Lane number that stands for events which form no lane."""
SESSIONLESS = "no session id in its events"
"""The note of a client that was gathered by person, address, agent and hour."""
NUMBERS = ("no", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve")


def number(count: int) -> str:
    """A whole number in words up to twelve, in digits after."""
    return NUMBERS[count] if 0 <= count < len(NUMBERS) else f"{count:,}"


def side_lane(events: pd.DataFrame) -> pd.DataFrame:
    """The grey lane of events that form none: one row in the shape of `clients`."""
    reasons = sorted(set(events["side_channel"].dropna()))
    row = {
        "lane_no": SIDE,
        "role": "side",
        "network": "Forms no lane",
        "place": None,
        "device": None,
        "note": ", ".join(reasons[:3]),
        "is_support_access": False,
        "event_count": len(events),
    }
    return pd.DataFrame([row])


def standing(client: pd.Series) -> str:
    """What a lane is, in words: whether somebody signed in from it."""
    note = client.get("note")
    said = f": {plain(note)}" if isinstance(note, str) and note else ""
    if client.get("is_support_access") is True:
        return "○ support access"
    if note == SESSIONLESS:
        return f"○ {SESSIONLESS}"
    match client["role"]:
        case "origin":
            return "● signed in here"
        case "assumed":
            return "◌ sign-in not in this export"
        case "explained":
            return f"○ never signed in, explained{said}"
        case "proven":
            return "● signed in as well"
        case "side":
            return plain(note) if said else ""
        case _:
            return "○ never signed in"


def label(
    result: go.Figure,
    clients: pd.DataFrame,
    colours: Palette,
    outside: Callable[[int], int],
    phone: bool,
    room_px: float,
    beyond: float | None,
    beyond_px: float,
) -> None:
    """Write each lane's label inside the chart, on the outer side of the first and the last lane.

    Why: `room_px` is the assumed width left of the divergence line. What also stands elsewhere, the
    count, the device, the place, gives way before the label crosses the line; a label that still
    does not fit begins right of the line, at `beyond` on the axis, where it has `beyond_px`.
    """
    last_row = int(clients["row"].max())
    for client in (row for _, row in clients.iterrows()):
        row = int(client["row"])
        middle = 0 < row < last_row
        text, fits = _label(client, phone, room_px)
        where = {"xref": "paper", "x": 0, "xshift": 2}
        if not fits and beyond is not None:
            where = {"xref": "x", "x": beyond, "xshift": 8}
            text, _ = _label(client, phone, beyond_px)
        result.add_annotation(
            **where, xanchor="left", y=-row + 0.5 * outside(row), showarrow=False,
            text=text, align="left", name="lane",
            font={"size": 12 if phone else 13, "color": colours.of_role(client["role"])},
            bgcolor=colours.paper if middle else None, borderpad=1,
        )  # fmt: skip


def _label(client: pd.Series, phone: bool, room_px: float) -> tuple[str, bool]:
    """The fullest label that fits, and whether it does."""
    longest = 24 if phone else 44
    network, place = (
        plain(client[name], longest) if isinstance(client[name], str) else "" for name in ("network", "place")
    )
    who = f"<b>{' · '.join(filter(None, (network, place))) or 'unknown network'}</b>"
    short = f"<b>{network or place or 'unknown network'}</b>"
    device = [plain(client["device"], longest)] if isinstance(client["device"], str) else []
    said = standing(client)
    state = [said if phone else f"<b>{said}</b>"] if said else []
    count = f"{client['event_count']:,} event{'s' if client['event_count'] != 1 else ''}"
    gap = "  " if phone else "   "
    forms = [[who, *device, *state, count], [who, *device, *state], [who, *state], [short, *state]]
    if phone:
        forms = forms[1:]
    fitting = next((form for form in forms if _width_px(gap.join(form)) <= room_px), None)
    return gap.join(fitting or forms[-1 if not phone else 0]), fitting is not None


def _width_px(text: str) -> float:
    """Roughly how wide a label is: tags take no room."""
    return 6.2 * len(text.replace("<b>", "").replace("</b>", ""))


def divergence(
    clients: pd.DataFrame, at: pd.Timestamp, length: str, phone: bool, *, is_dated: bool = False
) -> tuple[str, str]:
    """The two lines at the divergence: what begins here, and for how long two clients hold the session."""
    roles = clients["role"]
    held = int(roles.isin(["origin", "assumed", "foreign", "proven"]).sum())
    clients_held = f"{number(held)} clients"
    said = f"<b>Divergence {moment(at) if is_dated else f'{at:%H:%M:%S}'}</b>"
    if phone:
        return said, f"{clients_held} {length}"
    if not roles.isin(["origin", "assumed", "proven"]).any():
        return f"{said} · first event of a client without a session", length
    who = "from another client than the first" if (roles == "assumed").any() else "from a client that never signed in"
    return f"{said} · first event {who}", f"{clients_held}, one session, {length}"
