"""The second step: what is found in the articles of a part, as a file a table."""

import warnings
from collections.abc import Iterator
from contextlib import contextmanager
from hashlib import file_digest
from pathlib import Path
from shutil import rmtree
from tempfile import mkdtemp
from threading import Lock
from typing import NamedTuple

import pandas as pd

from ..articles import ArticleWarning, attempt, said_of
from ..compare import count_terms
from ..corpus import Corpus
from ..loading import Loaded
from ..loading.finding import Ways
from ..loading.gathering import Gathering, Place
from ..loading.pieces import from_line
from ..loading.problems import FAILED, Noted, table_of
from ..parquet import Stored, growing_tables, part_name
from .reading import write_json

COUNTED_BY = [
    *("doc_id", "source", "voice", "zone", "kind", "use", "speaker", "speaker_name", "speaker_group"),
]
_FOUND = ["zones", "sentences", "quotes", "voices", "numbers"]
_MOST = 100  # articles in memory
_MOST_CHARACTERS = 500_000
_one_at_a_time = Lock()  # where a cluster gives a process several threads: they share its warnings


class Asked(NamedTuple):
    """What is to be found, and the folder to write it to."""

    folder: Path
    frame_terms: pd.DataFrame | None
    actors: pd.DataFrame | None
    tokens: bool


class Stretch(NamedTuple):
    """Some articles in a file of lines: where they begin, what they are called, which columns all have."""

    ways: Ways
    file: Path
    start: int
    places: list[Place]
    columns: tuple[str, ...]


class Part(NamedTuple):
    """A part of the articles, and its number."""

    asked: Asked
    number: int
    articles: Stretch | Loaded

    @property
    def done(self) -> Path:
        """The file that is there once the part is done."""
        return self.asked.folder / "_done" / f"{self.number:06}.json"


class Failure(NamedTuple):
    """A function that failed in an article, and what the error says."""

    function: str
    doc_id: str
    error: str


def find(part: Part) -> int:
    """Write what is found in a part, then what was done; gives the number of its articles."""
    n, noted, failed = 0, [], []
    with _one_at_a_time, _workshop(part.asked.folder) as new:
        with growing_tables("annotate", new) as add:
            for loaded in _batches(part.articles):
                n += len(loaded.articles)
                failures: list[Failure] = []
                for tables in _found(loaded, part.asked, failures):
                    for name, table in tables.items():
                        add(name, table)
                problems = pd.concat([loaded.problems, _told(failures, loaded.articles)])
                of_article = problems["doc_id"].notna()
                add("problems", table_of(problems[of_article].itertuples(index=False, name=None)))
                noted += problems[~of_article].itertuples(index=False, name=None)
                failed += failures
        rows = Stored("annotate", new)
        tables = {
            name: {"rows": rows.count_rows(name), "sha256": _moved(name, new, part)} for name in rows.names
        }
    noted = table_of(noted).astype("object").where(lambda it: it.notna(), None)
    write_json(part.done, {"n": n, "tables": tables, "noted": noted.values.tolist(), "failed": failed})
    return n


@contextmanager
def _workshop(folder: Path) -> Iterator[Path]:
    """A folder for what is not whole yet, one for each try: a cluster may try a part twice at a time."""
    place = Path(mkdtemp(dir=folder, prefix="_part-"))
    try:
        yield place
    finally:
        rmtree(place, ignore_errors=True)


def _moved(name: str, folder: Path, part: Part) -> str:
    """Put the file of a table where it stays; its digest."""
    file, place = folder / f"{name}.parquet", part.asked.folder / name
    digest = digest_of(file)
    place.mkdir(exist_ok=True)
    file.replace(place / f"{part_name(part.number)}.parquet")
    return digest


def digest_of(file: Path) -> str:
    """The SHA-256 of a file."""
    with file.open("rb") as stream:
        return file_digest(stream, "sha256").hexdigest()


def _batches(articles: Stretch | Loaded) -> Iterator[Loaded]:
    """The articles of a part, so many at a time that what is found in them fits in the memory."""
    if isinstance(articles, Loaded):
        yield articles
        return
    gathering = Gathering(articles.ways, articles.columns)
    n_characters = 0
    with articles.file.open("rb") as stream:
        stream.seek(articles.start)
        for place in articles.places:
            found = from_line(stream.readline().decode())
            n_characters += len(found.article.row["text"])
            gathering.add(found, place)
            if gathering.is_full(_MOST) or n_characters > _MOST_CHARACTERS:
                yield gathering.take(articles.columns)
                n_characters = 0
    if gathering.has_any():
        yield gathering.take(articles.columns)


def _found(loaded: Loaded, asked: Asked, failed: list[Failure]) -> Iterator[dict[str, pd.DataFrame]]:
    """The tables of a batch; an article in which a whole function fails is only in `failed`."""
    made = attempt(lambda given: _tables(given, asked), loaded)
    if not isinstance(made, Exception):
        failed += made[1]
        yield made[0]
    elif len(loaded.articles) == 1:
        failed.append(Failure("annotate", str(loaded.articles["doc_id"].iloc[0]), said_of(made)))
    else:
        for half in _halves(loaded):
            yield from _found(half, asked, failed)


def _halves(loaded: Loaded) -> Iterator[Loaded]:
    middle = len(loaded.articles) // 2
    for half in (loaded.articles.iloc[:middle], loaded.articles.iloc[middle:]):
        zones = loaded.zones[loaded.zones["doc_id"].isin(half["doc_id"])]
        yield Loaded(half.reset_index(drop=True), loaded.problems, zones.reset_index(drop=True))


def _tables(loaded: Loaded, asked: Asked) -> tuple[dict[str, pd.DataFrame], list[Failure]]:
    """The articles and what is found in them, by the names that `Corpus.open` knows."""
    corpus = Corpus(loaded, frame_terms=asked.frame_terms, actors=asked.actors)
    names = [*_FOUND, *(["tokens"] if asked.tokens else []), "matches"]
    with warnings.catch_warnings(record=True) as caught:
        warnings.simplefilter("always", ArticleWarning)
        tables = {"articles": loaded.articles, "markup": loaded.zones}
        tables |= corpus.tables(*names)
        words = corpus.tokens
        tables["counts"] = count_terms(words, by=[name for name in COUNTED_BY if name in words.columns])
    told = [one.message for one in caught if isinstance(one.message, ArticleWarning)]
    return tables, [Failure(one.function, str(doc_id), error) for one in told for doc_id, error in one.failed]


def _told(failures: list[Failure], articles: pd.DataFrame) -> pd.DataFrame:
    """The articles in which functions failed, as problems."""
    files = articles["file"] if "file" in articles.columns else [None] * len(articles)
    file_of = dict(zip(articles["doc_id"].astype("str"), files, strict=True))
    rows = [
        Noted(file_of.get(doc_id), doc_id, FAILED, 1, f"{function}: {error}")
        for function, doc_id, error in failures
    ]
    return table_of(rows)
