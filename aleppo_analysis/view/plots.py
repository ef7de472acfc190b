"""Figures: each draws the table of its name and nothing else; the finding is the title.

Every function takes a table and returns the Matplotlib Axes it drew on. Numbers stand beside what they
measure, so that a figure reads in greyscale too.
"""

from textwrap import fill
from typing import TYPE_CHECKING

import numpy as np
import pandas as pd

from ..kinds import FINITE, NUMBERS
from ..tables import VOICES, ZONES, TableError, check_columns, check_unique, dates_of
from .canvas import beside, dates, finish, fitting, head, label, legend_below, matrix, new_axes, part_colors
from .claims_figure import claims
from .drawing import drawn, is_narrow
from .line_cards import cards
from .strip_figure import strip
from .style import (
    FAINT,
    FRAME_COLORS,
    GROUP_COLORS,
    INK,
    colors_of,
    in_order,
    ink_on,
    named,
    words,
)

if TYPE_CHECKING:
    from matplotlib.axes import Axes

_CORRECTED = ["predicted", "coded_only", "coded_low", "coded_high", "estimate", "low", "high"]
_MANY = {"two columns": [2], "one or two columns": [1, 2]}

__all__ = [
    "cards",
    "claims",
    "corrected",
    "frame_rates",
    "shares",
    "similarity",
    "speakers",
    "strip",
    "timeline",
    "top_terms",
]
__dir__ = __all__.copy  # tab completion shows these names and nothing else


@drawn
def timeline(articles: pd.DataFrame, *, title: str, ax: "Axes | None" = None) -> "Axes":
    """Draw when each article appeared, and about which event.

    Parameters
    ----------
    articles : one row an article: `source`, `published` (date), `event`; a `published_basis` that begins
        with *inferred* draws the date hollow.
    title : the finding.
    ax : where to draw; by default a new figure.

    Returns
    -------
    The Axes: days across, a dot an article, oldest on top, its event beside it.

    Raises
    ------
    TableError : a column is missing, or `published` is no date.

    Examples
    --------
    >>> day = pd.to_datetime(["2016-10-18"])
    >>> articles = pd.DataFrame({"source": ["a"], "published": day, "event": ["pause"]})
    >>> aa.plots.timeline(articles, title="One article").get_xlabel()
    'day of publication'
    """
    articles = check_columns(
        "plots.timeline", "articles", articles, ["source", "published", "event"], known=[]
    )
    dated = articles.assign(published=dates_of("plots.timeline", articles))
    dated = dated.dropna(subset=["published"]).sort_values(["published", "source"], ignore_index=True)
    ax = new_axes(ax, rows=len(dated) * (3 if is_narrow() else 1.6))
    basis = dated.get("published_basis", pd.Series("", index=dated.index, dtype="str"))
    inferred = basis.str.startswith("inferred", na=False)
    ax.hlines(range(len(dated)), dated["published"].min(), dated["published"], color=FAINT, zorder=1)
    for is_inferred, face in ((False, INK), (True, "white")):
        some = dated[inferred == is_inferred]
        ax.scatter(some["published"], some.index, s=60, color=face, edgecolor=INK, zorder=2)
    for place, row in enumerate(dated.itertuples()):
        day = f"{row.published:%d %b %Y}".lstrip("0") + (" (inferred)" if inferred.iloc[place] else "")
        event = fill(str(row.event), 24) if is_narrow() else row.event
        beside(ax, f"{day}\n{event}", (row.published, place), gap=9)
    ax.set_yticks(range(len(dated)), dated["source"].map(label))
    ax.invert_yaxis()
    ax.margins(x=0.04, y=0.15)
    low, high = ax.get_xlim()
    ax.set_xlim(low, high + (1.9 if is_narrow() else 0.62) * (high - low))
    ax.xaxis.set_major_locator(dates().MonthLocator())
    ax.xaxis.set_major_formatter(dates().DateFormatter("%b\n%Y" if is_narrow() else "%d %b %Y"))
    return finish(ax, title, xlabel="day of publication")


@drawn
def shares(shares: pd.DataFrame, *, title: str, ax: "Axes | None" = None) -> "Axes":
    """Draw how each group's words divide into parts: one bar a group, one segment a part.

    Parameters
    ----------
    shares : one row a group and part: first column the group, second the part (zone, voice or speaker
        group), `n` (words), `share` (0 to 1).
    title : the finding.
    ax : where to draw; by default a new figure.

    Returns
    -------
    The Axes: share of words across, in percent; a segment carries its name and share where they fit.

    Raises
    ------
    TableError : a column is missing.

    Examples
    --------
    >>> shares = pd.DataFrame({"source": "a", "voice": ["direct", "narrator"], "n": [1, 3]})
    >>> shares["share"] = shares["n"] / 4
    >>> [float(bar.get_width()) for bar in aa.plots.shares(shares, title="Mostly narrated").patches]
    [75.0, 25.0]
    """
    shares = check_columns("plots.shares", "shares", shares, ["n", "share"])
    group, part = _before("plots.shares", "shares", shares, "n", "two columns")
    check_unique("plots.shares", "shares", shares, [group, part])
    shares = shares.assign(**{column: named(shares[column]) for column in (group, part)})
    table = shares.pivot(index=group, columns=part, values="share")
    table = table.fillna(0)[in_order(table.columns, [*VOICES, *ZONES, *GROUP_COLORS])]
    colors = part_colors(list(table.columns))
    ax = new_axes(ax, rows=1.5 * len(table) + (4 if is_narrow() else 2))
    left = np.zeros(len(table))
    for name in table.columns:
        width = 100 * table[name].to_numpy()
        bars = ax.barh(table.index, width, left=left, color=colors[name], edgecolor=INK, linewidth=0.6,
                       hatch="///" if colors[name] == "#ffffff" else None, label=words(name))  # fmt: skip
        ax.bar_label(bars, [fitting(words(name), value) for value in width], label_type="center",
                     color=ink_on(colors[name]), fontsize=9, in_layout=False,
                     bbox={"facecolor": colors[name], "edgecolor": "none", "pad": 1})  # fmt: skip
        left += width
    totals = shares.groupby(group, sort=False)["n"].sum()
    for place, name in enumerate(table.index):
        beside(ax, f"{totals[name]:,} words", (100, place))
    ax.set_yticks(range(len(table)), [label(name) for name in table.index])
    ax.invert_yaxis()
    ax.set_xlim(0, 100)
    legend_below(ax, ax.containers, columns=4)
    return finish(ax, title, xlabel="share of words (%)")


@drawn
def speakers(shares: pd.DataFrame, *, title: str, ax: "Axes | None" = None) -> "Axes":
    """Draw how many words each speaker is quoted with.

    Parameters
    ----------
    shares : one row a speaker: `speaker_name`, `speaker_group`, `n` (quoted words).
    title : the finding.
    ax : where to draw; by default a new figure.

    Returns
    -------
    The Axes: quoted words across, a bar a speaker, most quoted on top, coloured and labelled by group.

    Raises
    ------
    TableError : a column is missing.

    Examples
    --------
    >>> shares = pd.DataFrame({"speaker_name": ["Amin"], "speaker_group": ["un"], "n": [12]})
    >>> aa.plots.speakers(shares, title="One speaker").patches[0].get_width()
    np.int64(12)
    """
    shares = check_columns("plots.speakers", "shares", shares, ["speaker_name", "speaker_group", "n"])
    table = shares.assign(name=named(shares["speaker_name"]), group=named(shares["speaker_group"]))
    table = table.sort_values(["n", "name"], ascending=[False, True], ignore_index=True)
    colors = colors_of(table["group"], GROUP_COLORS)
    ax = new_axes(ax, rows=len(table) * (1.35 if is_narrow() else 1) + 2)
    ax.barh(range(len(table)), table["n"], color=table["group"].map(colors), edgecolor=INK, linewidth=0.6)
    for place, row in enumerate(table.itertuples()):
        beside(ax, f"{row.n}  {words(row.group)}", (row.n, place))
    ax.set_yticks(range(len(table)), table["name"].map(label))
    ax.invert_yaxis()
    ax.margins(x=0.6 if is_narrow() else 0.22)
    return finish(ax, title, xlabel="quoted words")


@drawn
def frame_rates(rates: pd.DataFrame, *, title: str, ax: "Axes | None" = None) -> "Axes":
    """Draw how often each frame's wording occurs, as a matrix of counts.

    Parameters
    ----------
    rates : one row a group and frame, as `frames.rates` gives it: one or two columns that make the group,
        `frame`, `n`.
    title : the finding.
    ax : where to draw; by default a new figure.

    Returns
    -------
    The Axes: a row a group (the first column heads its rows), a column a frame; each cell holds its count
    and is the darker the higher it is.

    Raises
    ------
    TableError : a column is missing, or more than two columns make the group.

    Examples
    --------
    >>> rates = pd.DataFrame({"source": ["a", "b"], "frame": "deception", "n": [2, 0]})
    >>> [text.get_text() for text in aa.plots.frame_rates(rates, title="Only a").texts]
    ['2', '0']
    """
    rates = check_columns("plots.frame_rates", "rates", rates, ["frame", "n"])
    by = _before("plots.frame_rates", "rates", rates, "frame", "one or two columns")
    check_unique("plots.frame_rates", "rates", rates, [*by, "frame"])
    table = rates.assign(**{column: named(rates[column]) for column in (*by, "frame")})
    counts = table.pivot(index=by, columns="frame", values="n").fillna(0).astype(int)
    counts = counts[in_order(counts.columns, FRAME_COLORS)]
    order = [*VOICES, *ZONES, *GROUP_COLORS]
    rank = {name: place for place, name in enumerate(in_order(counts.index.get_level_values(-1), order))}
    keys = [(*key[:-1], rank[key[-1]]) if len(by) == 2 else (rank[key],) for key in counts.index]
    counts = counts.iloc[[place for _, place in sorted(zip(keys, range(len(keys)), strict=True))]]
    return matrix(counts, title=title, ax=ax, cells="{:.0f}", top=None)


@drawn
def similarity(similarity: pd.DataFrame, *, title: str, ax: "Axes | None" = None) -> "Axes":
    """Draw how alike each pair of documents is, as a matrix of cosines.

    Parameters
    ----------
    similarity : one row a pair, as `similarity` gives it: two columns that name the documents, then
        `similarity` (0 to 1).
    title : the finding.
    ax : where to draw; by default a new figure.

    Returns
    -------
    The Axes: each pair once, its cosine in the cell; the diagonal is left empty.

    Raises
    ------
    TableError : a column is missing.

    Examples
    --------
    >>> pairs = pd.DataFrame({"source": ["a"], "other_source": ["b"], "similarity": [0.25]})
    >>> [text.get_text() for text in aa.plots.similarity(pairs, title="Little").texts]
    ['0.25']
    """
    similarity = check_columns("plots.similarity", "similarity", similarity, ["similarity"])
    one, other = _before("plots.similarity", "similarity", similarity, "similarity", "two columns")
    similarity = similarity.assign(**{column: named(similarity[column]) for column in (one, other)})
    names = sorted({*similarity[one], *similarity[other]})
    square = pd.DataFrame(np.nan, index=names[1:], columns=names[:-1])
    for row in similarity[[one, other, "similarity"]].itertuples(index=False):
        low, high = sorted(row[:2])
        square.loc[high, low] = row[2]
    return matrix(square, title=title, ax=ax, cells="{:.2f}", top=1.0)


@drawn
def top_terms(
    terms: pd.DataFrame, *, title: str, measure: str = "tf_idf", ax: "Axes | None" = None
) -> "Axes":
    """Draw the terms that set each document apart.

    Parameters
    ----------
    terms : one row a document and term, as `compare.top_terms` gives it: first column the document, then
        `term`, `rank` and the `measure` that ranked them; with `low` and `high` their range is drawn.
    title : the finding.
    measure : column to draw, such as ``"tf_idf"`` or ``"z"``.
    ax : where to draw; by default a new figure.

    Returns
    -------
    The Axes: a block of bars a document, longest on top, each labelled with its score.

    Raises
    ------
    TableError : a column is missing.

    Examples
    --------
    >>> terms = pd.DataFrame({"source": ["a"], "term": ["siege"], "rank": [1], "tf_idf": [0.25]})
    >>> aa.plots.top_terms(terms, title="Siege leads").get_xlabel()
    'tf-idf'
    """
    terms = check_columns(
        "plots.top_terms", "terms", terms, ["term", "rank", measure], holds={measure: FINITE}
    )
    document = _before("plots.top_terms", "terms", terms, "term", "one or two columns")[0]
    table = terms.assign(**{document: named(terms[document])})
    table = table.sort_values([document, "rank"], ignore_index=True)
    block = pd.factorize(table[document])[0]
    place = np.arange(len(table)) + 1.6 * block
    ax = new_axes(ax, rows=0.85 * (len(table) + 1.6 * (block.max(initial=0) + 1)))
    ax.barh(place, table[measure], color="#5b7fa6", edgecolor=INK, linewidth=0.5, height=0.75)
    reach = table[measure]
    if {"low", "high"} <= set(table.columns):
        ax.hlines(place, table["low"], table["high"], color=INK, linewidth=2)
        reach = table["high"]
    for at, value, end in zip(place, table[measure], reach, strict=True):
        beside(ax, f"{value:.3g}", (end, at))
    for name, rows in table.groupby(document, sort=False).groups.items():
        ax.annotate(head(name), (0, place[rows[0]] - 1), fontweight="bold", va="center", fontsize=9.5)
    ax.set_yticks(place, table["term"].map(label))
    ax.set_ylim(place.max(initial=0) + 0.7, -1.7)
    ax.margins(x=0.12)
    scale = words(measure).replace("tf idf", "tf-idf").replace("log odds", "log-odds")
    against = f" against the other {block.max(initial=0)}" if "n_against" in table.columns else ""
    return finish(ax, title, xlabel=f"{scale}{against}")


@drawn
def corrected(estimates: pd.DataFrame, *, title: str, ax: "Axes | None" = None) -> "Axes":
    """Draw what the machine says, what the codes alone say, and the two together, group by group.

    Parameters
    ----------
    estimates : one row a group or pair of groups, as `coding.estimate_share` or `coding.estimate_mean` gives
        it: `group`, `against`, `predicted`, `coded_only`, `coded_low`, `coded_high`, `estimate`, `low` and
        `high`.
    title : the finding.
    ax : where to draw; by default a new figure.

    Returns
    -------
    The Axes: a row a group, the corrected value with its 95% interval in figures beside it; a difference is a
    row, too, named *one - other*, and a line stands at 0 if there is one.

    Raises
    ------
    TableError : a column is missing.

    Examples
    --------
    >>> units = pd.DataFrame({"doc_id": range(100), "predicted": [1] * 20 + [0] * 80})
    >>> coded = aa.coding.draw(units, n=40, seed=1).assign(is_present=[0, 0, 0, 1] * 10)
    >>> estimates = aa.coding.estimate_share(units, coded)
    >>> [label.get_text() for label in aa.plots.corrected(estimates, title="Less").get_yticklabels()]
    ['all']
    """
    needed = ["group", "against", *_CORRECTED]
    estimates = check_columns(
        "plots.corrected", "estimates", estimates, needed, holds=dict.fromkeys(_CORRECTED, NUMBERS)
    )
    table = estimates.sort_values(["against", "group"], na_position="first", ignore_index=True)
    place = np.arange(len(table)) + 0.6 * table["against"].notna().to_numpy()
    ax = new_axes(ax, rows=2.6 * (len(table) + 1))
    ax.hlines(place, table["coded_low"], table["coded_high"], color=INK, linewidth=1)
    ax.hlines(place + 0.25, table["low"], table["high"], color=INK, linewidth=3.5)
    ax.scatter(
        table["predicted"], place - 0.25, s=60, color="white", edgecolor=INK, marker="D", label="machine"
    )
    ax.scatter(table["coded_only"], place, s=40, color="white", edgecolor=INK, zorder=3, label="codes alone")
    ax.scatter(table["estimate"], place + 0.25, s=60, color=INK, zorder=3, label="corrected")
    if table["against"].notna().any():
        ax.axvline(0, color=FAINT, zorder=0)
    for at, row in zip(place, table.itertuples(), strict=True):
        figures = f"{row.estimate:.3f} ({row.low:.3f} to {row.high:.3f})".replace("-", "\N{MINUS SIGN}")
        beside(ax, figures, (row.high, at + 0.25), gap=8)
    sides = [
        [str(name) for name in pair if pd.notna(name)]
        for pair in zip(table["group"], table["against"], strict=True)
    ]
    ax.set_yticks(place, [label(words(" \N{MINUS SIGN} ".join(names))) for names in sides])
    ax.set_ylim(place.max(initial=0) + 0.7, -0.7)
    ax.margins(x=0.05)
    low, high = ax.get_xlim()
    ax.set_xlim(low, high + (1.1 if is_narrow() else 0.25) * (high - low))
    legend_below(ax, ax.get_legend_handles_labels()[0], columns=3)
    return finish(ax, title, xlabel="with 95% intervals")


def _before(function: str, name: str, table: pd.DataFrame, column: str, wanted: str) -> list[str]:
    """The columns that stand before another, checked: what a row is about."""
    names = list(table.columns[: table.columns.get_loc(column)])
    if len(names) not in _MANY[wanted]:
        raise TableError(
            f"{function}: `{name}` must have {wanted} before {column!r}; it has {names}.\n"
            f"They say what a row is about: {name}[[..., {column!r}, ...]]."
        )
    check_columns(function, name, table, names, known=[])
    return names
