"""One visual language for figures and pages: an order and a colour for each voice, speaker group and frame.

Colours are from palettes made for colour-blind readers (Okabe & Ito 2008; Tol 2021). Nothing is told by
colour alone: bars and cells carry their numbers and names.
"""

from collections.abc import Iterable

import pandas as pd

INK = "#1f2328"
FAINT = "#d0d7de"
UNKNOWN = "not known"
NAMED = "named speakers"  # whose group nobody gave

GROUP_COLORS = {
    "russia": "#0072b2",
    "syrian_government": "#56b4e9",
    "opposition": "#d55e00",
    "un": "#009e73",
    "united_states": "#cc79a7",
    "civilian": "#e69f00",
    "activist": "#f0e442",
    "media": "#b5b5b5",
    "other": "#6e6e6e",
    NAMED: "#7ba3c9",
    UNKNOWN: "#ffffff",
}
_NAMES = {
    "russia": "Russia",
    "un": "UN",
    "united_states": "United States",
    "syrian_government": "Syrian government",
}
FRAME_COLORS = {
    "humanitarian": "#117733",
    "deception": "#882255",
    "military_pressure": "#332288",
    "surrender_withdrawal": "#999933",
    "diplomacy": "#44aa99",
    "civilian_suffering": "#cc6677",
    "blame": "#aa4499",
}
_SPARE = ["#88ccee", "#ddcc77", "#661100", "#6699cc", "#888888"]


def colors_of(names: Iterable[str], known: dict[str, str]) -> dict[str, str]:
    """A colour for each name: the known one, else a spare one by order of name."""
    names = list(dict.fromkeys(names))
    strangers = sorted(name for name in names if name not in known)
    spare = {name: _SPARE[place % len(_SPARE)] for place, name in enumerate(strangers)}
    return {name: known.get(name) or spare[name] for name in names}


def in_order(names: Iterable[str], order: Iterable[str]) -> list[str]:
    """Names in the given order, others after them by name."""
    names, order = set(names), dict.fromkeys(order)
    return [name for name in order if name in names] + sorted(names.difference(order))


def ink_on(color: str) -> str:
    """Black or white, whichever reads better on a colour: at least 4.5 to 1 (relative luminance, WCAG 2)."""
    channels = [int(color[place : place + 2], 16) / 255 for place in (1, 3, 5)]
    linear = [c / 12.92 if c <= 0.03928 else ((c + 0.055) / 1.055) ** 2.4 for c in channels]
    luminance = 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]
    return "#000000" if luminance > 0.179 else "#ffffff"


def named(values: pd.Series) -> pd.Series:
    """The values as text, a missing one as *not known*."""
    return values.astype("object").where(values.notna(), UNKNOWN).astype("str")


def words(name: str) -> str:
    """A slug as words: ``"civilian_suffering"`` to ``"civilian suffering"``; names begin with a capital."""
    return _NAMES.get(name, name.replace("_", " "))
