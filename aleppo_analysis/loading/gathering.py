"""Articles of many files, gathered into batches of tables: ids made unique, what is doubtful noted."""

from collections import Counter
from collections.abc import Container, Iterable, Iterator
from hashlib import blake2b
from typing import NamedTuple

from ..tables import TableError
from .assembling import Loaded, tables_of
from .columns import KNOWN
from .documents import Problem
from .finding import Found, Ways, find_articles, noted
from .problems import LOST, Noted
from .rows import Article
from .sources import Files

_OURS = frozenset(KNOWN)
_MOST_EXTRA = 300  # columns beside ours
_MOST_NOTED = 50_000  # problems that wait for the articles of their batch
_SHOWN = 3  # of what is wrong, where nothing is left


class Place(NamedTuple):
    """What an article is called in the corpus, and which other has the same text."""

    doc_id: str
    same_as: str | None


class Known:
    """What a corpus as a whole knows: the ids, texts and columns that it has so far.

    It depends on the order of the articles and on nothing else, such as how they are cut into parts. It
    keeps some 200 bytes an article.
    """

    def __init__(self) -> None:
        self._ids: set[str] = set()
        self._doubled: Counter[str] = Counter()
        self._texts: dict[str, str] = {}
        self.columns: dict[str, None] = {}  # beside ours, the first that are met

    def place(self, wanted: str, digest: str) -> Place:
        """An article's place: a doubled id gets a number."""
        doc_id = wanted
        while doc_id in self._ids:
            self._doubled[wanted] += 1
            doc_id = f"{wanted}-{self._doubled[wanted] + 1}"
        self._ids.add(doc_id)
        other = self._texts.setdefault(digest, doc_id)
        return Place(doc_id, None if other == doc_id else other)

    def meet(self, columns: Iterable[str]) -> None:
        """Take columns beside ours, as long as there are not too many."""
        for column in columns:
            if len(self.columns) < _MOST_EXTRA:
                self.columns.setdefault(column)


def digest_of(text: str) -> str:
    """What tells one text from another."""
    return blake2b(text.encode(), digest_size=8).hexdigest()


def extra_of(found: Found) -> list[str]:
    """The columns beside ours that an article has."""
    return [name for name in found.article.row if name not in _OURS]


class Gathering:
    """Articles, each with its place, and what was noted about them, as tables.

    `columns` are those beside ours that the corpus has.
    """

    def __init__(self, ways: Ways, columns: Container[str]) -> None:
        self._ways, self._columns = ways, columns
        self._articles: list[Article] = []
        self._noted: Counter[tuple[str | None, str | None, str, str]] = Counter()

    def note(self, one: Noted) -> None:
        """Add what is doubtful."""
        self._noted[one.file, one.doc_id, one.what, one.done] += one.n

    def add(self, found: Found, place: Place) -> None:
        """Add an article under its own id."""
        file, article = found
        wanted, doc_id = article.row["doc_id"], place.doc_id
        article.row["doc_id"] = doc_id
        for name in extra_of(found):
            if name not in self._columns:
                del article.row[name]
                done = f"there are more than {_MOST_EXTRA} beside ours"
                self.note(noted(self._ways, file, None, Problem("columns left out", done)))
        doubtful = list(article.problems)
        if doc_id != wanted:
            doubtful.append(Problem("doc_id twice", f"{wanted!r} is named {doc_id!r}"))
        if place.same_as:
            doubtful.append(Problem("same text", f"kept: it is also that of {place.same_as!r}"))
        for problem in doubtful:
            self.note(noted(self._ways, file, doc_id, problem))
        self._articles.append(article)

    def is_full(self, size: int) -> bool:
        """Whether so many articles wait, or too many problems."""
        return len(self._articles) == size or len(self._noted) > _MOST_NOTED

    def has_any(self) -> bool:
        """Whether an article or a problem waits."""
        return bool(self._articles or self._noted)

    def take(self, columns: Iterable[str] = ()) -> Loaded:
        """The tables of what was added since the last, the articles with these columns if not more."""
        doubtful = [
            Noted(file, doc_id, what, n, done) for (file, doc_id, what, done), n in self._noted.items()
        ]
        loaded = tables_of(self._articles, doubtful, columns)
        self._articles, self._noted = [], Counter()
        return loaded


class Lost:
    """What is lost of a source, of which the first is shown where nothing is left."""

    def __init__(self) -> None:
        self._first: list[str] = []
        self._n = 0

    def add(self, one: Noted) -> None:
        """Count it, if it is lost."""
        if one.what in LOST:
            self._n += 1
            if self._n <= _SHOWN:
                self._first.append(f"{one.file}: {one.done}" if one.file else one.done)

    def check(self, function: str) -> None:
        """Raise if anything is: nothing else is left."""
        if self._n:
            more = [f"- and {self._n - _SHOWN} more"] if self._n > _SHOWN else []
            shown = "\n".join([f"- {one}" for one in self._first] + more)
            raise TableError(f"{function}: nothing of it can be used:\n{shown}")


def gather(ways: Ways, files: Files, size: int) -> Iterator[Loaded]:
    """Tables of `size` articles each, in the order of the files and of what stands in them."""
    known, lost, n = Known(), Lost(), 0
    gathering = Gathering(ways, known.columns)
    for found in find_articles(ways, files):
        if isinstance(found, Noted):
            gathering.note(found)
            lost.add(found)
        else:
            row, n = found.article.row, n + 1
            known.meet(extra_of(found))
            gathering.add(found, known.place(row["doc_id"], digest_of(row["text"])))
        if gathering.is_full(size):
            yield gathering.take()
    if not n:
        lost.check(ways.function)
    if gathering.has_any() or not n:
        yield gathering.take()
