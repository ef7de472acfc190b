"""The claims about one fact as a figure: what was said, by whom, in which outlets, as of which day."""

from typing import TYPE_CHECKING, Any

import numpy as np
import pandas as pd

from ..claims.intervals import intervals_of
from ..kinds import DAYS, FINITE
from ..tables import Table, TableError, check_columns
from .canvas import beside, finish, label, legend_below, new_axes
from .drawing import drawn, is_narrow
from .style import GROUP_COLORS, INK, colors_of, named, words

if TYPE_CHECKING:
    from matplotlib.axes import Axes

_CLAIM = (
    "number_id doc_id published number low high unit kind as_of_first as_of_last origin n_articles"
).split()
_ROOM = 1.45  # of the axis, for the numbers beside the marks
_MARKS = "osD^vPX*"  # so that claimants differ without colour, too


@drawn
def claims(pairs: pd.DataFrame, *, title: str, ax: "Axes | None" = None) -> "Axes":
    """Draw what is claimed of one fact: the range of each claim, by whom, where, and as of which day.

    Parameters
    ----------
    pairs : rows of one fact, as `claims.compare` returns them.
    title : the finding.
    ax : where to draw; by default a new figure.

    Returns
    -------
    The Axes: the number across, in the unit of the first claim; a row a claim, the earliest on top, with the
    day that it is of (in brackets the day of print, where the text gives none) and the outlets. A bar is a
    range, with an arrow where it is open; colour and mark tell who claims it.

    Raises
    ------
    TableError : a column is missing, or the rows are about several facts. Of none an empty figure is drawn.

    Examples
    --------
    >>> articles = pd.DataFrame({
    ...     "doc_id": ["a", "b"], "source": ["post", "herald"], "event_id": "march",
    ...     "published": "2019-09-22",
    ...     "text": ["Police said 3,000 people marched.", "About 10,000 people marched, Lee said."],
    ... })
    >>> pairs = aa.claims.compare(aa.claims.find(articles), articles)
    >>> ax = aa.plots.claims(pairs, title="How many marched is disputed")
    >>> [row.get_text() for row in ax.get_yticklabels()]
    ['(22 Sep 2019)  herald', '(22 Sep 2019)  post']
    """
    needed = ["fact", *_CLAIM, *(f"{name}_other" for name in _CLAIM)]
    days = dict.fromkeys(["published", "published_other"], DAYS)
    ends = dict.fromkeys(["low_other", "high_other"], FINITE)
    pairs = check_columns("plots.claims", "pairs", pairs, needed, holds=days | ends)
    facts = pairs["fact"].unique()
    if not len(facts):
        return finish(new_axes(ax, rows=4), title)
    if len(facts) > 1:
        raise TableError(
            f"plots.claims: `pairs` must be about one fact; they are about {len(facts)}.\n"
            'Choose one: pairs[pairs["fact"] == "..."].'
        )
    shown = _claims(pairs)
    scale, unit = _scale(shown)
    ax = new_axes(ax, rows=len(shown) * (2.4 if is_narrow() else 1.6) + 4)
    colors, marks = _looks(shown["origin"].tolist())
    for place, claim in enumerate(shown.itertuples()):
        _draw(ax, place, claim, scale, colors[claim.origin], marks[claim.origin])
    ax.set_yticks(range(len(shown)), [_row_label(claim) for claim in shown.itertuples()])
    ax.set_ylim(len(shown) - 0.4, -0.6)
    low, high = ax.get_xlim()
    ax.set_xlim(min(low, 0), max(high, 0) * _ROOM)
    ax.xaxis.set_major_locator(ticker().MaxNLocator(4))
    ax.xaxis.set_major_formatter(lambda value, _: f"{value:,.10g}")
    who = dict.fromkeys(shown["origin"])
    handles = [_handle(color=colors[name], marker=marks[name], label=label(words(name))) for name in who]
    legend_below(ax, handles, columns=2)
    return finish(ax, title, xlabel=f"{words(unit)}; brackets: day of print")


def _claims(pairs: pd.DataFrame) -> pd.DataFrame:
    """Both sides of the pairs, each claim once, by day and name."""
    columns = [*_CLAIM, *(["sources"] if "sources" in pairs.columns else [])]
    other = pairs[[f"{name}_other" for name in columns]].dropna(subset=["number_id_other", "number_other"])
    both = pd.concat([pairs[columns], other.set_axis(columns, axis=1)]).drop_duplicates("number_id")
    day = both["as_of_first"].fillna(both["as_of_last"])
    both = both.assign(is_dated=day.notna(), day=day.fillna(both["published"]), is_approximate=False)
    both = both.assign(origin=named(both["origin"]))
    has_one_unit = both["unit"].nunique() == 1
    both = both.assign(shown=both["number"] if has_one_unit else both["number"] + " " + both["unit"])
    both = both.sort_values(["day", "origin", "number_id"], ignore_index=True)
    return Table(both.join(intervals_of(both)))


def _scale(shown: pd.DataFrame) -> tuple[float, str]:
    """What the numbers are divided by, and the unit: that of all claims, else their measure."""
    [first, *others] = dict.fromkeys(shown["unit"])
    if others:
        return 1.0, str(shown["measure"].iloc[0])
    one = intervals_of(shown.head(1).assign(low=1.0, high=1.0))["strict_low"].iloc[0]
    return float(one), str(first)


def _looks(origins: list[str]) -> tuple[dict[str, str], dict[str, str]]:
    """A colour and a mark for each claimant."""
    names = sorted(dict.fromkeys(origins))
    return colors_of(names, GROUP_COLORS), {name: _MARKS[n % len(_MARKS)] for n, name in enumerate(names)}


def _draw(ax: "Axes", place: int, claim: Any, scale: float, color: str, mark: str) -> None:
    """One claim: its range as a bar, a mark at each end that it has, an arrow where it has none."""
    low, high = claim.strict_low / scale, claim.strict_high / scale
    ends = [end for end in dict.fromkeys([low, high]) if np.isfinite(end)]
    if len(ends) == 2:
        ax.hlines(place, low, high, color=color, linewidth=5)
    ax.plot(ends, [place] * len(ends), mark, color=color, markeredgecolor=INK, markersize=8, linestyle="")
    for end, away in ((low, 1), (high, -1)):
        if not np.isfinite(end):  # open on this side, so the arrow starts at the other end
            ax.annotate("", (ends[0], place), xytext=(-26 * away, 0), textcoords="offset points",
                        arrowprops={"arrowstyle": "<|-", "color": INK})  # fmt: skip
    beside(ax, claim.shown, (ends[-1], place), gap=9 if np.isfinite(high) else 34)


def _row_label(claim: Any) -> str:
    """The day that a claim is of, and the outlets in which it stands."""
    day = "no day" if pd.isna(claim.day) else f"{claim.day:%d %b %Y}".lstrip("0")
    where = str(getattr(claim, "sources", claim.doc_id)).split(" | ")
    shown = ", ".join(where[:2]) + (f" and {len(where) - 2} more" if len(where) > 2 else "")
    return label(f"{day if claim.is_dated else f'({day})'}  {shown}")


def ticker() -> Any:
    """Matplotlib's ticks, imported when they are drawn."""
    import matplotlib.ticker

    return matplotlib.ticker


def _handle(**look: str) -> Any:
    from matplotlib.lines import Line2D

    return Line2D([], [], linestyle="", markeredgecolor=INK, markersize=8, **look)  # type: ignore[arg-type]
