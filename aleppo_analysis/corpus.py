"""A corpus: articles and all that was found in them."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from copy import copy
from dataclasses import replace
from html import escape
from os import PathLike
from typing import TYPE_CHECKING, Any, TypeAlias

import pandas as pd

from . import compare, frames, quotes, speakers, text, voices
from .compare.codings import check_coded
from .loading import Loaded, add_up, describe_corpus, kinds_of, read_as, sentence_of, warn_of, ways_of
from .parquet import Stored, check_pyarrow, growing_tables
from .passages import evidence
from .shelf import Shelf, WithTables, kept
from .spans import join_spans
from .speakers.roles import hidden
from .tables import TableError, as_list, as_path, check_choice, check_choices, check_columns
from .text.zones import load_corrections
from .view.explorer import explore
from .view.reader import Reader, read_article
from .writing import whole_folder

if TYPE_CHECKING:
    from ipywidgets import VBox

Source: TypeAlias = str | PathLike[str] | pd.DataFrame
_LOADED = ("articles", "problems", "markup")  # what `save` calls what was loaded
_OF_WORDS = ("voices", "tokens", "counts")  # what tells which words count, once it is there
_MADE_FROM: dict[str, list[str]] = {  # each table after those it is made from
    "zones": [],
    "sentences": ["zones"],
    "quotes": ["zones"],
    "voices": ["zones", "quotes"],
    "tokens": ["voices"],
    "matches": ["voices"],
    "numbers": ["zones", "quotes", "voices"],
}


class Corpus(WithTables):
    """Articles and all that was found in them, as tables that are made when first asked for.

    Every table is given out as a copy, so that nothing done to it changes the corpus. The functions that
    make the tables stay at hand (`text`, `quotes`, `speakers`, `voices`, `frames`, `compare`): a corpus only
    spares writing down which table goes into which.

    Parameters
    ----------
    source : what `load_articles` takes: a folder, a file, a table, ...; None for the five shipped articles.
        Or what was loaded already: `loading.read(...)`, or a batch of `loading.batches(...)`.
    frame_terms : a CSV file or table with `frame` and `term`, as `frames.load_terms` reads it.
    actors : a CSV file or table of whom the corpus speaks, as `speakers.load_actors` reads it;
        `speakers.draft_actors` makes one to start from.
    reading : how the source is to be read, as `load_articles` takes it: ``columns``, ``day_first``,
        ``encoding``, ``strict``.

    The shipped frame terms, actors and corrections of zones are about the shipped articles and serve only
    them. Any other corpus without `actors` has the names that its own texts give, and no speaker groups;
    without `frame_terms` it has no `matches`.

    Examples
    --------
    >>> articles = pd.DataFrame({"doc_id": ["a"], "source": ["post"], "text": ["Lee said: “It is a trap.”"]})
    >>> corpus = aa.Corpus(articles, frame_terms=pd.DataFrame({"frame": ["ruse"], "term": ["trap"]}))
    >>> corpus.matches[["frame", "match", "voice", "speaker_name"]]
      frame match   voice speaker_name
    0  ruse  trap  direct          Lee
    >>> corpus.evidence(source="post", frame="ruse")[["before", "match", "after"]]
                   before match after
    0  Lee said: “It is a   trap    .”
    """

    def __init__(
        self,
        source: Source | Loaded | None = None,
        *,
        frame_terms: Source | None = None,
        actors: Source | None = None,
        **reading: Any,
    ) -> None:
        if isinstance(source, Loaded):
            loaded = source
        else:
            loaded = read_as(ways_of("Corpus", **reading), source)
            warn_of("Corpus", loaded)
        is_shipped = source is None
        # What ships is about the shipped articles: any other corpus has only what is given.
        has_terms, has_actors = is_shipped or frame_terms is not None, is_shipped or actors is not None
        self._frame_terms = _given("frame_terms", frame_terms, frames.load_terms) if has_terms else None
        self._actors = _given("actors", actors, speakers.load_actors) if has_actors else None
        loaded = loaded._replace(zones=load_corrections()) if is_shipped else loaded
        self._tables = Shelf(dict(zip(_LOADED, loaded, strict=True)))

    def __repr__(self) -> str:
        said = sentence_of(kinds_of(self._tables["problems"]))
        return f"Corpus of {len(self._articles)} articles" + (f" ({said})" if said else "")

    @property
    def articles(self) -> pd.DataFrame:
        """One row an article, as `load_articles` gives it."""
        return self._articles.copy(deep=False)

    @property
    def problems(self) -> pd.DataFrame:
        """What was doubtful when the articles were loaded, and what was done about it: `load_articles`.

        One row a kind in a file or article: `file`, `doc_id`, `what`, `n` (how often), `done`.
        """
        return self._tables["problems"].copy(deep=False)

    @kept
    def zones(self) -> pd.DataFrame:
        """One row a stretch of one zone: `text.find_zones`, and what markup tells of the texts."""
        return text.find_zones(self._articles, corrections=self._tables["markup"])

    @kept
    def sentences(self) -> pd.DataFrame:
        """One row a sentence, with its `zone`: `text.split_sentences`."""
        return join_spans(text.split_sentences(self._articles), self.zones, ["zone"])

    @kept
    def quotes(self) -> pd.DataFrame:
        """One row a quotation, with who says it: `quotes.attribute`, then `speakers.resolve`."""
        found = quotes.attribute(self._articles, zones=self.zones)
        return speakers.resolve(found, self._articles, actors=self._actors)

    @kept
    def voices(self) -> pd.DataFrame:
        """One row a stretch of one voice: `voices.find`."""
        return voices.find(self.quotes, self.zones)

    @kept
    def tokens(self) -> pd.DataFrame:
        """One row a word, with voice and speaker: `text.tokenize`, then `voices.add`."""
        cut = self._tables.common("tokens", lambda: text.tokenize(self._articles))
        return voices.add(cut, self.voices)

    @kept
    def matches(self) -> pd.DataFrame:
        """One row a match of frame wording, with voice and speaker: `frames.match`, then `voices.add`."""
        terms = self._terms("matches")
        found = self._tables.common("matches", lambda: frames.match(self._articles, terms))
        return voices.add(found, self.voices)

    @kept
    def numbers(self) -> pd.DataFrame:
        """One row a quantity, with voice and speaker: `claims.find`."""
        from . import claims  # as the other rooms that many corpora never ask: when they are asked

        return claims.find(self._articles, **self.tables("zones", "quotes", "voices"))

    def with_tables(self, /, **tables: pd.DataFrame) -> Corpus:
        """The same corpus with tables of one's own; what is made from them is made anew.

        Parameters
        ----------
        tables : by name, such as ``quotes=quotes.load_gold()``; with the columns that the corpus's own
            tables have.

        Raises
        ------
        TableError : a name is none of the corpus's tables.

        Examples
        --------
        >>> read = aa.Corpus().with_tables(quotes=aa.quotes.load_gold()).only(["scroll"])
        >>> read.shares(by="voice")[["voice", "n"]].head(2)
              voice   n
        0    direct  54
        1  headline  39
        """
        for name, table in tables.items():
            check_choice("Corpus.with_tables", "table", name, _MADE_FROM)
            tables[name] = check_columns("Corpus.with_tables", name, table, [], words=name == "tokens")
        other = copy(self)
        changed = set(tables)
        for name, needed in _MADE_FROM.items():
            if name not in tables and changed.intersection(needed):
                changed.add(name)
        stale = changed | {"counts"} if "tokens" in changed else changed
        other._tables = self._tables.with_tables(tables, stale)
        return other

    def tables(self, *names: str) -> dict[str, pd.DataFrame]:
        """The tables of these names, as functions take them; no `matches` where there are no frame terms."""
        return {
            name: getattr(self, name)
            for name in names
            if name != "matches" or self._frame_terms is not None or name in self._tables
        }

    def only(self, doc_ids: Iterable[object]) -> Corpus:
        """The same corpus with some of its articles, such as those that were coded.

        Raises
        ------
        TableError : the corpus has no such article.

        Examples
        --------
        >>> aa.Corpus().only(["scroll"]).shares(by="zone")[["zone", "n"]]
                 zone    n
        0        body  279
        1  standfirst   27
        2       title   14
        """
        chosen = list(dict.fromkeys(doc_ids))
        check_choices("Corpus.only", "doc_id", chosen, self._articles["doc_id"])
        return self._with(chosen)

    def under_codings(self, codings: Mapping[str, pd.DataFrame]) -> dict[str, Corpus]:
        """The corpus under each coding of its quotations, so that what is measured can be set side by side.

        Parameters
        ----------
        codings : the name of each coding and its table of quotations, such as ``{"model": corpus.quotes,
            "reading": quotes.load_gold()}``. All must be about the same articles.

        Returns
        -------
        The name of each coding and the corpus that `with_tables` makes with it. Tables of the same measure of
        each are what `compare.side_by_side` takes.

        Raises
        ------
        TableError : a coding has no row for an article of the corpus in which another finds quotations: it
            may not have been coded.

        Examples
        --------
        >>> corpus = aa.Corpus()
        >>> under = corpus.under_codings({"model": corpus.quotes, "reading": aa.quotes.load_gold()})
        >>> words = {name: one.shares("voice") for name, one in under.items()}
        >>> aa.compare.side_by_side(words, value="n", by="voice")[["voice", "same_rank"]].head(3)
              voice  same_rank
        0   caption       True
        1    direct       True
        2  headline       True
        """
        check_coded("Corpus.under_codings", self._articles, codings)
        return {name: self.with_tables(quotes=table) for name, table in codings.items()}

    def describe(self) -> pd.DataFrame:
        """What the corpus holds, source by source: `describe_corpus`."""
        return add_up(map(describe_corpus, self._tables.parts("articles")))

    def find(self, term: str) -> pd.DataFrame:
        """Every place of a word or phrase, with voice and speaker: `text.keyword_in_context`."""
        parts = self._tables.parts("articles")
        found = pd.concat([text.keyword_in_context(part, term) for part in parts], ignore_index=True)
        held = voices.add(found, self._those(found).voices)
        return speakers.with_roles(held, self._actors)

    def frame_rates(self, by: str | Sequence[str]) -> pd.DataFrame:
        """Frame wording in every cell that the columns `by` make: `frames.rates`."""
        columns = ["doc_id", "voice", "zone", *as_list("frames.rates", by)]
        return frames.rates(self._rows("matches", ["frame", *columns]), self._words(columns), by=by)

    def stress(self, by: str = "voice") -> pd.DataFrame:
        """Which group leads in a frame if a term or an article is dropped: `frames.stress`."""
        return frames.stress(self._articles, self._terms("stress"), self.voices, by=by)

    def shares(self, by: str | Sequence[str]) -> pd.DataFrame:
        """How words are shared out among voices, zones or speakers: `voices.shares`."""
        return voices.shares(self._words(["voice", "zone", *as_list("voices.shares", by)]), by=by)

    def counts(self, by: str | Sequence[str]) -> pd.DataFrame:
        """How often each term occurs in each group: `compare.count_terms`, of articles `count_articles`."""
        columns = as_list("compare.count_terms", by)
        if {"doc_id", "source"}.issuperset(columns) and not any(name in self._tables for name in _OF_WORDS):
            return compare.count_articles(self._articles, self.zones, by=columns)
        return compare.count_terms(self._words(["voice", "zone", "term", *columns]), by=columns)

    def claims(self, by: str | Sequence[str] = "event_id") -> pd.DataFrame:
        """What several say of one thing, and how their numbers stand to each other: `claims.compare`."""
        from . import claims

        pairs = claims.compare(self.numbers, self._articles, by=by)
        return speakers.with_roles(pairs, self._actors)

    def units(self, *, frame: str, by_sentence: bool = False, **asked: Any) -> pd.DataFrame:
        """What the machine says of every article, or sentence, to draw a sample from: `coding.units`."""
        from . import coding

        sentences = self.sentences if by_sentence else None
        return coding.units(self.matches, self._articles, frame=frame, sentences=sentences, **asked)

    def evidence(self, /, **cell: object) -> pd.DataFrame:
        """The lines behind a number, such as ``source="post", frame="deception"``: `evidence`.

        A frame, source or speaker of the corpus without a match gives an empty table; a value that nothing in
        the corpus has is refused.
        """
        matches, those, others = self._rows("matches", where=cell), self, []
        if matches.empty or not self._tables.is_stored("matches"):
            # What the corpus has elsewhere tells a cell without a match from a typo.
            matches, others = self.matches, [self.quotes, self.zones]
        else:
            those = self._those(matches)
        lines = evidence(matches, those._articles, *others, self._frame_terms, **cell)
        return speakers.with_roles(lines, self._actors)

    def read(self, doc_id: str) -> Reader:
        """An article as printed, but for private people, with what was found in it: `read_article`."""
        article = self._rows("articles", where={"doc_id": doc_id})
        those = self if article.empty else self._those(article)
        found = those.tables("quotes", "matches", "zones", "voices")
        reader = read_article(those._articles, doc_id, **found)
        return replace(reader, hide=hidden(self._actors, escape) or str)

    def explore(self) -> VBox:
        """A window on the corpus in JupyterLab: `explore`."""
        found = self.tables("quotes", "matches", "zones", "sentences")
        return explore(self._articles, **found, actors=self._actors)

    def save(self, folder: str | PathLike[str]) -> None:
        """Write the articles and all tables to a new folder, a Parquet file each (needs pyarrow).

        Raises
        ------
        TableError : there is something at `folder` or it cannot be written, a table holds what Parquet
            cannot, or pyarrow is not installed. Nothing of the folder is there then.
        """
        folder = as_path("Corpus.save", folder)
        check_pyarrow("Corpus.save")
        given = {"frame_terms": self._frame_terms, "actors": self._actors}
        tables = {name: table for name, table in given.items() if table is not None}
        tables |= {name: self._tables[name] for name in _LOADED}
        with whole_folder("Corpus.save", folder) as new, growing_tables("Corpus.save", new) as add:
            tables |= self.tables(*_MADE_FROM)
            for name, table in tables.items():
                add(name, table)

    @classmethod
    def open(cls, folder: str | PathLike[str]) -> Corpus:
        """The corpus that `save` or `annotate` wrote to a folder.

        Nothing of it is read before it is asked for. Rates, shares, counts, `find`, `evidence` and `read`
        read the columns and articles that they need; the tables are read whole, each when it is asked for.

        Raises
        ------
        TableError : the folder holds no saved corpus, a file of it is broken, or pyarrow is not installed.
        """
        check_pyarrow("Corpus.open")
        folder = as_path("Corpus.open", folder)
        stored = Stored("Corpus.open", folder)
        if not set(stored.names) >= set(_LOADED):
            raise TableError(
                f"Corpus.open: {str(folder)!r} holds no saved corpus (articles.parquet).\n"
                "Name a folder that Corpus.save or annotate wrote; other corpora are read by Corpus(folder)."
            )
        corpus, tables = cls.__new__(cls), Shelf({}, stored)
        corpus._tables = tables
        corpus._frame_terms = tables["frame_terms"] if "frame_terms" in tables else None
        corpus._actors = tables["actors"] if "actors" in tables else None
        return corpus

    def _terms(self, asked: str) -> pd.DataFrame:
        """The frame terms, which what is asked of the corpus needs."""
        if self._frame_terms is None:
            raise TableError(
                f"Corpus.{asked}: this corpus has no frame terms, so no frame wording can be found.\n"
                "Give them, a CSV or table with the columns frame and term: "
                "Corpus(articles, frame_terms='my_terms.csv')."
            )
        return self._frame_terms


def _given(name: str, source: Source | None, load: Callable[..., pd.DataFrame]) -> pd.DataFrame:
    """The table that was given or named; of nothing the shipped one."""
    if isinstance(source, pd.DataFrame):
        return source.copy()
    if source is not None and not isinstance(source, str | PathLike):
        raise TableError(
            f"Corpus: `{name}` must be a path or a table (pandas DataFrame); it is {type(source).__name__}.\n"
            "Name a file or folder, or make a table of it: pd.DataFrame(...)."
        )
    return load(source)
