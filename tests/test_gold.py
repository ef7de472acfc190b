"""Quotations of invented passages, coded by reading: a change that costs two points is seen here.

`gold/README.md` says how the passages were made and coded. `python tests/test_gold.py` writes `gold/right.csv` anew:
the rows that are right, what decided them and how sure that is.
"""

import json
import re
from collections import Counter
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from typing import NamedTuple

import pandas as pd

import aleppo_analysis as aa

FOLDER = Path(__file__).resolve().parent / "gold"
PASSAGES = [json.loads(line) for line in (FOLDER / "passages.jsonl").read_text("utf-8").splitlines()]
RIGHT = FOLDER / "right.csv"  # the rows that were right when the figures below were stored

FIGURES = {  # F1 in percent, as `quotes.score` gives it; *nested*: of the pairs inside other marks only
    "quotation": 99.6,
    "speech": 97.3,
    "use": 92.6,
    "speaker": 92.3,
    "speaker_name": 89.0,
    "indirect": 78.7,
    "indirect_speaker": 79.1,
    "indirect_speaker_name": 77.0,
    "nested use": 90.9,
    "nested speaker": 85.7,
    "nested speaker_name": 56.2,
}
TOLERANCE = 2.0  # points
LOSS = 0.02  # share of the rows decided by one rule that may go wrong, one row at least
FALL = 0.1  # share by which the right rows of one style may fall, one row at least
MOVE = 0.002  # by which the confidences of right rows may move on average
SHOWN = 10  # rows in a message

# An opening mark stands after a blank, a bracket or another opening mark, and before a word (« may have a blank);
# not so the straight apostrophe of 'em and '70s.
OPENING = re.compile(r"(?:(?<![^\s(“‘„«‹\"'])(?!'(?:\d|em\b))[“‘„‹»\"'](?=\S)|(?<!\S)«) ?")


class Decided(NamedTuple):
    """What decided a row, and how sure it is (0 where nothing says)."""

    rule: str
    confidence: float


# ------------------------------------------------------------ the figures


def test_no_level_moved_by_two_points():
    now = figures()
    moved = [level for level in FIGURES if abs(round(now[level] - FIGURES[level], 1)) >= TOLERANCE]
    assert not moved, message(now, moved)


def figures() -> dict[str, float]:
    """F1 of each level, in percent with one decimal."""
    whole, nested = scored(predicted(), gold()), scored(within(predicted()), within(gold()))
    return whole | {f"nested {level}": nested[level] for level in ("use", "speaker", "speaker_name")}


def test_no_rule_lost_its_rows():
    stored, now = stored_rows(), right_rows()
    n = Counter(decided.rule for decided in stored.values())
    lost = Counter(decided.rule for row, decided in stored.items() if row not in now)
    too_many = [rule for rule in lost if lost[rule] > max(1, LOSS * n[rule])]
    said = [f"{rule}: {lost[rule]} of {n[rule]} rows that it had right are wrong." for rule in too_many]
    assert not too_many, "\n".join([*said, *changes()])


def test_no_style_fell():
    style_of = {passage["id"]: passage["style"] for passage in PASSAGES}
    before, now = (Counter(style_of[doc_id] for doc_id, _ in rows) for rows in (stored_rows(), right_rows()))
    fallen = [style for style, n in before.items() if n - now[style] > max(1, FALL * n)]
    said = [f"{style}: {before[style]} rows were right, now {now[style]}." for style in fallen]
    assert not fallen, "\n".join([*said, *changes()])


def test_confidences_hold():
    """Features of the model are known by their place: an exchange shows here first."""
    stored, now = stored_rows(), right_rows()
    moves = [abs(now[row].confidence - decided.confidence) for row, decided in stored.items() if row in now]
    moved = sum(moves) / len(moves)
    said = f"Confidences of {len(moves)} rows moved by {moved:.4f} on average, allowed are {MOVE}."
    assert moved < MOVE, "\n".join([said, *changes()])


def message(now: dict[str, float], moved: list[str]) -> str:
    """What moved, which rows changed, and what to store."""
    lines = [f"{level}: stored {FIGURES[level]:.1f}, now {now[level]:.1f}." for level in moved]
    if any(now[level] > FIGURES[level] for level in moved):
        lines.append("A level rose: raise its stored figure, so that the gain is kept.")
    return "\n".join([*lines, *changes(), *(f'    "{level}": {now[level]:.1f},' for level in FIGURES)])


def changes() -> list[str]:
    """Which rows went wrong and which right since the figures were stored."""
    stored, now = stored_rows(), right_rows()
    lines = []
    for said, rows in (
        ("right before, wrong now", [row for row in stored if row not in now]),
        ("wrong before, right now", [row for row in now if row not in stored]),
    ):
        shown = ", ".join(f"{doc_id} row {number}" for doc_id, number in rows[:SHOWN])
        lines.append(f"{len(rows)} rows {said}: {shown}{', ...' if rows[SHOWN:] else '.'}")
    return [*lines, "If this is meant, store the levels in FIGURES and run `python tests/test_gold.py`."]


def right_rows() -> dict[tuple[str, int], Decided]:
    """The coded rows that are found as they should be, by passage and number, and what decided them."""
    found = by_passage(predicted())
    right = {}
    for doc_id, rows in by_passage(gold()).items():
        for number, row in enumerate(rows, start=1):
            agreed = [other for other in found.get(doc_id, []) if agrees(other, row)]
            if agreed:
                right[doc_id, number] = Decided(agreed[0]["rule"] or "none", agreed[0]["confidence"] or 0.0)
    return right


def stored_rows() -> dict[tuple[str, int], Decided]:
    """What `right_rows` gave when the figures were stored."""
    table = pd.read_csv(RIGHT)
    return {(doc_id, n): Decided(*decided) for doc_id, n, *decided in table.itertuples(index=False)}


def agrees(found: dict, coded: dict) -> bool:
    """Whether a row has the words, the use and the speaker of a coded one, as `quotes.score` compares them."""
    starts, ends = zip(*((row["start"], row["end"]) for row in (found, coded)), strict=True)
    is_same = (found["kind"] == "indirect") == (coded["kind"] == "indirect")
    if not is_same or found["use"] != coded["use"] or 2 * (min(ends) - max(starts)) < max(ends) - min(starts):
        return False
    if coded["speaker"] is None or found["speaker"] is None:
        return coded["speaker"] is None
    touches = found["speaker_start"] < coded["speaker_end"] and coded["speaker_start"] < found["speaker_end"]
    return touches and found["speaker_name"] == coded["speaker_name"]


def by_passage(quotes: pd.DataFrame) -> dict[str, list[dict]]:
    """The rows of each passage, missing values as None."""
    rows: dict[str, list[dict]] = {}
    for row in quotes.astype(object).where(quotes.notna(), None).to_dict("records"):
        rows.setdefault(row["doc_id"], []).append(row)
    return rows


def scored(found: pd.DataFrame, coded: pd.DataFrame) -> dict[str, float]:
    """The F1 of each level in percent, over the passages of `coded`."""
    table = aa.quotes.score(found[found["doc_id"].isin(coded["doc_id"])], coded)
    return dict(zip(table["level"], (100 * table["f1"]).round(1), strict=True))


def within(quotes: pd.DataFrame) -> pd.DataFrame:
    """The rows of marks that stand inside other marks; `quotes.score` looks at their bounds only."""
    marks = quotes[quotes["kind"] != "indirect"]
    spans = list(zip(marks["doc_id"], marks["start"], marks["end"], strict=True))
    around: dict[str, list[tuple[int, int]]] = {}
    for doc_id, start, end in spans:
        around.setdefault(doc_id, []).append((start, end))
    is_inner = [
        any(a <= start and end <= b and (a, b) != (start, end) for a, b in around[doc_id])
        for doc_id, start, end in spans
    ]
    return marks[pd.Series(is_inner, index=marks.index, dtype="bool")]


@cache
def predicted() -> pd.DataFrame:
    """What the program finds in the passages, told of no actor."""
    articles = pd.DataFrame([{"doc_id": passage["id"], "text": passage["text"]} for passage in PASSAGES])
    named = aa.speakers.resolve(
        aa.quotes.attribute(articles), articles, actors=aa.speakers.load_actors().iloc[:0]
    )
    return named.assign(speaker_group=pd.Series(pd.NA, index=named.index, dtype="str"))


@cache
def gold() -> pd.DataFrame:
    """The coding, in the columns and dtypes of `quotes.load_gold`."""
    table = aa.quotes.load_gold().head(0)
    rows = pd.DataFrame([row for passage in PASSAGES for row in coded_rows(passage)], columns=table.columns)
    return rows.astype(table.dtypes.to_dict())


def coded_rows(passage: dict) -> Iterator[dict]:
    """One row a coded quotation, with its place; words in marks go with the reported words around them."""
    rows = []
    for number, quote in enumerate(passage["quotes"]):
        start, end = place(passage["text"], quote["quote"], quote.get("nth", 1))
        speaker = quote["speaker"] and place(passage["text"], quote["speaker"], quote.get("speaker_nth", 1))
        rows.append(
            {
                **{key: quote[key] for key in ("quote", "kind", "use", "speaker")},
                **{"doc_id": passage["id"], "start": start, "end": end, "note": quote.get("note")},
                "quote_group": f"{passage['id']}-{quote.get('group', f'row{number}')}",
                "speaker_start": speaker and speaker[0],
                "speaker_end": speaker and speaker[1],
                "speaker_name": quote["name"],
            }
        )
    for row in rows:
        around = [r for r in rows if r["kind"] == "indirect" and r["start"] <= row["start"] < r["end"]]
        if row["kind"] == "mixed" and row["use"] in ("speech", "term") and around:
            row["quote_group"] = min(around, key=lambda r: r["end"] - r["start"])["quote_group"]
    return iter(rows)


def place(text: str, words: str, nth: int) -> tuple[int, int]:
    """Where words occur for the nth time."""
    start = -1
    for _ in range(nth):
        start = text.index(words, start + 1)
    return start, start + len(words)


# ------------------------------------------------------------ the set itself


def test_the_set_is_large_and_even():
    ids = [passage["id"] for passage in PASSAGES]
    assert ids == sorted(set(ids)) and len(ids) >= 150
    assert len({passage["text"] for passage in PASSAGES}) == len(ids)
    assert all(passage["id"].startswith(passage["style"] + "-") for passage in PASSAGES)
    assert min(Counter(passage["style"] for passage in PASSAGES).values()) >= 5


def test_rows_are_what_the_readme_says():
    for passage in PASSAGES:
        for quote in passage["quotes"]:
            assert quote["kind"] in ("direct", "mixed", "indirect"), passage["id"]
            assert quote["use"] in ("speech", "term", "title", "scare"), passage["id"]
            assert quote["kind"] != "indirect" or quote["use"] == "speech", passage["id"]
            assert quote["speaker"] or quote["name"] is None, passage["id"]


def test_rows_do_not_collide():
    for passage in PASSAGES:
        rows = [(row["start"], row["end"], row["kind"] == "indirect") for row in coded_rows(passage)]
        assert len(set(rows)) == len(rows), passage["id"]
        crossing = [(a, b) for a in rows for b in rows if a[0] < b[0] < a[1] < b[1]]
        assert not crossing, passage["id"]


def test_every_pair_of_marks_is_coded():
    for passage in PASSAGES:
        starts = {row["start"] for row in coded_rows(passage) if row["kind"] != "indirect"}
        missing = {mark.end() for mark in OPENING.finditer(passage["text"])} - starts
        assert not missing, (passage["id"], [passage["text"][at : at + 20] for at in sorted(missing)])


def test_the_stored_rows_are_rows_of_the_set():
    rows = {(passage["id"], n + 1) for passage in PASSAGES for n in range(len(passage["quotes"]))}
    assert stored_rows().keys() <= rows


if __name__ == "__main__":
    rows = [(*row, *decided) for row, decided in right_rows().items()]
    table = pd.DataFrame(rows, columns=["id", "row", "rule", "confidence"])
    table.to_csv(RIGHT, index=False, float_format="%.4f", lineterminator="\n")
