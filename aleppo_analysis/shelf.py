"""The tables of a corpus by their names: at hand, or in a folder of which only what is asked for is read."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from copy import copy
from functools import wraps
from typing import Any, TypeVar

import pandas as pd

from .parquet import Stored
from .tables import Table

_WORDS = "tokens"
_OF_ALL = {"problems", "frame_terms", "actors"}  # whatever articles are kept

Holder = TypeVar("Holder", bound="WithTables")


class Shelf:
    """Tables at hand, and tables in a folder; one that is read whole is at hand from then on."""

    def __init__(self, at_hand: Mapping[str, pd.DataFrame], stored: Stored | None = None) -> None:
        self._at_hand = dict(at_hand)
        self._stored = {} if stored is None else dict.fromkeys(stored.names, stored)
        self._where: dict[str, object] = {}  # of what is stored
        self._common: dict[str, pd.DataFrame] = {}

    def __contains__(self, name: object) -> bool:
        return name in self._at_hand or name in self._stored

    def __getitem__(self, name: str) -> pd.DataFrame:
        """A table, whole."""
        if name not in self._at_hand:
            self._at_hand[name] = self.rows(name)
        return self._at_hand[name]

    def __setitem__(self, name: str, table: pd.DataFrame) -> None:
        self._at_hand[name] = Table(table)

    def is_stored(self, name: str, columns: Iterable[str] = ()) -> bool:
        """Whether a table, if it has these columns, would have to be read."""
        return name not in self._at_hand and name in self._stored and {*columns} <= {*self.columns(name)}

    def columns(self, name: str) -> list[str]:
        """The names of the columns of a table."""
        return list(self._at_hand[name]) if name in self._at_hand else self._stored[name].columns(name)

    def rows(
        self, name: str, columns: Sequence[str] = (), where: Mapping[str, object] | None = None
    ) -> pd.DataFrame:
        """Of a stored table the rows that have these values, with these columns or all."""
        wanted = {**(where or {}), **self._of(name)}
        return Table(self._stored[name].read(name, list(dict.fromkeys(columns)), wanted))

    def parts(self, name: str) -> Iterator[pd.DataFrame]:
        """A table part by part, so that not all of it is in memory, unless it is already."""
        if self.is_stored(name):
            yield from self._stored[name].parts(name, where=self._of(name))
        else:
            yield self[name]

    def sums(self, name: str, by: Sequence[str], column: str) -> pd.DataFrame:
        """The sum of a column for each combination of other columns of a stored table, in no order."""
        return Table(self._stored[name].sums(name, by, column, self._of(name)))

    def only(self, doc_ids: list[object]) -> Shelf:
        """The same tables with these articles alone; those that are stored are not read."""
        other = copy(self)
        other._at_hand = {
            name: table if name in _OF_ALL else _of(doc_ids, table) for name, table in self._at_hand.items()
        }
        other._where, other._common = {"doc_id": doc_ids}, {}
        return other

    def common(self, name: str, make: Callable[[], pd.DataFrame]) -> pd.DataFrame:
        """What only the articles tell: made once for all shelves that `with_tables` makes of one another."""
        if name not in self._common:
            self._common[name] = make()
        return self._common[name]

    def with_tables(self, tables: Mapping[str, pd.DataFrame], stale: Iterable[str]) -> Shelf:
        """The same with some tables in place of others, and without those that are stale."""
        other, gone = copy(self), {*stale, *tables}
        other._at_hand = {name: it for name, it in self._at_hand.items() if name not in gone}
        other._at_hand |= {name: Table(table) for name, table in tables.items()}
        other._stored = {name: it for name, it in self._stored.items() if name not in gone}
        return other

    def _of(self, name: str) -> dict[str, object]:
        return {} if name in _OF_ALL else self._where


def _of(doc_ids: list[object], table: pd.DataFrame) -> pd.DataFrame:
    return table[table["doc_id"].isin(doc_ids)].reset_index(drop=True)


def kept(make: Callable[[Any], pd.DataFrame]) -> property:
    """A table that is made when it is first asked for, then kept, and given out as a copy."""

    @wraps(make)
    def table(holder: WithTables) -> pd.DataFrame:
        name = make.__name__
        if name not in holder._tables:
            holder._tables[name] = make(holder)
        return holder._tables[name].copy(deep=False)  # pandas copies what is written to

    return property(table)


class WithTables:
    """Whoever has a shelf, with its tables as attributes; of what is to be read, only what is needed is."""

    _tables: Shelf

    @property
    def _articles(self) -> pd.DataFrame:
        return self._tables["articles"]

    def _with(self: Holder, doc_ids: list[object]) -> Holder:
        """The same with articles that it is known to have."""
        other = copy(self)
        other._tables = self._tables.only(doc_ids)
        return other

    def _those(self: Holder, found: pd.DataFrame) -> Holder:
        """The same with the articles of a table; with all, where they are at hand."""
        return self._with(found["doc_id"].unique().tolist()) if self._tables.is_stored("articles") else self

    def _rows(
        self, name: str, columns: Sequence[str] = (), where: Mapping[str, object] | None = None
    ) -> pd.DataFrame:
        """The rows that have these values, with these columns; of a table at hand all that there is."""
        if self._tables.is_stored(name, [*columns, *(where or {})]):
            return self._tables.rows(name, columns, where)
        return getattr(self, name)

    def _words(self, columns: Sequence[str]) -> pd.DataFrame:
        """The table of words, or, where they are stored as counts, how many have the same values here."""
        if self._tables.is_stored("counts", columns):
            return self._tables.sums("counts", list(dict.fromkeys(columns)), "n")
        return getattr(self, _WORDS)
