"""A corpus is loaded here: files, folders and tables to articles, and what was doubtful about them."""

import codecs
from collections.abc import Iterator, Mapping
from os import PathLike
from typing import TypeAlias

import pandas as pd

from ..articles import warn_outside
from ..tables import Table, TableError, check_choice, shipped
from .assembling import Loaded
from .columns import KNOWN
from .finding import Ways
from .gathering import gather
from .given import in_parts, of_table
from .problems import LoadingWarning, kinds_of, sentence_of, table_of
from .sources import files_of

Source: TypeAlias = str | PathLike[str] | pd.DataFrame
_AT_ONCE = 5_000  # articles that are gathered as rows before they become a table


def load_articles(
    source: Source | None = None,
    *,
    columns: Mapping[str, str] | None = None,
    day_first: bool | None = None,
    encoding: str | None = None,
    strict: bool = False,
) -> pd.DataFrame:
    """Load a corpus from what there is: files of nearly any kind, a folder or zip of them, or a table.

    Parameters
    ----------
    source : None for the five articles that come with the package, or

        - a folder (with the folders in it), a pattern (``"texts/*.txt"``) or a zip;
        - a file: text, or what `loading.formats` lists; one an article, or with many;
        - a manifest: a table with a column `file` in place of the text, whose rows name files beside it. A
          folder or zip with a manifest ``articles.csv`` is what that says;
        - a table (DataFrame).
    columns : which column is which, where the names do not say it: ``{"text": "Body"}``.
    day_first : how 03/04/2016 is read, True for 3 April; None refuses what has more than one reading.
    encoding : of files that are not UTF-8; None takes what their bytes most likely are, and says so.
    strict : whether the first thing that is lost, or a date or id that is not sure, raises an error.

    Returns
    -------
    One row an article, sorted by `doc_id`; a table keeps its rows, columns and order, and gets what it lacks.

    - `doc_id`: as given, else the name of the file (in a folder ``folder/name``) with the number in it where
      it holds several. A doubled one gets a number.
    - `source`: as given, else the host of the `url`, else the topmost folder that is not shared by all files.
    - `outlet`, `published_basis`, `url`, `event_id`, `event`, `sha256`, `note`: as given. A file must fit its
      `sha256`. `file`: where the article stands.
    - `published`: datetime64[s], the calendar day as it is written, in whatever time zone, without zone.
    - `title`: as given, else the headline that the text begins with.
    - `language`: a code of ISO 639-1, as given, else found in the text.
    - `text`: never empty; that of a file begins with its headline, that of a table is the column.
    - then the other columns, as text.

    What is not known is ``<NA>``.

    Raises
    ------
    TableError : nothing can be read (up to three reasons are shown), or with `strict` the first that cannot.

    Warns
    -----
    LoadingWarning : something is lost, doubtful or repaired; `Corpus(source).problems` has each.

    Notes
    -----
    Columns are known by the names that the tools of the field use (`loading.columns`), whatever case and
    blanks; where several could be the text, and none is named so, `columns` must say which.

    Exports of LexisNexis (the old layout and Nexis Uni), Factiva and ProQuest, in text, HTML, XML, DOCX or
    RTF, are their articles: the lines in which the archive tells of an article are columns (`author`,
    `section`, `length`, `graphic`, `correction` ...), and whether all that it announces are there is told.

    Texts of files are put right, each kind counted (`loading.repair`): encoding, HTML entities and tags,
    mojibake, line breaks, control characters, soft hyphens, hard-wrapped lines and words broken there.
    Nothing is normalised. Texts of a table that is given stay as they are.

    Nothing is downloaded or unpacked; links, and files that lie outside, are not followed; how much is read
    is bounded (`loading.limits`). Tables, JSON, WARC, XML and exports in text and DOCX are read piece by
    piece: see `loading.batches`.

    Examples
    --------
    >>> aa.load_articles().set_index("doc_id")["title"]["ofthe-eu"]
    'Syrian ‘opposition’ rejects Aleppo ceasefire'
    >>> given = pd.DataFrame({"Headline": ["Truce ends"], "Body": ["The truce has ended, the UN said."]})
    >>> aa.load_articles(given)[["doc_id", "title", "language", "text"]]
      doc_id       title language                               text
    0  row-1  Truce ends       en  The truce has ended, the UN said.
    """
    ways = ways_of("load_articles", columns, day_first, encoding, strict)
    loaded = read_as(ways, source)
    warn_of(ways.function, loaded)
    return loaded.articles


def read(
    source: Source | None = None,
    *,
    columns: Mapping[str, str] | None = None,
    day_first: bool | None = None,
    encoding: str | None = None,
    strict: bool = False,
) -> Loaded:
    """The same as `load_articles`, with all that was doubtful, and without a warning.

    Returns
    -------
    `Loaded`: `articles`, `problems` and `zones`, what markup tells of the texts.

    Examples
    --------
    >>> from aleppo_analysis import loading
    >>> given = pd.DataFrame({"doc_id": ["a"], "text": ["“No,” she said."], "published": ["03/04/2016"]})
    >>> loading.read(given).problems[["doc_id", "what", "n"]]
      doc_id            what  n
    0      a  ambiguous date  1
    """
    return read_as(ways_of("loading.read", columns, day_first, encoding, strict), source)


def batches(
    source: Source | None = None,
    *,
    columns: Mapping[str, str] | None = None,
    day_first: bool | None = None,
    encoding: str | None = None,
    strict: bool = False,
    size: int = 1000,
) -> Iterator[Loaded]:
    """The same as `read` in batches of at most `size` articles: a corpus may be larger than the memory.

    Of a source that does not change the batches have the same rows, in the order of the files and of what
    stands in them; a `doc_id` is unique over all. Columns that are not ours are those of the articles in the
    batch. What is kept of all articles is their ids and a short digest of each text, some 200 bytes an
    article.

    Examples
    --------
    >>> from aleppo_analysis import loading
    >>> five = pd.DataFrame({"doc_id": list("abcde"), "text": "The convoy waits."})
    >>> [len(part.articles) for part in loading.batches(five, size=2)]
    [2, 2, 1]
    """
    return _batches(ways_of("loading.batches", columns, day_first, encoding, strict), source, size)


def ways_of(
    function: str,
    columns: Mapping[str, str] | None = None,
    day_first: bool | None = None,
    encoding: str | None = None,
    strict: bool = False,
) -> Ways:
    """How a source is to be read, checked."""
    if columns is not None and not isinstance(columns, Mapping):
        raise TableError(
            f"{function}: `columns` must say which column is which; it is {type(columns).__name__}.\n"
            "Write the name it shall have, then its own: columns={'text': 'Body'}."
        )
    for name in columns or {}:
        check_choice(function, "name in `columns`", name, KNOWN)
    check_choice(function, "day_first", day_first, [None, True, False])
    try:
        codecs.lookup(encoding or "utf-8")
    except (LookupError, TypeError) as error:
        raise TableError(
            f"{function}: encoding={encoding!r} is not known.\nGive a name that Python knows: 'windows-1252'."
        ) from error
    return Ways(function, dict(columns or {}), day_first, encoding, strict)


def read_as(ways: Ways, source: Source | None) -> Loaded:
    """All of a source, the articles sorted by `doc_id`; a table keeps its order."""
    if isinstance(source, pd.DataFrame):
        return of_table(ways, source)
    parts = list(_batches(ways, source, _AT_ONCE))
    articles = pd.concat([part.articles for part in parts]).sort_values("doc_id", ignore_index=True)
    zones = pd.concat([part.zones for part in parts])
    noted = pd.concat([part.problems for part in parts])
    return Loaded(
        Table(articles),
        table_of(noted.itertuples(index=False, name=None)),
        zones.sort_values("doc_id", kind="stable", ignore_index=True),
    )


def _batches(ways: Ways, source: Source | None, size: int) -> Iterator[Loaded]:
    if source is not None and not isinstance(source, str | PathLike | pd.DataFrame):
        raise TableError(
            f"{ways.function}: `source` must be a path or a table (pandas DataFrame); it is "
            f"{type(source).__name__}.\nName a file or folder, or make a table of it: pd.DataFrame(...)."
        )
    if isinstance(source, pd.DataFrame):
        yield from in_parts(of_table(ways, source), size)
        return
    with files_of(ways.function, shipped("articles.csv") if source is None else source) as files:
        yield from gather(ways, files, size)


def warn_of(function: str, loaded: Loaded) -> None:
    """One warning, in one sentence, where something is lost, doubtful or was repaired."""
    kinds = kinds_of(loaded.problems)
    sentence = sentence_of(kinds)
    if sentence:
        warn_outside(
            LoadingWarning(
                f"{function}: {len(loaded.articles)} articles; {sentence}.\n"
                "Each is a row of `Corpus(...).problems`, or of `loading.read(...).problems`.",
                kinds,
            )
        )
