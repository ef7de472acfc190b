"""Any corpus to one offline site: read part by part, written page by page."""

from __future__ import annotations

import warnings
from collections.abc import Callable, Iterator
from os import PathLike
from pathlib import Path
from typing import Any, NamedTuple

import pandas as pd

from ... import frames, speakers
from ...articles import failures
from ...corpus import Corpus, Source
from ...loading import Loaded, Summary, batches
from ...text.languages import LanguageWarning
from ...writing import check_beside
from ..folder import check_out, site_folder
from ..page import write_style
from .article_pages import Article, article_pages, write_articles
from .claim_pages import compare_numbers, write_claims
from .contents_pages import write_contents
from .findings import Findings
from .first_bands import FirstBands
from .frame_pages import write_frames
from .index_page import write_index
from .parts import prepared, problem_rows, rows_of
from .repair_pages import write_repairs
from .site import Site
from .source_pages import Kept, write_sources
from .speaker_pages import write_speakers
from .table_pages import write_tables

_AT_ONCE = 50  # articles in memory
_OTHER = "other"  # the group of a speaker whom no actor and no pattern fits


class Given(NamedTuple):
    """What a report is made with: the frame terms and the actors, where there are any."""

    frame_terms: pd.DataFrame | None
    actors: pd.DataFrame | None

    @property
    def groups(self) -> list[str]:
        """All groups that a speaker may be in."""
        return [] if self.actors is None else sorted({*self.actors["group"].dropna(), _OTHER})


def write_corpus_site(
    source: Source,
    out: str | PathLike[str],
    *,
    frame_terms: Source | None = None,
    actors: Source | None = None,
    title: str | None = None,
    progress: Callable[[int], object] = lambda n: None,
    **reading: Any,
) -> Path:
    """Write the offline report of a corpus: the articles to read, who speaks, frame wording by voice.

    Parameters
    ----------
    source : the corpus, as `load_articles` takes it.
    out : the folder to write. One that is there already is replaced if it holds a report of ours or nothing.
    frame_terms : a CSV file or table with `frame` and `term`; without, no frame wording is shown.
    actors : a CSV file or table as `speakers.load_actors` reads it; without, no speaker has a group.
    title : what the report is called; by default as the file or folder is.
    progress : called with the number of articles done so far.
    reading : how to read the source: `columns`, `day_first`, `encoding`, `strict`, as `load_articles` takes
        them.

    Returns
    -------
    The first page, ``index.html``. The pages need no network, and no script but the filter of long lists.
    Whatever ends the writing before that, nothing is at `out` but what was there before.

    Raises
    ------
    TableError : the corpus, the terms or the actors cannot be read, `out` holds other files or lies in the
        folder of the corpus, or the system refuses to write.

    Warns
    -----
    LoadingWarning : something was left out, is doubtful or was repaired: a row of the table `problems` each.
    ArticleWarning : rules fail in an article, which is left without rows.

    Notes
    -----
    Articles are read, searched and written some at a time. What is added up of them, and the lines behind
    the counts, are kept in a file, so that memory does not grow with their number.

    Examples
    --------
    >>> from tempfile import TemporaryDirectory
    >>> from aleppo_analysis.report.corpus_site.writing import write_corpus_site
    >>> articles = pd.DataFrame({"doc_id": ["a"], "source": ["post"], "text": ["Lee said: “It is a trap.”"]})
    >>> with TemporaryDirectory() as folder:
    ...     index = write_corpus_site(articles, f"{folder}/report", title="One article")
    ...     print(sorted(path.name for path in index.parent.glob("*.html"))[:3])
    ['contents.html', 'frames.html', 'index.html']
    """
    check_beside("write_corpus_site", check_out("write_corpus_site", out), source)
    given = Given(_table(frame_terms, frames.load_terms), _table(actors, speakers.load_actors))
    summary = Summary("write_corpus_site")
    with site_folder("write_corpus_site", out) as folder:
        site = Site(folder, title or _name(source), given.actors)
        kept, bands = Kept(), FirstBands()
        with Findings.at(folder / "findings.sqlite") as findings:
            parts = batches(source, size=_AT_ONCE, **reading)
            write_articles(site, _articles(parts, given, findings, kept, bands, summary, progress))
            findings.close_up()
            write_contents(site, findings)
            write_speakers(site, findings, has_actors=given.actors is not None)
            write_frames(site, findings, given.frame_terms)
            compare_numbers(findings, given.actors)
            write_claims(site, findings)
            write_sources(site, findings, kept)
            write_tables(site, findings)
            write_repairs(site, findings)
            write_index(site, findings, bands, has_frames=given.frame_terms is not None)
        write_style(folder, of_code=False)
    summary.warn()
    return Path(out) / "index.html"


def _articles(
    parts: Iterator[Loaded],
    given: Given,
    findings: Findings,
    kept: Kept,
    bands: FirstBands,
    summary: Summary,
    progress: Callable[[int], object],
) -> Iterator[Article]:
    """The pages of all articles; on the way their findings and problems are noted down."""
    has_frames = given.frame_terms is not None
    for part in parts:
        articles = prepared(part.articles)
        corpus = Corpus(part._replace(articles=articles), **given._asdict())
        with failures() as failed, warnings.catch_warnings():
            warnings.simplefilter("ignore", LanguageWarning)  # the summary counts them, once for all parts
            found = rows_of(corpus, summary.n, has_frames=has_frames)
        rows = {name: speakers.with_roles(table, given.actors) for name, table in found.items()}
        findings.add(rows | {"problems": problem_rows(summary.add(part), failed)})
        kept.add(articles)
        pages = list(article_pages(corpus, rows, given.groups, has_frames=has_frames))
        bands.add(corpus, pages)
        yield from pages
        progress(summary.n)
    findings.add({"problems": problem_rows(summary.told)})


def _table(given: Source | None, load: Callable[..., pd.DataFrame]) -> pd.DataFrame | None:
    return given if given is None or isinstance(given, pd.DataFrame) else load(given)


def _name(source: Source) -> str:
    """What a corpus is called, if nobody says: as its file or folder, or the folder of a pattern."""
    if not isinstance(source, str | PathLike):
        return "A corpus"
    path = Path(source).resolve()
    return (path if path.exists() else path.parent).stem or "A corpus"
