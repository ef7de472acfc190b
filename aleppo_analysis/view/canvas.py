"""What every figure is drawn with: an Axes of the right size, matrices of numbers, notes and titles."""

from collections.abc import Sequence
from textwrap import fill
from typing import TYPE_CHECKING, Any

import numpy as np
import pandas as pd

from .drawing import TITLE, figure_class, is_narrow, width
from .style import GROUP_COLORS, INK, UNKNOWN, colors_of, ink_on, words

if TYPE_CHECKING:
    from matplotlib.axes import Axes
    from matplotlib.legend import Legend

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
            ax.add_artist(_rectangle((column - 0.5, at - 0.5), color))  # the limits are set below
            ax.text(column, at, cells.format(value), ha="center", va="center", fontsize=9, in_layout=False,
                    color=ink_on(color), fontweight="bold" if value else "normal")  # fmt: skip
    if grouped:
        heads = table.index.get_level_values(0)
        for name in dict.fromkeys(heads):
            first = place[list(heads).index(name)]
            ax.text(-0.56, first - 0.6, head(name), ha="right", va="bottom", fontweight="bold", fontsize=9.5)
    ax.set_yticks(place, [words(str(name)) for name in table.index.get_level_values(-1)])
    heads_of_columns = [words(str(name)) for name in table.columns]
    if is_narrow() and len(heads_of_columns) > 3:
        ax.set_xticks(range(table.shape[1]), heads_of_columns, rotation=90)
    else:
        ax.set_xticks(range(table.shape[1]), [name.replace(" ", "\n") for name in heads_of_columns])
    ax.tick_params(length=0)
    ax.xaxis.tick_top()
    ax.set_xlim(-0.5, max(table.shape[1], 1) - 0.5)
    ax.set_ylim(place.max(initial=0) + 0.5, -0.5)
    finish(ax, title)
    ax.spines[:].set_visible(False)
    return ax


def new_axes(ax: "Axes | None", *, rows: float) -> "Axes":
    """`ax`, or a new one with room for so many rows of text."""
    if ax is not None:
        return ax
    import matplotlib.pyplot as plt

    size = (width(), max(2.0, 1.1 + _LINE * rows))
    return plt.subplots(figsize=size, layout="constrained", FigureClass=figure_class())[1]


def beside(ax: "Axes", note: str, point: tuple[Any, float], *, gap: float = 4) -> None:
    """A note to the right of a point."""
    ax.annotate(note, point, xytext=(gap, 0), textcoords="offset points", va="center", fontsize=8.5,
                annotation_clip=False)  # fmt: skip


def fitting(name: str, percent: float) -> str:
    """What fits into a segment: name and share, the share alone, or nothing."""
    share = f"{percent:.0f}"
    room = percent * (0.4 if is_narrow() else 1)
    return f"{name} {share}" if room >= 1.6 * len(f"{name} {share}") else share if room >= 4 else ""


def legend_below(ax: "Axes", handles: Sequence[Any], *, columns: int) -> "Legend":
    """What colours mean, below the axis and its label."""
    from matplotlib.transforms import ScaledTranslation

    down = ScaledTranslation(0, -42 / 72, ax.figure.dpi_scale_trans)
    legend = ax.legend(handles=handles, loc="upper left", bbox_to_anchor=(0, 0), borderaxespad=0,
                       bbox_transform=ax.transAxes + down, ncols=columns // 2 if is_narrow() else columns,
                       frameon=False, fontsize=9)  # fmt: skip
    legend.set_alignment("left")
    return legend


def label(name: object) -> str:
    """A name beside a row; broken where the screen is narrow."""
    lines = (_cut(line, 54) for line in str(name).split("\n"))
    return "\n".join(fill(line, 17) if is_narrow() else line for line in lines)


def head(name: object) -> str:
    """A name above rows, in one line."""
    return _cut(str(name), 24 if is_narrow() else 44)


def _cut(name: str, longest: int) -> str:
    """A name that leaves room for its figure."""
    return name if len(name) <= longest else f"{name[: longest - 1]}…"


def finish(ax: "Axes", title: str, *, xlabel: str = "") -> "Axes":
    """Title, unit and frame, alike in every figure."""
    shown = fill(title, 34 if is_narrow() else 72)
    at = None if ax.xaxis.get_ticks_position() == "top" else 1.0
    ax.set_title(shown, loc="left", fontsize=11, fontweight="bold", color=INK, pad=10, gid=TITLE, y=at)
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
    """White up to 0, dark blue from 1 on, between them even steps in greyscale."""
    share = min(max(share, 0.0), 1.0)
    return "#" + "".join(f"{round(255 - share * (255 - dark)):02x}" for dark in (0x1B, 0x3A, 0x5C))


def _rectangle(corner: tuple[float, float], color: str) -> Any:
    from matplotlib.patches import Rectangle

    return Rectangle(corner, 1, 1, facecolor=color, edgecolor="white", linewidth=1.5)


def dates() -> Any:
    """Matplotlib's dates, imported when they are drawn."""
    import matplotlib.dates

    return matplotlib.dates
