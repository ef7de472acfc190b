"""The actors table made ready for look-ups: names, other spellings, and what tells a group."""

import re
from collections import defaultdict
from os import PathLike

import pandas as pd

from ..tables import TableError, check_columns, check_texts, read_csv, shipped
from .affiliations import affiliations
from .names import is_same_name, sound

COLUMNS = ["canonical", "aliases", "group", "pattern"]
_BACKED = re.compile(
    r"\b[\w’'.]{1,40}-(?:backed|held|controlled|brokered|allied|trained|funded|occupied|supported) "
)


def load_actors(path: str | PathLike[str] | None = None) -> pd.DataFrame:
    """Load the actors whom a corpus speaks of; without a path, those of the five articles.

    Returns
    -------
    One row an actor or a pattern, in the order of the file, all text: `canonical` (the name speakers are
    given; ``<NA>`` for a pattern of crowds), `aliases` (other names, separated by ``|``), `group`,
    `pattern` (a regular expression that tells the group of a mention; case counts unless it says ``(?i)``).

    Raises
    ------
    TableError : a column or a group is missing, a row has neither name nor pattern, a name stands for two
        actors, or a pattern is no regular expression.

    Examples
    --------
    >>> aa.speakers.load_actors().groupby("group").size().loc[["civilian", "media", "un"]]
    group
    civilian    3
    media       6
    un          6
    dtype: int64
    """
    actors = read_csv("speakers.load_actors", path or shipped("actors.csv"), COLUMNS)
    check_actors("speakers.load_actors", actors)
    return actors


class Actors:
    """The actors table made ready for look-ups."""

    def __init__(self, actors: pd.DataFrame) -> None:
        self._names = {_key(name): (canonical, group) for name, canonical, group in _named(actors)}
        self._cased = {_key(name) for name, *_ in _named(actors) if name != name.lower()}
        self._alike: dict[tuple[str, ...], list[str]] = defaultdict(list)
        for name in self._names:
            self._alike[tuple(map(sound, name.split()))].append(name)
        self._patterns = [(re.compile(rf"(?<![\w-]){re.escape(name)}(?![\w])"), group)
                          for name, _, group in _named(actors) if name != name.lower()]  # fmt: skip
        given = actors.dropna(subset=["pattern"])
        self._patterns += [(re.compile(p), g) for p, g in zip(given["pattern"], given["group"], strict=True)]
        self.has_groups = bool(self._patterns)
        self._groups: dict[str, str | None] = {}

    def find(self, name: str) -> tuple[str, str] | None:
        """Canonical name and group of a name or alias, whatever its case."""
        return self._names.get(_key(name))

    def find_ending(self, name: str) -> tuple[str, str] | None:
        """The same for the longest name that a phrase ends in (*the activist-run Aleppo Media Centre*)."""
        words = _key(name).split()
        tails = (" ".join(words[i:]) for i in range(1, len(words)))
        return next((self._names[tail] for tail in tails if tail in self._cased), None)

    def find_alike(self, name: str) -> tuple[str, str] | None:
        """The same for another spelling."""
        words = _key(name).split()
        near = self._alike.get(tuple(map(sound, words)), []) if len(words) > 1 else []
        return next((self._names[other] for other in near if is_same_name(words, other.split())), None)

    def group_of(self, evidence: str) -> str | None:
        """The group that a mention or role speaks of first; of two at one place, by the longer wording."""
        if evidence not in self._groups:
            plain = _BACKED.sub("", evidence)
            told = list(affiliations(plain))
            hits = [
                (hit.start(), -hit.end(), group)
                for pattern, group in self._patterns
                for hit in pattern.finditer(plain)
                if any(start <= hit.start() < end for start, end in told)
            ]
            self._groups[evidence] = min(hits)[2] if hits else None
        return self._groups[evidence]


def _named(actors: pd.DataFrame) -> list[tuple[str, str, str]]:
    """(name or alias, canonical, group) of every actor."""
    rows = actors.dropna(subset=["canonical"])
    names = zip(rows["canonical"], rows["aliases"], rows["group"], strict=True)
    return [
        (name.strip(), canonical, group)
        for canonical, aliases, group in names
        for name in [canonical, *([] if pd.isna(aliases) else aliases.split("|"))]
        if name.strip()
    ]


def _key(name: str) -> str:
    """A name as it is looked up: no case, article, full stop or curled apostrophe."""
    return re.sub(r"^(?:the|an?) ", "", name.casefold().replace("’", "'").replace(".", ""))


def check_actors(function: str, actors: pd.DataFrame) -> None:
    """Raise unless the table of actors can be used."""
    check_columns(function, "actors", actors, COLUMNS)
    check_texts(function, "actors", actors, COLUMNS)
    for row, (canonical, pattern, group) in enumerate(
        zip(actors["canonical"], actors["pattern"], actors["group"], strict=True)
    ):
        if pd.isna(group) or (pd.isna(canonical) and pd.isna(pattern)):
            given = {"canonical": canonical, "pattern": pattern, "group": group}
            shown = ", ".join(f"{name} {'<NA>' if pd.isna(v) else repr(v)}" for name, v in given.items())
            raise TableError(
                f"{function}: row {row} of `actors` needs a group, and a canonical name or a pattern; "
                f"it has {shown}.\nFill it in, or drop the row."
            )
        if not pd.isna(pattern):
            _check_pattern(function, row, pattern)
    seen: dict[str, tuple[str, str]] = {}
    for name, canonical, group in _named(actors):
        other = seen.setdefault(_key(name), (canonical, group))
        if other != (canonical, group):
            raise TableError(
                f"{function}: `actors` has the name {name!r} for {other[0]!r} ({other[1]}) and {canonical!r} "
                f"({group}).\nA name means one actor: drop one, or write a fuller name."
            )


def _check_pattern(function: str, row: int, pattern: str) -> None:
    try:
        re.compile(pattern)
    except re.error as error:
        raise TableError(
            f"{function}: the pattern in row {row} of `actors` is no regular expression: {pattern!r} "
            f"({error}).\nMend it; a literal bracket is written \\(."
        ) from error
