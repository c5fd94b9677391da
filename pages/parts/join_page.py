"""The plain pages of a server of games: the join code, a name at the table, the facilitator's key. No script.

Why not Streamlit: only an answer of the server can set a cookie that scripts cannot read.
Everything that a person or a scenario wrote is escaped here, and nowhere else becomes part of a page.
"""

from __future__ import annotations

import html
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from string import Template

import streamlit

HERE = Path(__file__).resolve().parent
PRIVATE = {"cache-control": "no-store"}
_MARK = HERE.parent.parent / "data" / "brand" / "mark.svg"
_FONTS = Path(streamlit.__file__).parent / "static" / "static" / "media"


@dataclass(frozen=True)
class Field:
    """One labelled field of a form."""

    name: str
    label: str
    value: str = ""
    about: str = ""
    """What belongs into it, below the label."""
    wrong: str = ""
    """What is wrong with what was sent, beside the field; empty where nothing is."""
    longest: int = 40
    kind: str = "text"
    fills: str = "off"
    """What the browser may offer: a word of the attribute `autocomplete`."""
    is_code: bool = False
    choices: Sequence[str] = ()
    """To choose one of instead of writing; the first is chosen where none was."""


@dataclass(frozen=True)
class Form:
    """Where it is sent, what it asks, and the word on its button."""

    action: str
    button: str
    fields: Sequence[Field]
    hidden: Sequence[tuple[str, str]] = ()


def page(title: str, lead: str, form: Form | None = None, links: Sequence[tuple[str, str]] = (), note: str = "") -> str:
    """A whole page: title, a sentence, a form, and links (address, words) below it. All words are plain text."""
    parts = [f"<h1>{_plain(title)}</h1>", f'<p class="lead">{_plain(lead)}</p>']
    if form is not None:
        parts.append(_form(form))
    parts += [f'<p class="way"><a href="{_plain(address)}">{_plain(words)}</a></p>' for address, words in links]
    if note:
        parts.append(f'<p class="note">{_plain(note)}</p>')
    return _around(title, "\n".join(parts))


def again(address: str) -> str:
    """A page that goes to an address by itself."""
    head = f'<meta http-equiv="refresh" content="0;url={_plain(address)}">'
    return _around("Crumbline", f'<p class="way"><a href="{_plain(address)}">Go on</a></p>', head)


def _form(form: Form) -> str:
    hidden = "".join(
        f'<input type="hidden" name="{_plain(name)}" value="{_plain(value)}">' for name, value in form.hidden
    )
    first = next((field.name for field in form.fields if field.wrong), form.fields[0].name if form.fields else "")
    fields = "".join(_field(field, is_first=field.name == first) for field in form.fields)
    button = f'<button type="submit">{_plain(form.button)}</button>'
    return f'<form method="post" action="{_plain(form.action)}" novalidate>{hidden}{fields}{button}</form>'


def _field(field: Field, *, is_first: bool) -> str:
    told = [f"{field.name}-{part}" for part, words in (("about", field.about), ("wrong", field.wrong)) if words]
    shared = f'id="{field.name}" name="{field.name}"' + (" autofocus" if is_first else "")
    shared += f' aria-describedby="{" ".join(told)}"' if told else ""
    shared += ' aria-invalid="true"' if field.wrong else ""
    about = f'<span class="about" id="{field.name}-about">{_plain(field.about)}</span>' if field.about else ""
    wrong = f'<span class="wrong" id="{field.name}-wrong">{_plain(field.wrong)}</span>' if field.wrong else ""
    label = f'<label for="{field.name}">{_plain(field.label)}</label>'
    return f'<p class="field">{label}{about}{_input(field, shared)}{wrong}</p>'


def _input(field: Field, shared: str) -> str:
    if field.choices:
        chosen = field.value if field.value in field.choices else field.choices[0]
        options = (
            f'<option value="{_plain(one)}"{" selected" if one == chosen else ""}>{_plain(one)}</option>'
            for one in field.choices
        )
        return f"<select {shared}>{''.join(options)}</select>"
    code = ' class="code" autocapitalize="characters" spellcheck="false"' if field.is_code else ""
    return (
        f'<input {shared}{code} type="{field.kind}" value="{_plain(field.value)}" maxlength="{field.longest}" '
        f'autocomplete="{field.fills}" required>'
    )


def _around(title: str, body: str, head: str = "") -> str:
    return _template().substitute(title=_plain(title), head=head, body=body, css=_css(), mark=_mark())


@cache
def _template() -> Template:
    return Template((HERE / "join.html").read_text(encoding="utf-8"))


@cache
def _css() -> str:
    """The style with the fonts that the screens use; where they have other names now, the system's stand in."""
    found = {
        name: next((path.name for path in sorted(_FONTS.glob(pattern))), "none.woff2")
        for name, pattern in (("sans", "SourceSansVF-Upright*"), ("serif", "SourceSerifVariable-Roman*"),
                              ("mono", "SourceCodeVF-Upright*"))
    }  # fmt: skip
    return Template((HERE / "join.css").read_text(encoding="utf-8")).substitute(found)


@cache
def _mark() -> str:
    return _MARK.read_text(encoding="utf-8")


def _plain(words: str) -> str:
    return html.escape(words, quote=True)
