"""Frame terms to matches, and matches to rates."""

import re
from collections.abc import Sequence
from os import PathLike
from pathlib import Path

import numpy as np
import pandas as pd

from ..articles import in_batches
from ..cells import words_in_cells
from ..columns import each_text
from ..tables import (
    Table,
    TableError,
    as_list,
    as_path,
    check_alike,
    check_articles,
    check_columns,
    check_unicode,
    check_unique,
    drop_related,
    id_columns,
    read_csv,
    shipped,
)
from ..text.lexicon import Lexicon
from ..text.lines import all_unwrapped
from ..text.negation import is_negated
from ..text.pieces import Cutter, batches, one_page
from ..text.terms import fold

_CODEBOOK = "CODEBOOK.md"
_DEFINITION = re.compile(r"(?m)^### +`?([^\s`]+)`? *$")


def load_terms(path: str | PathLike[str] | None = None) -> pd.DataFrame:
    """Read the wording of every frame.

    Parameters
    ----------
    path : a CSV file with the columns `frame`, `term` and, if wanted, `except`, by default the shipped
        ``frame_terms.csv``. If a ``CODEBOOK.md`` stands beside it, every frame needs its definition there,
        under a heading ``### frame``.

    Returns
    -------
    One row a frame and term, in the order of the file: `frame`; `term`, a word or phrase in which `*`
    stands for any letters within a word, also none; `except`, look-alike phrases within which the term
    does not count, separated by ``|``, else ``<NA>``; and the file's other columns.

    Raises
    ------
    TableError : the file is missing or no CSV in UTF-8, a column is missing, a frame has no definition, or
        a term is refused by `frames.match`.

    Examples
    --------
    >>> aa.frames.load_terms()[["frame", "term"]].head(1)
              frame           term
    0  humanitarian  humanitarian*
    """
    file = shipped("frame_terms.csv") if path is None else as_path("frames.load_terms", path)
    terms = read_csv("frames.load_terms", file, ["frame", "term"])
    _check_terms("frames.load_terms", file.name, terms)
    codebook = file.parent / _CODEBOOK
    if codebook.is_file():
        _check_defined(file.name, terms, codebook)
    return terms


def match(articles: pd.DataFrame, frame_terms: pd.DataFrame) -> pd.DataFrame:
    """Find the wording of every frame.

    Parameters
    ----------
    articles : one row an article, with `doc_id` and `text`.
    frame_terms : one row a frame and term, with `frame`, `term` and, if wanted, `except`, as
        `frames.load_terms` returns.

    Returns
    -------
    One row a match, by `doc_id`, place and frame: `doc_id`, `source` (where the articles have it), `frame`
    (categorical: its categories are all frames of `frame_terms`, so that a frame without a match is not
    forgotten), `term`, `start`, `end`, `match` (the wording as printed), `is_negated` (bool).

    Raises
    ------
    TableError : a column is missing, a `doc_id` occurs twice, a text is not a string, a frame or term is
        empty, a word of a term has no letter or digit (a lone `*`), or a term occurs twice in a frame.

    Warns
    -----
    ArticleWarning : rules fail in an article, which then has no rows.

    Notes
    -----
    The matches are the hits of one regular expression a term: no letter or digit may touch them, case does
    not count, curly apostrophes and printed hyphens equal typed ones, `*` stays within letters and digits,
    and the words of a phrase may be parted by any blanks of one paragraph. A hyphen is a boundary: *siege*
    stands in *post-siege*, and *cease-fire* is a term apart from *ceasefire*. A hit within one of its term's
    `except` phrases does not count. In each frame by itself the leftmost hit is kept, the longest of those
    that start there, and so on from its end, so that no word counts twice; of two terms with the same hit
    the first by name is given.

    `is_negated`: one of the three words before is *no, not, never, neither, nor, none, without, cannot* or
    ends in *n't* (three as in VADER, Hutto & Gilbert 2014), with no other mark than quotation marks, opening
    brackets and hyphens between, and not as *not only, just, merely, simply* or *no doubt*; or the match
    follows *non-*. Negated wording stays a match.

    All terms are looked for in one pass (Aho & Corasick 1975).

    Examples
    --------
    >>> articles = pd.DataFrame({"doc_id": ["a"], "text": ["No humanitarian corridors: it isn’t true."]})
    >>> terms = pd.DataFrame({"frame": ["aid", "ruse"], "term": ["humanitarian corridor*", "trap"]})
    >>> aa.frames.match(articles, terms)
      doc_id frame                    term  start  end                   match  is_negated
    0      a   aid  humanitarian corridor*      3   25  humanitarian corridors        True
    """
    search = Search("frames.match", articles, frame_terms)
    return search.table(search.hits(search.places))


class Search:
    """Every place where a term or an exception stands, from which the matches are told.

    `places` is an array of number of the article, start, end, pattern, whether it is negated, and number of
    the wording as printed.
    """

    def __init__(self, function: str, articles: pd.DataFrame, frame_terms: pd.DataFrame) -> None:
        articles = check_articles(function, articles)
        frame_terms = check_columns(function, "frame_terms", frame_terms, ["frame", "term"], known=["except"])
        _check_terms(function, "frame_terms", frame_terms)
        order = articles["doc_id"].sort_values(kind="stable").index  # the texts themselves need not move
        self._articles = articles[id_columns(articles)].take(order)
        self.terms = frame_terms.sort_values(["term", "frame"], ignore_index=True)
        codes, self._frames = pd.factorize(self.terms["frame"], sort=True)
        self._lexicon = Lexicon(zip(codes.tolist(), self.terms["term"], _exceptions(self.terms), strict=True))
        self._printed = Cutter(lambda wording: [(0, len(wording))])
        found = in_batches(
            function,
            articles["doc_id"],
            batches(each_text(articles["text"])),
            self._places,
            instead=lambda _: np.zeros((0, 5), dtype=np.int64),
        )
        found = [found[row] for row in order]
        of_article = np.repeat(np.arange(len(found)), list(map(len, found)))
        self.places = np.column_stack([of_article, np.concatenate([np.zeros((0, 5), np.int64), *found])])

    def hits(self, places: np.ndarray) -> np.ndarray:
        """The places that count, by article and place."""
        return places[self._lexicon.hits(places)]

    def table(self, hits: np.ndarray) -> pd.DataFrame:
        """The hits as `match` gives them."""
        article, start, end, pattern, negated, printed = hits.T
        frame, term, _ = self._lexicon.owners[pattern].T
        table = Table(self._articles.take(article).reset_index(drop=True))
        return table.assign(
            frame=pd.Categorical.from_codes(frame, categories=pd.Index(self._frames, dtype="str")),
            term=self.terms["term"].astype("str").iloc[term].reset_index(drop=True),
            start=start,
            end=end,
            match=pd.Series(list(self._printed.words), dtype="str").take(printed).array,
            is_negated=negated.astype(bool),
        )

    def _places(self, texts: Sequence[str]) -> list[np.ndarray]:
        """The places in each text, without its number."""
        folded = list(map(fold, all_unwrapped(texts)))
        places = self._lexicon.places(folded)
        (page, at), (printed, _) = one_page(folded), one_page(texts)
        start, end = (at[places[:, 0]] + places[:, column] for column in (1, 2))
        told = [is_negated(page, start), self._printed.numbers_at(printed, start, end)]
        return np.split(np.column_stack([places[:, 1:], *told]), np.searchsorted(start, at[1:-1]))


def rates(matches: pd.DataFrame, tokens: pd.DataFrame, *, by: str | Sequence[str]) -> pd.DataFrame:
    """Count frame wording in every cell, each cell with its own denominator.

    Parameters
    ----------
    matches : one row a match, with `doc_id`, `frame`, the columns `by`, and `zone` or `voice`.
    tokens : one row a token, with `doc_id`, the columns `by`, and `zone` or `voice`; or with a column `n`,
        so many tokens in a row, as `voices.count_words` gives them. Rows of both tables in `related` text
        (links, credits, share lines) are left out.
    by : column or columns that make a cell, such as ``"source"`` or ``["source", "voice"]``. A missing
        value is a group of its own.

    Returns
    -------
    One row a cell and frame, sorted by both, missing values last: the columns `by`; `frame`; `n` (int),
    matches in the cell; `n_tokens` (int), tokens in the cell; `per_1000_tokens` (Float64),
    1000 * n / n_tokens, ``<NA>`` where the cell has no token; `n_articles_with` (int), articles with a match
    in the cell; `n_articles` (int), articles with a token or match in the cell. Every cell that occurs has a
    row for every frame, zeros included; the frames are the categories of `matches.frame`, or the values that
    occur where it is not categorical.

    Raises
    ------
    TableError : a column is missing, `by` is empty or names `frame`, a table has neither `zone` nor `voice`,
        or an `n` is no whole number.

    Examples
    --------
    >>> matches = pd.DataFrame({"doc_id": ["a", "a"], "frame": "ruse", "voice": ["direct", "narrator"]})
    >>> tokens = pd.DataFrame({"doc_id": "a", "voice": ["direct"] * 40 + ["caption"] * 10})
    >>> aa.frames.rates(matches, tokens, by="voice")
          voice frame  n  n_tokens  per_1000_tokens  n_articles_with  n_articles
    0   caption  ruse  0        10              0.0                0           1
    1    direct  ruse  1        40             25.0                1           1
    2  narrator  ruse  1         0             <NA>                1           1
    """
    by = as_list("frames.rates", by)
    _check_by(by)
    matches = check_columns("frames.rates", "matches", matches, ["doc_id", "frame", *by])
    tokens = check_columns("frames.rates", "tokens", tokens, ["doc_id", *by], words=True)
    check_alike("frames.rates", "matches", matches, "tokens", tokens, ["doc_id", *by])
    keys = list(dict.fromkeys([*by, "doc_id"]))
    matches = drop_related("frames.rates", "matches", matches, ["frame", *keys])
    frames = pd.DataFrame({"frame": matches["frame"].astype("category").cat.categories.astype("str")})
    matches = matches.astype({"frame": "str"})
    words = words_in_cells("frames.rates", "tokens", tokens, keys)
    in_cell = pd.concat([matches[keys], words[keys]], ignore_index=True).groupby(by, dropna=False)["doc_id"]
    n_tokens = words.groupby(by, dropna=False)["n"].sum().reset_index(name="n_tokens")
    found = matches.groupby([*by, "frame"], dropna=False)["doc_id"]
    rates = (
        in_cell.nunique()
        .reset_index(name="n_articles")
        .merge(frames, how="cross")
        .merge(found.agg(n="size", n_articles_with="nunique").reset_index(), how="left", on=[*by, "frame"])
        .merge(n_tokens, how="left", on=by)
    )
    counts = ["n", "n_tokens", "n_articles_with", "n_articles"]
    rates[counts] = rates[counts].fillna(0).astype("int64")
    rates["per_1000_tokens"] = 1000 * rates["n"] / rates["n_tokens"].astype("Int64").replace(0, pd.NA)
    return rates[[*by, "frame", "n", "n_tokens", "per_1000_tokens", "n_articles_with", "n_articles"]]


def _check_terms(function: str, name: str, terms: pd.DataFrame) -> None:
    """Raise if a frame or term is empty, a word has no letter or digit, or a term occurs twice in a frame."""
    for column in ("frame", "term"):
        for number, value in enumerate(terms[column], start=1):
            if not isinstance(value, str) or not value.strip():
                raise TableError(
                    f"{function}: `{name}` must have a {column} in every row; row {number} below the header "
                    "has none.\nFill it in, or delete the row."
                )
    for term, exceptions in zip(terms["term"], _exceptions(terms), strict=True):
        for phrase in (term, *exceptions):
            check_unicode(function, f"{phrase!r} in `{name}`", phrase)
            if not all(any(map(str.isalnum, word)) for word in phrase.split()):
                raise TableError(
                    f"{function}: every word of a term needs a letter or digit; {phrase!r} in `{name}` has a "
                    "word without.\nWrite a word, a phrase, or a part of a word such as 'decei*'."
                )
    plain = terms.assign(term=[" ".join(fold(term).split()) for term in terms["term"]])
    check_unique(function, name, plain, ["frame", "term"])


def _exceptions(terms: pd.DataFrame) -> list[list[str]]:
    """The look-alike phrases of every term."""
    if "except" not in terms.columns:
        return [[] for _ in range(len(terms))]
    cells = terms["except"].fillna("").str.split("|")
    return [[phrase for phrase in cell if phrase.strip()] for cell in cells]


def _check_defined(name: str, terms: pd.DataFrame, codebook: Path) -> None:
    """Raise if a frame has no heading of its own in the codebook."""
    defined = _DEFINITION.findall(codebook.read_text(encoding="utf-8"))
    undefined = sorted(set(terms["frame"]) - set(defined))
    if undefined:
        raise TableError(
            f"frames.load_terms: every frame of `{name}` needs its definition in {str(codebook)!r}; "
            f"{', '.join(map(repr, undefined))} has none, defined are "
            f"{', '.join(map(repr, sorted(defined)))}.\n"
            f"Write it there under a heading '### {undefined[0]}' before counting its terms."
        )


def _check_by(by: list[str]) -> None:
    if not by or "frame" in by:
        raise TableError(
            f"frames.rates: `by` must name what makes a cell, other than 'frame'; it is {by!r}.\n"
            "Give a column or several: by='source', by=['source', 'voice']."
        )
