"""What people said of a person's sessions, and whether a HAR file carried one."""

from __future__ import annotations

from collections import Counter

import streamlit as st

from analysis import person_words, verdict_words
from analysis.person import Person
from parts import har_person, row_links

MOST = 20


def draw_verdicts(view: Person) -> None:
    """Verdicts on this person's sessions, the newest first; plain text, because people write what they like."""
    standing = [one for one in view.verdicts if one.is_in_force]
    judged = {one.session_key for one in standing}
    looked = view.sessions["band"].isin(["replay", "suspicious"]) & ~view.sessions["session_key"].isin(judged)
    counts = Counter(one.verdict for one in standing)
    with st.container(border=True, gap="xsmall", height="stretch"):
        st.markdown(f"### {person_words.verdicts_title(counts, int(looked.sum()))}")
        if not view.verdicts:
            st.caption("A verdict is given on the session: replay, benign or unsure, with a reason and its basis.")
        for one in view.verdicts[:MOST]:
            with st.container(horizontal=True, vertical_alignment="center"):
                state = "" if one.is_in_force else " · taken back later" if one.was_taken_back else " · replaced"
                st.markdown(f"**{one.verdict}** · {verdict_words.when(one.at)}{state}", width="content")
                st.text(f"{one.author}: {one.reason}" if one.reason else one.author, width="stretch")
                if st.button("Open", type="tertiary", key=f"verdict-{one.act_id}"):
                    row_links.ask("session", one.session_key)
                    st.rerun()
        har_person.draw(view.case, view.actor_id, view.found["actor_login"])
        if len(view.verdicts) > MOST:
            st.caption(f"The newest {MOST} of {len(view.verdicts):,}; the case log has all.")
