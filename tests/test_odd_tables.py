"""Tables of odd types and shapes: each gives what the plain table gives, or a `TableError` that says what to do."""

import inspect
import sys
from collections.abc import Callable
from datetime import date
from functools import partial
from pathlib import Path
from tempfile import TemporaryDirectory
from types import FunctionType
from typing import Any

import matplotlib.pyplot as plt
import numpy as np
import pandas as pd
import pytest
from hostile import calls as hostile
from hostile.calls import Found
from hypothesis import settings
from matplotlib.text import Text

import aleppo_analysis as aa
from aleppo_analysis import loading, plots, scaling

Odd = Callable[[pd.DataFrame], object]
TEXTS = {
    "herald-1": "Aid waits\n\nThe convoy of 20 trucks waited. “We are ready,” said Ann Lee, a doctor.",
    "post-1": "A so-called truce\n\nThe ‘truce’ was a trap, Omar Haj said. Some 30 trucks waited.",
}
ARTICLES = pd.DataFrame(
    {"doc_id": list(TEXTS), "source": ["herald", "post"], "event_id": "march", "text": list(TEXTS.values())}
)
TERMS = pd.DataFrame({"frame": ["ruse", "aid"], "term": ["trap", "trucks"]})
CORPUS = aa.Corpus(ARTICLES, frame_terms=TERMS)
GIVEN = CORPUS.tables("articles", "zones", "sentences", "quotes", "voices", "tokens", "matches", "numbers")
WORDS = GIVEN["tokens"][["doc_id", "start", "end", "token"]]
COUNTS = aa.compare.count_terms(GIVEN["tokens"], by="source")
RATES = CORPUS.frame_rates(by=["source", "voice"])
LINES = CORPUS.evidence(frame="ruse")
PAIRS = aa.claims.compare(GIVEN["numbers"], ARTICLES)
ESTIMATES = pd.DataFrame(
    {"group": ["post"], "against": [None], "n_units": 9, "n_coded": 4, "predicted": 0.5, "coded_only": 0.4}
).assign(coded_low=0.2, coded_high=0.7, estimate=0.4, low=0.3, high=0.6)
CORRECTION = pd.DataFrame(
    {"doc_id": ["post-1"], "start": [0], "end": [16], "passage": ["A so-called truc"], "zone": ["heading"]}
)
ACTORS = pd.DataFrame(
    {"canonical": ["Ann Lee"], "aliases": ["Lee"], "group": ["aid"], "pattern": [None], "role": ["nurse"]}
)

# What is called, and its tables, of which each is made odd in turn.
CALLS: dict[str, tuple[Callable[..., object], dict[str, pd.DataFrame]]] = {
    "text.find_zones": (
        lambda articles, corrections: aa.text.find_zones(articles, corrections=corrections),
        {"articles": ARTICLES, "corrections": CORRECTION},
    ),
    "text.tokenize": (aa.text.tokenize, {"articles": ARTICLES}),
    "join_spans": (
        lambda inner, outer: aa.join_spans(inner, outer, ["zone"]),
        {"inner": WORDS, "outer": GIVEN["zones"]},
    ),
    "check_spans": (aa.check_spans, {"spans": GIVEN["quotes"], "articles": ARTICLES}),
    "voices.find": (aa.voices.find, {"quotes": GIVEN["quotes"], "zones": GIVEN["zones"]}),
    "voices.add": (aa.voices.add, {"spans": WORDS, "voices": GIVEN["voices"]}),
    "voices.shares": (lambda tokens: aa.voices.shares(tokens, by=["source", "voice"]), {"tokens": GIVEN["tokens"]}),
    "frames.match": (aa.frames.match, {"articles": ARTICLES, "frame_terms": TERMS}),
    "frames.rates": (
        lambda matches, tokens: aa.frames.rates(matches, tokens, by=["source", "voice"]),
        {"matches": GIVEN["matches"], "tokens": GIVEN["tokens"]},
    ),
    "compare.count_terms": (
        lambda tokens: aa.compare.count_terms(tokens, by=["source", "voice"]), {"tokens": GIVEN["tokens"]}
    ),
    "compare.count_articles": (
        lambda articles, zones: aa.compare.count_articles(articles, zones, by="source"),
        {"articles": ARTICLES, "zones": GIVEN["zones"]},
    ),
    "compare.similarity": (
        lambda counts, stop_words: aa.compare.similarity(counts, stop_words=stop_words),
        {"counts": COUNTS, "stop_words": aa.compare.load_stop_words().head(20)},
    ),
    "quotes.score": (aa.quotes.score, {"predicted": GIVEN["quotes"], "gold": GIVEN["quotes"]}),
    "claims.compare": (aa.claims.compare, {"numbers": GIVEN["numbers"], "articles": ARTICLES}),
    "coding.units": (
        lambda matches, articles, sentences: aa.coding.units(
            matches, articles, frame="ruse", by="source", sentences=sentences
        ),
        {name: GIVEN[name] for name in ("matches", "articles", "sentences")},
    ),
    "evidence": (
        lambda matches, articles, others: aa.evidence(matches, articles, others, frame="ruse"),
        {"matches": GIVEN["matches"], "articles": ARTICLES, "others": GIVEN["quotes"]},
    ),
    "read_article": (
        lambda articles, quotes, matches, zones, voices: aa.read_article(
            articles, "post-1", quotes=quotes, matches=matches, zones=zones, voices=voices
        )._repr_html_(),
        {name: GIVEN[name] for name in ("articles", "quotes", "matches", "zones", "voices")},
    ),
    "Corpus.with_tables": (
        lambda quotes: CORPUS.with_tables(quotes=quotes).shares(by="voice"), {"quotes": GIVEN["quotes"]}
    ),
}  # fmt: skip


def figure(plot: Callable[..., Any]) -> Callable[..., object]:
    """What stands in a figure."""

    def call(**table: pd.DataFrame) -> list[str]:
        ax = plot(*table.values(), title="a")
        plt.close(ax.figure)
        return [text.get_text() for text in ax.findobj(Text)]

    return call


def window(
    articles: object, quotes: object, matches: object, zones: object, sentences: object, actors: object
) -> object:
    box = aa.explore(
        articles, quotes=quotes, matches=matches, zones=zones, sentences=sentences, actors=actors
    )  # type: ignore[arg-type]
    return [child.options for child in box.children[0].children if hasattr(child, "options")]


FIGURES: dict[str, tuple[Callable[..., object], dict[str, pd.DataFrame]]] = {
    "plots.timeline": (figure(plots.timeline), {"articles": ARTICLES.assign(published="2016-10-18", event="a march").drop(columns="doc_id")}),
    "plots.shares": (figure(plots.shares), {"shares": CORPUS.shares(by=["source", "voice"])}),
    "plots.speakers": (figure(plots.speakers), {"shares": CORPUS.shares(by=["speaker_name", "speaker_group"])}),
    "plots.frame_rates": (figure(plots.frame_rates), {"rates": RATES}),
    "plots.similarity": (figure(plots.similarity), {"similarity": aa.compare.similarity(COUNTS)}),
    "plots.top_terms": (figure(plots.top_terms), {"terms": aa.compare.top_terms(aa.compare.tf_idf(COUNTS))}),
    "plots.claims": (figure(plots.claims), {"pairs": PAIRS[PAIRS["fact"] == PAIRS["fact"][0]]}),
    "plots.corrected": (figure(plots.corrected), {"estimates": ESTIMATES}),
    "plots.cards": (lambda lines: plots.cards(lines, by="frame", title="a").body(), {"lines": LINES}),
    "explore": (
        window,
        {**{name: GIVEN[name] for name in ("articles", "quotes", "matches", "zones", "sentences")}, "actors": ACTORS},
    ),
    "speakers.with_roles": (aa.speakers.with_roles, {"table": LINES, "actors": ACTORS}),
    "speakers.load_actors": (aa.speakers.load_actors, {"source": ACTORS}),
    "compare.similarity_of_voice": (
        lambda tokens, sentences: aa.compare.similarity_of_voice(tokens, sentences, n_samples=19),
        {"tokens": GIVEN["tokens"], "sentences": GIVEN["sentences"]},
    ),
    "compare.side_by_side": (
        lambda one: aa.compare.side_by_side({"one": one, "two": RATES}, value="n", by=["source", "voice", "frame"]),
        {"one": RATES},
    ),
    "frames.stress": (
        lambda articles, frame_terms, voices: aa.frames.stress(articles, frame_terms, voices),
        {"articles": ARTICLES, "frame_terms": TERMS, "voices": GIVEN["voices"]},
    ),
    "voices.find_reporting_verbs": (
        lambda quotes, zones, verbs: aa.voices.find_reporting_verbs(quotes, zones, verbs=verbs),
        {
            "quotes": GIVEN["quotes"],
            "zones": GIVEN["zones"],
            "verbs": aa.voices.load_reporting_verbs().head(20),
        },
    ),
    "voices.find_wordings": (
        aa.voices.find_wordings,
        {"quotes": GIVEN["quotes"], "articles": ARTICLES, "voices": GIVEN["voices"]},
    ),
    "compare.align_quotes": (aa.compare.align_quotes, {"quotes": GIVEN["quotes"]}),
    "compare.log_odds": (
        lambda counts, articles, prior: aa.compare.log_odds(counts, articles, prior=prior),
        {
            "counts": aa.compare.count_terms(GIVEN["tokens"], by=["doc_id", "source"]),
            "articles": ARTICLES,
            "prior": COUNTS[["term", "n"]].drop_duplicates("term").assign(background="news"),
        },
    ),
    "describe_corpus": (aa.describe_corpus, {"articles": ARTICLES}),
    "speakers.draft_actors": (aa.speakers.draft_actors, {"quotes": GIVEN["quotes"]}),
}  # fmt: skip
FOUND = Found(ARTICLES.assign(published="2016-10-18", language="en"))
CODED = FOUND.coded[FOUND.coded["coder"] == "x"].reset_index(drop=True)
MANY = pd.DataFrame({"doc_id": range(8), "source": ["herald", "post"] * 4, "frame": "ruse", "rate": range(8)})
PLACED = aa.join_spans(GIVEN["tokens"], GIVEN["sentences"], ["sentence_id"])
SHARES_OF = partial(aa.voices.shares, by=["source", "voice"])
MEASURE = {"value": "rate", "family": "frame"}


def written(write: Callable[..., object]) -> Callable[..., object]:
    """What is in the files that a call writes."""

    def call(**tables: object) -> object:
        with TemporaryDirectory() as folder:
            write(**tables, out=Path(folder, "out.csv"))
            return {str(file.relative_to(folder)): file.read_text() for file in Path(folder).rglob("*.csv")}

    return call


MORE: dict[str, tuple[Callable[..., object], dict[str, pd.DataFrame]]] = {
    "text.find_languages": (aa.text.find_languages, {"articles": ARTICLES}),
    "text.split_sentences": (aa.text.split_sentences, {"articles": ARTICLES}),
    "text.keyword_in_context": (
        lambda articles: aa.text.keyword_in_context(articles, "truck*"), {"articles": ARTICLES}
    ),
    "quotes.attribute": (
        lambda articles, zones: aa.quotes.attribute(articles, zones=zones),
        {"articles": ARTICLES, "zones": GIVEN["zones"]},
    ),
    "speakers.resolve": (
        lambda quotes, articles, actors: aa.speakers.resolve(quotes, articles, actors=actors),
        {"quotes": FOUND.said, "articles": ARTICLES, "actors": ACTORS},
    ),
    "voices.count_words": (aa.voices.count_words, {"articles": ARTICLES, "voices": GIVEN["voices"]}),
    "voices.scare_quotes": (aa.voices.scare_quotes, {"quotes": GIVEN["quotes"]}),
    "voices.loaded_verbs": (
        lambda reporting: aa.voices.loaded_verbs(reporting, by="source"), {"reporting": FOUND.reporting}
    ),
    "voices.contrast_wordings": (aa.voices.contrast_wordings, {"wordings": FOUND.wordings}),
    "frames.score": (aa.frames.score, {"matches": GIVEN["matches"], "codes": FOUND.coded}),
    "frames.agreement": (aa.frames.agreement, {"codes": FOUND.coded}),
    "claims.find": (
        lambda articles, **found: aa.claims.find(articles, **found),
        {"articles": ARTICLES, **{name: GIVEN[name] for name in ("zones", "quotes", "voices")}},
    ),
    "claims.find_dates": (
        lambda articles, zones: aa.claims.find_dates(articles, zones=zones),
        {"articles": ARTICLES, "zones": GIVEN["zones"]},
    ),
    "claims.score": (aa.claims.score, {"predicted": GIVEN["numbers"], "gold": GIVEN["numbers"]}),
    "coding.draw": (lambda units: aa.coding.draw(units, n=2, seed=1, by="source"), {"units": FOUND.units}),
    "coding.sheet": (
        written(lambda sample, articles, out: aa.coding.sheet(sample, articles, out)),
        {"sample": FOUND.sample, "articles": ARTICLES},
    ),
    "coding.agreement": (aa.coding.agreement, {"coded": FOUND.coded}),
    "coding.span_agreement": (aa.coding.span_agreement, {"spans": FOUND.spans}),
    "coding.estimate_share": (
        lambda units, coded: aa.coding.estimate_share(units, coded, by="source"),
        {"units": FOUND.units, "coded": CODED},
    ),
    "coding.estimate_mean": (
        lambda units, coded: aa.coding.estimate_mean(units, coded, outcome="is_present", by="source"),
        {"units": FOUND.units, "coded": CODED},
    ),
    "coding.without_texts": (aa.coding.without_texts, {"coded": FOUND.coded}),
    "coding.with_texts": (
        aa.coding.with_texts, {"published": hostile.with_hashes(FOUND), "articles": ARTICLES}
    ),
    "compare.at_equal_length": (
        lambda tokens, to: aa.compare.at_equal_length(
            tokens, SHARES_OF, value="share", by=["source", "voice"], n_samples=19, to=to
        ),
        {"tokens": PLACED, "to": pd.DataFrame({"source": ["herald", "post"], "n": [9, 9]})},
    ),
    "compare.bootstrap_articles": (
        lambda table: aa.compare.bootstrap_articles(table, **MEASURE, n_samples=99), {"table": MANY}
    ),
    "compare.permutation_test": (
        lambda table: aa.compare.permutation_test(table, **MEASURE, n_samples=99), {"table": MANY}
    ),
    "compare.leave_one_out": (lambda table: aa.compare.leave_one_out(table, **MEASURE), {"table": MANY}),
    "compare.collocates": (
        lambda tokens: aa.compare.collocates(tokens, "trucks", min_n=1), {"tokens": GIVEN["tokens"]}
    ),
    "compare.phrases": (aa.compare.phrases, {"tokens": GIVEN["tokens"]}),
    "compare.shared_passages": (
        lambda articles: aa.compare.shared_passages(articles, min_words=2), {"articles": ARTICLES}
    ),
    "compare.tf_idf": (aa.compare.tf_idf, {"counts": COUNTS}),
    "compare.top_terms": (aa.compare.top_terms, {"scores": aa.compare.tf_idf(COUNTS)}),
    "load_articles": (aa.load_articles, {"source": ARTICLES}),
    "loading.read": (lambda source: loading.read(source).articles, {"source": ARTICLES}),
    "loading.read_as": (
        lambda source: loading.read_as(loading.ways_of("test"), source).articles, {"source": ARTICLES}
    ),
    "loading.batches": (lambda source: next(loading.batches(source)).articles, {"source": ARTICLES}),
    "loading.add_up": (
        lambda described: loading.add_up([described]), {"described": aa.describe_corpus(ARTICLES)}
    ),
    "loading.kinds_of": (
        lambda problems: dict(loading.kinds_of(problems)), {"problems": loading.read(ARTICLES).problems}
    ),
}  # fmt: skip
FIGURES |= MORE
CALLS |= FIGURES
DRAWN = {
    "a name on the index",
    "an index that repeats",
    "objects",
    "categories",
    "nullable",
}  # a figure takes long
NEEDED = {  # of what may be called without its tables, those that have to be there
    **dict.fromkeys(["load_articles", "loading.read", "loading.read_as", "loading.batches"], ""),
    **dict.fromkeys(["read_article", "explore", "text.find_zones", "quotes.attribute", "claims.find"], "articles"),
    **dict.fromkeys(["claims.find_dates", "compare.count_articles"], "articles"),
    "speakers.load_actors": "", "speakers.with_roles": "table", "speakers.resolve": "quotes articles",
    "voices.find_reporting_verbs": "quotes zones", "evidence": "matches articles",
    "coding.units": "matches articles", "compare.log_odds": "counts prior", "compare.similarity": "counts",
    "compare.at_equal_length": "tokens",
}  # fmt: skip
ANY = {"numbered columns", "a column in the index", "no columns"}
FIT = {  # forms that are such a table, too
    **dict.fromkeys([("speakers.with_roles", "table"), ("evidence", "others")], ANY),
    **dict.fromkeys(
        [(f"load{name}", "source") for name in ("_articles", "ing.read", "ing.read_as", "ing.batches")],
        {"a column in the index"},
    ),
}


def labelled(table: pd.DataFrame, columns: pd.Index) -> pd.DataFrame:
    return table.set_axis(columns, axis=1)


def retyped(table: pd.DataFrame, **types: object) -> pd.DataFrame:
    """Text, or whole numbers, as another type."""
    is_text = {name: pd.api.types.infer_dtype(table[name]) in ("string", "categorical") for name in table}
    asked = {name: types.get("text" if is_text[name] else table[name].dtype.kind) for name in table}
    return table.astype(
        {name: one for name, one in asked.items() if one is not None and table[name].notna().all()}
    )


def needed_by_all(table: pd.DataFrame) -> list[str]:
    """Columns of which each function needs one or the other."""
    for needed in (["token", "voice"], ["verb", "stance"], ["what"]):
        if {*needed} <= set(table.columns):
            return needed
    return ["doc_id"] if "doc_id" in table.columns else [str(table.columns[0])]


SHAPES: dict[str, Odd] = {
    "a name on the index": lambda table: table.rename_axis("doc_id"),
    "an index of two levels": lambda table: table.set_axis(
        pd.MultiIndex.from_arrays([range(len(table)), ["x"] * len(table)], names=["doc_id", None])
    ),
    "an index that repeats": lambda table: table.set_axis([0] * len(table)),
    "an index of text": lambda table: table.set_axis([f"r{row}" for row in range(len(table))]),
    "a name on the columns": lambda table: table.rename_axis(columns="doc_id"),
    "categorical names": lambda table: labelled(table, pd.CategoricalIndex(table.columns)),
}
TYPES: dict[str, Odd] = {
    "objects": lambda table: table.astype("object"),
    "categories": lambda table: table.astype("category"),
    "nullable": lambda table: table.convert_dtypes(),
    "text of Python": lambda table: retyped(table, text=pd.StringDtype("python")),
    "few bytes": lambda table: retyped(table, i="int32"),
    "no sign": lambda table: retyped(table, i="uint64"),
}
HAS_PYARROW = sys.modules.get("pyarrow", True) is not None
if HAS_PYARROW:
    # pandas 3.0.0 would change missing days in the table that it is asked of
    TYPES["pyarrow"] = lambda table: table.copy().convert_dtypes(dtype_backend="pyarrow")
SAME = TYPES | SHAPES if HAS_PYARROW else TYPES  # how text is kept is nothing to the shape of a table

OTHER: dict[str, Odd] = {
    "None": lambda table: None,
    "a list": lambda table: table.to_dict("records"),
    "a dict": lambda table: table.to_dict("list"),
    "a column": lambda table: table.iloc[:, 0],
    "columns twice": lambda table: pd.concat([table, table], axis=1),
    "columns of two levels": lambda table: labelled(
        table, pd.MultiIndex.from_product([["a"], table.columns])
    ),
    "numbered columns": lambda table: labelled(table, pd.RangeIndex(table.shape[1])),
    "a column in the index": lambda table: table.set_index(needed_by_all(table)),
    "no columns": lambda table: pd.DataFrame(index=table.index),
}
EACH = [(call, name) for call, (_, tables) in CALLS.items() for name in tables]


def shown(result: object) -> object:
    """What a result says, whatever its types: names and values, row by row."""
    if not isinstance(result, pd.DataFrame):
        return result
    rows = result.reset_index(drop=True).astype("object")
    return list(rows.columns), rows.where(rows.notna(), None).to_numpy().tolist()


@pytest.mark.parametrize(("call", "name"), EACH)
def test_the_same_table_in_another_form_gives_the_same(call: str, name: str) -> None:
    function, tables = CALLS[call]
    plain = shown(function(**tables))
    for form, odd in SAME.items():
        if call in FIGURES and form not in DRAWN:
            continue
        given = odd(tables[name])
        assert shown(function(**{**tables, name: given})) == plain, form


@pytest.mark.skipif(not HAS_PYARROW, reason="the same with pyarrow")
@pytest.mark.parametrize(("call", "name"), EACH)
def test_what_is_no_such_table_is_refused(call: str, name: str) -> None:
    function, tables = CALLS[call]
    for form, odd in OTHER.items():
        if form in FIT.get((call, name), ()) or form == "None" and name not in NEEDED.get(call, name).split():
            continue
        with pytest.raises(aa.TableError, match=r"\n"):
            function(**{**tables, name: odd(tables[name])})
            pytest.fail(form)


EMPTY = ["object", "float64", "str", "category", "datetime64[s]"]
BY_SIZE = {"category": "str", "int32": "int64"}  # a table of words is large
ASKED_OF = {  # what has to be there: the article that is shown, the background of a prior
    "read_article": "articles zones matches",
    "compare.log_odds": "prior",
}
HANDS_ON = {
    "coding.with_texts",
    "coding.without_texts",
    "compare.top_terms",
    "loading.add_up",
}  # columns as given


@pytest.mark.parametrize("call", sorted(CALLS))
def test_no_rows_give_the_same_types_whatever_theirs(call: str) -> None:
    function, tables = CALLS[call]
    kept = {name: tables[name] for name in ASKED_OF.get(call, "").split()}
    plain = function(**{name: table.head(0) for name, table in tables.items()} | kept)
    for kind in EMPTY:
        none = {
            name: pd.DataFrame({column: pd.Series(dtype=kind) for column in table.columns})
            for name, table in tables.items()
        }
        found = function(**none | kept)
        if isinstance(plain, pd.DataFrame):
            assert isinstance(found, pd.DataFrame)
            types = [table.dtypes.astype("str").replace(BY_SIZE).to_dict() for table in (found, plain)]
            assert list(types[0]) == list(types[1]), kind
            assert types[0] == types[1] or call in HANDS_ON, kind
        else:
            assert found == plain, kind


WITHOUT = {"annotate"}  # as Corpus does, which makes its tables


def test_every_public_function_of_tables_is_tried() -> None:
    """A new one needs a line in `CALLS`, with each of its tables."""
    spaces = [
        aa,
        *(one for name in aa.__all__ if inspect.ismodule(one := getattr(aa, name))),
        loading,
        scaling,
    ]
    public: dict[FunctionType, str] = {}
    for space in spaces:
        room = space.__name__.removeprefix("aleppo_analysis").removeprefix(".view").removeprefix(".")
        for name in space.__all__:
            if isinstance(value := getattr(space, name), FunctionType):
                public.setdefault(value, f"{room}.{name}".removeprefix("."))
    tried: dict[str, set[str]] = {}
    for call, (_, tables) in CALLS.items():
        tried.setdefault(call.partition(" ")[0], set()).update(tables)
    for function, name in public.items():
        given = inspect.signature(function).parameters.values()
        named = {one.name for one in given if "DataFrame" in str(one.annotation)}
        assert name in WITHOUT or named - {"measure", "tables"} <= tried.get(name, set()), name


@pytest.mark.parametrize("call", [
    lambda: aa.evidence(GIVEN["matches"], ARTICLES, "quotes", frame="ruse"),
    lambda: plots.strip(ARTICLES),  # type: ignore[arg-type]
])  # fmt: skip
def test_what_is_no_table_and_no_corpus_is_refused(call: Callable[[], object]) -> None:
    with pytest.raises(aa.TableError, match=r"must be a .*; it is .*\n"):
        call()


IS_FUZZ = settings.default.max_examples > 40  # type: ignore[union-attr]  # `make fuzz` tries all of these
VALUES: list[object] = [
    float("nan"), float("inf"), 2**63 - 1, 10**400, b"ab", ["a"], {"a": 1}, {1}, (1, 2), -1, 0.5, True, 1j, None,
    pd.NA, pd.NaT, "", " ", "\0", "\ud800", date(2016, 10, 18), pd.Timestamp("2016-10-18", tz="UTC"),
    pd.Timedelta("1D"), pd.Period("2016", "Y"), np.int64(3), np.array([1, 2]), object(), -float("inf"),
]  # fmt: skip


def with_one(table: pd.DataFrame, column: str, value: object) -> pd.DataFrame:
    """The table, with another value in the last row of a column; of one without rows a row with only that."""
    table = table if len(table) else table.reindex([0])
    values = pd.Series(table[column].tolist(), table.index, dtype="object")
    values.iat[-1] = value
    return table.assign(**{column: values})


@pytest.mark.skipif(not HAS_PYARROW, reason="the same with pyarrow")
@pytest.mark.filterwarnings("ignore::aleppo_analysis.loading.problems.LoadingWarning")
@pytest.mark.filterwarnings("ignore::aleppo_analysis.coding.tasks.CodingWarning")
@pytest.mark.parametrize(("call", "name"), EACH)
def test_one_odd_value_is_taken_or_refused(call: str, name: str) -> None:
    function, tables = CALLS[call]
    first = EACH.index((call, name))
    for place, column in enumerate(tables[name].columns, first):
        for value in VALUES if IS_FUZZ else [VALUES[place % len(VALUES)]]:
            try:
                function(**{**tables, name: with_one(tables[name], column, value)})
            except aa.TableError as error:
                assert "\n" in str(error), (column, value)
