"""One row a group and one a pair of groups: the machine's number, the codes' and the corrected one."""

from collections.abc import Sequence
from itertools import combinations
from typing import NamedTuple, Protocol

import numpy as np
import pandas as pd

from ..tables import Table

LOW, HIGH = 0.025, 0.975


class Spread(Protocol):
    """How far an estimate may be off."""

    def limits(self, other: "Spread | None") -> tuple[float, float]:
        """The 95% interval of the estimate, or of its difference to another's."""


class Part(NamedTuple):
    """What a stratum adds to the variance: weight^2 * variance * (1 / n_effective - 1 / n_units)."""

    weight: float
    n_units: int
    n_coded: int
    n_effective: float
    variance: float


class Group(NamedTuple):
    """All that is told of a group."""

    n_articles: int
    n_units: int
    n_coded: int
    predicted: float
    coded_only: float
    estimate: float
    recall: float
    precision: float
    method: str
    spread: Spread
    coded_spread: Spread
    parts: Sequence[Part]


_TYPES = {
    "group": "str",
    "against": "str",
    **dict.fromkeys(["n_articles", "n_units", "n_coded"], "int64"),
    **dict.fromkeys(["predicted", "coded_only", "coded_low", "coded_high"], "float64"),
    **dict.fromkeys(["estimate", "low", "high"], "float64"),
    **dict.fromkeys(["recall", "precision"], "Float64"),
    "method": "str",
    "n_to_halve": "Int64",
}


def table_of(groups: dict[str, Group]) -> pd.DataFrame:
    """One row a group, then one a pair of groups, the first by name minus the second."""
    rows = [_row(name, None, groups[name], None) for name in sorted(groups)]
    rows += [_row(one, other, groups[one], groups[other]) for one, other in combinations(sorted(groups), 2)]
    columns = zip(*rows, strict=True) if rows else [()] * len(_TYPES)
    return Table(
        {name: pd.Series(column, dtype=_TYPES[name]) for name, column in zip(_TYPES, columns, strict=True)}
    )


def _row(name: str, against: str | None, one: Group, other: Group | None) -> tuple[object, ...]:
    both = [one, other] if other else [one]
    sign = [1, -1][: len(both)]
    predicted, coded_only, estimate = (
        sum(s * getattr(group, field) for s, group in zip(sign, both, strict=True))
        for field in ("predicted", "coded_only", "estimate")
    )
    quality = (pd.NA, pd.NA) if other else tuple(_or_missing(x) for x in (one.recall, one.precision))
    return (
        name,
        against,
        *(sum(getattr(group, field) for group in both) for field in ("n_articles", "n_units", "n_coded")),
        predicted,
        coded_only,
        *one.coded_spread.limits(other and other.coded_spread),
        estimate,
        *one.spread.limits(other and other.spread),
        *quality,
        one.method,
        n_to_halve([part for group in both for part in group.parts]),
    )


def n_to_halve(parts: Sequence[Part]) -> int | None:
    """How many coded units in all make the interval half as wide, if every stratum's number grows alike."""
    weight, n_units, n_coded, n_effective, variance = np.array(parts, float).reshape(-1, 5).T

    def spread(factor: float) -> float:
        left = np.maximum(0, 1 / (factor * n_effective) - 1 / n_units)
        return float((weight**2 * variance * left).sum())

    wanted = spread(1) / 4
    if wanted <= 0:
        return None
    least, most = 1.0, float((n_units / n_effective).max())
    for _ in range(60):
        middle = (least + most) / 2
        least, most = (middle, most) if spread(middle) > wanted else (least, middle)
    return int(np.ceil(np.minimum(most * n_coded, n_units) - 1e-6).sum())


def _or_missing(value: float) -> object:
    return pd.NA if np.isnan(value) else value
