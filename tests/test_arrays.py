"""Arrays in JSON are read record by record, as they would be if they were read whole."""

import json
from io import BytesIO

import pytest
from hypothesis import given
from hypothesis import strategies as st

from aleppo_analysis.loading import records, values
from aleppo_analysis.loading.documents import BadFile, Document, Problem
from aleppo_analysis.loading.limits import TOO_LONG

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
        patch.setattr(values, "_BLOCK", block)
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
    monkeypatch.setattr(values, "_BLOCK", block)
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
    monkeypatch.setattr(values, "_BLOCK", 10)
    monkeypatch.setattr(values, "LONGEST", 200)
    document, problem = _read('["a", "' + "b" * 1000 + '"]')
    assert document == Document("a") and problem.what == "file breaks off"
    assert "it is no JSON (what begins here does not end within 0 MB (Unterminated string" in problem.done


AROUND = st.recursive(
    st.one_of(VALUES, st.lists(OTHERS, max_size=6)),
    lambda inner: st.dictionaries(st.sampled_from(["docs", "text", "a", "b"]), inner, max_size=3),
    max_leaves=5,
)


def _outcome(raw: str) -> list[Document | Problem] | str:
    try:
        return list(records.read_json(BytesIO(raw.encode()), "a.json", None))
    except BadFile as error:
        return str(error)


@given(AROUND, st.sampled_from([None, 2]), st.integers(9, 60))
def test_arrays_in_any_answer_are_read_as_if_they_were_held(
    answer: object, indent: int | None, block: int
) -> None:
    raw = json.dumps(answer, indent=indent, ensure_ascii=False)
    held = _outcome(raw)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(values, "_BLOCK", block)
        assert _outcome(raw) == held
        patch.setattr(values, "LONGEST", 90)  # of more than that nothing is held but records
        assert _outcome(raw) in (held, TOO_LONG)


def test_the_longest_array_of_records_is_read_and_the_others_are_not_held(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(values, "_BLOCK", 20)
    monkeypatch.setattr(values, "LONGEST", 50)
    monkeypatch.setattr(values, "LARGEST", 120)
    docs = [None, *({"text": f"Text {n}"} for n in range(40))]
    others = {"ids": [*range(99), {"text": "None"}], "z": [1]}
    answer = {"status": "ok", "a": {"b": {"response": {"docs": docs, "more": docs[:9]}}}, **others}
    found = _outcome(json.dumps(answer))
    assert found == [Document("", {"text": f"Text {n}"}) for n in range(40)]
    assert _outcome(json.dumps({"text": "One", "ids": list(range(99))})) == TOO_LONG
    by_column = {"text": {str(n): "x" * 9 for n in range(20)}}
    assert str(_outcome(json.dumps(by_column))).startswith("it is larger than 0 MB; split it")


@pytest.mark.parametrize(
    ("raw", "why"),
    [
        ('{"docs": [{"text": "a"}], }', "a name in quotation marks is missing"),
        ('{"docs" [{"text": "a"}]}', "a colon is missing"),
        ('{"docs": [{"text": "a"}]', "it is not closed"),
        ('{"docs": [{"text": "a"}]} {}', "something stands behind its end"),
        ('{"docs": [{"text": "a"}, ]}', "Expecting value"),
    ],
)
def test_an_answer_with_a_fault_anywhere_is_no_json(raw: str, why: str) -> None:
    with pytest.raises(ValueError):
        json.loads(raw)
    assert str(_outcome(raw)).startswith(f"it is no JSON ({why}")


def test_of_names_that_are_twice_the_last_holds() -> None:
    raw = '{"docs": [{"text": "a"}, {"text": "b"}], "docs": [{"text": "c"}]}'
    assert _outcome(raw) == [Document("", {"text": "c"})]
