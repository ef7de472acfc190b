"""Articles of many files, gathered into batches of tables: ids made unique, what is doubtful noted."""

from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import closing
from dataclasses import dataclass, field
from hashlib import blake2b
from os.path import commonpath
from pathlib import PurePosixPath

from ..articles import attempt
from ..tables import TableError
from .assembling import Loaded, tables_of
from .columns import KNOWN
from .documents import BadFile, Document, Problem
from .formats import items_of
from .manifest import follow
from .problems import LOST, STOPS, Noted
from .rows import Article, Item, Row, article_of, host_of, with_names
from .sources import Files, Opener

_OURS = frozenset(KNOWN)
_MOST_EXTRA = 300  # columns beside ours
_MOST_NOTED = 50_000  # problems that wait for the articles of their batch
_SHOWN = 3  # of what is wrong, where nothing is left
Named = tuple[Item, Mapping[str, str]]  # and the columns that are taken of it: ours -> the file's


@dataclass(frozen=True)
class Ways:
    """How a source is to be read: `load_articles` says what each means. `function` is named in errors."""

    function: str
    columns: Mapping[str, str] = field(default_factory=dict)
    day_first: bool | None = None
    encoding: str | None = None
    strict: bool = False


class Gathering:
    """The articles of a source, batch by batch; ids and texts are known, so that none comes twice unseen."""

    def __init__(self, ways: Ways) -> None:
        self._ways = ways
        self._ids: set[str] = set()
        self._doubled: Counter[str] = Counter()
        self._texts: dict[bytes, str] = {}
        self._extra: set[str] = set()
        self._noted: Counter[tuple[str | None, str | None, str, str]] = Counter()
        self._lost: list[str] = []  # the first of what is lost
        self._n_lost = 0

    def batches(self, files: Files, size: int) -> Iterator[Loaded]:
        """Tables of `size` articles each, in the order of the files and of what stands in them."""
        for problem in files.problems:
            self._note(None, None, problem)
        waiting: list[Article] = []
        for article in self._articles(files):
            waiting += [article] if article else []
            if len(waiting) == size or len(self._noted) > _MOST_NOTED:
                yield self._loaded(waiting)
                waiting = []
        if not self._ids and self._n_lost:
            more = [f"- and {self._n_lost - _SHOWN} more"] if self._n_lost > _SHOWN else []
            shown = "\n".join([f"- {one}" for one in self._lost] + more)
            raise TableError(f"{self._ways.function}: nothing of it can be used:\n{shown}")
        if waiting or self._noted or not self._ids:
            yield self._loaded(waiting)

    def _loaded(self, articles: Sequence[Article]) -> Loaded:
        """The tables of a batch, with what was noted since the last."""
        noted = [Noted(file, doc_id, what, n, done) for (file, doc_id, what, done), n in self._noted.items()]
        self._noted.clear()
        return tables_of(articles, noted)

    def _note(self, file: str | None, doc_id: str | None, problem: Problem) -> None:
        done = f"{problem.place}: {problem.done}" if problem.place and doc_id is None else problem.done
        if problem.what in LOST:
            self._n_lost += 1
            self._lost += [f"{file}: {done}" if file else done] if self._n_lost <= _SHOWN else []
        if self._ways.strict and problem.what in STOPS:
            where = ", ".join(filter(None, [file, doc_id]))
            raise TableError(f"{self._ways.function}: {where}: {problem.what}: {done}.")
        self._noted[file, doc_id, problem.what, done] += problem.n

    def _articles(self, files: Files) -> Iterator[Article | None]:
        """The articles of all files, each with an id of its own; None where something was but noted."""
        common = PurePosixPath(_common_folder(list(files.openers)))
        for name, opener in files.openers.items():
            file = _printable(name)
            stem = str(PurePosixPath(file).with_suffix(""))
            folder = _printable("".join(PurePosixPath(name).relative_to(common).parts[:-1][:1]))
            for number, item, names in _numbered(self._items(file, opener, files.beside)):
                if isinstance(item, Problem):
                    self._note(file, None, item)
                    yield None
                else:
                    made = f"{stem}-{number:04}" if number else stem
                    yield self._article(file, made, folder, item, names)

    def _items(self, file: str, opener: Opener, beside: Callable[[str], Opener] | None) -> Iterator[Named]:
        """What a file gives; where it fails, for whatever reason, a problem says so, and the next follows."""
        rest = self._read(file, opener, beside)
        n = 0
        while True:
            found = attempt(next, rest)
            if isinstance(found, StopIteration):
                return
            if isinstance(found, Exception):
                what = "rest left out" if n else "file left out"
                yield Problem(what, _why(found)), {}
                return
            n += isinstance(found[0], Document)
            yield found

    def _read(self, file: str, opener: Opener, beside: Callable[[str], Opener] | None) -> Iterator[Named]:
        ways = self._ways
        suffix = PurePosixPath(file).suffix
        with opener() as stream, closing(items_of(stream, file, suffix, ways.encoding)) as items:
            for item, names in with_names(items, ways.columns):
                if isinstance(item, Problem) or "text" in names or "file" not in names or item.text:
                    yield item, names
                elif beside is None:
                    raise BadFile(
                        "it has no text, only names of files; give its own path, or name it articles.csv"
                    )
                else:
                    yield from follow(item, names, beside, ways.encoding)

    def _article(
        self, file: str, made: str, folder: str, document: Document, names: Mapping[str, str]
    ) -> Article | None:
        """A document as an article; None where it has no text."""
        article = attempt(lambda given: article_of(given, names, self._ways.day_first), document)
        if isinstance(article, Exception):
            self._note(file, None, Problem("document left out", _why(article), place=document.place))
            return None
        row = article.row
        if not row["text"].strip():
            done = "left out: there is nothing to read"
            self._note(file, row.get("doc_id"), Problem("empty text", done, place=document.place))
            return None
        for ours, column in names.items():
            if ours != column:
                self._note(file, None, Problem("column taken", f"{column!r} as {ours}"))
        doc_id = row["doc_id"] = self._own_id(file, row.get("doc_id"), made)
        if not row.get("source"):
            row["source"] = self._made_source(file, row.get("url"), folder)
        row["file"] = row.get("file") or file
        self._limit_columns(file, row)
        for problem in article.problems:
            self._note(file, doc_id, problem)
        self._compare_text(file, doc_id, row["text"])
        return article

    def _own_id(self, file: str, given: str | None, made: str) -> str:
        """The id that is given, or the file's name with the number in it; a doubled one gets a number."""
        if not given:
            self._note(file, None, Problem("doc_id made", "from the name of the file, and the number in it"))
        doc_id = wanted = given or made
        while doc_id in self._ids:
            self._doubled[wanted] += 1
            doc_id = f"{wanted}-{self._doubled[wanted] + 1}"
        if doc_id != wanted:
            self._note(file, doc_id, Problem("doc_id twice", f"{wanted!r} is named {doc_id!r}"))
        self._ids.add(doc_id)
        return doc_id

    def _made_source(self, file: str, url: str | None, folder: str) -> str | None:
        host = host_of(url) if url else None
        if host or folder:
            done = "from the host of the url" if host else "from the folder"
            self._note(file, None, Problem("source made", done))
        return host or folder or None

    def _limit_columns(self, file: str, row: Row) -> None:
        """Of columns that are not ours there are so many and no more, whatever each record calls its own."""
        for name in [name for name in row if name not in self._extra and name not in _OURS]:
            if len(self._extra) < _MOST_EXTRA:
                self._extra.add(name)
            else:
                del row[name]
                done = f"there are more than {_MOST_EXTRA} beside ours"
                self._note(file, None, Problem("columns left out", done))

    def _compare_text(self, file: str, doc_id: str, text: str) -> None:
        digest = blake2b(text.encode(), digest_size=8).digest()
        other = self._texts.setdefault(digest, doc_id)
        if other != doc_id:
            self._note(file, doc_id, Problem("same text", f"kept: it is also that of {other!r}"))


def _numbered(items: Iterator[Named]) -> Iterator[tuple[int, Item, Mapping[str, str]]]:
    """Each document with its number in the file; 0 where it is the only one."""
    first: Named | None = None
    number = 0
    for item, names in items:
        if isinstance(item, Problem):
            yield 0, item, names
            continue
        number += 1
        if number == 1:
            first = item, names
            continue
        if first:
            yield 1, *first
            first = None
        yield number, item, names
    if first:
        yield 0, *first


def _common_folder(names: Sequence[str]) -> str:
    """The folder that all files are in."""
    folders = {str(PurePosixPath(name).parent) for name in names}
    return commonpath(folders) if folders else ""


def _printable(name: str) -> str:
    """A file's name as text; where the system has it in another encoding than UTF-8, with � in it."""
    return name.encode("utf-8", "surrogateescape").decode("utf-8", "replace")


def _why(error: Exception) -> str:
    """Why a file or an article is left out, in one sentence."""
    if isinstance(error, BadFile):
        return str(error)
    if isinstance(error, OSError) and error.strerror:
        return f"it cannot be read: {error.strerror}"
    return f"it cannot be read ({type(error).__name__}: {error}); report it with the file"
