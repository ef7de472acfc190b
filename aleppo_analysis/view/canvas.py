"""What every figure is drawn with: an Axes of the right size, matrices of numbers, notes and titles."""

from textwrap import fill
from typing import TYPE_CHECKING, Any

import numpy as np
import pandas as pd

from .style import GROUP_COLORS, INK, UNKNOWN, colors_of, ink_on, words

if TYPE_CHECKING:
    from matplotlib.axes import Axes

_WIDTH = 8.6  # inches: a report column at 100 dots an inch
_LINE = 0.27  # inches a row of text takes


def matrix(table: pd.DataFrame, *, title: str, ax: "Axes | None", cells: str, top: float | None) -> "Axes":
    """Cells shaded by value, each with its number; the first of two index levels heads its rows."""
    grouped = table.index.nlevels == 2
    group = pd.factorize(table.index.get_level_values(0))[0] if grouped else np.zeros(len(table), int)
    place = np.arange(len(table)) + (0.9 * (group + 1) if grouped else 0)
    ax = new_axes(ax, rows=1.15 * (place.max(initial=0) + 3))
    highest = top or max(np.nanmax(table.to_numpy(float), initial=1.0), 1.0)
    for row, at in enumerate(place):
        for column, value in enumerate(table.iloc[row].to_numpy(float)):
            if np.isnan(value):
                continue
            color = shade(value / highest)
            ax.add_patch(_rectangle((column - 0.5, at - 0.5), color))
            ax.text(column, at, cells.format(value), ha="center", va="center", fontsize=9,
                    color=ink_on(color), fontweight="bold" if value else "normal")  # fmt: skip
    if grouped:
        heads = table.index.get_level_values(0)
        for name in dict.fromkeys(heads):
            first = place[list(heads).index(name)]
            ax.text(-0.56, first - 0.6, str(name), ha="right", va="bottom", fontweight="bold", fontsize=9.5)
    ax.set_yticks(place, [words(str(name)) for name in table.index.get_level_values(-1)])
    ax.set_xticks(range(table.shape[1]), [words(str(name)).replace(" ", "\n") for name in table.columns])
    ax.tick_params(length=0)
    ax.xaxis.tick_top()
    ax.set_xlim(-0.5, table.shape[1] - 0.5)
    ax.set_ylim(place.max(initial=0) + 0.5, -0.5)
    finish(ax, title)
    ax.spines[:].set_visible(False)
    return ax


def new_axes(ax: "Axes | None", *, rows: float) -> "Axes":
    """`ax`, or a new one with room for so many rows of text."""
    if ax is not None:
        return ax
    import matplotlib.pyplot as plt

    return plt.subplots(figsize=(_WIDTH, max(2.0, 1.1 + _LINE * rows)), layout="constrained")[1]


def beside(ax: "Axes", note: str, point: tuple[Any, float], *, gap: float = 4) -> None:
    """A note to the right of a point."""
    ax.annotate(note, point, xytext=(gap, 0), textcoords="offset points", va="center", fontsize=8.5)


def fitting(name: str, percent: float) -> str:
    """What fits into a segment: name and share, the share alone, or nothing."""
    share = f"{percent:.0f}"
    return f"{name} {share}" if percent >= 1.6 * len(f"{name} {share}") else share if percent >= 4 else ""


def finish(ax: "Axes", title: str, *, xlabel: str = "") -> "Axes":
    """Title, unit and frame, alike in every figure."""
    ax.set_title(fill(title, 72), loc="left", fontsize=11, fontweight="bold", color=INK, pad=10)
    ax.set_xlabel(xlabel)
    ax.spines[["top", "right", "left"]].set_visible(False)
    ax.tick_params(axis="y", length=0)
    return ax


def part_colors(names: list[str]) -> dict[str, str]:
    """Speaker groups keep their colours; voices and zones have one ramp, dark to light; white is unknown."""
    if any(name in GROUP_COLORS and name != UNKNOWN for name in names):
        return colors_of(names, GROUP_COLORS)
    ramp = ["#1b3a5c", "#3f6c9c", "#7ba3c9", "#b9d0e6", "#e4edf6", "#f6e8c8", "#e3b865"]
    ramped = {name: ramp[place % len(ramp)] for place, name in enumerate(names)}
    return {name: GROUP_COLORS.get(name, color) for name, color in ramped.items()}


def shade(share: float) -> str:
    """White at 0 to dark blue at 1, even steps in greyscale."""
    return "#" + "".join(f"{round(255 - share * (255 - dark)):02x}" for dark in (0x1B, 0x3A, 0x5C))


def _rectangle(corner: tuple[float, float], color: str) -> Any:
    from matplotlib.patches import Rectangle

    return Rectangle(corner, 1, 1, facecolor=color, edgecolor="white", linewidth=1.5)


def dates() -> Any:
    """Matplotlib's dates, imported when they are drawn."""
    import matplotlib.dates

    return matplotlib.dates
