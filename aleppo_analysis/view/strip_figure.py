"""The strip as a figure: each article from its first to its last word, in whose words, with frame words."""

from collections import Counter
from collections.abc import Iterable, Sequence
from textwrap import fill
from typing import TYPE_CHECKING, Any, Protocol, runtime_checkable

import pandas as pd

from ..tables import TableError, check_choices
from .canvas import finish, label, legend_below, new_axes
from .drawing import drawn, is_narrow
from .strips import Piece, Strip, colors_in, find_strips, frames_of
from .style import FAINT, FRAME_COLORS, GROUP_COLORS, INK, UNKNOWN, colors_of, in_order, words

if TYPE_CHECKING:
    from matplotlib.axes import Axes

_TITLE = "In whose words each article is told, from its first word to its last"
_OWN = "#8b949e"  # the article's own words
_LANE = 0.16  # height of a row of ticks, where a band is 1


@runtime_checkable
class Found(Protocol):
    """What a `Corpus` is to a figure: its tables by name, without matches where there are no terms."""

    def tables(self, *names: str) -> dict[str, pd.DataFrame]:
        """The tables of these names."""


@drawn
def strip(
    corpus: Found,
    *,
    doc_ids: Iterable[str] | None = None,
    n: int = 12,
    title: str = _TITLE,
    ax: "Axes | None" = None,
) -> "Axes":
    """Draw each article as a band from its first word to its last: in whose words, with which frame words.

    Parameters
    ----------
    corpus : a `Corpus`.
    doc_ids : the articles to draw, in this order; by default the first of the corpus.
    n : how many articles at most.
    title : the finding.
    ax : where to draw; by default a new figure.

    Returns
    -------
    The Axes: place in the article across, in percent, a band an article. The height tells the voice: full in
    quotation marks, more than half if reported, low and grey if the article speaks itself. The colour tells
    who speaks: the group, or the speaker where nobody has a group. Below a band stand its frame words, a row
    of ticks a frame. Links and credits are left out.

    Raises
    ------
    TableError : `corpus` is none, or no article has one of the `doc_ids`.

    Examples
    --------
    >>> articles = pd.DataFrame({"doc_id": ["a"], "source": ["post"], "text": ["Lee said: “It is a trap.”"]})
    >>> ax = aa.plots.strip(aa.Corpus(articles), title="Lee has the last word")
    >>> [label.get_text() for label in ax.get_yticklabels()]
    ['post']
    """
    if not isinstance(corpus, Found):
        raise TableError(
            f"plots.strip: `corpus` must be a Corpus; it is {type(corpus).__name__}.\n"
            "Make one of articles: Corpus(articles)."
        )
    tables = corpus.tables("articles", "voices", "matches")
    articles = _chosen(tables["articles"], doc_ids)
    shown = find_strips(articles.head(n), tables["voices"], tables.get("matches"))
    frames = frames_of(shown)
    room = 1.45 + _LANE * len(frames)
    ax = new_axes(ax, rows=2.1 * room * len(shown) + 3)
    colors = colors_in(shown)
    for place, one in enumerate(shown):
        _band(ax, one, place * room, colors | {"": _OWN})
        _ticks(ax, one, place * room + 1.06, frames)
    ax.set_yticks([place * room + 0.5 for place in range(len(shown))], _labels(shown))
    ax.set_ylim(max(len(shown), 1) * room - 0.2, -0.15)
    ax.set_xlim(0, 100)
    _legend(ax, colors, frames)
    rest = f"; the first {n} of {len(articles):,} articles" if len(articles) > n else ""
    return finish(ax, title, xlabel=f"place in the article (%){rest}")


def _chosen(articles: pd.DataFrame, doc_ids: Iterable[str] | None) -> pd.DataFrame:
    """The articles of these ids in their order; all where none are named."""
    if doc_ids is None:
        return articles
    wanted = [doc_ids] if isinstance(doc_ids, str) else list(doc_ids)
    check_choices("plots.strip", "doc_id", wanted, articles["doc_id"])
    return articles.set_index("doc_id", drop=False).rename_axis(None).loc[wanted].reset_index(drop=True)


def _labels(strips: Sequence[Strip]) -> list[str]:
    """The outlets; where one has several articles, the article, too."""
    outlets = Counter(one.label for one in strips)
    return [
        label(one.label if outlets[one.label] == 1 else f"{one.label}\n{one.doc_id[:28]}") for one in strips
    ]


def _band(ax: "Axes", strip: Strip, top: float, colors: dict[str, str]) -> None:
    """The pieces of one article, standing on one line."""
    from matplotlib.collections import PolyCollection

    looks: dict[str, list[tuple[Any, ...]]] = {"": [], "///": []}
    for piece in strip.pieces:
        is_scare, color = piece.voice == "scare", colors[piece.who]
        is_outlined = is_scare or color == GROUP_COLORS[UNKNOWN]
        looks["///" if is_outlined and not is_scare else ""].append(
            (_corners(piece, top), "#ffffff" if is_scare else color, INK if is_outlined else "white",
             0.6 if is_outlined else 0.3, "--" if is_scare else "-")
        )  # fmt: skip
    for hatch, drawn_so in looks.items():
        if drawn_so:  # all at once: a piece by itself takes ten times as long
            corners, faces, edges, widths, lines = zip(*drawn_so, strict=True)
            ax.add_collection(
                PolyCollection(corners, facecolors=faces, edgecolors=edges, linewidths=widths,
                               linestyles=[*lines], hatch=hatch)  # two in a tuple would be one of dashes
            )  # fmt: skip
    ax.hlines(top + 1, 0, 100, color=INK, linewidth=0.8)


def _corners(piece: Piece, top: float) -> list[tuple[float, float]]:
    """Where a piece of a band begins and ends, and how high it is."""
    left, low = 100 * piece.left, top + 1
    right, high = left + 100 * piece.width, low - piece.height
    return [(left, high), (left, low), (right, low), (right, high)]


def _ticks(ax: "Axes", strip: Strip, top: float, frames: Sequence[str]) -> None:
    """The frame words of one article, a row a frame."""
    colors = colors_of(frames, FRAME_COLORS)
    for place, frame in enumerate(frames):
        at = [100 * hit.left for hit in strip.hits if hit.frame == frame]
        low = top + _LANE * place
        ax.hlines(low + _LANE, 0, 100, color=FAINT, linewidth=0.5)
        ax.vlines(at, low + 0.02, low + _LANE, color=colors[frame], linewidth=1.6)


def _legend(ax: "Axes", colors: dict[str, str], frames: Sequence[str]) -> None:
    """What heights, colours and ticks mean, below the figure."""
    from matplotlib.lines import Line2D
    from matplotlib.patches import Patch

    who = in_order(colors, GROUP_COLORS)
    shown: list[Any] = [Patch(facecolor=_OWN, label="low, grey: its own words")]
    shown += [Patch(facecolor=colors[name], edgecolor=INK, linewidth=0.4, label=words(name)) for name in who]
    ticks = colors_of(frames, FRAME_COLORS)
    shown += [
        Line2D([], [], color=ticks[name], marker="|", markersize=9, markeredgewidth=2, linestyle="",
               label=f"row {place}: {words(name)}")
        for place, name in enumerate(frames, start=1)
    ]  # fmt: skip
    told = "Full height: in quotation marks; above half: reported; dashed: marks that quote nobody"
    legend = legend_below(ax, shown, columns=3)
    legend.set_title(fill(told, 44 if is_narrow() else 99))
    legend.get_title().set_fontsize(8.5)
