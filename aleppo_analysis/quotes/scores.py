"""How well quotations were found and attributed, against rows coded by reading."""

import sys
from collections import defaultdict
from collections.abc import Callable, Hashable, Iterable
from os import PathLike
from typing import Any, NamedTuple

import pandas as pd

from ..accuracy import Places, level, pair_up, records
from ..kinds import WRITTEN_PLACES, WRITTEN_PLACES_OR_NONE
from ..tables import TableError, check_columns, read_csv, shipped

_NEEDED = [
    *("doc_id", "start", "end", "quote", "kind", "use", "quote_group"),
    *("speaker_start", "speaker_end", "speaker_name", "speaker_group"),
]
_PLACES = {
    **dict.fromkeys(["start", "end"], WRITTEN_PLACES),
    **dict.fromkeys(["speaker_start", "speaker_end"], WRITTEN_PLACES_OR_NONE),
}
_SAID = {"speech", "term"}
_EVERYWHERE = (0, sys.maxsize)
_Row = dict[str, Any]


def load_gold(path: str | PathLike[str] | None = None) -> pd.DataFrame:
    """Load quotations coded by reading; without a path, those of the five articles.

    Returns
    -------
    One row a quotation-mark pair and one a stretch of indirect speech, sorted by `doc_id` and `start`:
    `quote_id` (unique, in order), `doc_id`, `start`, `end`, `quote` (marks excluded), `kind` (direct, mixed,
    indirect), `use` (speech, term, scare, title), `quote_group` (what belongs to one attribution), `speaker`
    (the mention as printed), `speaker_start`, `speaker_end`, `speaker_name`, `speaker_group`, `cue`, `note`
    (why a row is arguable).

    Raises
    ------
    TableError : a column is missing, an offset is no whole number, or a span is not as long as its quote.

    Examples
    --------
    >>> gold = aa.quotes.load_gold().query("doc_id == 'scroll'")
    >>> gold[gold["kind"] != "indirect"].groupby("use").size()
    use
    scare     2
    speech    4
    dtype: int64
    """
    columns = [*_NEEDED, "speaker", "cue", "note"]
    table = read_csv("quotes.load_gold", path or shipped("quotes_gold.csv"), columns)
    gold = check_columns("quotes.load_gold", "gold", table, _PLACES, holds=_PLACES, known=[])
    _check_lengths("quotes.load_gold", "gold", gold)
    gold = gold.drop(columns="quote_id", errors="ignore")
    gold.insert(0, "quote_id", gold.index.astype("str"))
    return gold


def score(predicted: pd.DataFrame, gold: pd.DataFrame) -> pd.DataFrame:
    """Compare quotations with gold, level by level.

    Parameters
    ----------
    predicted : quotations with their speakers, as `speakers.resolve` returns them.
    gold : the same columns coded by reading, as `quotes.load_gold` returns them. Both tables are about
        the same articles: what is predicted in an article without gold rows is refused.

    Returns
    -------
    One row a level, in this order: `level`, `n_gold`, `n_predicted`, `n_correct`, `precision`, `recall`,
    `f1` (0 to 1; ``<NA>`` where there is nothing to divide by). For quotation-mark pairs (kind direct or
    mixed): `quotation` (found), `speech` (speech found as speech), `use` (found, with the right use),
    `speaker` (of speech and terms: the mention shares a character), `speaker_name`, `speaker_group`. For
    attributions with words outside marks: `indirect` (found), `indirect_speaker`,
    `indirect_speaker_name`, `indirect_speaker_group`.

    Raises
    ------
    TableError : a column is missing, a span is not as long as its quote, or `predicted` has articles that
        `gold` lacks.

    Notes
    -----
    Only letters and digits count, so marks, spaces and final punctuation inside or outside a span never
    matter. Units are paired one to one by falling overlap (shared characters over characters of either),
    at least one half. A unit is a pair of marks, or all rows of a `quote_group` that has indirect rows.
    Neither required nor punished are a gold pair nested in another, but for level `quotation`, and a gold
    unit without a speaker at the speaker levels.

    Examples
    --------
    >>> gold = aa.quotes.load_gold().query("doc_id == 'scroll'")
    >>> aa.quotes.score(gold, gold).head(4)[["level", "n_gold", "n_predicted", "n_correct", "f1"]]
           level  n_gold  n_predicted  n_correct   f1
    0  quotation       6            6          6  1.0
    1     speech       4            4          4  1.0
    2        use       6            6          6  1.0
    3    speaker       4            4          4  1.0
    """
    predicted = check_columns("quotes.score", "predicted", predicted, _NEEDED)
    gold = check_columns("quotes.score", "gold", gold, _NEEDED)
    for name, table in (("predicted", predicted), ("gold", gold)):
        _check_lengths("quotes.score", name, table)
    _check_coded(predicted, gold)
    pairs = _match(_pairs(predicted), _pairs(gold))
    inner = _nested(_pairs(gold))
    asked = [(p, g) for p, g in pairs if g is None or g.key not in inner]
    said = [(_if(p, _is_said), _if(g, _is_said)) for p, g in asked]
    spoken = [(p, g) for p, g in said if g is None or g.speaker]
    indirect = _match(_groups(predicted), _groups(gold))
    told = [(p, g) for p, g in indirect if g is None or g.speaker]
    rows = [
        _level("quotation", pairs, lambda p, g: True),
        _level("speech", [(_if(p, _is_speech), _if(g, _is_speech)) for p, g in asked], lambda p, g: True),
        _level("use", asked, lambda p, g: p.use == g.use),
        *_speaker_levels("", spoken),
        _level("indirect", indirect, lambda p, g: True),
        *_speaker_levels("indirect_", told),
    ]
    return pd.DataFrame(rows)


class _Unit(NamedTuple):
    """One quotation or attribution: where its letters and digits stand, and who says it."""

    key: Hashable
    doc_id: str
    characters: frozenset[int]
    use: str | None
    speaker: range
    name: str | None
    group: str | None


_Pair = tuple[_Unit | None, _Unit | None]


def _pairs(table: pd.DataFrame) -> list[_Unit]:
    """A unit for each pair of marks."""
    return [_unit([row]) for row in records(table[~table["kind"].isin(["indirect"])], _NEEDED)]


def _groups(table: pd.DataFrame) -> list[_Unit]:
    """A unit for each attribution with words outside marks: all rows of its group."""
    groups: dict[tuple[str, str], list[_Row]] = defaultdict(list)
    for row in records(table, _NEEDED):
        groups[row["doc_id"], row["quote_group"]].append(row)
    return [_unit(rows) for rows in groups.values() if any(row["kind"] == "indirect" for row in rows)]


def _unit(rows: list[_Row]) -> _Unit:
    first = next((row for row in rows if row["kind"] == "indirect"), rows[0])
    start, end = first["speaker_start"], first["speaker_end"]
    return _Unit(
        key=(first["doc_id"], first["start"], first["end"], first["quote_group"]),
        doc_id=first["doc_id"],
        characters=frozenset(
            row["start"] + i
            for row in rows
            for i, character in enumerate(row["quote"])
            if character.isalnum()
        ),
        use=first["use"],
        speaker=range(0) if start is None or end is None else range(int(start), int(end)),
        name=first["speaker_name"],
        group=first["speaker_group"],
    )


def _match(predicted: list[_Unit], gold: list[_Unit]) -> list[_Pair]:
    """Every unit once: (predicted, gold) where they match, else (predicted, None) or (None, gold)."""
    places = _places(predicted)
    overlaps = (
        (
            len(unit.characters & predicted[p].characters) / len(unit.characters | predicted[p].characters),
            g,
            p,
        )
        for g, unit in enumerate(gold)
        for p in places.around(unit.doc_id, *_extent(unit))
    )
    partner = pair_up(one for one in overlaps if one[0] >= 0.5)
    found: list[_Pair] = [
        (predicted[partner[g]] if g in partner else None, unit) for g, unit in enumerate(gold)
    ]
    taken = set(partner.values())
    return found + [(unit, None) for p, unit in enumerate(predicted) if p not in taken]


def _nested(units: list[_Unit]) -> set[Hashable]:
    """Keys of the units that lie inside another one."""
    places = _places(units)
    return {
        unit.key
        for unit in units
        for around in [_extent(unit) if unit.characters else _EVERYWHERE]
        if any(unit.characters < units[other].characters for other in places.around(unit.doc_id, *around))
    }


def _places(units: list[_Unit]) -> Places:
    return Places((unit.doc_id, *_extent(unit)) for unit in units)


def _extent(unit: _Unit) -> tuple[int, int]:
    """Where the characters of a unit begin and end; nowhere, if it has none."""
    return (min(unit.characters), max(unit.characters) + 1) if unit.characters else (0, 0)


def _if(unit: _Unit | None, test: Callable[[_Unit], bool]) -> _Unit | None:
    return unit if unit is not None and test(unit) else None


def _is_speech(unit: _Unit) -> bool:
    return unit.use == "speech"


def _is_said(unit: _Unit) -> bool:
    return unit.use in _SAID


def _speaker_levels(prefix: str, pairs: list[_Pair]) -> Iterable[_Row]:
    """The three levels of a speaker; a unit without one asks for nothing."""
    tests: dict[str, tuple[Callable[[_Unit], bool], Callable[[_Unit, _Unit], bool]]] = {
        "speaker": (lambda unit: bool(unit.speaker), lambda p, g: _touches(p.speaker, g.speaker)),
        "speaker_name": (lambda unit: unit.name is not None, lambda p, g: p.name == g.name),
        "speaker_group": (lambda unit: unit.group is not None, lambda p, g: p.group == g.group),
    }
    for name, (has, same) in tests.items():
        yield _level(prefix + name, [(_if(p, has), _if(g, has)) for p, g in pairs], same)


def _touches(one: range, other: range) -> bool:
    return max(one.start, other.start) < min(one.stop, other.stop)


def _level(name: str, pairs: list[_Pair], same: Callable[[_Unit, _Unit], bool]) -> _Row:
    n_gold = sum(g is not None for _, g in pairs)
    n_predicted = sum(p is not None for p, _ in pairs)
    n_correct = sum(p is not None and g is not None and same(p, g) for p, g in pairs)
    return level(name, n_gold, n_predicted, n_correct)


def _check_lengths(function: str, name: str, table: pd.DataFrame) -> None:
    wrong = table[(table["end"] - table["start"]) != table["quote"].str.len()]
    if len(wrong):
        row = wrong.iloc[0]
        raise TableError(
            f"{function}: `{name}` has a quote that is not as long as its span: {row['doc_id']} "
            f"{row['start']}-{row['end']}, {row['quote']!r}.\nCut it from the text: text[start:end]."
        )


def _check_coded(predicted: pd.DataFrame, gold: pd.DataFrame) -> None:
    unknown = sorted(set(predicted["doc_id"]) - set(gold["doc_id"]))
    if unknown:
        raise TableError(
            f"quotes.score: `predicted` has articles that `gold` lacks: {', '.join(map(str, unknown[:3]))}"
            f"{', ...' if len(unknown) > 3 else ''}.\n"
            "Score coded articles only: predicted[predicted['doc_id'].isin(gold['doc_id'])]."
        )
