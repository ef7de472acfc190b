"""Texts to quotations: who is quoted or reported saying what, from where to where, and how sure that is."""

from collections.abc import Iterator, Mapping, Sequence
from typing import Any, NamedTuple

import numpy as np
import pandas as pd

from ..articles import in_batches
from ..tables import Table, check_articles, check_columns, id_columns, texts_of
from ..text.languages import known_languages, warn_of_languages
from ..text.lines import Joined, joined
from ..text.page import Run
from ..text.zones import runs_of
from .acts import act_of
from .marks import find_marks, with_depth
from .model.attributions import batches, find_all_attributions
from .model.stored import load_model
from .rows import Bounds, QuoteRow, article_rows, is_inside, unread_rows

_TEXT, _PLACE = pd.StringDtype(na_value=np.nan), pd.Int64Dtype()
_DTYPES = {
    "quote_id": _TEXT,
    "quote_group": _TEXT,
    "doc_id": _TEXT,
    "source": _TEXT,
    "start": np.dtype("int64"),
    "end": np.dtype("int64"),
    "quote": _TEXT,
    "kind": _TEXT,
    "use": _TEXT,
    "use_rule": _TEXT,
    "is_closed": np.dtype("bool"),
    "cue": _TEXT,
    "cue_start": _PLACE,
    "cue_end": _PLACE,
    "act": _TEXT,
    "speaker": _TEXT,
    "speaker_start": _PLACE,
    "speaker_end": _PLACE,
    "rule": _TEXT,
    "confidence": np.dtype("float64"),
}

_NOT_READ = "of their quotations only the marks are found, and speaker, use and voice are missing"


class _Given(NamedTuple):
    """What the rows of an article are made of; `zoned` says where its links, titles and headings are."""

    text: str
    zoned: Mapping[str, Sequence[Bounds]]
    is_english: bool


def attribute(articles: pd.DataFrame, *, zones: pd.DataFrame | None = None) -> pd.DataFrame:
    """Find quoted and reported speech, and say who speaks, by which words, and how sure that is.

    Parameters
    ----------
    articles : one row an article, with `doc_id` and `text` (a missing text is empty). `language` says which
        are in English (*en*, *en-GB*, *English*; a missing one is taken for English); without that column
        the language is found as by `text.find_languages`.
    zones : one row a zone, with `doc_id`, `start`, `end`, `zone`; None stands for
        ``text.find_zones(articles)``.

    Returns
    -------
    One row a stretch of quoted or reported words, by article (in the order of `articles`) and place, the
    outer before the inner:

    - `quote_id`, unique, and `quote_group`, shared by the rows that are one act of speaking: the parts of a
      split quotation, the paragraphs of a long one, reported words and the marks in them.
    - `doc_id`, `source` (where `articles` has it), `start`, `end`, `quote`: the words, without their marks.
    - `kind`: `direct` (in marks, or a line of a transcript), `indirect` (the whole of what is reported,
      marks included), `mixed` (in marks, inside reported words). Marks in other marks have their own row.
    - `use`: `speech`; `term`, somebody's wording named as such (*called it “a trick”*); `scare`, set
      at a distance, by the outlet or by whoever is quoted around; `title`, the name of a work.
    - `use_rule`: why, ``<NA>`` for indirect rows. Of speech: `in an attribution`, `goes on from above`,
      `quoted inside a quotation`, `sentence by itself`, `verb of saying`, `line of a transcript`,
      `block after a colon`; of a term: `verb of naming`, `as it is called`, `label of its owner`,
      `cross-head said below`, `said nearby`, and of nobody `word for a word`, `nickname`, `name in capitals`;
      of a title: `work named beside`, `year or place beside`, `see`, `title case after on or told`; of scare:
      `so-called`, `phrase of a possessor`, `phrase inside a sentence`, `heading in marks`,
      `inside a quotation`, `nobody says it`. `quotes/use.py` says what each means.
    - `is_closed`: False where the closing mark is missing.
    - `cue`, `cue_start`, `cue_end`: the words that tell of the speaking.
    - `act` of speech and terms, by the verb of the cue: `said`, `thought` (believed, feared, hoped),
      `planned` (intended, promised), `shown` (by a document or a study); ``<NA>`` where the cue tells of none
      of these (*thanked*, *spoke about*). `quotes/acts.py` has the verbs.
    - `speaker`, `speaker_start`, `speaker_end`: the mention of the speaker, ``<NA>`` where none was found.
    - `rule`: what found the speaker: the learned `model`, or a plain rule: `signature`, `transcript`, `block`
      (below a colon), `interview`, `grammar` (reported words), `in the words of`, `with stating`,
      `clause after`, `clause before`, `series` (after *and*), `author by` and `author named` (of a term),
      `verb before` (inside another quotation), and without any clause `subject before`, `speaker before`,
      `introduced above`.
    - `confidence`: how likely content and speaker are right, 0 to 1; of a rule the share of its answers
      that were right (`quotes/rules.py` says on what).

    Raises
    ------
    TableError : a column is missing, a `doc_id` occurs twice, or a text is not a string.

    Warns
    -----
    ArticleWarning : rules fail in an article, which then has no rows.
    LanguageWarning : articles are not in English. Of these only the pairs of marks have rows, and `kind`,
        `use`, `use_rule`, cue, `act`, speaker, `rule` and `confidence` are ``<NA>``.

    Notes
    -----
    Count words by `voices.find`, never by adding rows: a mixed row stands inside an indirect one. In zone
    `related` (links, credits) nobody is quoted. An article's rows depend on no other article.

    Examples
    --------
    >>> articles = pd.DataFrame({"doc_id": ["a"], "text": ["“Nobody slept that night,” Lina Haddad said."]})
    >>> aa.quotes.attribute(articles)[["quote_id", "quote", "kind", "use", "speaker", "cue"]]
      quote_id                      quote    kind     use      speaker   cue
    0      a:1  Nobody slept that night,  direct  speech  Lina Haddad  said
    """
    articles = check_articles("quotes.attribute", articles)
    runs = runs_of(articles) if zones is None else _by_article(articles, zones)
    load_model()  # where it cannot be read, no article is to blame
    languages = known_languages("quotes.attribute", articles)
    warn_of_languages("quotes.attribute", languages, _NOT_READ)
    originals = texts_of(articles)
    pages = list(map(joined, originals))  # the rules read no line breaks within paragraphs
    texts = [page.text for page in pages]
    given = list(map(_Given, texts, map(_zoned, runs, pages), [language == "en" for language in languages]))
    parts = (given[part] for part in batches(texts))
    rows = in_batches("quotes.attribute", articles["doc_id"].tolist(), parts, _rows, instead=lambda _: [])
    return _table(articles, originals, list(map(_in_original, rows, pages)))


def _by_article(articles: pd.DataFrame, zones: pd.DataFrame) -> list[list[Run]]:
    """The zones of each article, in row order."""
    zones = check_columns("quotes.attribute", "zones", zones, ["doc_id", "start", "end", "zone"])
    runs: dict[Any, list[Run]] = {doc_id: [] for doc_id in articles["doc_id"].tolist()}
    doc_ids, *bounds = (zones[column].tolist() for column in ("doc_id", "start", "end", "zone"))
    for doc_id, *run in zip(doc_ids, *bounds, strict=True):
        if doc_id in runs:
            runs[doc_id].append(tuple(run))
    return list(runs.values())


def _zoned(runs: Sequence[Run], page: Joined) -> dict[str, list[Bounds]]:
    """Where a page has links, titles and headings, in order of the text."""
    spans: dict[str, list[Bounds]] = {zone: [] for zone in ("related", "title", "heading")}
    for start, end, zone in runs:
        if zone in spans:
            spans[zone].append((page.place_of(start), page.place_of(end)))
    return {zone: sorted(bounds) for zone, bounds in spans.items()}


def _rows(batch: Sequence[_Given]) -> list[list[QuoteRow]]:
    """The rows of each article; of one that is not in English, where its marks stand and no more."""
    marks = [
        with_depth(mark for mark in find_marks(text) if not is_inside(mark.start, zoned["related"]))
        for text, zoned, _ in batch
    ]
    read = [i for i, given in enumerate(batch) if given.is_english]
    said = find_all_attributions([batch[i].text for i in read], [marks[i] for i in read])
    found = dict(zip(read, said, strict=True))
    return [
        article_rows(given.text, marks[i], found[i], given.zoned) if i in found else unread_rows(marks[i])
        for i, given in enumerate(batch)
    ]


def _in_original(rows: Sequence[QuoteRow], page: Joined) -> Sequence[QuoteRow]:
    """The rows of a page with the places that they have in the text it was made from."""
    return [row.placed(page.original) for row in rows] if page.n_breaks else rows


def _table(articles: pd.DataFrame, texts: Sequence[str], rows: Sequence[Sequence[QuoteRow]]) -> pd.DataFrame:
    """The rows of all articles as one table."""
    ids = {name: articles[name] for name in id_columns(articles)}
    sources = ids["source"].tolist() if "source" in ids else [None] * len(articles)
    named = zip(ids["doc_id"].tolist(), sources, texts, rows, strict=True)
    records = [record for each in named for record in _records(*each)]
    columns = zip(*records, strict=True) if records else [[] for _ in _DTYPES]
    filled = zip(_DTYPES.items(), map(list, columns), strict=True)
    return Table(
        {
            name: pd.array(values, dtype=ids[name].dtype) if name in ids else _column(values, dtype)
            for (name, dtype), values in filled
            if name != "source" or name in ids
        },
        copy=False,
    )


def _column(values: list[Any], dtype: Any) -> Any:
    """Values as a column; numpy makes numbers, which for a few rows takes a tenth of pandas' time."""
    if isinstance(dtype, pd.Int64Dtype):
        is_missing = np.array([value is None for value in values], dtype=bool)
        return pd.arrays.IntegerArray(np.array([value or 0 for value in values], dtype=np.int64), is_missing)
    return np.array(values, dtype=dtype) if isinstance(dtype, np.dtype) else pd.array(values, dtype=dtype)


def _records(doc_id: Any, source: Any, text: str, rows: Sequence[QuoteRow]) -> Iterator[tuple[Any, ...]]:
    """The rows of one article as they stand in the table."""
    groups: dict[int, int] = {}
    for number, row in enumerate(rows, start=1):
        group = groups.setdefault(row.group, len(groups) + 1)
        said = row.said
        yield (
            f"{doc_id}:{number}",
            f"{doc_id}:g{group}",
            doc_id,
            source,
            row.start,
            row.end,
            text[row.start : row.end],
            row.kind,
            row.use,
            row.why,
            row.is_closed,
            *_mention(text, said.cue if said else None),
            _act(text, row),
            *_mention(text, said.speaker if said else None),
            said.rule if said else None,
            said.confidence if said else None,
        )


def _act(text: str, row: QuoteRow) -> str | None:
    """What whoever speaks does with the words; nothing where the words are nobody's."""
    cue = row.said.cue if row.said else None
    return act_of(text[slice(*cue)] if cue else "") if row.use in ("speech", "term") else None


def _mention(text: str, bounds: Bounds | None) -> tuple[str | None, int | None, int | None]:
    return (None, None, None) if bounds is None else (text[slice(*bounds)], *bounds)
