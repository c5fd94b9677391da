"""Bands on a screen: always glyph and word, never colour alone. No log text comes here."""

from __future__ import annotations

from collections.abc import Mapping

import streamlit as st

from analysis import findings_words as words


def badge(band: str) -> None:
    """The band of a finding."""
    st.badge(words.band_label(band), color=words.COLOUR[band])  # type: ignore[arg-type]


def score_badge(band: str, score: int) -> None:
    """Glyph and score in the colour of the band, for a card."""
    st.badge(f"{words.GLYPH[band]} {score}", color=words.COLOUR[band])  # type: ignore[arg-type]


def pills(counts: Mapping[str, int], chosen: tuple[str, ...], key: str) -> tuple[str, ...]:
    """Let a person choose bands; each with its count. Bands without findings are left out, except the first two."""
    offered = [band for band in words.BANDS if counts[band] or band in ("replay", "suspicious")]
    picked = st.pills(
        "Bands",
        offered,
        selection_mode="multi",
        default=[band for band in chosen if band in offered],
        format_func=lambda band: f"{words.band_label(band)} {counts[band]:,}",
        key=key,
        label_visibility="collapsed",
    )
    return tuple(band for band in words.BANDS if band in picked)
