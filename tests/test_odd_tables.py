"""Tables of odd types and shapes: each gives what the plain table gives, or a `TableError` that says what to do."""

import sys
from collections.abc import Callable

import pandas as pd
import pytest

import aleppo_analysis as aa

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


def labelled(table: pd.DataFrame, columns: pd.Index) -> pd.DataFrame:
    return table.set_axis(columns, axis=1)


def retyped(table: pd.DataFrame, **types: object) -> pd.DataFrame:
    """Text, or whole numbers, as another type."""
    is_text = {name: pd.api.types.infer_dtype(table[name]) in ("string", "categorical") for name in table}
    asked = {name: types.get("text" if is_text[name] else table[name].dtype.kind) for name in table}
    return table.astype({name: one for name, one in asked.items() if one is not None})


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
        given = odd(tables[name])
        assert shown(function(**{**tables, name: given})) == plain, form


@pytest.mark.parametrize(("call", "name"), EACH)
def test_what_is_no_such_table_is_refused(call: str, name: str) -> None:
    function, tables = CALLS[call]
    for form, odd in OTHER.items():
        if form == "None" and call == "read_article" and name != "articles":
            continue  # none is given
        with pytest.raises(aa.TableError, match=r"\n"):
            function(**{**tables, name: odd(tables[name])})
            pytest.fail(form)


EMPTY = ["object", "float64", "str", "category", "datetime64[s]"]


@pytest.mark.parametrize("call", ["find_zones", "tokenize", "frames.match", "count_terms", "voices.shares"])
def test_no_rows_give_the_same_types_whatever_theirs(call: str) -> None:
    function, tables = CALLS[call]
    name = next(iter(tables))
    plain = function(**{**tables, name: tables[name].head(0)})
    assert isinstance(plain, pd.DataFrame)
    for kind in EMPTY:
        none = pd.DataFrame({column: pd.Series(dtype=kind) for column in tables[name].columns})
        found = function(**{**tables, name: none})
        assert isinstance(found, pd.DataFrame)
        assert found.dtypes.astype("str").to_dict() == plain.dtypes.astype("str").to_dict(), kind
