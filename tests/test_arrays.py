"""JSON arrays are read record by record, as they would be if they were read whole."""

import json
from io import BytesIO

import pytest
from hypothesis import given
from hypothesis import strategies as st

from aleppo_analysis.loading import records
from aleppo_analysis.loading.documents import BadFile, Document, Problem

TEXTS = st.text(st.characters(exclude_categories=["Cs"]), max_size=9)
VALUES = st.one_of(TEXTS, st.integers(), st.none(), st.lists(TEXTS, max_size=2))
RECORDS = st.dictionaries(st.sampled_from(["text", "title", "n"]), VALUES, max_size=3)
OTHERS = st.one_of(RECORDS, TEXTS, st.integers(), st.none())


def _read(raw: str) -> list[Document | Problem]:
    return list(records.read_json_array(BytesIO(raw.encode()), "a.json", None))


@given(RECORDS, st.lists(OTHERS, max_size=5), st.sampled_from([None, 0, 2]), st.integers(9, 60))
def test_any_array_gives_the_records_that_it_gives_whole(
    first: dict[str, object], rest: list[object], indent: int | None, block: int
) -> None:
    raw = json.dumps([first, *rest], indent=indent, ensure_ascii=False)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(records, "_BLOCK", block)
        assert records.is_array(raw.encode())
        assert _read(raw) == list(records.read_json(BytesIO(raw.encode()), "a.json", None))


@pytest.mark.parametrize(
    ("raw", "why"),
    [
        ('[{"text": "a"}, {"text": "b"', "Expecting ',' delimiter"),
        ('[{"text": "a"}', "it is not closed"),
        ('[{"text": "a"}] x', "something stands behind its end"),
        ('[{"text": "a"},]', "Expecting value"),
        ('[{"text": "a"} {"text": "b"}]', "it is not closed"),
    ],
)
@pytest.mark.parametrize("block", [9, 1000])
def test_behind_a_fault_nothing_is_read(
    raw: str, why: str, block: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(records, "_BLOCK", block)
    document, problem = _read(raw)
    assert document == records.document_of({"text": "a"})
    assert problem.what == "file breaks off" and problem.done.startswith(
        f"read up to there: it is no JSON ({why}"
    )


def test_an_array_without_any_record_is_no_json() -> None:
    with pytest.raises(BadFile, match=r"it is no JSON \(Unterminated string"):
        _read('[{"text": "x')


def test_no_more_is_held_than_a_record(monkeypatch: pytest.MonkeyPatch) -> None:
    """A record that goes on for ever ends the reading, not the memory."""
    monkeypatch.setattr(records, "_BLOCK", 10)
    monkeypatch.setattr(records, "_LONGEST_LINE", 200)
    document, problem = _read('["a", "' + "b" * 1000 + '"]')
    assert document == Document("a") and problem.what == "file breaks off"
