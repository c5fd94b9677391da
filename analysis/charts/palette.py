"""The colours, one meaning each, for paper and for night. Not here: Streamlit's own theme (.streamlit/config.toml)."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class Palette:
    """Colours of one theme; every field is a CSS colour."""

    paper: str
    """Background of page and chart."""
    panel: str
    """Inputs, folds."""
    hair: str
    """Grid lines and lane hairlines."""
    rule: str
    """Card edges, hover box edges."""
    ink: str
    """Text."""
    muted: str
    """Second text, axis labels."""
    faint: str
    """Neutral bars and reference lines."""
    origin: str
    """The client that signed in; points that explain."""
    foreign: str
    """The other client, the divergence, points that accuse; also the band `replay`."""
    wash: str
    """Area under foreign hands, area faster than an airliner."""
    other: str
    """Not judged, place or network unknown, side channel."""
    suspicious: str
    """Band `suspicious`; for marks, too light for text on paper."""
    suspicious_text: str
    explained: str
    """Band `explained`; an unproven lane that was explained."""
    explained_text: str
    clean: str
    """Band `clean`."""
    path: str
    """The zig-zag."""
    tip: str
    """Hover box."""
    land: str
    coast: str

    def of_role(self, role: str) -> str:
        """The colour of a lane by its role; assumed origins are blue as well."""
        return {
            "origin": self.origin,
            "assumed": self.origin,
            "foreign": self.foreign,
            "explained": self.explained,
        }.get(role, self.other)

    def of_band(self, band: str) -> str:
        """The mark colour of a band."""
        return {"replay": self.foreign, "suspicious": self.suspicious, "explained": self.explained}.get(
            band, self.clean
        )


LIGHT = Palette(
    paper="#FCFBF8",
    panel="#F2F0EA",
    hair="#E7E4DC",
    rule="#DFDCD3",
    ink="#1B2026",
    muted="#5A636D",
    faint="#C9C5BA",
    origin="#1D5C9E",
    foreign="#C8420A",
    wash="rgba(200,66,10,.07)",
    other="#4A535D",
    suspicious="#B98A00",
    suspicious_text="#7A5500",
    explained="#1B8C84",
    explained_text="#0F625E",
    clean="#8A929B",
    path="rgba(27,32,38,.30)",
    tip="#FFFFFF",
    land="#EAE7DF",
    coast="#CFCBC0",
)

DARK = Palette(
    paper="#0F1419",
    panel="#1A2129",
    hair="#202831",
    rule="#2A333D",
    ink="#E3E8ED",
    muted="#A3AEB9",
    faint="#3A4550",
    origin="#6DB0F6",
    foreign="#FF8A57",
    wash="rgba(255,138,87,.09)",
    other="#7B8794",
    suspicious="#F2CC60",
    suspicious_text="#F2CC60",
    explained="#66D3C8",
    explained_text="#7FDDD3",
    clean="#6F7A86",
    path="rgba(227,232,237,.34)",
    tip="#1A2129",
    land="#1C242D",
    coast="#34404B",
)


def palette(theme: str | None) -> Palette:
    """The palette of a theme name as the browser gives it; anything but "dark" is paper."""
    return DARK if theme == "dark" else LIGHT
