"""The techniques that the signals of chosen sessions stand for, as a layer for the ATT&CK Navigator.

Shape: layer format 4.5; the score of a technique is the number of sessions on which a signal of it counts.
Source: github.com/mitre-attack/attack-navigator, layers/spec/v4.5/layerv4.5.md
"""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Sequence
from typing import Any

from analysis import signal_files
from analysis.case import Case
from analysis.takeaway.choice import CHOICES, Chosen

VERSIONS = {"attack": "17", "navigator": "5.1.0", "layer": "4.5"}
COLOUR = "#C8420A"
"""Of the most sessions; fewer are paler. The colour of replays on the screens."""
PALEST = "#FCE8DD"


def layer(case: Case, chosen: Sequence[Chosen], choice: str, name: str) -> bytes:
    """The layer as JSON; without techniques where nothing was chosen."""
    known = signal_files.signals()
    sessions: defaultdict[str, set[str]] = defaultdict(set)
    titles: defaultdict[str, set[str]] = defaultdict(set)
    for row in case.rows("takeaway_signals", session_keys=[one.session_key for one in chosen]) if chosen else []:
        signal = known.get(row["signal"])
        technique = str(signal.file.header.get("attack", "")) if signal else ""
        if signal and technique:
            sessions[technique].add(row["session_key"])
            titles[technique].add(signal.title)
    most = max((len(keys) for keys in sessions.values()), default=1)
    written: dict[str, Any] = {
        "name": name,
        "versions": VERSIONS,
        "domain": "enterprise-attack",
        "description": f"Crumbline: {CHOICES[choice]} ({len(chosen):,}). Judged by the program unless confirmed.",
        "sorting": 3,
        "hideDisabled": False,
        "techniques": [
            {
                "techniqueID": technique,
                "score": len(sessions[technique]),
                "comment": "Signals: " + ", ".join(sorted(titles[technique])),
                "enabled": True,
                "showSubtechniques": "." in technique,
            }
            for technique in sorted(sessions)
        ],
        "gradient": {"colors": [PALEST, COLOUR], "minValue": 0, "maxValue": most},
        "legendItems": [{"label": "number of sessions", "color": COLOUR}],
        "selectTechniquesAcrossTactics": True,
    }
    return json.dumps(written, indent=2, ensure_ascii=False).encode()
