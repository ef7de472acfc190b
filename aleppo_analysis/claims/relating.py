"""Two claims to one outcome: do their numbers agree, differ only in appearance, or contradict each other?

Precision before recall: where it is not plain that both are about the same thing, they are not compared.
"""

from __future__ import annotations

from collections.abc import Hashable
from typing import NamedTuple, TypeAlias

import numpy as np
import pandas as pd

from .contexts import Context

Interval: TypeAlias = tuple[float, float]

_CLOSE = 2  # days: numbers printed so close in time are of one date
_ALIKE = 10.0  # numbers further apart, as a ratio, are seldom of the same thing
_TIME = "hours"  # the measure of durations


class Claim(NamedTuple):
    """A number of something, with what decides what it can be compared with."""

    doc_id: Hashable
    origin: str
    published: pd.Timestamp
    first: pd.Timestamp  # the days that the number is of, by its text
    last: pd.Timestamp
    unit: str
    measure: str
    strict: Interval
    near: Interval
    is_plain: bool  # unit and noun say by themselves what happened: litres of liquor, people killed
    sentence: tuple[Hashable, int]  # in which it stands
    chain: int  # numbers that go on from each other share it
    context: Context

    @property
    def what(self) -> str:
        """The noun that is counted, or what happened; empty where neither is told."""
        return self.context.thing or (self.unit if self.is_plain else "")

    @property
    def is_dated(self) -> bool:
        """Whether the text gives the days."""
        return not (pd.isna(self.first) and pd.isna(self.last))

    @property
    def is_planned(self) -> bool:
        """Whether it was printed before the day that it is about."""
        return bool(self.first > self.published)


def relate(one: Claim, other: Claim) -> tuple[str, str] | None:
    """The outcome for two claims, and why; None where it is not plain that they are about the same thing."""
    a, b = one.context, other.context
    if not _are_claims_of_the_same_kind(a, b):
        return None
    is_chained = one.chain == other.chain
    is_alike = bool(a.said & b.said) or (one.is_plain and other.is_plain)
    if (one.strict, one.near) == (other.strict, other.near) and (
        is_alike or is_chained or _are_told_alike(one, other)
    ):
        return "agree", "the same number"
    if a.is_former != b.is_former:
        changed = is_chained and one.sentence == other.sentence
        return ("revised", "the text says that it changed") if changed else None
    if not (is_chained or (is_alike and a.thing == b.thing)):
        return None
    if _overlap(one.near, other.near):
        return "compatible", "the ranges overlap"
    if _overlap(one.strict, other.strict):
        return None  # nobody says *more than 800* of 300,000
    if not is_chained and _ratio(one.near, other.near) > _ALIKE:
        return None
    return _apart(one, other)


def _are_claims_of_the_same_kind(a: Context, b: Context) -> bool:
    """Whether both are claimed, and of a whole or of none, and both affirmed or denied."""
    is_neither = any([a.is_open, b.is_open, a.is_part, b.is_part])
    return not is_neither and a.is_whole == b.is_whole and a.is_denied == b.is_denied


def _are_told_alike(one: Claim, other: Claim) -> bool:
    """Whether two sentences with the same number have words in common; of a time it must be of one thing."""
    a, b = one.context, other.context
    return bool(a.around & b.around) and (one.measure != _TIME or bool(a.thing and a.thing == b.thing))


def _apart(one: Claim, other: Claim) -> tuple[str, str] | None:
    """The outcome for two numbers of one thing that have no value in common."""
    scope = _scope(one, other)
    if scope:
        return "other scope", scope
    if one.context.is_earlier != other.context.is_earlier:
        return "other date", "one is said to be of an earlier time"
    if one.is_dated and other.is_dated:
        if not _overlap(_days(one), _days(other)):
            return "other date", "the texts give other days"
        if one.is_planned != other.is_planned:
            return "revised", "one was printed before the day, the other after it"
    if one.doc_id != other.doc_id and pd.isna(one.published - other.published):
        return None
    is_close = one.doc_id == other.doc_id or abs((one.published - other.published).days) <= _CLOSE
    if one.origin == other.origin:
        return None if is_close else ("revised", "the same origin says so later")
    return ("contradictory", "no common value") if is_close else ("other date", "printed on other days")


def _scope(one: Claim, other: Claim) -> str:
    """What narrows two numbers differently; empty if nothing does."""
    a, b = one.context, other.context
    if one.measure == _TIME and one.unit != other.unit:
        return f"{one.unit} against {other.unit}"
    if a.defines or b.defines:
        return "one says how it counts"
    if a.times and b.times and not a.times & b.times:
        return f"{_listed(a.times)} against {_listed(b.times)}"
    if a.narrower - b.narrower and b.narrower - a.narrower and not one.is_plain:
        return f"{_listed(a.narrower - b.narrower)} against {_listed(b.narrower - a.narrower)}"
    if a.places and b.places and not a.places & b.places:
        return f"{_listed(a.places)} against {_listed(b.places)}"
    return ""


def _days(claim: Claim) -> Interval:
    """The days of a dated claim as numbers; a missing end is open, but not beyond the day of print."""
    first = -np.inf if pd.isna(claim.first) else float(claim.first.value)
    last = claim.published if pd.isna(claim.last) else claim.last
    return first, np.inf if pd.isna(last) else max(first, float(last.value))


def _overlap(one: Interval, other: Interval) -> bool:
    return one[0] <= other[1] and other[0] <= one[1]


def _ratio(one: Interval, other: Interval) -> float:
    """How many times the lower of two intervals the higher one is, at least."""
    lower, higher = sorted([one, other])
    return higher[0] / lower[1] if lower[1] > 0 else np.inf


def _listed(words: frozenset[str]) -> str:
    return " ".join(sorted(words))
