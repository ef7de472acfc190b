"""How rules are run over articles: one article in which they fail never stops the others."""

import sys
import warnings
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager
from typing import TypeVar

from .tables import TableError

Given = TypeVar("Given")
Found = TypeVar("Found")


class ArticleWarning(UserWarning):
    """Articles in which a function failed inside, and went on; `__cause__` is the first error.

    `function` is its name, `failed` has the `doc_id` of each and what the error says.
    """

    def __init__(self, function: str, failed: Sequence[tuple[object, str]], n: int) -> None:
        shown = ", ".join(repr(doc_id) for doc_id, _ in failed[:3]) + (", ..." if len(failed) > 3 else "")
        super().__init__(
            f"{function}: failed in {len(failed)} of {n} articles and went on: {shown}.\n"
            f"The first error is {failed[0][1]}. Report it with the text of that article."
        )
        self.function, self.failed = function, failed


def in_each(
    function: str,
    doc_ids: Iterable[object],
    given: Iterable[Given],
    rule: Callable[[Given], Found],
    *,
    instead: Callable[[Given], Found],
) -> list[Found]:
    """What `rule` finds in each article; where it fails, what `instead` makes of the same, and a warning."""
    alone = ([one] for one in given)
    return in_batches(function, doc_ids, alone, lambda batch: [rule(batch[0])], instead=instead)


def in_batches(
    function: str,
    doc_ids: Iterable[object],
    batches: Iterable[Sequence[Given]],
    rule: Callable[[Sequence[Given]], Sequence[Found]],
    *,
    instead: Callable[[Given], Found],
) -> list[Found]:
    """The same with a rule for several articles at once; where it fails, they are tried one by one."""
    found: list[Found] = []
    errors: list[Exception | None] = []
    for batch in batches:
        for one, it in zip(batch, _attempt(rule, batch), strict=True):
            errors.append(it if isinstance(it, Exception) else None)
            found.append(instead(one) if isinstance(it, Exception) else it)
    failed = [(doc_id, error) for doc_id, error in zip(doc_ids, errors, strict=True) if error]
    if failed:
        warning = ArticleWarning(function, [(doc_id, said_of(error)) for doc_id, error in failed], len(found))
        warning.__cause__ = failed[0][1]
        warn_outside(warning)
    return found


def attempt(rule: Callable[[Given], Found], given: Given) -> Found | Exception:
    """What a rule finds, or the error with which it fails."""
    try:
        return rule(given)
    except (TableError, MemoryError, ImportError, OSError):  # the last two of a machine without memory, too
        raise
    # The one place that catches everything: nobody knows what hostile text will break next, and a corpus of
    # thousands must not stop there. Nothing is hidden: who asks names article and error.
    except Exception as error:
        return error


def _attempt(
    rule: Callable[[Sequence[Given]], Sequence[Found]], batch: Sequence[Given]
) -> Sequence[Found | Exception]:
    """What the rule finds in each article of the batch, or the error with which it fails there."""
    found = attempt(rule, batch)
    if not isinstance(found, Exception):
        return found
    if len(batch) == 1:
        return [found]
    return [it for one in batch for it in _attempt(rule, [one])]


def said_of(error: Exception) -> str:
    """An error in a few words."""
    return f"{type(error).__name__}: {error}"


@contextmanager
def failures() -> Iterator[list[str]]:
    """What warnings say of articles in which rules fail in the block; they are given on when it ends."""
    told: list[str] = []
    with warnings.catch_warnings(record=True) as caught:
        warnings.simplefilter("always", ArticleWarning)
        yield told
    for warning in caught:
        told += [str(warning.message)] * issubclass(warning.category, ArticleWarning)
        warnings.warn_explicit(warning.message, warning.category, warning.filename, warning.lineno)


def warn_outside(warning: UserWarning) -> None:
    """Warn at the line outside the package that called it."""
    level, frame = 1, sys._getframe()
    while frame.f_back and str(frame.f_globals.get("__package__")).split(".")[0] == __package__:
        level, frame = level + 1, frame.f_back
    warnings.warn(warning, stacklevel=level)
