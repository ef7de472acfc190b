"""Whatever stands in articles: no crash, spans that slice back, voices that divide, and nothing borrowed or changed.

`make fuzz` tries thousands of tables of articles, `make test` a few of each kind.
"""

import inspect
import sys
import tempfile
from collections import Counter
from collections.abc import Callable, Iterator
from pathlib import Path
from types import ModuleType

import matplotlib.pyplot as plt
import pandas as pd
import pytest
from hostile.calls import OF_ALL, OF_CORPUS, OF_EACH, OF_FILES, SHOWN, Found
from hostile.texts import articles
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from pandas.testing import assert_frame_equal

import aleppo_analysis as aa
from aleppo_analysis import cli, loading, scaling

pytestmark = [
    pytest.mark.filterwarnings("ignore::aleppo_analysis.text.languages.LanguageWarning"),
    pytest.mark.filterwarnings("ignore::aleppo_analysis.loading.problems.LoadingWarning"),
    pytest.mark.filterwarnings("ignore::aleppo_analysis.coding.tasks.CodingWarning"),
    pytest.mark.filterwarnings("ignore:Glyph:UserWarning"),  # of a font that lacks a letter
]
TIMES = max(settings.default.max_examples // 40, 1)  # type: ignore[union-attr]
HEALTH = [HealthCheck.too_slow, HealthCheck.data_too_large, HealthCheck.large_base_example]
TRIED: Counter[str] = Counter()

# What needs more than articles may give (two groups, a term that occurs, units to draw, one fact) says so.
MAY_REFUSE = {
    *("compare.bootstrap_articles", "compare.leave_one_out", "compare.log_odds", "compare.permutation_test"),
    *("compare.collocates", "compare.similarity_of_voice", "compare.similarity", "plots.similarity"),
    *("coding.draw", "coding.agreement", "coding.estimate_mean", "coding.estimate_share", "coding.sheet"),
    *(
        "coding.span_agreement",
        "coding.with_texts",
        "coding.without_texts",
        "frames.agreement",
        "frames.score",
    ),
    *("plots.claims", "plots.corrected", "plots.top_terms"),
}
SLICES = {
    "sentence": ("start", "end"),
    "quote": ("start", "end"),
    "match": ("start", "end"),
    "cue": ("cue_start", "cue_end"),
    "speaker": ("speaker_start", "speaker_end"),
    "counted": ("counted_start", "counted_end"),
    "verb": ("verb_start", "verb_end"),
}


@pytest.fixture(scope="module", autouse=True)
def _figures(request: pytest.FixtureRequest) -> Iterator[None]:
    """How much was tried, where it was asked for."""
    yield
    if TIMES > 1:
        told = ", ".join(f"{n:,} {what}" for what, n in sorted(TRIED.items()))
        with request.config.pluginmanager.getplugin("capturemanager").global_and_fixture_disabled():
            request.config.get_terminal_writer().line(f"\nTried: {told}")


def called(name: str, call: Callable[[], object]) -> object:
    """What a call gives; None where it may refuse and does so in two lines."""
    TRIED["calls"] += 1
    try:
        return call()
    except aa.TableError as error:
        assert name in MAY_REFUSE or "load" in name, f"{name}: {error}"
        assert "\n" in str(error), f"{name} does not say what to do: {error}"
        return None


def plain(table: object) -> dict[str, list[object]]:
    """The values, whatever few bytes they are held in."""
    assert isinstance(table, pd.DataFrame)
    return {name: [None if held is pd.NA or held != held else held for held in table[name]] for name in table}


def assert_same(name: str, one: object, other: object) -> None:
    if isinstance(one, pd.DataFrame):
        assert plain(one) == plain(other), name
    elif isinstance(one, list):
        for held, again in zip(one, other, strict=True):  # type: ignore[call-overload]
            assert_same(name, held, again)
    else:
        assert one == other, name


def assert_slices(name: str, table: pd.DataFrame, texts: dict[object, str]) -> None:
    """Every place lies in its text, and what stands beside it is what stands there."""
    if "start" in table:
        aa.check_spans(table, pd.DataFrame({"doc_id": list(texts), "text": list(texts.values())}))
    for column, (first, last) in SLICES.items():
        if not {column, first, last} <= set(table.columns) or (column == "sentence" and "match" in table):
            continue
        there = table.dropna(subset=[first])[["doc_id", first, last, column]]
        for doc_id, start, end, told in there.itertuples(index=False):
            assert 0 <= start <= end and texts[doc_id][start:end] == told, (name, column, doc_id, start, told)


def assert_divides(name: str, table: pd.DataFrame, texts: dict[object, str]) -> None:
    """Every character of every article has one row."""
    for doc_id, text in texts.items():
        rows = table[table["doc_id"] == doc_id]
        assert [0, *rows["end"]] == [*rows["start"], len(text)] or not len(text), (name, doc_id)


@settings(max_examples=10 * TIMES, suppress_health_check=HEALTH)
@given(articles(most=6 if TIMES == 1 else 48), st.randoms(use_true_random=False))
def test_the_rows_of_an_article(table: pd.DataFrame, random: object) -> None:
    TRIED["articles (each)"] += len(table)
    before = table.copy(deep=True)
    texts = dict(zip(table["doc_id"], table["text"], strict=True))
    found, made = Found(table), {}
    for name, call in OF_EACH.items():
        made[name] = called(name, lambda call=call: call(found))
        assert_slices(name, made[name], texts)
    assert_divides("zones", found.zones, texts)
    assert_divides("voices", found.voices, texts)
    numbers = found.numbers.itertuples()
    assert all(texts[row.doc_id][row.start : row.end] == row.number for row in numbers)
    assert_frame_equal(table, before)
    if len(table) > 1 and random.random() < 0.5:  # type: ignore[attr-defined]
        row = random.randrange(len(table))  # type: ignore[attr-defined]
        alone = Found(table.iloc[[row]].reset_index(drop=True))
        for name, call in OF_EACH.items():
            among = made[name][made[name]["doc_id"] == table["doc_id"][row]]
            assert_same(name, called(name, lambda call=call: call(alone)), among)


@settings(max_examples=2 * TIMES, suppress_health_check=HEALTH)
@given(articles())
def test_what_is_made_of_them_all(table: pd.DataFrame) -> None:
    TRIED["articles (all)"] += len(table)
    before = table.copy(deep=True)
    found, again = Found(table), Found(before.copy())
    for name, call in OF_ALL.items():
        once = called(name, lambda call=call: call(found))
        assert_same(name, once, called(name, lambda call=call: call(again)))
    assert_frame_equal(table, before)


@settings(max_examples=2 * TIMES, suppress_health_check=HEALTH)
@given(articles())
def test_what_is_shown_and_written(table: pd.DataFrame) -> None:
    TRIED["articles (shown, written)"] += len(table)
    before = table.copy(deep=True)
    found = Found(table)
    for name, show in SHOWN.items():
        called(name, lambda show=show: show(found))
        plt.close("all")
    for name, write in OF_FILES.items():
        with tempfile.TemporaryDirectory() as folder:
            called(name, lambda write=write, folder=folder: write(found, Path(folder)))
    assert_frame_equal(table, before)


@settings(max_examples=3 * TIMES, suppress_health_check=HEALTH)
@given(articles())
def test_a_corpus(table: pd.DataFrame) -> None:
    TRIED["articles (corpus)"] += len(table)
    before = table.copy(deep=True)
    corpus = Found(table).corpus
    texts = dict(zip(corpus.articles["doc_id"], corpus.articles["text"], strict=True))
    for name, call in OF_CORPUS.items():
        result = called(f"Corpus.{name}", lambda call=call: call(corpus))
        if isinstance(result, pd.DataFrame) and "doc_id" in result:
            assert_slices(name, result, texts)
    assert_divides("voices", corpus.voices, texts)
    assert_frame_equal(table, before)


SPACES = [aa, *(one for name in aa.__all__ if inspect.ismodule(one := getattr(aa, name)))]
TOLD = {
    "loading.kind_of",
    "loading.sentence_of",
    "loading.warn_of",
    "loading.ways_of",
    "loading.Loaded",
    "Corpus",
}


def test_every_public_function_has_its_call() -> None:
    """A new one needs a line in `hostile/calls.py`."""
    public = set()
    for space in [*SPACES, loading, scaling, cli]:
        room = space.__name__.removeprefix("aleppo_analysis").removeprefix(".view").removeprefix(".")
        for name in space.__all__:
            value = getattr(space, name)
            is_error = isinstance(value, type) and issubclass(value, Exception)
            if callable(value) and not isinstance(value, ModuleType) and not is_error:
                public.add(f"{room}.{name}" if room else name)
    called_here = {name.partition(" ")[0] for calls in (OF_EACH, OF_ALL, SHOWN, OF_FILES) for name in calls}
    if sys.modules.get("pyarrow", True) is None:
        called_here |= {"annotate", "scaling.annotate", "scaling.export"}
    assert public - called_here - TOLD == set()
    methods = {name for name in vars(aa.Corpus) if not name.startswith("_")}
    assert methods - set(OF_CORPUS) == {"save", "open"}  # annotate and export call them


# -- halves of pairs, and great length ---------------------------------------------------------------------


@pytest.mark.parametrize("column", ["text", "doc_id"])
@pytest.mark.parametrize("half", ["\ud83d", "\udce9", "é\udfff"])
def test_half_of_a_pair_is_refused_clearly(column: str, half: str) -> None:
    table = pd.DataFrame(
        {"doc_id": ["a", "b"], "source": "post", "text": "“Yes,” said Ann Lee."}, dtype="object"
    )
    table.loc[1, column] = half
    for name in (
        "text.find_languages",
        "text.find_zones",
        "text.tokenize",
        "quotes.attribute",
        "frames.match",
    ):
        with pytest.raises(aa.TableError, match="half of a pair"):
            OF_EACH[name](Found(table))


def test_half_of_a_pair_is_no_word() -> None:
    tokens = Found(pd.DataFrame({"doc_id": ["a"], "source": "post", "language": "en", "text": "Aid"})).tokens
    with pytest.raises(aa.TableError, match="the term must be Unicode; character 1 is .*, half of a pair"):
        aa.compare.collocates(tokens, "a\ud83d")


LONG = {
    "a paragraph of words": "the old bridge ",
    "one word": "a",
    "quotations": "“Aid,” said Ann Lee. ",
    "marks that open": "“",
    "marks that close": "”",
    "straight marks": '"',
    "apostrophes": "'a ",
    "names": "Ann Lee, ",
    "headings": "Aid waits\n\n",
    "links": "Read more: Aid waits\n",
    "numbers": "20 ",
    "months": "May ",
    "blanks": " \t\u00a0",
    "line ends": "\r\n",
    "brackets": "(",
    "the word that is looked for": "trap ",
}


@pytest.mark.parametrize("kind", LONG)
def test_long_texts(kind: str) -> None:
    """A megabyte, or a hundred thousand of a kind in a row, where TIMES are many; else a fiftieth of that."""
    piece, share = LONG[kind], 1 if TIMES > 1 else 50
    text = "“We wait,” said Omar Haj. " + piece * min(1_000_000 // share // len(piece), 100_000 // share)
    table = pd.DataFrame({"doc_id": ["a", "b"], "source": "post", "language": "en", "text": [text, "“Aid”"]})
    found = Found(table)
    texts = dict(zip(table["doc_id"], table["text"], strict=True))
    for name, call in OF_EACH.items():
        assert_slices(name, call(found), texts)  # type: ignore[arg-type]
    assert_divides("zones", found.zones, texts)
    assert_divides("voices", found.voices, texts)
