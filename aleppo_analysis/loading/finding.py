"""Articles of many files, one by one, as each file gives them: what other files hold is not asked."""

from collections.abc import Callable, Iterator, Mapping
from contextlib import closing
from dataclasses import dataclass, field
from pathlib import PurePosixPath
from typing import NamedTuple

from ..articles import attempt
from ..tables import TableError
from .documents import BadFile, Document, Problem
from .formats import items_of
from .manifest import follow
from .problems import STOPS, Noted
from .rows import Article, Item, article_of, host_of, with_names
from .sources import Files, Opener

Named = tuple[Item, Mapping[str, str]]  # and the columns that are taken of it: ours -> the file's


@dataclass(frozen=True)
class Ways:
    """How a source is to be read: `load_articles` says what each means. `function` is named in errors."""

    function: str
    columns: Mapping[str, str] = field(default_factory=dict)
    day_first: bool | None = None
    encoding: str | None = None
    strict: bool = False


class Found(NamedTuple):
    """An article and its file. Its `doc_id` is the one that it asks for: another may have it already."""

    file: str
    article: Article


def find_articles(ways: Ways, files: Files) -> Iterator[Found | Noted]:
    """The articles of all files in their order, and between them what is doubtful but in no article."""
    for problem in files.problems:
        yield noted(ways, None, None, problem)
    common = PurePosixPath(files.common)
    for name, opener in files.openers.items():
        file = _printable(name)
        stem = str(PurePosixPath(file).with_suffix(""))
        folder = _printable("".join(PurePosixPath(name).relative_to(common).parts[:-1][:1]))
        for number, item, names in _numbered(_items(ways, file, opener, files.beside)):
            if isinstance(item, Problem):
                yield noted(ways, file, None, item)
            else:
                made = f"{stem}-{number:04}" if number else stem
                yield from _article(ways, file, made, folder, item, names)


def noted(ways: Ways, file: str | None, doc_id: str | None, problem: Problem) -> Noted:
    """A problem with where it is; `TableError` where the reading is to stop at it."""
    done = f"{problem.place}: {problem.done}" if problem.place and doc_id is None else problem.done
    if ways.strict and problem.what in STOPS:
        where = ", ".join(filter(None, [file, doc_id]))
        raise TableError(f"{ways.function}: {where}: {problem.what}: {done}.")
    return Noted(file, doc_id, problem.what, problem.n, done)


def _items(ways: Ways, file: str, opener: Opener, beside: Callable[[str], Opener] | None) -> Iterator[Named]:
    """What a file gives; where it fails, for whatever reason, a problem says so, and the next follows."""
    rest = _read(ways, file, opener, beside)
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


def _read(ways: Ways, file: str, opener: Opener, beside: Callable[[str], Opener] | None) -> Iterator[Named]:
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
    ways: Ways, file: str, made: str, folder: str, document: Document, names: Mapping[str, str]
) -> Iterator[Found | Noted]:
    """A document as an article, if it has a text, and what is doubtful about its row."""
    article = attempt(lambda given: article_of(given, names, ways.day_first), document)
    if isinstance(article, Exception):
        problem = Problem("document left out", _why(article), place=document.place)
        yield noted(ways, file, None, problem)
        return
    row = article.row
    if not row["text"].strip():
        problem = Problem("empty text", "left out: there is nothing to read", place=document.place)
        yield noted(ways, file, row.get("doc_id"), problem)
        return
    for ours, column in names.items():
        if ours != column:
            yield noted(ways, file, None, Problem("column taken", f"{column!r} as {ours}"))
    if not row.get("doc_id"):
        row["doc_id"] = made
        done = "from the name of the file, and the number in it"
        yield noted(ways, file, None, Problem("doc_id made", done))
    if not row.get("source"):
        host = host_of(row["url"]) if row.get("url") else None
        row["source"] = host or folder or None
        if row["source"]:
            done = "from the host of the url" if host else "from the folder"
            yield noted(ways, file, None, Problem("source made", done))
    row["file"] = row.get("file") or file
    yield Found(file, article)


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
