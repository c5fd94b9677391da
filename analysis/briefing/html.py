"""The briefing as one HTML file that asks nobody for anything: own styles, pictures inside, no script, no link.

Every text is escaped where it is written; the Content-Security-Policy in the file forbids what would slip through.
"""

from __future__ import annotations

import base64
import hashlib
from collections.abc import Iterable, Sequence
from html import escape

from analysis.briefing import pictures, said, svg
from analysis.briefing.shape import Briefing, Section, Table

WIDTH, MAP_HEIGHT = 380.0, 226.0
_STYLE = """
:root { color-scheme: light; }
body { margin: 0 auto; max-width: 62rem; padding: 1rem 1.2rem 3rem; background: #FCFBF8; color: #1B2026;
  font: 16px/1.45 "Source Sans 3", "Source Sans Pro", system-ui, sans-serif; }
h1, h2 { font-family: "Source Serif 4", "Source Serif Pro", Georgia, serif; line-height: 1.2; }
h1 { font-size: 1.9rem; margin: .6rem 0; } h2 { font-size: 1.15rem; margin: 1.6rem 0 .4rem; }
.mark { display: inline-block; background: #000; font: 700 .85rem/1 ui-monospace, monospace; padding: .3rem .5rem; }
.lead { font-family: "Source Serif 4", Georgia, serif; font-size: 1.15rem; }
.muted { color: #5A636D; font-size: .9rem; }
.row { display: flex; flex-wrap: wrap; gap: 1.6rem; } .row > * { flex: 1 1 14rem; min-width: 0; }
.figures > div { border-top: 1px solid #DFDCD3; padding-top: .4rem; flex-basis: 9rem; }
.value { font-size: 1.7rem; }
svg { width: 100%; height: auto; }
.wide { overflow-x: auto; }
table { border-collapse: collapse; width: 100%; font-size: .9rem; }
th, td { text-align: left; vertical-align: top; padding: .3rem .5rem .3rem 0; border-bottom: 1px solid #E7E4DC;
  overflow-wrap: anywhere; }
th { color: #5A636D; font-weight: 400; }
@media print { body { font-size: 11px; } section { break-inside: avoid-page; } }
"""


def write(told: Briefing) -> bytes:
    """The page, UTF-8."""
    spoken = said.spoken(told)
    mark = f'<p><span class="mark" style-of="mark">{_(told.mark)}</span></p>'
    body = [
        mark,
        f"<p><strong>{_(spoken.counsel)}</strong></p>" if spoken.counsel else "",
        f'<p class="muted">{_(spoken.title)} · {_(told.caption)}</p>',
        f"<h1>{_(told.headline)}</h1>",
        f'<p class="lead">{_(" ".join(told.lead))}</p>',
        *_first(told, spoken),
        *(_section(one) for one in told.behind),
        f'<p class="muted">{_(said.MADE_BY)}</p>',
        mark,
    ]
    style = _STYLE + f".mark {{ color: {said.MARK_COLOURS[told.mark]}; }}\n"
    digest = base64.b64encode(hashlib.sha256(style.encode()).digest()).decode()
    policy = f"default-src 'none'; style-src 'sha256-{digest}'; img-src data:; base-uri 'none'; form-action 'none'"
    text = (
        '<!DOCTYPE html>\n<html lang="en"><head><meta charset="utf-8">'
        f'<meta http-equiv="Content-Security-Policy" content="{policy}">'
        '<meta name="viewport" content="width=device-width, initial-scale=1">'
        '<meta name="referrer" content="no-referrer">'
        f"<title>{_(spoken.title)}</title><style>{style}</style></head>\n<body>" + "\n".join(filter(None, body))
    ).replace(' style-of="mark"', "")
    return f"{text}</body></html>\n".encode("utf-8", "replace")


def _first(told: Briefing, spoken: said.Spoken) -> Iterable[str]:
    yield _figures(told)
    yield _row(_timeline(told, spoken), _map(told))
    if told.affected or told.reached:
        yield _part("Who and what is affected", _table(told.affected), _items(told.reached))
    unseen = f'<p class="muted">{_(spoken.unseen)}</p>' if spoken.unseen else ""
    yield _row(
        _part("How sure, and why", _items(told.sure), unseen) if told.sure else "",
        _part("What has been done", _items(told.done)) if told.done else "",
    )
    if told.decisions:
        entries = "".join(
            f'<li><strong>{_(one.title)}</strong><br><span class="muted">{_(one.price)}</span></li>'
            for one in told.decisions
        )
        yield _part(said.DECISIONS, f"<ol>{entries}</ol>")
    if told.clocks:
        yield _part("Reporting clocks", _clocks(told), f'<p class="muted">{_(said.CLOCKS_NOTE)}</p>')
    if told.controls:
        rows = tuple((one.name, one.effect, one.price) for one in told.controls)
        table = Table(("Control", "In this log", "Price"), rows, (0.26, 0.4, 0.34), told.controls_note)
        yield _part("What would have interrupted it, and its price", _table(table))


def _figures(told: Briefing) -> str:
    boxes = "".join(
        f'<div><div class="muted">{_(one.label)}</div><div class="value">{_(one.value)}</div>'
        f'<div class="muted">{_(one.note)}</div></div>'
        for one in told.figures
    )
    return f'<div class="row figures">{boxes}</div>' if boxes else ""


def _timeline(told: Briefing, spoken: said.Spoken) -> str:
    if not told.timeline:
        return ""
    note = f'<p class="muted">{_(spoken.timeline_note)}</p>'
    return _part(told.timeline_title, svg.write(pictures.timeline(told, WIDTH)), note)


def _map(told: Briefing) -> str:
    if not told.spots:
        return ""
    note = f'<p class="muted">{_(said.MAP_NOTE)}</p>'
    return _part(told.map_title, svg.write(pictures.world(told, WIDTH, MAP_HEIGHT)), note)


def _clocks(told: Briefing) -> str:
    rows = "".join(
        f'<tr><td><strong>{_(one.name)}</strong>: {_(one.whom)}<br><span class="muted">{_(one.applies)} '
        f"{_(one.source)}.</span></td><td>{'<br>'.join(_(line) for line in one.triggers)}</td><td>"
        + "<br>".join(f"{_(what)} ({_(after)}): <strong>{_(at)}</strong>" for what, after, at in one.steps)
        + "</td></tr>"
        for one in told.clocks
    )
    head = "<tr><th>Duty</th><th>Starts with</th><th>What is due (UTC)</th></tr>"
    return f'<div class="wide"><table>{head}{rows}</table></div>'


def _section(one: Section) -> str:
    return _part(one.title, *(f"<p>{_(text)}</p>" for text in one.paragraphs), _table(one.table))


def _part(title: str, *inner: str) -> str:
    return f"<section><h2>{_(title)}</h2>{''.join(inner)}</section>"


def _row(*parts: str) -> str:
    return f'<div class="row">{"".join(parts)}</div>' if any(parts) else ""


def _items(lines: Sequence[str]) -> str:
    return f"<ul>{''.join(f'<li>{_(line)}</li>' for line in lines)}</ul>" if lines else ""


def _table(told: Table | None) -> str:
    if told is None:
        return ""
    head = "".join(f"<th>{_(name)}</th>" for name in told.columns)
    rows = "".join(f"<tr>{''.join(f'<td>{_(cell)}</td>' for cell in row)}</tr>" for row in told.rows)
    note = f'<p class="muted">{_(told.note)}</p>' if told.note else ""
    return f'<div class="wide"><table><tr>{head}</tr>{rows}</table></div>{note}'


def _(text: str) -> str:
    """Escaped, one line, without characters that turn it around."""
    return escape("".join(letter if letter.isprintable() else "\N{REPLACEMENT CHARACTER}" for letter in text))
