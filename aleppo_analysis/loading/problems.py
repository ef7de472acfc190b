"""What was doubtful in what was loaded, as a table, and in one sentence.

A problem (`what`) is of one of four kinds:

- left out: *file left out*, *rest left out* (of a file), *document left out*, *row left out*, *empty text*,
  *sheets left out*, *columns left out*, *rules failed* (in an article, which is without what they find);
- doubtful: *ambiguous date*, *date not read*, *date in the future*, *doc_id twice*, *same text*, *not
  English*, *encoding* (that was not UTF-8), *lost characters*, *text cut*, *paywall*, *column twice*; of
  exports *article without a body*, *documents announced that are not there*, *file breaks off*, *layout not
  known*, *no day in an article's head*; and in a table that is given whatever would be repaired in a file;
- repaired: *backslash escapes*, *half characters*, *HTML tags*, *HTML entities*, *mojibake*, *control
  characters*, *soft hyphens*, *hard-wrapped lines*, *hyphens at line ends*; of exports *blanks inside words*;
- told, since it is always done so: *column taken*, *doc_id made*, *source made*, *front matter*, *line
  breaks*, *passed over*, *UNIX time*.
"""

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping
from typing import NamedTuple

import pandas as pd

from ..kinds import WORDS, is_missing
from ..tables import Table, check_columns
from .repair import AS_IT_IS, DONE

COLUMNS = {"file": "str", "doc_id": "str", "what": "str", "n": "int64", "done": "str"}
# What is only told: it is always done so, and nothing is lost by it.
_NOTES = {
    *("column taken", "doc_id made", "source made", "front matter", "line breaks", "passed over"),
    "UNIX time",
}
FAILED = "rules failed"
LOST = {
    "file left out",
    "rest left out",
    "document left out",
    "row left out",
    "empty text",
    "sheets left out",
    "columns left out",
    FAILED,
}
_REPAIRED = {*DONE, "blanks inside words"}
_HARMLESS = {"hard-wrapped lines"}  # left in a given table: wrapped paragraphs are read as paragraphs
# What `strict` stops at: what is lost, or has no reading that is sure.
STOPS = LOST | {"ambiguous date", "date not read", "doc_id twice"}


KINDS = ["left out", "doubtful", "repaired", "told"]  # of problems, the worst first


class LoadingWarning(UserWarning):
    """Something of what was loaded is lost, doubtful or repaired: one sentence; `problems` has the rows.

    `kinds` counts those, by kind (*left out*, *doubtful*, ...) and problem.
    """

    def __init__(self, sentence: str, kinds: Mapping[tuple[str, str], int]) -> None:
        super().__init__(sentence)
        self.kinds = kinds


class Noted(NamedTuple):
    """A problem with the file and article it is in, where known: a row of the table."""

    file: str | None
    doc_id: str | None
    what: str
    n: int
    done: str


def table_of(noted: Iterable[Noted]) -> pd.DataFrame:
    """The table of problems, sorted: one row for what is the same in a file and article.

    What is only told stands there once for all files alike.
    """
    n: Counter[tuple[str | None, str | None, str, str]] = Counter()
    files: defaultdict[tuple[str, str], set[str | None]] = defaultdict(set)
    for file, doc_id, what, times, done in noted:
        where = None if is_missing(file) else file
        if what in _NOTES:
            files[what, done].add(where)
            n[None, None, what, done] += times
        else:
            n[where, None if is_missing(doc_id) else doc_id, what, done] += times
    for (what, done), they in files.items():
        if len(they) == 1:
            n[next(iter(they)), None, what, done] = n.pop((None, None, what, done))
    rows = [Noted(file, doc_id, what, times, done) for (file, doc_id, what, done), times in n.items()]
    return Table(pd.DataFrame(sorted(rows, key=_place_of), columns=list(COLUMNS)).astype(COLUMNS))


def _place_of(noted: Noted) -> tuple[bool, str, bool, str, str, str]:
    """Where a problem stands: by file, article, what it is and what was done; without a name last."""
    file, doc_id, what, _, done = noted
    return file is None, file or "", doc_id is None, doc_id or "", what, done


def kind_of(what: str, done: str) -> str:
    """Which of `KINDS` a problem is."""
    if done.startswith(AS_IT_IS):
        return "told" if what in _NOTES | _HARMLESS else "doubtful"
    if what in LOST:
        return "left out"
    return "told" if what in _NOTES else "repaired" if what in _REPAIRED else "doubtful"


def kinds_of(problems: pd.DataFrame) -> Counter[tuple[str, str]]:
    """How many rows there are of each kind and problem."""
    told = ["what", "done"]
    problems = check_columns(
        "loading.kinds_of", "problems", problems, told, holds=dict.fromkeys(told, WORDS), known=[]
    )
    pairs = zip(problems["what"], problems["done"], strict=True)
    return Counter((kind_of(what, done), what) for what, done in pairs)


def sentence_of(kinds: Mapping[tuple[str, str], int]) -> str:
    """What is left out, doubtful and repaired, in one sentence; empty where there is nothing but notes."""
    counted = {
        kind: [f"{what} ({kinds[it, what]})" for it, what in sorted(kinds) if it == kind]
        for kind in KINDS
        if kind != "told"
    }
    return "; ".join(f"{kind}: {', '.join(listed)}" for kind, listed in counted.items() if listed)
