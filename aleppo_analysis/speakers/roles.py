"""Private people by their role: what is shown names nobody who could be harmed by it.

Whoever draws a figure takes names from `speaker_name`, where `speakers.resolve` has put the roles, and
lines from `Corpus.find` or `Corpus.evidence`; a finished page goes through `hidden` (report/page.py). Other
text of an article, such as a mention as printed (`speaker`), is shown through `with_roles`.
"""

import re
from collections import defaultdict
from collections.abc import Callable, Iterator, Sequence
from functools import cache
from typing import TypeAlias

import pandas as pd

from ..tables import check_columns

_Known: TypeAlias = tuple[re.Pattern[str], list[str]]  # names that begin alike, and the role of each

_NEEDED = ["canonical", "aliases"]
_APART = r"(?:[\s\-]|&nbsp;|%20){1,9}"  # what stands between the words of a name, in a text or an address
_BEGIN = re.compile(r"\w+|[^\w\s]")
_DOTS = {ord("İ"): "i", ord("ı"): "i"}
_LIKE = {"'": r"(?:['’]|&\#x27;|%27)", "’": r"(?:['’]|&\#x27;|%27)"}


def with_roles(table: pd.DataFrame, actors: pd.DataFrame | None) -> pd.DataFrame:
    """Show private people by their role in place of their name.

    Parameters
    ----------
    table : any table with text, such as `speakers.resolve` or `evidence` returns.
    actors : as `speakers.load_actors` returns it. Whoever has a `role` (*resident of the old town*) is a
        private person; without such a column, or without actors, nobody is.

    Returns
    -------
    The table with the names and aliases of private people replaced in every column of text: a cell that is a
    name becomes the role; within other words the role stands in square brackets. Offsets still count
    characters of the article as printed. A column `text` is left as it is: articles are never changed.

    Raises
    ------
    TableError : `actors` lacks a column, or a role is no text.

    Notes
    -----
    Found are names as the table of actors has them, in capitals too, with any blank or hyphen between their
    words; a surname by itself only where it is an alias. Words that tell who somebody is without a name (a
    district, an office) stay.

    Examples
    --------
    >>> actors = pd.DataFrame({"canonical": ["Ann Lee"], "aliases": "Lee", "role": "nurse"})
    >>> said = pd.DataFrame({"speaker_name": ["Ann Lee"], "sentence": "“It is a trap,” said Lee."})
    >>> aa.speakers.with_roles(said, actors)
      speaker_name                        sentence
    0        nurse  “It is a trap,” said [nurse].
    """
    hide = hidden(actors)
    plain = check_columns("speakers.with_roles", "table", table, [], known=[])
    if plain.empty:  # where no value tells the type of a column, its name does
        return check_columns("speakers.with_roles", "table", plain, [])
    if hide is None:
        return table
    texts = [name for name in plain.columns if plain[name].dtype.kind in "OU" and name != "text"]
    shown = {name: _shown(plain[name], hide) for name in texts}
    changed = {name: column for name, column in shown.items() if column is not None}
    return plain.assign(**changed).set_axis(table.index, axis=0)


def hidden(actors: pd.DataFrame | None, written: Callable[[str], str] = str) -> Callable[[str], str] | None:
    """What puts roles in place of the names of private people into a text or a page.

    None where nobody is private. `written` says how a role is written there: `html.escape` for a page.
    """
    if actors is None:
        return None
    actors = check_columns("speakers.with_roles", "actors", actors, _NEEDED, known=["role"])
    if "role" not in actors.columns:
        return None
    role_of = dict(_private(actors))
    if not role_of:
        return None
    names: defaultdict[str, list[str]] = defaultdict(list)
    for name in sorted(role_of, key=lambda name: (-len(name), name)):
        for begin in _begins(name):
            names[begin].append(name)
    known = {begin: (_any_of(its), [written(role_of[name]) for name in its]) for begin, its in names.items()}
    names_of = cache(lambda begin: known.get(_folded(begin)))  # of many texts each word is folded once

    def hide(text: str) -> str:
        shown, at = [], 0
        for hit, role in _hits(names_of, text):
            if hit[0] == text.strip():
                return role
            shown += [text[at : hit.start()], f"[{role}]"]
            at = hit.end()
        return "".join([*shown, text[at:]])

    return hide


def _hits(names_of: Callable[[str], _Known | None], text: str) -> Iterator[tuple[re.Match[str], str]]:
    """Where a name stands, and its role; of several that begin in one place, the longest.

    Names are looked up by what they begin with, so that many take no longer than few.
    """
    end = 0
    for begin in _BEGIN.finditer(text):
        if (names := names_of(begin[0])) and begin.start() >= end:
            pattern, roles = names
            if hit := pattern.match(text, begin.start()):
                yield hit, roles[(hit.lastindex or 1) - 1]
                end = hit.end()


def _begins(name: str) -> list[str]:
    """What a name may begin with in a text: its first letters, or a sign however it is written."""
    begin = _folded(_BEGIN.findall(name)[0])
    return ["'", "’", "&", "%"] if begin in _LIKE else [begin]


def _folded(begin: str) -> str:
    """Letters without their case, as regular expressions compare them: *i* is dotless, too."""
    return begin.translate(_DOTS).casefold()


def _private(actors: pd.DataFrame) -> Iterator[tuple[str, str]]:
    """Every name of every private person, and the role."""
    private = actors.dropna(subset=["role", "canonical"])
    for canonical, aliases, role in private[[*_NEEDED, "role"]].itertuples(index=False, name=None):
        names = [canonical, *(aliases.split("|") if isinstance(aliases, str) else [])]
        yield from ((name.strip(), role) for name in names if name.strip())


def _any_of(names: Sequence[str]) -> re.Pattern[str]:
    return re.compile(rf"(?<!\w)(?:{'|'.join(f'({_pattern(name)})' for name in names)})(?!\w)")


def _pattern(name: str) -> str:
    """A name however its words are parted: several words in any case, one as it is or in capitals."""
    words = [
        "".join(_LIKE.get(sign) or re.escape(sign) for sign in word) for word in re.split(r"[\s-]+", name)
    ]
    return f"(?i:{_APART.join(words)})" if len(words) > 1 else f"{words[0]}|{re.escape(name.upper())}"


def _shown(column: pd.Series, hide: Callable[[str], str]) -> pd.Series | None:
    """The column with roles; None where no name stands in it."""
    texts = {value for value in column if isinstance(value, str)}
    roles = {text: role for text in texts if (role := hide(text)) != text}
    if not roles:
        return None
    values = [roles.get(value, value) if isinstance(value, str) else value for value in column]
    kind = "category" if isinstance(column.dtype, pd.CategoricalDtype) else column.dtype
    return pd.Series(values, index=column.index, dtype=kind)
