"""What a reader of files gives: the articles of a file, one by one, and what was wrong with them."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any


@dataclass(frozen=True)
class Document:
    """One article as its file gives it, before names, dates and text are put right.

    `values` is what else the file says of it, by the file's own names. `parts` is what markup tells of the
    text: start, end and zone; what lies in no part is left to the rules of `text.find_zones`. `place` is
    where in its file it stands (*row 3*, *document 2*); empty where it is the whole file.
    """

    text: str
    values: Mapping[str, Any] = field(default_factory=dict)
    parts: Sequence[tuple[int, int, str]] = ()
    place: str = ""


@dataclass(frozen=True)
class Problem:
    """Something doubtful: what, how often, and what was done about it; `place` as in `Document`.

    `what` is a kind, in a few words that are the same in every file (*encoding*, *document left out*);
    what is special to this file stands in `done` (*decoded as windows-1252*, *it is a cover list*).
    """

    what: str
    done: str
    n: int = 1
    place: str = ""


class BadFile(Exception):
    """A file that cannot be read at all: one sentence that says what it is, and what to do.

    It goes on after the file's name and a colon: *it is damaged (...); download it again*.
    """


def missing(kind: str, library: str) -> BadFile:
    """What is raised where the library is missing that reads files of a kind."""
    return BadFile(
        f"{kind} needs {library}, which is missing; install it: pip install 'aleppo-analysis[loading]'"
    )
