"""join_spans: the one primitive, against a slow reading of its definition."""

import tracemalloc

import numpy as np
import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

import aleppo_analysis as aa
from aleppo_analysis import columns


def spans(*rows, **columns):
    return pd.DataFrame(rows, columns=["doc_id", "start", "end"]).assign(**columns)


ZONES = spans(("a", 0, 4), ("a", 4, 9), ("b", 2, 5), zone=["title", "body", "caption"], rank=[1, 2, 3])


@pytest.mark.parametrize(
    ("span", "zone"),
    [
        pytest.param(("a", 0, 3), "title", id="inside"),
        pytest.param(("a", 3, 8), "title", id="first character decides"),
        pytest.param(("a", 4, 4), "body", id="empty span on a border"),
        pytest.param(("a", 9, 12), None, id="behind the last"),
        pytest.param(("b", 0, 9), None, id="before the first"),
        pytest.param(("c", 0, 1), None, id="unknown document"),
    ],
)
def test_the_holder_contains_the_first_character(span, zone):
    joined = aa.join_spans(spans(span), ZONES, ["zone"])
    assert joined["zone"].iloc[0] == zone if zone else joined["zone"].isna().all()


def test_rows_order_index_and_types_are_kept():
    inner = spans(("b", 4, 5), ("a", 5, 6), ("a", 0, 1), word=["z", "y", "x"]).set_axis([7, 3, 5])
    before = inner.copy()
    joined = aa.join_spans(inner, ZONES, ["zone", "rank"])
    pd.testing.assert_frame_equal(inner, before)
    assert joined.index.tolist() == [7, 3, 5]
    assert joined["zone"].tolist() == ["caption", "body", "title"]
    assert joined["rank"].dtype == "Int64"
    assert joined["rank"].tolist() == [3, 2, 1]


def test_no_rows_in_gives_the_same_columns():
    joined = aa.join_spans(spans().astype({"start": int, "end": int}), ZONES, ["rank"])
    assert joined.columns.tolist() == ["doc_id", "start", "end", "rank"]
    assert len(joined) == 0
    empty = spans(zone=pd.Series(dtype="str")).astype({"start": int, "end": int})
    assert aa.join_spans(spans(("a", 0, 3)), empty, ["zone"])["zone"].isna().all()


def test_what_is_brought_to_many_words_is_held_once(monkeypatch):
    monkeypatch.setattr(columns, "_AT_ONCE", 10_000)
    n, brought = 500_000, [f"told_{i}" for i in range(8)]
    place = np.arange(n, dtype=np.int32)
    words = pd.DataFrame({"doc_id": pd.Categorical(["a"]).repeat(n), "start": place, "end": place + 1})
    outer = spans(("a", 0, n), **dict.fromkeys(brought, "x"))
    tracemalloc.start()
    joined = aa.join_spans(words, outer, brought)
    now, most = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    assert joined[brought].memory_usage(index=False).sum() < 9 * n  # a byte a word and column
    assert now < 9 * n
    assert most - now < 6 * n  # the row that holds each word


@st.composite
def inner_and_partition(draw):
    cuts = sorted(draw(st.sets(st.integers(0, 30), min_size=2, max_size=8)))
    pairs = list(zip(cuts, cuts[1:], strict=False))
    kept = draw(st.lists(st.sampled_from(pairs), unique=True))
    outer = [(draw(st.sampled_from("ab")), *pair) for pair in kept]
    starts = draw(st.lists(st.integers(0, 35), max_size=12))
    inner = [(draw(st.sampled_from("abc")), start, start + draw(st.integers(0, 9))) for start in starts]
    return inner, outer


@given(inner_and_partition())
def test_equals_the_definition_read_slowly(tables):
    inner, outer = tables
    outer_table = spans(*outer, name=[f"h{i}" for i in range(len(outer))]).astype(
        {"start": int, "end": int, "name": "str"}
    )
    joined = aa.join_spans(spans(*inner).astype({"start": int, "end": int}), outer_table, ["name"])
    for (doc_id, start, _), name in zip(inner, joined["name"], strict=True):
        held = [f"h{i}" for i, (d, s, e) in enumerate(outer) if d == doc_id and s <= start < e]
        assert [name] == held if held else pd.isna(name)


def test_holders_that_overlap_behind_the_first_raise():
    outer = spans(("a", 0, 5), ("a", 5, 9), ("a", 8, 12), zone=["x", "y", "z"])
    with pytest.raises(aa.TableError, match="a has 5:9 and 8:12"):
        aa.join_spans(spans(("a", 0, 1)), outer, ["zone"])


def test_overlapping_holders_raise():
    outer = spans(("a", 0, 5), ("a", 4, 9), zone=["x", "y"])
    with pytest.raises(aa.TableError) as error:
        aa.join_spans(spans(("a", 0, 1)), outer, ["zone"])
    assert str(error.value) == (
        "join_spans: `outer` must not overlap within a document; a has 0:5 and 4:9.\n"
        "Give a partition: text.find_zones, voices.find or text.split_sentences."
    )


def test_a_column_is_not_overwritten():
    with pytest.raises(aa.TableError) as error:
        aa.join_spans(spans(("a", 0, 1), zone="body"), ZONES, ["zone"])
    assert str(error.value) == (
        "join_spans: `inner` already has 'zone'.\nDrop it first: inner.drop(columns=['zone'])."
    )


@pytest.mark.parametrize(
    ("bad", "message"),
    [
        pytest.param(
            spans(("a", -1, 2)),
            "join_spans: `inner` must have 0 <= start <= end; not so: a -1:2.\n"
            "Offsets count characters from 0, the end is not included.",
            id="negative",
        ),
        pytest.param(
            spans(("a", 3, 2)),
            "join_spans: `inner` must have 0 <= start <= end; not so: a 3:2.\n"
            "Offsets count characters from 0, the end is not included.",
            id="backwards",
        ),
        pytest.param(
            spans(("a", np.nan, 2)),
            "join_spans: `inner` must have whole numbers below 2**31 in 'start'; row 0 has nothing.\n"
            "Fill it in, or drop the row: inner.dropna(subset=['start']).",
            id="missing",
        ),
        pytest.param(
            spans(("a", None, 2), ("a", 1, 2)).astype({"start": "Int64"}),
            "join_spans: `inner` must have whole numbers below 2**31 in 'start'; row 0 has nothing.\n"
            "Fill it in, or drop the row: inner.dropna(subset=['start']).",
            id="missing among whole numbers",
        ),
    ],
)
def test_bad_bounds_raise(bad, message):
    with pytest.raises(aa.TableError) as error:
        aa.join_spans(bad, ZONES, ["zone"])
    assert str(error.value) == message


def test_bad_bounds_of_the_holders_raise():
    with pytest.raises(
        aa.TableError, match="^join_spans: `outer` must have 0 <= start <= end; not so: a 3:2"
    ):
        aa.join_spans(spans(("a", 0, 1)), spans(("a", 3, 2), zone="body"), ["zone"])


def test_a_missing_column_is_named():
    with pytest.raises(aa.TableError) as error:
        aa.join_spans(spans(("a", 0, 1)), ZONES, ["voice"])
    assert str(error.value) == (
        "join_spans: `outer` needs column 'voice'; it has 'doc_id', 'start', 'end', 'zone', 'rank'.\n"
        "Make it with voices.add, or rename: outer.rename(columns={...: 'voice'})."
    )


def test_check_spans_names_what_lies_outside():
    articles = pd.DataFrame({"doc_id": ["a"], "text": ["A truce."]})
    aa.check_spans(spans(("a", 0, 8), ("a", 8, 8)), articles)
    with pytest.raises(aa.TableError) as error:
        aa.check_spans(spans(("a", 0, 9), ("z", 0, 1)), articles)
    assert str(error.value) == (
        "check_spans: `spans` must lie inside their texts; not so: a 0:9 (the text has 8), "
        "z 0:1 (no such article).\n"
        "Were they made from other or changed texts? Make them again from these articles."
    )
