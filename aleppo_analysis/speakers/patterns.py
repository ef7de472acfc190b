"""Regular expressions that users give: only such as are tried in few ways, so that no text stops a corpus."""

import re
import warnings
from re import _constants as op  # type: ignore[attr-defined]
from re import _parser  # type: ignore[attr-defined]
from typing import Any

from ..tables import TableError

READ = 200  # characters of a mention that patterns are looked for in
_WAYS = 50_000  # two repeats without an end (`a+.*b`), or fifteen letters that may be missing
_REPEATS = (op.MAX_REPEAT, op.MIN_REPEAT)


def check_pattern(function: str, row: int, pattern: str) -> None:
    """Raise unless it is a regular expression that is tried in at most 50,000 ways from each place.

    Python's expressions go back and try again: a repeat within a repeat (`(a+)+b`) takes ever so long on a
    few letters. How many ways there are is told by the expression, whatever the text.
    """
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("error")
            re.compile(pattern)
            ways = _ways(_parser.parse(pattern))
    except (re.error, Warning, OverflowError, RecursionError) as error:
        raise TableError(
            f"{function}: the pattern in row {row} of `actors` is no regular expression: {pattern!r:.200} "
            f"({error}).\nMend it; a literal bracket is written \\(."
        ) from error
    if ways > _WAYS:
        raise TableError(
            f"{function}: the pattern in row {row} of `actors` may be tried in more than {_WAYS:,} ways: "
            f"{pattern!r:.200}.\nRepeat without an end at most twice and never within a repeat; "
            "`a++` (possessive) gives nothing back and counts once."
        )


def _ways(parsed: Any) -> float:
    """In how many ways the parts of an expression can be put on a text, at most."""
    ways = 1.0
    for kind, given in parsed:
        ways *= _ways_of(kind, given)
    return ways


def _ways_of(kind: object, given: Any) -> float:
    if kind in _REPEATS:
        least, most, body = given
        return _repeated(_ways(body), min(int(most), READ) - min(int(least), READ), min(int(least), READ))
    if kind is op.BRANCH:
        return sum(map(_ways, given[1]))
    if kind in (op.GROUPREF, op.GROUPREF_EXISTS):
        return float("inf")
    body = given[-1] if isinstance(given, tuple) else given
    return _ways(body) if isinstance(body, _parser.SubPattern) else 1.0


def _repeated(ways: float, more: int, least: int) -> float:
    """Of a body that is there at least so often, and may be so many times more."""
    if ways == 1:
        return more + 1.0
    return min(ways ** min(least + more, 60), 1e30)
