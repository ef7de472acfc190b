"""What people are asked, what they are given, and what they answer, the same for every tool."""

from collections.abc import Mapping, Sequence
from typing import NamedTuple

NOTHING = "nothing"  # the label that says: read, and none of the others stands here
YES, NO = "yes", "no"
UNIT = "[a-p]{12}"  # how the name of a unit is written: a spreadsheet takes no such word for a number


class CodingWarning(UserWarning):
    """Codes that could not be put back to their words, and are missing."""


class Task(NamedTuple):
    """What is coded: one code a unit, called `outcome`; or spans with one of the `labels`."""

    outcome: str
    labels: Sequence[str] | None = None

    @property
    def choices(self) -> list[str] | None:
        """What a coder may say; None where it is any number."""
        if self.labels is not None:
            return [*self.labels, NOTHING]
        return [YES, NO] if self.outcome.startswith(("is_", "has_")) else None


class Unit(NamedTuple):
    """What a coder is given: a name that tells nothing, and the words."""

    unit: str
    text: str


class Mark(NamedTuple):
    """One answer as a tool wrote it down; what the tool does not tell is None.

    `code` is the label or the code, None where the tool says that the unit was read and nothing marked. The
    place, from `start` to `end`, counts in the tool's own way in `text`, the unit as the tool has it; `words`
    should stand there, between `before` and `after`.
    """

    unit: str
    code: object
    coder: str | None = None
    text: str | None = None
    start: object = None
    end: object = None
    words: str | None = None
    before: str = ""
    after: str = ""
    more: Mapping[str, object] = {}
