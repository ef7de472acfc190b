"""Tables of odd types and shapes: each gives what the plain table gives, or a `TableError` that says what to do."""

import sys
from collections.abc import Callable
from typing import Any

import pandas as pd
import pytest
from matplotlib.text import Text

import aleppo_analysis as aa
from aleppo_analysis import plots

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
ACTORS = pd.DataFrame(
    {"canonical": ["Ann Lee"], "aliases": ["Lee"], "group": ["aid"], "pattern": [None], "role": ["nurse"]}
)

# What is called, and its tables, of which each is made odd in turn.
CALLS: dict[str, tuple[Callable[..., object], dict[str, pd.DataFrame]]] = {
    "find_zones": (aa.text.find_zones, {"articles": ARTICLES}),
    "tokenize": (aa.text.tokenize, {"articles": ARTICLES}),
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
    "count_terms": (
        lambda tokens: aa.compare.count_terms(tokens, by=["source", "voice"]), {"tokens": GIVEN["tokens"]}
    ),
    "count_articles": (
        lambda articles, zones: aa.compare.count_articles(articles, zones, by="source"),
        {"articles": ARTICLES, "zones": GIVEN["zones"]},
    ),
    "similarity": (aa.compare.similarity, {"counts": COUNTS}),
    "quotes.score": (aa.quotes.score, {"predicted": GIVEN["quotes"], "gold": GIVEN["quotes"]}),
    "claims.compare": (aa.claims.compare, {"numbers": GIVEN["numbers"], "articles": ARTICLES}),
    "units": (
        lambda matches, articles: aa.coding.units(matches, articles, frame="ruse", by="source"),
        {"matches": GIVEN["matches"], "articles": ARTICLES},
    ),
    "evidence": (
        lambda matches, articles: aa.evidence(matches, articles, frame="ruse"),
        {"matches": GIVEN["matches"], "articles": ARTICLES},
    ),
    "read_article": (
        lambda articles, quotes, matches, zones, voices: aa.read_article(
            articles, "post-1", quotes=quotes, matches=matches, zones=zones, voices=voices
        )._repr_html_(),
        {name: GIVEN[name] for name in ("articles", "quotes", "matches", "zones", "voices")},
    ),
    "with_tables": (
        lambda quotes: CORPUS.with_tables(quotes=quotes).shares(by="voice"), {"quotes": GIVEN["quotes"]}
    ),
}  # fmt: skip


def figure(plot: Callable[..., Any]) -> Callable[..., object]:
    """What stands in a figure."""
    return lambda **table: [text.get_text() for text in plot(*table.values(), title="a").findobj(Text)]


def window(
    articles: object, quotes: object, matches: object, zones: object, sentences: object, actors: object
) -> object:
    box = aa.explore(
        articles, quotes=quotes, matches=matches, zones=zones, sentences=sentences, actors=actors
    )  # type: ignore[arg-type]
    return [child.options for child in box.children[0].children if hasattr(child, "options")]


FIGURES: dict[str, tuple[Callable[..., object], dict[str, pd.DataFrame]]] = {
    "timeline": (figure(plots.timeline), {"articles": ARTICLES.assign(published="2016-10-18", event="a march").drop(columns="doc_id")}),
    "shares": (figure(plots.shares), {"shares": CORPUS.shares(by=["source", "voice"])}),
    "speakers": (figure(plots.speakers), {"shares": CORPUS.shares(by=["speaker_name", "speaker_group"])}),
    "frame_rates": (figure(plots.frame_rates), {"rates": RATES}),
    "plots.similarity": (figure(plots.similarity), {"similarity": aa.compare.similarity(COUNTS)}),
    "top_terms": (figure(plots.top_terms), {"terms": aa.compare.top_terms(aa.compare.tf_idf(COUNTS))}),
    "plots.claims": (figure(plots.claims), {"pairs": PAIRS[PAIRS["fact"] == PAIRS["fact"][0]]}),
    "corrected": (figure(plots.corrected), {"estimates": ESTIMATES}),
    "cards": (lambda lines: plots.cards(lines, by="frame", title="a").body(), {"lines": LINES}),
    "explore": (
        window,
        {**{name: GIVEN[name] for name in ("articles", "quotes", "matches", "zones", "sentences")}, "actors": ACTORS},
    ),
    "with_roles": (lambda actors: aa.speakers.with_roles(LINES, actors), {"actors": ACTORS}),
    "load_actors": (lambda actors: aa.speakers.load_actors(actors), {"actors": ACTORS}),
    "similarity_of_voice": (
        lambda tokens, sentences: aa.compare.similarity_of_voice(tokens, sentences, n_samples=19),
        {"tokens": GIVEN["tokens"], "sentences": GIVEN["sentences"]},
    ),
    "side_by_side": (
        lambda one: aa.compare.side_by_side({"one": one, "two": RATES}, value="n", by=["source", "voice", "frame"]),
        {"one": RATES},
    ),
    "frames.stress": (
        lambda articles, frame_terms, voices: aa.frames.stress(articles, frame_terms, voices),
        {"articles": ARTICLES, "frame_terms": TERMS, "voices": GIVEN["voices"]},
    ),
    "reporting verbs": (
        aa.voices.find_reporting_verbs, {"quotes": GIVEN["quotes"], "zones": GIVEN["zones"]}
    ),
    "wordings": (
        aa.voices.find_wordings,
        {"quotes": GIVEN["quotes"], "articles": ARTICLES, "voices": GIVEN["voices"]},
    ),
    "align_quotes": (aa.compare.align_quotes, {"quotes": GIVEN["quotes"]}),
    "log_odds": (aa.compare.log_odds, {"counts": COUNTS}),
    "describe_corpus": (aa.describe_corpus, {"articles": ARTICLES}),
    "draft_actors": (aa.speakers.draft_actors, {"quotes": GIVEN["quotes"]}),
}  # fmt: skip
CALLS |= FIGURES
DRAWN = {
    "a name on the index",
    "an index that repeats",
    "objects",
    "categories",
    "nullable",
}  # a figure takes long
NEEDS_NOT = {"count_articles", "read_article", "explore", "with_roles", "load_actors"}  # but for articles


def labelled(table: pd.DataFrame, columns: pd.Index) -> pd.DataFrame:
    return table.set_axis(columns, axis=1)


def retyped(table: pd.DataFrame, **types: object) -> pd.DataFrame:
    """Text, or whole numbers, as another type."""
    is_text = {name: pd.api.types.infer_dtype(table[name]) in ("string", "categorical") for name in table}
    asked = {name: types.get("text" if is_text[name] else table[name].dtype.kind) for name in table}
    return table.astype(
        {name: one for name, one in asked.items() if one is not None and table[name].notna().all()}
    )


def needed_by_all(table: pd.DataFrame) -> str:
    """A column without which no function can do."""
    if {"token", "voice"} <= set(table.columns):
        return "voice"
    return "doc_id" if "doc_id" in table.columns else str(table.columns[0])


SAME: dict[str, Odd] = {
    "a name on the index": lambda table: table.rename_axis("doc_id"),
    "an index of two levels": lambda table: table.set_axis(
        pd.MultiIndex.from_arrays([range(len(table)), ["x"] * len(table)], names=["doc_id", None])
    ),
    "an index that repeats": lambda table: table.set_axis([0] * len(table)),
    "an index of text": lambda table: table.set_axis([f"r{row}" for row in range(len(table))]),
    "a name on the columns": lambda table: table.rename_axis(columns="doc_id"),
    "categorical names": lambda table: labelled(table, pd.CategoricalIndex(table.columns)),
    "objects": lambda table: table.astype("object"),
    "categories": lambda table: table.astype("category"),
    "nullable": lambda table: table.convert_dtypes(),
    "text of Python": lambda table: retyped(table, text=pd.StringDtype("python")),
    "few bytes": lambda table: retyped(table, i="int32"),
    "no sign": lambda table: retyped(table, i="uint64"),
}
if sys.modules.get("pyarrow", True) is not None:
    SAME["pyarrow"] = lambda table: table.convert_dtypes(dtype_backend="pyarrow")

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


@pytest.mark.parametrize(("call", "name"), EACH)
def test_what_is_no_such_table_is_refused(call: str, name: str) -> None:
    function, tables = CALLS[call]
    for form, odd in OTHER.items():
        if form == "None" and call in NEEDS_NOT and name != "articles":
            continue  # none is given
        with pytest.raises(aa.TableError, match=r"\n"):
            function(**{**tables, name: odd(tables[name])})
            pytest.fail(form)


EMPTY = ["object", "float64", "str", "category", "datetime64[s]"]


# What hands on a column as it is, or stops where nothing can be shown.
AS_GIVEN = {"with_roles", "plots.claims", "load_actors", "frames.stress", "read_article", "side_by_side"}
BY_SIZE = {"category": "str", "int32": "int64"}  # a table of words is large


@pytest.mark.parametrize("call", sorted(CALLS.keys() - AS_GIVEN))
def test_no_rows_give_the_same_types_whatever_theirs(call: str) -> None:
    function, tables = CALLS[call]
    plain = function(**{name: table.head(0) for name, table in tables.items()})
    for kind in EMPTY:
        none = {
            name: pd.DataFrame({column: pd.Series(dtype=kind) for column in table.columns})
            for name, table in tables.items()
        }
        found = function(**none)
        if isinstance(plain, pd.DataFrame):
            assert isinstance(found, pd.DataFrame)
            types = [table.dtypes.astype("str").replace(BY_SIZE).to_dict() for table in (found, plain)]
            assert types[0] == types[1], kind
        else:
            assert found == plain, kind


@pytest.mark.parametrize("call", [
    lambda: aa.evidence(GIVEN["matches"], ARTICLES, "quotes", frame="ruse"),
    lambda: plots.strip(ARTICLES),  # type: ignore[arg-type]
])  # fmt: skip
def test_what_is_no_table_and_no_corpus_is_refused(call: Callable[[], object]) -> None:
    with pytest.raises(aa.TableError, match=r"must be a .*; it is .*\n"):
        call()
