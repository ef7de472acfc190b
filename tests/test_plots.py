"""Figures: what is drawn is what stands in the table, and it reads without colour."""

import re
from collections.abc import Callable, Iterator

import matplotlib
import numpy as np
import pandas as pd
import pytest
from bs4 import BeautifulSoup

import aleppo_analysis as aa

matplotlib.use("agg")
from matplotlib import pyplot as plt  # noqa: E402
from matplotlib.axes import Axes  # noqa: E402
from matplotlib.colors import to_hex  # noqa: E402

from aleppo_analysis.view import canvas, plots
from aleppo_analysis.view.drawing import slim, svg_of
from aleppo_analysis.view.style import FRAME_COLORS, GROUP_COLORS, colors_of, in_order, ink_on

ARTICLES = pd.DataFrame(
    {
        "source": ["late", "early", "undated", "middle"],
        "published": pd.to_datetime(["2016-11-04", "2016-09-15", None, "2016-10-21"]),
        "published_basis": ["stated", "inferred: third day", None, "stated"],
        "event": ["third pause", "first truce", "unknown", "second pause"],
    }
)
SHARES = pd.DataFrame(
    {
        "source": ["post", "post", "post", "herald"],
        "voice": ["direct", "narrator", "scare", "narrator"],
        "n": [24, 70, 6, 50],
        "share": [0.24, 0.70, 0.06, 1.0],
    }
)
GROUPS = pd.DataFrame(
    {
        "source": "post",
        "speaker_group": ["un", None, "russia", "bakers"],
        "n": [50, 30, 17, 3],
        "share": [0.5, 0.3, 0.17, 0.03],
    }
)
SPEAKERS = pd.DataFrame(
    {"speaker_name": ["Lee", "Amin", None, "Haj"], "speaker_group": ["un", "russia", None, "bakers"], "n": [5, 12, 7, 5]}
)  # fmt: skip
RATES = pd.DataFrame(
    {
        "source": ["post", "post", "herald", "herald"],
        "frame": ["deception", "humanitarian", "deception", "humanitarian"],
        "n": [3, 8, 0, 1],
    }
)
BY_VOICE = pd.DataFrame(
    {
        "source": ["herald", "post", "post", "post"],
        "voice": ["narrator", "direct", "headline", None],
        "frame": "blame",
        "n": [1, 4, 2, 3],
    }
)
PAIRS = pd.DataFrame(
    {"source": ["a", "c", "b"], "other_source": ["b", "a", "c"], "similarity": [0.25, 1.0, 0.5]}
)
TERMS = pd.DataFrame(
    {
        "source": ["b", "a", "a"],
        "term": ["convoy", "truce", "siege"],
        "rank": [1, 2, 1],
        "tf_idf": [0.25, 0.5, 1.5],
    }
)
ESTIMATES = pd.DataFrame(
    {
        "group": ["herald", "post", "herald"],
        "against": [None, None, "post"],
        "predicted": [0.2, 0.1, 0.1],
        "coded_only": [0.12, 0.15, -0.03],
        "coded_low": [0.05, 0.07, -0.15],
        "coded_high": [0.2, 0.25, 0.1],
        "estimate": [0.1, 0.16, -0.06],
        "low": [0.08, 0.12, -0.1],
        "high": [0.13, 0.2, -0.015],
    }
)
PLOTS: dict[str, tuple[Callable[..., Axes], pd.DataFrame]] = {
    "timeline": (plots.timeline, ARTICLES),
    "shares by voice": (plots.shares, SHARES),
    "shares by group": (plots.shares, GROUPS),
    "speakers": (plots.speakers, SPEAKERS),
    "frame rates": (plots.frame_rates, RATES),
    "frame rates by voice": (plots.frame_rates, BY_VOICE),
    "similarity": (plots.similarity, PAIRS),
    "top terms": (plots.top_terms, TERMS),
    "corrected": (plots.corrected, ESTIMATES),
}
every_plot = pytest.mark.parametrize(("plot", "table"), PLOTS.values(), ids=PLOTS)


@pytest.fixture(autouse=True)
def _close() -> Iterator[None]:
    yield
    plt.close("all")


def _texts(ax: Axes) -> list[str]:
    return [text.get_text() for text in ax.texts if text.get_text()]


def _rows(ax: Axes) -> dict[float, str]:
    """The labels of the rows by their place."""
    labels = [label.get_text() for label in ax.get_yticklabels()]
    return dict(zip(map(float, ax.get_yticks()), labels, strict=True))


# -- what every figure keeps to --------------------------------------------------------------------------


@every_plot
def test_title_is_the_finding(plot: Callable[..., Axes], table: pd.DataFrame) -> None:
    assert plot(table, title="The post quotes most").get_title(loc="left") == "The post quotes most"


@every_plot
def test_long_titles_are_wrapped(plot: Callable[..., Axes], table: pd.DataFrame) -> None:
    lines = plot(table, title="word " * 40).get_title(loc="left").splitlines()
    assert len(lines) == 3
    assert max(map(len, lines)) <= 72


@every_plot
def test_it_draws_where_it_is_told(plot: Callable[..., Axes], table: pd.DataFrame) -> None:
    ax = plt.subplots()[1]
    assert plot(table, title="Here", ax=ax) is ax


@every_plot
def test_the_table_stays_as_it_was(plot: Callable[..., Axes], table: pd.DataFrame) -> None:
    before = table.copy(deep=True)
    plot(table, title="Same")
    pd.testing.assert_frame_equal(table, before)


@every_plot
def test_the_order_of_rows_does_not_matter(plot: Callable[..., Axes], table: pd.DataFrame) -> None:
    shuffled = table.iloc[::-1].reset_index(drop=True)
    one, other = (plot(each, title="Same") for each in (table, shuffled))
    assert sorted(_texts(one)) == sorted(_texts(other))
    assert sorted(_rows(one).values()) == sorted(_rows(other).values())


@every_plot
def test_no_text_is_cut_off_or_small(plot: Callable[..., Axes], table: pd.DataFrame) -> None:
    figure = plot(table, title="A title of some length that has to fit in as well").figure
    figure.canvas.draw()
    [ax] = figure.axes
    legend = ax.get_legend().get_texts() if ax.get_legend() else []
    for text in [*ax.texts, ax.title, *ax.get_yticklabels(), *legend]:
        box = text.get_window_extent()
        assert box.x0 >= -1, text
        assert box.x1 <= figure.bbox.x1 + 1, text
        assert text.get_fontsize() >= 8.5


# -- figure by figure ------------------------------------------------------------------------------------


def test_timeline_puts_the_oldest_on_top_and_inferred_dates_hollow() -> None:
    ax = plots.timeline(ARTICLES, title="Three events")
    assert _rows(ax) == {0: "early", 1: "middle", 2: "late"}
    assert ax.yaxis_inverted()
    assert _texts(ax) == [
        "15 Sep 2016 (inferred)\nfirst truce",
        "21 Oct 2016\nsecond pause",
        "4 Nov 2016\nthird pause",
    ]
    full, hollow = ax.collections[1:]
    assert matplotlib.dates.num2date(full.get_offsets()[:, 0])[0].isoformat()[:10] == "2016-10-21"
    assert full.get_offsets()[:, 1].tolist() == [1, 2]
    assert hollow.get_offsets()[:, 1].tolist() == [0]
    assert [to_hex(dots.get_facecolor()[0]) for dots in (full, hollow)] == ["#1f2328", "#ffffff"]
    assert ax.get_xlabel() == "day of publication"


def test_shares_are_stacked_in_percent_and_sum_to_the_whole() -> None:
    ax = plots.shares(SHARES, title="Mostly narrated")
    assert _rows(ax) == {0: "herald", 1: "post"}
    drawn = {
        (bars.get_label(), row): (bar.get_x(), bar.get_width())
        for bars in ax.containers
        for row, bar in enumerate(bars)
    }
    assert drawn == {
        ("narrator", 0): (0, 100),
        ("narrator", 1): (0, 70),
        ("direct", 0): (100, 0),
        ("direct", 1): (70, 24),
        ("scare", 0): (100, 0),
        ("scare", 1): (94, pytest.approx(6)),
    }
    assert _texts(ax) == ["narrator 100", "narrator 70", "direct 24", "6", "50 words", "100 words"]
    assert ax.get_xlabel() == "share of words (%)"


def test_shares_keep_the_colours_of_groups_and_hatch_the_unknown() -> None:
    ax = plots.shares(GROUPS, title="The UN speaks most")
    colors = {bars.get_label(): to_hex(bars[0].get_facecolor()) for bars in ax.containers}
    assert colors == {"Russia": "#0072b2", "UN": "#009e73", "not known": "#ffffff", "bakers": "#88ccee"}
    assert {bars.get_label() for bars in ax.containers if bars[0].get_hatch()} == {"not known"}
    assert _texts(ax) == ["Russia 17", "UN 50", "not known 30", "100 words"]


def test_speakers_stand_by_words_then_name() -> None:
    ax = plots.speakers(SPEAKERS, title="Amin leads")
    assert _rows(ax) == {0: "Amin", 1: "not known", 2: "Haj", 3: "Lee"}
    assert [bar.get_width() for bar in ax.patches] == [12, 7, 5, 5]
    assert [to_hex(bar.get_facecolor()) for bar in ax.patches] == ["#0072b2", "#ffffff", "#88ccee", "#009e73"]
    assert _texts(ax) == ["12  Russia", "7  not known", "5  bakers", "5  UN"]
    assert ax.get_xlabel() == "quoted words"


def _cells(ax: Axes) -> dict[tuple[str, str], tuple[str, str]]:
    """(row, column) -> (number, colour) of every cell of a matrix."""
    columns = [label.get_text().replace("\n", " ") for label in ax.get_xticklabels()]
    rows, numbers = _rows(ax), {text.get_position(): text.get_text() for text in ax.texts}
    cells = {}
    for cell in ax.patches:
        x, y = cell.get_x() + 0.5, cell.get_y() + 0.5
        row = next(label for place, label in rows.items() if np.isclose(place, y))
        number = next(text for place, text in numbers.items() if np.allclose(place, (x, y)))
        cells[row, columns[int(x)]] = (number, to_hex(cell.get_facecolor()))
    return cells


def test_frame_rates_are_a_matrix_of_counts() -> None:
    ax = plots.frame_rates(RATES, title="The post says humanitarian")
    assert _cells(ax) == {
        ("herald", "humanitarian"): ("1", "#e2e6eb"),
        ("herald", "deception"): ("0", "#ffffff"),
        ("post", "humanitarian"): ("8", "#1b3a5c"),
        ("post", "deception"): ("3", "#aab5c2"),
    }
    assert [label.get_text() for label in ax.get_xticklabels()] == ["humanitarian", "deception"]


def test_frame_rates_by_two_columns_have_a_heading_an_article() -> None:
    ax = plots.frame_rates(BY_VOICE, title="The post blames")
    assert list(_rows(ax).values()) == ["narrator", "headline", "direct", "not known"]
    assert [text.get_text() for text in ax.texts] == ["1", "2", "4", "3", "herald", "post"]
    places = list(_rows(ax))
    assert places == sorted(places)
    heads = {text.get_text(): text.get_position()[1] for text in ax.texts[-2:]}
    assert heads["herald"] < places[0] < heads["post"] < places[1]


def test_similarity_shows_each_pair_once() -> None:
    ax = plots.similarity(PAIRS, title="a is c")
    assert {cell: number for cell, (number, _) in _cells(ax).items()} == {
        ("b", "a"): "0.25",
        ("c", "a"): "1.00",
        ("c", "b"): "0.50",
    }


def test_top_terms_stand_in_blocks_by_rank() -> None:
    ax = plots.top_terms(TERMS, title="Siege leads")
    assert list(_rows(ax).values()) == ["siege", "truce", "convoy"]
    bars = [(bar.get_y() + bar.get_height() / 2, bar.get_width()) for bar in ax.patches]
    assert [width for _, width in bars] == [1.5, 0.5, 0.25]
    assert [place for place, _ in bars] == pytest.approx(list(_rows(ax)))
    assert _texts(ax) == ["1.5", "0.5", "0.25", "a", "b"]
    assert ax.get_xlabel() == "tf-idf"


def test_top_terms_of_what_has_no_name_stand_under_not_known() -> None:
    ax = plots.top_terms(TERMS.assign(source=[None, "a", "a"]), title="Siege leads")
    assert _texts(ax) == ["1.5", "0.5", "0.25", "a", "not known"]


def test_a_voice_that_is_not_known_is_white_and_changes_no_other() -> None:
    alone = canvas.part_colors(["headline", "direct"])
    assert canvas.part_colors(["headline", "direct", "not known"]) == alone | {"not known": "#ffffff"}


def test_top_terms_draw_their_range() -> None:
    ranged = TERMS.rename(columns={"tf_idf": "z"}).assign(low=[0.0, 0.25, 1.0], high=[1.0, 0.75, 2.0])
    ax = plots.top_terms(ranged, title="Siege leads", measure="z")
    [ranges] = ax.collections
    assert [segment[:, 0].tolist() for segment in ranges.get_segments()] == [[1, 2], [0.25, 0.75], [0, 1]]
    assert ax.get_xlabel() == "z"


# -- colours ---------------------------------------------------------------------------------------------


def test_groups_and_frames_have_colours_of_their_own() -> None:
    assert len({*GROUP_COLORS.values()}) == len(GROUP_COLORS)
    assert len({*FRAME_COLORS.values()}) == len(FRAME_COLORS)
    assert not {*GROUP_COLORS.values()} & {*FRAME_COLORS.values()}


def test_strangers_get_spare_colours_by_name() -> None:
    assert colors_of(["zoo", "un", "bar"], GROUP_COLORS) == {"zoo": "#ddcc77", "un": "#009e73", "bar": "#88ccee"}  # fmt: skip
    assert in_order(["zoo", "scare", "bar", "direct"], ["direct", "scare"]) == ["direct", "scare", "bar", "zoo"]  # fmt: skip


def _luminance(color: str) -> float:
    channels = [int(color[place : place + 2], 16) / 255 for place in (1, 3, 5)]
    linear = [c / 12.92 if c <= 0.03928 else ((c + 0.055) / 1.055) ** 2.4 for c in channels]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


@pytest.mark.parametrize(
    "color", [*GROUP_COLORS.values(), *map(canvas.shade, [0, 0.25, 0.4, 0.5, 0.6, 0.75, 1])]
)
def test_numbers_can_be_read_on_their_colour(color: str) -> None:
    dark, light = sorted([_luminance(color), _luminance(ink_on(color))])
    assert (light + 0.05) / (dark + 0.05) >= 4.5


def test_the_higher_the_darker_in_greyscale_too() -> None:
    shades = [_luminance(canvas.shade(share)) for share in np.linspace(0, 1, 11)]
    assert shades == sorted(shades, reverse=True)


def test_corrected_values_stand_with_their_intervals_below_the_machine() -> None:
    ax = plots.corrected(ESTIMATES, title="The wrong way round")
    assert list(_rows(ax).values()) == ["herald", "post", "herald \N{MINUS SIGN} post"]
    assert _texts(ax) == ["0.100 (0.080 to 0.130)", "0.160 (0.120 to 0.200)", "−0.060 (−0.100 to −0.015)"]
    points = {
        dots.get_label(): dots.get_offsets()[:, 0].tolist()
        for dots in ax.collections
        if dots.get_label()[0] != "_"
    }
    assert points == {
        "machine": [0.2, 0.1, 0.1],
        "codes alone": [0.12, 0.15, -0.03],
        "corrected": [0.1, 0.16, -0.06],
    }


# -- wrong use -------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("plot", "table", "column", "name"),
    [
        (plots.timeline, ARTICLES, "event", "articles"),
        (plots.shares, SHARES, "share", "shares"),
        (plots.speakers, SPEAKERS, "n", "shares"),
        (plots.frame_rates, RATES, "frame", "rates"),
        (plots.similarity, PAIRS, "similarity", "similarity"),
        (plots.top_terms, TERMS, "rank", "terms"),
        (plots.corrected, ESTIMATES, "coded_low", "estimates"),
    ],
)
def test_missing_column(plot: Callable[..., Axes], table: pd.DataFrame, column: str, name: str) -> None:
    lacking = table.drop(columns=column)
    has = ", ".join(map(repr, lacking.columns))
    made_by = {"shares": "voices.shares", "rates": "frames.rates"}
    maker = f"Make it with {made_by[name]}" if name in made_by else "Add what is missing"
    with pytest.raises(aa.TableError) as raised:
        plot(lacking, title="None")
    assert str(raised.value) == (
        f"plots.{plot.__name__}: `{name}` needs column {column!r}; it has {has}.\n"
        f"{maker}, or rename: {name}.rename(columns={{...: {column!r}}})."
    )


def test_a_matrix_has_one_or_two_columns_for_its_rows() -> None:
    with pytest.raises(aa.TableError) as raised:
        plots.frame_rates(BY_VOICE.assign(zone="body")[["source", "voice", "zone", "frame", "n"]], title="No")  # fmt: skip
    assert str(raised.value) == (
        "plots.frame_rates: `rates` must have one or two columns before 'frame'; it has ['source', 'voice', 'zone'].\n"
        "They say what a row is about: rates[[..., 'frame', ...]]."
    )


# -- as pictures -----------------------------------------------------------------------------------------


@every_plot
def test_a_figure_is_the_same_svg_each_time_and_its_words_are_text(
    plot: Callable[..., Axes], table: pd.DataFrame
) -> None:
    once, again = (svg_of(plot(table, title="One & <two>").figure) for _ in range(2))
    assert once == again
    page = BeautifulSoup(once, "html.parser")
    assert page.svg["aria-label"] == "One & <two>"
    assert "One & <two>" in [text.get_text() for text in page.find_all("text")]
    assert not re.search(r"DejaVu|<!|20\d\d-\d\d-\d\dT", once)


def test_a_name_without_end_leaves_room_for_its_figure() -> None:
    """It took all: the figure was drawn without a layout, with a warning."""
    name = "n" * 200
    terms = pd.DataFrame({"source": [name], "term": [name], "rank": [1], "tf_idf": [0.25]})
    shares = pd.DataFrame({"source": [name], "voice": "narrator", "n": 5, "share": 1.0})
    for figure in plots.top_terms(terms, title="A word").figure, plots.shares(shares, title="A name").figure:
        assert f"{'n' * 53}…" in svg_of(figure)
        with slim():
            assert "…" in svg_of(figure.again().figure)


@pytest.mark.parametrize("name", ["$5 and $6", r"$\frac{$", "$x^2$"])
def test_words_between_dollar_signs_are_no_formula(name: str) -> None:
    shares = pd.DataFrame({"source": [name], "voice": "narrator", "n": 5, "share": 1.0})
    drawn = plots.shares(shares, title=name).figure
    for picture in (svg_of(drawn), svg_of(drawn.again().figure)):
        words = [text.get_text() for text in BeautifulSoup(picture, "html.parser").find_all("text")]
        assert [text.replace("\xa0", " ") for text in words].count(name) == 2


@every_plot
def test_a_figure_is_drawn_narrow_as_well(plot: Callable[..., Axes], table: pd.DataFrame) -> None:
    figure = plot(table, title="A title of some length that has to be broken").figure
    wide, narrow = figure.get_figwidth(), figure.again().figure
    assert narrow.get_figwidth() == wide
    with slim():
        assert figure.again().figure.get_figwidth() < wide / 2
    assert plot(table, title="Given", ax=plt.subplots()[1]).figure.__class__.__name__ == "Figure"


@pytest.mark.parametrize("backend", ["agg", "module://matplotlib_inline.backend_inline"])
def test_a_notebook_draws_a_figure_once_when_it_is_shown(
    monkeypatch: pytest.MonkeyPatch, backend: str
) -> None:
    """What is stale would be drawn after the cell, and then thrown away; a window has to be drawn."""
    monkeypatch.setitem(matplotlib.rcParams, "backend", backend)
    ax = plots.shares(SHARES, title="Narrators have 70%")
    assert ax.figure.stale is (backend == "agg")
    ax.set_xlabel("changed afterwards")
    assert ax.figure.stale


def test_log_odds_say_against_whom() -> None:
    odds = TERMS.rename(columns={"tf_idf": "log_odds"}).assign(n_against=3)
    odds.insert(1, "against", "rest")  # as log_odds has it
    ax = plots.top_terms(odds, title="b is alone", measure="log_odds")
    assert ax.get_xlabel() == "log-odds against the other 1"


# -- lines as cards --------------------------------------------------------------------------------------

LINES = pd.DataFrame(
    {
        "doc_id": ["a", "a", "b"],
        "outlet": ["The Post", "The Post", "Bee"],
        "start": [4, 40, 9],
        "frame": ["ruse", "aid", "ruse"],
        "voice": ["narrator", "direct", "reported"],
        "speaker_name": ["Nobody", "Ann Lee", "Bo"],
        "speaker_group": [None, "un", "un"],
        "before": ["It was ", "word " * 20, ""],
        "match": "<b>trap</b>",
        "after": [".", " word" * 20, " here"],
    }
)


def test_cards_say_outlet_speaker_voice_and_words_speakers_first() -> None:
    shown = plots.cards(LINES, by="frame", title="The UN  speaks")
    assert repr(shown).splitlines() == [
        "The UN speaks",
        "",
        "ruse: Bee, Bo, retold: <b>trap</b> here",
        "ruse: The Post, the article’s own words: It was <b>trap</b>.",
        "aid: The Post, Ann Lee, quoted: … word word word word word word <b>trap</b> word word word word word word …",
    ]
    page = BeautifulSoup(shown._repr_html_(), "html.parser")
    assert [panel.p.get_text() for panel in page.select(".aa-panel")] == [
        "ruse: 2 UN 1, the outlets themselves 1",
        "aid: 1 UN 1",
    ]
    assert [card["data-place"] for card in page.select("li")] == ["at-b-9", "at-a-4", "at-a-40"]
    assert page.select_one("li").get_text() == "Bee UN: Bo, retold <b>trap</b> here"
    assert [card.get("style") for card in page.select("li")] == ["--c: #009e73", None, "--c: #009e73"]
