"""Numbers to claims: each with its day, its sentence and its interval, and those that are one claim."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Hashable
from typing import Any

import numpy as np
import pandas as pd
from rapidfuzz.fuzz import ratio

from ..spans import joined
from ..tables import dates_of, texts_of
from ..text.words import split_sentences
from .contexts import Context, context_of
from .intervals import intervals_of
from .relating import Claim, relate

_PLAIN_KINDS = ("volume", "weight", "distance", "area", "duration", "age")
_PLAIN_UNITS = ("killed", "injured", "displaced")
_HOW_OFTEN = "times"  # says nothing of what is counted
_NEXT = 2  # sentences: as far a number may go on from another
_SHOWN = 300  # characters of a sentence on each side of its number
_COMPARED = 200  # claims of the same number: as many are compared with a further one
_SAME_COPY = 85.0  # of 100: how alike two sentences are that go back to one
_LEAST_COPY = 40  # characters: shorter sentences are alike by chance


def facts_of(function: str, numbers: pd.DataFrame, articles: pd.DataFrame, groups: list[str]) -> pd.DataFrame:
    """The numbers by date and place, with what their articles say of them: group, day, sentence, interval."""
    known = articles.assign(published=dates_of(function, articles))
    columns = [name for name in dict.fromkeys([*groups, "source", "published"]) if name in known.columns]
    own = numbers.drop(columns=[name for name in columns if name in numbers.columns and name != "doc_id"])
    facts = own.merge(known[list(dict.fromkeys(["doc_id", *columns]))], on="doc_id")
    facts = facts.sort_values(["published", "doc_id", "start", "number_id"], ignore_index=True)
    held = articles[articles["doc_id"].isin(facts["doc_id"])]
    texts = dict(zip(held["doc_id"], texts_of(held), strict=True))
    sentences = split_sentences(held)[["doc_id", "sentence_id", "start", "end"]]
    place = sentences.assign(begin=sentences["start"], stop=sentences["end"])
    facts = joined(function, ("numbers", "articles"), facts, place, ["sentence_id", "begin", "stop"])
    begin = np.maximum(facts["begin"].fillna(facts["start"]), facts["start"] - _SHOWN).astype("int64")
    stop = np.minimum(facts["stop"].fillna(facts["end"]), facts["end"] + _SHOWN).astype("int64")
    lines = [texts[doc_id][a:b] for doc_id, a, b in zip(facts["doc_id"], begin, stop, strict=True)]
    facts = facts.assign(
        line=pd.Series(lines, index=facts.index, dtype="str"),
        at=facts["start"] - begin,
        sentence_id=facts["sentence_id"].fillna(-1).astype("int64"),
    )
    return facts.join(intervals_of(facts))


def claims_of(facts: pd.DataFrame) -> list[Claim]:
    """A claim for each number, in the order of the rows."""
    contexts = list(map(_context, facts.itertuples()))
    chains = _chains(facts, contexts)
    return [
        Claim(
            doc_id=row.doc_id,
            origin=str(row.origin),
            published=row.published,
            first=row.as_of_first,
            last=row.as_of_last,
            unit=row.unit,
            measure=row.measure,
            strict=(row.strict_low, row.strict_high),
            near=(row.near_low, row.near_high),
            is_plain=row.unit in _PLAIN_UNITS or (row.kind in _PLAIN_KINDS and bool(context.head)),
            sentence=(row.doc_id, row.sentence_id),
            chain=number,
            context=context,
        )
        for row, context, number in zip(facts.itertuples(), contexts, chains, strict=True)
    ]


def _context(row: Any) -> Context:
    """What a number is said of; an age is said of a whole name."""
    counted = row.counted if isinstance(row.counted, str) else ""
    context = context_of(row.line, row.at, row.at + row.end - row.start, counted)
    return context._replace(head=counted.lower()) if row.kind == "age" else context


def _chains(facts: pd.DataFrame, contexts: list[Context]) -> list[int]:
    """A number for each row, shared by those that go on from each other, or of which one replaced another."""
    chains: list[int] = []
    last: dict[Hashable, tuple[int, int]] = {}  # of each article and measure: the last row, its sentence
    rows = zip(facts["doc_id"], facts["measure"], facts["sentence_id"], contexts, strict=True)
    for place, (doc_id, measure, sentence, context) in enumerate(rows):
        before, there = last.get((doc_id, measure), (place, -9))
        follows = context.goes_on and sentence - there <= _NEXT
        changed = sentence == there and (context.is_former or contexts[before].is_former)
        chains.append(chains[before] if follows or changed else place)
        last[doc_id, measure] = place, sentence
    return chains


def leads_of(facts: pd.DataFrame, claims: list[Claim], keys: list[Hashable]) -> list[int]:
    """For each row the first of its claim: the same number by the same origin, or in the same sentence."""
    leads: list[int] = []
    alike: defaultdict[Hashable, list[int]] = defaultdict(list)
    lines = facts["line"].tolist()
    for row, claim in enumerate(claims):
        firsts = alike[keys[row], claim.measure, claim.strict, claim.near] if keys[row] is not None else []
        same = (
            first for first in firsts[:_COMPARED] if _is_one(claims[first], claim, lines[first], lines[row])
        )
        leads.append(next(same, row))
        if leads[row] == row:
            firsts.append(row)
    return leads


def _is_one(one: Claim, other: Claim, line: str, other_line: str) -> bool:
    """Whether two claims with the same number are one: by one origin of one thing, or one copied sentence."""
    if one.origin == other.origin and relate(one, other) is not None:
        return True
    is_long = one.doc_id != other.doc_id and min(len(line), len(other_line)) >= _LEAST_COPY
    return is_long and ratio(line, other_line, score_cutoff=_SAME_COPY) > 0


def events_of(facts: pd.DataFrame, groups: list[str]) -> list[Hashable]:
    """The event of each row; None where that is not known, or what is counted."""
    is_known = facts[[*groups, "unit"]].notna().all(axis=1) & facts["unit"].ne(_HOW_OFTEN)
    keys = (key for _, *key in facts[groups].itertuples(name=None))  # pandas 3.0: with the index
    return [tuple(key) if known else None for key, known in zip(keys, is_known, strict=True)]
