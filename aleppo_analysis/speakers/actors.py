"""The actors table made ready for look-ups: names, other spellings, and what tells a group."""

import re
from collections import defaultdict
from functools import lru_cache
from os import PathLike
from typing import NamedTuple, TypeAlias

import pandas as pd

from ..spreadsheets import unguarded
from ..tables import TableError, check_columns, read_csv, shipped
from .affiliations import affiliations
from .names import is_same_name, sound
from .patterns import READ, check_pattern

Actor: TypeAlias = tuple[str, str | None]  # canonical name and group

COLUMNS = ["canonical", "aliases", "group", "pattern"]
_BACKED = re.compile(
    r"\b[\w’'.]{1,40}-(?:backed|held|controlled|brokered|allied|trained|funded|occupied|supported) "
)


def load_actors(source: str | PathLike[str] | pd.DataFrame | None = None) -> pd.DataFrame:
    """Load the actors whom a corpus speaks of; without a source, those of the five articles.

    Parameters
    ----------
    source : a CSV file or table with the columns below. `speakers.draft_actors` makes one to start from.

    Returns
    -------
    One row an actor or a pattern, in the order of the file: `canonical` (the name speakers are given;
    ``<NA>`` for a pattern of crowds), `aliases` (other names, separated by ``|``), `group` (``<NA>`` where
    nobody said it; a pattern needs one), `pattern` (a regular expression that tells the group of a mention;
    case counts unless it says ``(?i)``; the first 200 characters of a mention are looked at), all text, and
    the other columns, such as `role`: what a private person is called in place of the name
    (`speakers.with_roles`). Rows without any value are left out.

    Raises
    ------
    TableError : a column is missing, a row has neither name nor pattern, or a pattern and no group; a name
        stands for two actors, or a pattern is no regular expression, or one that may be tried in more than
        50,000 ways from one place: two repeats without an end (`.*`) are few enough, one within another is
        not.

    Examples
    --------
    >>> aa.speakers.load_actors().groupby("group").size().loc[["civilian", "media", "un"]]
    group
    civilian    3
    media       6
    un          6
    dtype: int64
    """
    if isinstance(source, pd.DataFrame):
        actors = check_columns("speakers.load_actors", "actors", source, COLUMNS, known=["role"])
    else:
        file = shipped("actors.csv") if source is None else source
        actors = read_csv("speakers.load_actors", file, COLUMNS)
    return check_actors("speakers.load_actors", actors.dropna(how="all"))


class Actors:
    """The actors table made ready for look-ups."""

    def __init__(self, actors: pd.DataFrame) -> None:
        every = _named(actors)
        described = [name for name in every if name.is_described]
        named = [name for name in every if not name.is_described]
        self._described = {name_key(name): (canonical, group) for name, canonical, group, _ in described}
        self._names = {name_key(name): (canonical, group) for name, canonical, group, _ in named}
        self._cased = {name_key(name) for name, *_ in named if name != name.lower()}
        self._alike: dict[tuple[str, ...], list[str]] = defaultdict(list)
        for name in self._names:
            self._alike[tuple(map(sound, name.split()))].append(name)
        self._patterns = [(re.compile(rf"(?<![\w-]){re.escape(name)}(?![\w])"), group)
                          for name, _, group, _ in named if group and name != name.lower()]  # fmt: skip
        given = zip(actors["pattern"], actors["group"], strict=True)
        self._patterns += [
            (re.compile(pattern), group) for pattern, group in given if isinstance(pattern, str)
        ]
        self.has_groups = bool(self._patterns) or any(name.group for name in every)
        self._groups: dict[str, str | None] = {}

    def find(self, name: str) -> Actor | None:
        """Canonical name and group of a name or alias, whatever its case."""
        return self._names.get(name_key(name)) if self._names else None

    def find_described(self, name: str) -> Actor | None:
        """The same for a speaker whom the text only describes (*residents*), by that description."""
        return self._described.get(name_key(name)) if self._described else None

    def find_ending(self, name: str) -> Actor | None:
        """The same for the longest name that a phrase ends in (*the activist-run Aleppo Media Centre*)."""
        if not self._cased:
            return None
        words = name_key(name).split()
        tails = (" ".join(words[i:]) for i in range(1, len(words)))
        return next((self._names[tail] for tail in tails if tail in self._cased), None)

    def find_alike(self, name: str) -> Actor | None:
        """The same for another spelling."""
        if not self._names:
            return None
        words = name_key(name).split()
        near = self._alike.get(tuple(map(sound, words)), []) if len(words) > 1 else []
        return next((self._names[other] for other in near if is_same_name(words, other.split())), None)

    def group_of(self, evidence: str) -> str | None:
        """The group that a mention or role speaks of first; of two at one place, by the longer wording."""
        if not self._patterns:
            return None
        if evidence not in self._groups:
            plain = _BACKED.sub("", evidence)
            told = list(affiliations(plain))
            hits = [
                (hit.start(), -hit.end(), group)
                for pattern, group in self._patterns
                for hit in pattern.finditer(plain[:READ])
                if any(start <= hit.start() < end for start, end in told)
            ]
            self._groups[evidence] = min(hits)[2] if hits else None
        return self._groups[evidence]


class _Named(NamedTuple):
    """A name or alias of an actor; a description does not end in a name, and has no aliases (*residents*)."""

    name: str
    canonical: str
    group: str | None
    is_described: bool


def _named(actors: pd.DataFrame) -> list[_Named]:
    """The names and aliases of every actor, without the guard against spreadsheets."""
    named = []
    for row in zip(*(actors[column] for column in ("canonical", "aliases", "group")), strict=True):
        cells = [cell if isinstance(cell, str) else "" for cell in row]
        if not isinstance(row[0], str):
            continue
        canonical = unguarded(cells[0]).strip()
        aliases = [alias.strip() for alias in unguarded(cells[1]).split("|") if alias.strip()]
        is_described = not aliases and not any(map(str.isupper, canonical.rpartition(" ")[2]))
        names = [canonical, *aliases] if canonical else aliases
        named += [_Named(name, canonical, cells[2] or None, is_described) for name in names]
    return named


@lru_cache(maxsize=5_000)
def name_key(name: str) -> str:
    """A name as it is looked up: no case, article, full stop or curled apostrophe."""
    return re.sub(r"^(?:the|an?) ", "", name.casefold().replace("’", "'").replace(".", ""))


def check_actors(function: str, actors: pd.DataFrame) -> pd.DataFrame:
    """Raise unless the table of actors can be used."""
    actors = check_columns(function, "actors", actors, COLUMNS, known=["role"])
    for row, (canonical, pattern, group) in enumerate(
        zip(actors["canonical"], actors["pattern"], actors["group"], strict=True)
    ):
        if pd.isna(pattern if pd.isna(canonical) else canonical) or (pd.isna(group) and not pd.isna(pattern)):
            given = {"canonical": canonical, "pattern": pattern, "group": group}
            shown = ", ".join(f"{name} {'<NA>' if pd.isna(v) else repr(v)}" for name, v in given.items())
            raise TableError(
                f"{function}: row {row} of `actors` needs a canonical name, or a pattern and its group; "
                f"it has {shown}.\nFill it in, or drop the row."
            )
        if not pd.isna(pattern):
            check_pattern(function, row, pattern)
    seen: dict[str, Actor] = {}
    for name, canonical, group, _ in _named(actors):
        other = seen.setdefault(name_key(name), (canonical, group))
        if other != (canonical, group):
            raise TableError(
                f"{function}: `actors` has the name {name!r} for {other[0]!r} ({other[1] or 'no group'}) and "
                f"{canonical!r} ({group or 'no group'}).\n"
                "A name means one actor: drop one, or write a fuller name."
            )
    return actors
