"""A corpus of any size to a folder of span tables, part by part."""

from collections.abc import Callable, Iterable, Iterator
from hashlib import sha256
from importlib.metadata import version
from os import PathLike
from pathlib import Path
from typing import Any

import pandas as pd

from .. import frames, speakers
from ..articles import warn_outside
from ..corpus import Source
from ..loading import ways_of
from ..loading.finding import Ways
from ..loading.gathering import Gathering, Known, Lost, Place
from ..loading.given import in_parts, of_table
from ..loading.pieces import pieces_of, stamp_of
from ..loading.problems import Noted
from ..parquet import check_pyarrow
from ..speakers.actors import check_actors
from ..tables import as_path, shipped
from ..writing import check_beside
from .finding import Asked, Part, Stretch, find
from .finishing import finish, n_done
from .folder import READ, unfinished
from .reading import Lines, Reading, is_read, lines_of, read
from .spreading import Spread, spread

_MOST = 500  # articles of a part
_MOST_CHARACTERS = 3_000_000
_MOST_OF_TABLE = 200  # of a table that is given, whose parts are in memory


def annotate(
    source: Source | None,
    out: str | PathLike[str],
    *,
    frame_terms: Source | None = None,
    actors: Source | None = None,
    tokens: bool = False,
    workers: int = 1,
    client: Any = None,
    progress: Callable[[int], object] = lambda n: None,
    **reading: Any,
) -> None:
    """Write down everything that is found in a corpus, however large: a folder with a data set a table.

    The corpus is read and annotated in parts, each by itself, so that the memory that is needed does not grow
    with it, and so that many processes or machines can share the work. The rows do not depend on how many.
    `Corpus.open` reads the folder.

    Parameters
    ----------
    source : whatever `load_articles` takes.
    out : the folder to make. Until all is written it is called *out.unfinished*. If the work is stopped, by
        Ctrl-C, by a full disk or by a power cut, the parts that are finished stay there, and the same call
        goes on from them; where none is, nothing stays.
    frame_terms, actors : as `Corpus` takes them.
    tokens : whether to write the table of words too, which takes more room than the texts. Rates, shares and
        counts need none.
    workers : how many processes share the work. A script that starts more than one must have its own code
        under ``if __name__ == "__main__":``.
    client : a client of Dask (``distributed.Client``), whose cluster does the work in place of processes.
        `source` and `out` must be paths that all of its machines see.
    progress : called with the number of articles done so far, after each part.
    reading : how to read the source: `columns`, `day_first`, `encoding`, `strict`, as `load_articles` takes
        them.

    Raises
    ------
    TableError : nothing of the source can be read; there is something at `out`, it lies in the source, or the
        system refuses to write; an unfinished folder was begun with another source, other settings or another
        version; a worker ended or the memory is too small; or pyarrow is not installed.

    Warns
    -----
    LoadingWarning : something was left out, is doubtful or was repaired: a row of the table `problems` each.
    ArticleWarning : rules fail in an article, which is left without their rows; `problems` names it.

    Notes
    -----
    The tables are `articles` (with their texts), `problems`, `zones`, `sentences`, `quotes`, `voices`,
    `numbers`, `counts`, and `matches` where there are frame terms. Their rows are those of
    ``Corpus(source)``, in the order in which the articles are read. `counts` has one row an article, voice,
    zone, kind, use, speaker and term, with `n`, how often it stands there; `related` text is not counted.

    What is found in an article does not depend on the others. What the corpus as a whole knows is settled
    once, in the order of the articles, between reading them and finding anything: which of two articles with
    one `doc_id` gets a number, which has the text of another, and which 300 columns beside ours are kept.

    ``manifest.json`` says which version wrote the folder, with digests of the settings and of the source,
    and of each part the rows of every table and the digest of its file.
    """
    check_pyarrow("annotate")
    place = as_path("annotate", out).absolute()
    check_beside("annotate", place, source)
    ways = ways_of("annotate", **reading)
    terms, known = _given(frame_terms, frames.load_terms), _given(actors, speakers.load_actors)
    _check(terms, known)
    source = shipped("articles.csv") if source is None else source
    given = {
        "version": version("aleppo-analysis"),
        "settings": _digest(ways, tokens, *(None if it is None else it.to_csv() for it in (terms, known))),
        "source": stamp_of("annotate", source),
    }
    with unfinished("annotate", place, given) as folder, spread("annotate", workers, client) as run:
        asked = Asked(folder, terms, known, tokens)
        parts, noted = _parts(ways, source, asked, run)
        progress(n := n_done(folder))
        for n_more in run(find, (part for part in parts if not part.done.is_file())):
            progress(n := n + n_more)
        warned = finish(asked, given, noted)
    for warning in warned:
        warn_outside(warning)


def _given(source: Source | None, load: Callable[[str | PathLike[str]], pd.DataFrame]) -> pd.DataFrame | None:
    """A table that is given, or read once for all parts."""
    return source if source is None or isinstance(source, pd.DataFrame) else load(source)


def _check(frame_terms: pd.DataFrame | None, actors: pd.DataFrame | None) -> None:
    """Raise at once what the first part would: tables that are not what they should be."""
    if frame_terms is not None:
        frames.match(pd.DataFrame({"doc_id": [], "text": []}, dtype="str"), frame_terms)
    if actors is not None:
        check_actors("annotate", actors)


def _digest(*settings: object) -> str:
    return sha256(repr(settings).encode()).hexdigest()


def _parts(ways: Ways, source: Source, asked: Asked, run: Spread) -> tuple[Iterable[Part], list[Noted]]:
    """The parts of a source in their order, and what is doubtful but in no article."""
    if isinstance(source, pd.DataFrame):
        whole = of_table(ways, source)
        return (Part(asked, number, one) for number, one in enumerate(in_parts(whole, _MOST_OF_TABLE))), []
    pieces, noted = pieces_of(ways, source)
    path, folder = str(Path(source).absolute()), asked.folder / READ
    readings = [Reading(ways, path, piece, folder / f"{n:06}") for n, piece in enumerate(pieces)]
    for _ in run(read, (reading for reading in readings if not is_read(reading))):
        pass
    known, lost, n = Known(), Lost(), 0
    for lines in _lines(readings):
        known.meet(lines.columns)
        noted += lines.noted
        n += len(lines.articles)
    if not n:
        for one in noted:
            lost.add(one)
        lost.check("annotate")
        return [Part(asked, 0, Gathering(ways, ()).take())], noted
    return (Part(asked, number, it) for number, it in enumerate(_stretches(ways, readings, known))), noted


def _lines(readings: Iterable[Reading]) -> Iterator[Lines]:
    for reading in readings:
        yield from lines_of(reading)


def _stretches(ways: Ways, readings: Iterable[Reading], known: Known) -> Iterator[Stretch]:
    """The articles of each part, with their places in the corpus."""
    columns = tuple(known.columns)
    for lines in _lines(readings):
        places: list[Place] = []
        start = end = n_characters = 0
        for wanted, digest, length, end in lines.articles:
            places.append(known.place(wanted, digest))
            n_characters += length
            if len(places) == _MOST or n_characters > _MOST_CHARACTERS:
                yield Stretch(ways, lines.file, start, places, columns)
                places, start, n_characters = [], end, 0
        if places:
            yield Stretch(ways, lines.file, start, places, columns)
