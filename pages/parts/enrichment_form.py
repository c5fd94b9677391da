"""Databases and networks of the person's own, by path; findings are made anew when they change."""

from __future__ import annotations

from pathlib import Path

import streamlit as st

from analysis.case import Case
from analysis.enrich import given as given_files
from analysis.enrich.given import Given
from analysis.errors import CrumblineError, UnreadableFile
from parts import problems
from parts.jobs import jobs


def draw(case: Case) -> None:
    """Two fields of paths and one button; paths are checked before they are kept."""
    now = given_files.read(case)
    st.subheader("Your own databases and networks")
    st.markdown(
        "Okta's places and networks come first. A MaxMind-format database of yours is set beside them; a list of your"
        " networks explains what is your own. Both are read from this machine."
    )
    with st.form("enrichment_form", border=False):
        left, right = st.columns(2)
        databases = left.text_area(
            "Databases (.mmdb), one path a line",
            "\n".join(str(path) for path in now.databases),
            placeholder="/geo/GeoLite2-City.mmdb\n/geo/GeoLite2-ASN.mmdb",
            height=88,
            key="databases",
        )
        networks = right.text_input(
            "Your networks (a text file)", str(now.networks or ""), placeholder="/geo/networks.csv", key="networks"
        )
        is_wanted = st.form_submit_button("Keep, and make the findings again")
    if not is_wanted:
        return
    try:
        given = _checked(databases, networks)
    except CrumblineError as error:
        problems.draw(error)
        return
    given_files.keep(case, given)
    if case.rows("evidence_count")[0]["files_with_events"]:
        jobs().add(case, [])
    st.rerun()


def _checked(databases: str, networks: str) -> Given:
    from analysis.enrich.databases import open_databases  # here, because only this button needs it
    from analysis.enrich.operator_networks import read

    paths = [_file(line) for line in databases.splitlines() if line.strip()]
    for database in open_databases(paths):
        getattr(database, "close", lambda: None)()
    own = _file(networks) if networks.strip() else None
    if own is not None:
        read(own)
    return Given(tuple(paths), own)


def _file(text: str) -> Path:
    path = Path(text.strip().strip("'\"")).expanduser()
    if not path.is_file():
        raise UnreadableFile(
            f"There is no file {text.strip()} on this machine.", "Check the path; the server reads it."
        )
    return path.resolve()
