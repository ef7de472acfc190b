"""Columns made, read and told apart part by part, so that little memory is needed beside them."""

from collections.abc import Iterable, Iterator
from itertools import islice

import numpy as np
import pandas as pd

from .kinds import EXACT, is_missing

_AT_ONCE = 250_000  # rows
_TEXTS_AT_ONCE = 20_000
_STR = pd.StringDtype(na_value=np.nan)


def categorical_at(column: pd.Series, rows: np.ndarray) -> pd.Categorical:
    """The values of a column at `rows`, missing where that is -1: each that is there kept once, in order."""
    is_there = np.zeros(len(column) + 1, bool)
    for some in parts_of(len(rows)):
        is_there[rows[some]] = True
    is_there[-1] = False
    present = pd.Categorical(column[is_there[:-1]])
    codes = np.full(len(is_there), -1, present.codes.dtype)
    codes[is_there] = present.codes
    taken = np.empty(len(rows), codes.dtype)
    for some in parts_of(len(rows)):
        taken[some] = codes[rows[some]]
    return pd.Categorical.from_codes(taken, dtype=present.dtype)


def each_text(column: pd.Series) -> Iterator[str]:
    """The texts of a column one by one, so that not all are there twice; a missing one is empty."""
    return ("" if is_missing(text) else text for text in column)


def text_column(values: Iterable[str | None]) -> pd.api.extensions.ExtensionArray:
    """Text as a column, made part by part, so that little of it is there twice."""
    rest = iter(values)
    parts = [_in_column(islice(rest, _TEXTS_AT_ONCE))]
    while len(parts[-1]) == _TEXTS_AT_ONCE:
        parts.append(_in_column(islice(rest, _TEXTS_AT_ONCE)))
    return parts[0] if len(parts) == 1 else pd.concat(map(pd.Series, parts), ignore_index=True).array


def _in_column(values: Iterable[str | None]) -> pd.api.extensions.ExtensionArray:
    return pd.array(list(values), dtype=_STR)


def parts_of(n_rows: int) -> Iterator[slice]:
    """Rows that are looked at together, so that little memory is needed beside them; at least one part."""
    return (slice(at, min(at + _AT_ONCE, n_rows)) for at in range(0, max(n_rows, 1), _AT_ONCE))


def are_unique(keys: Iterable[pd.Series], n_rows: int) -> bool:
    """Whether no two rows have the same combination of values."""
    codes, n_codes = np.zeros(n_rows, np.int64), 1
    for key in keys:
        is_coded = isinstance(key.dtype, pd.CategoricalDtype)
        numbers = key.cat.codes.to_numpy() if is_coded else pd.factorize(key, use_na_sentinel=False)[0]
        n = int(numbers.max()) + 2 if n_rows else 1
        if n_codes * n >= EXACT:
            codes, distinct = pd.factorize(codes)
            n_codes = len(distinct)
        codes, n_codes = codes * n + numbers + 1, n_codes * n
    return bool((codes[1:] > codes[:-1]).all()) or pd.Index(codes).is_unique


def numbered(keys: Iterable[np.ndarray | pd.Series], n_rows: int) -> tuple[np.ndarray, np.ndarray]:
    """A number for each row's combination of values, from 0 as they come, and the first row of each."""
    codes = np.zeros(n_rows, np.int64)
    for place, key in enumerate(keys):
        numbers, values = pd.factorize(key, use_na_sentinel=False)
        codes = pd.factorize(codes * len(values) + numbers)[0] if place else numbers
    is_new = np.diff(np.maximum.accumulate(codes), prepend=-1) > 0
    return codes, np.flatnonzero(is_new)
