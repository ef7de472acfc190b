"""Texts to quotations: who is quoted or reported saying what, from where to where, and how sure that is."""

from collections.abc import Iterable, Mapping, Sequence
from functools import partial
from itertools import islice
from typing import Any, NamedTuple, TypeAlias

import numpy as np
import pandas as pd

from ..articles import in_batches
from ..columns import each_text, text_column
from ..tables import Table, check_articles, check_columns, id_columns
from ..text.languages import known_languages, warn_of_languages
from ..text.lines import Joined, joined
from ..text.page import Run
from ..text.pieces import batches
from ..text.zones import runs_of
from .acts import act_of
from .marks import find_marks, with_depth
from .model.attributions import find_all_attributions
from .model.stored import load_model
from .model.vocabulary import Vocabulary
from .rows import Bounds, QuoteRow, article_rows, is_inside, unread_rows

_Column: TypeAlias = pd.api.extensions.ExtensionArray
_NOWHERE = (-1, -1)
_AT_ONCE = 150_000  # characters, which bounds the memory
_NOT_READ = "of their quotations only the marks are found, and speaker, use and voice are missing"


class _Given(NamedTuple):
    """What the rows of an article are made of; `zoned` says where its links, titles and headings are."""

    text: str
    page: Joined
    zoned: Mapping[str, Sequence[Bounds]]
    is_english: bool


class _Found(NamedTuple):
    """The rows of an article in few bytes, as all are kept until the last is read.

    Of each row `places` has start, end, number of the group, and bounds of cue and speaker, -1 where there
    are none; `labels` has kind, use, why that is, whether it is closed, act, rule and confidence.
    """

    places: np.ndarray
    labels: list[tuple[Any, ...]]


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
    ids = {name: articles[name].array for name in id_columns(articles)}
    doc_ids = ids["doc_id"].tolist()
    runs = runs_of(articles) if zones is None else _by_article(doc_ids, zones)
    vocabulary = load_model().new_vocabulary()  # where the model cannot be read, no article is to blame
    languages = known_languages("quotes.attribute", articles)
    warn_of_languages("quotes.attribute", languages, _NOT_READ)
    given = map(_given, each_text(articles["text"]), runs, languages)
    parts = batches(given, lambda one: one.page.text, at_most=_AT_ONCE)
    rule = partial(_rows, vocabulary=vocabulary)
    found = in_batches("quotes.attribute", doc_ids, parts, rule, instead=lambda _: _found("", []))
    return _table(ids, articles, found)


def _by_article(doc_ids: Sequence[Any], zones: pd.DataFrame) -> list[list[Run]]:
    """The zones of each article, in row order."""
    zones = check_columns("quotes.attribute", "zones", zones, ["doc_id", "start", "end", "zone"])
    runs: dict[Any, list[Run]] = {doc_id: [] for doc_id in doc_ids}
    columns = (zones[column].tolist() for column in ("doc_id", "start", "end", "zone"))
    for doc_id, *run in zip(*columns, strict=True):
        if doc_id in runs:
            runs[doc_id].append(tuple(run))
    return list(runs.values())


def _given(text: str, runs: Sequence[Run], language: str) -> _Given:
    page = joined(text)  # the rules read no line breaks within paragraphs
    return _Given(text, page, _zoned(runs, page), language == "en")


def _zoned(runs: Sequence[Run], page: Joined) -> dict[str, list[Bounds]]:
    """Where a page has links, titles and headings, in order of the text."""
    spans: dict[str, list[Bounds]] = {zone: [] for zone in ("related", "title", "heading")}
    for start, end, zone in runs:
        if zone in spans:
            spans[zone].append((page.place_of(start), page.place_of(end)))
    return {zone: sorted(bounds) for zone, bounds in spans.items()}


def _rows(batch: Sequence[_Given], vocabulary: Vocabulary) -> list[_Found]:
    """The rows of each article; of one that is not in English, where its marks stand and no more."""
    texts = [given.page.text for given in batch]
    marks = [
        with_depth(mark for mark in find_marks(text) if not is_inside(mark.start, given.zoned["related"]))
        for text, given in zip(texts, batch, strict=True)
    ]
    read = [i for i, given in enumerate(batch) if given.is_english]
    said = find_all_attributions([texts[i] for i in read], [marks[i] for i in read], vocabulary)
    found = dict(zip(read, said, strict=True))
    rows = [
        article_rows(texts[i], marks[i], found[i], given.zoned) if i in found else unread_rows(marks[i])
        for i, given in enumerate(batch)
    ]
    return [
        _found(given.text, _in_original(some, given.page)) for given, some in zip(batch, rows, strict=True)
    ]


def _in_original(rows: Sequence[QuoteRow], page: Joined) -> Sequence[QuoteRow]:
    """The rows of a page with the places that they have in the text it was made from."""
    return [row.placed(page.original) for row in rows] if page.n_breaks else rows


def _found(text: str, rows: Sequence[QuoteRow]) -> _Found:
    """The rows as they stand in the table, their words but told by places."""
    groups: dict[int, int] = {}
    places, labels = [], []
    for row in rows:
        said = row.said
        cue, speaker = (said.cue, said.speaker) if said else (None, None)
        group = groups.setdefault(row.group, len(groups) + 1)
        places.append((row.start, row.end, group, *(cue or _NOWHERE), *(speaker or _NOWHERE)))
        use = row.use
        act = act_of(text[slice(*cue)] if cue else "") if use in ("speech", "term") else None
        told = (said.rule, said.confidence) if said else (None, None)
        labels.append((row.kind, use, row.why, row.is_closed, act, *told))
    return _Found(np.array(places, np.int32).reshape(-1, 7), labels)


def _table(ids: Mapping[str, _Column], articles: pd.DataFrame, found: Sequence[_Found]) -> pd.DataFrame:
    """The rows of all articles as one table; each column is made by itself, so that little is held."""
    n = [len(one.labels) for one in found]
    article = np.repeat(np.arange(len(found)), n)
    doc_ids = ids["doc_id"].tolist()
    start, end, group, *mentions = np.concatenate([_found("", []).places, *(one.places for one in found)]).T
    labels = [label for one in found for label in one.labels]
    kind, use, why, is_closed, act, rule, confidence = zip(*labels, strict=True) if labels else [()] * 7

    def named(sign: str, numbers: Iterable[int]) -> _Column:
        of = zip(doc_ids, n, strict=True)
        rest = iter(numbers)
        return text_column(f"{doc_id}:{sign}{number}" for doc_id, size in of for number in islice(rest, size))

    def words(start: np.ndarray, end: np.ndarray) -> _Column:
        of = zip(each_text(articles["text"]), n, strict=True)
        rest = zip(start.tolist(), end.tolist(), strict=True)
        places = ((text, *place) for text, size in of for place in islice(rest, size))
        return text_column(text[first:last] if first >= 0 else None for text, first, last in places)

    cue, speaker = (
        {name: words(first, last), f"{name}_start": _places(first), f"{name}_end": _places(last)}
        for name, first, last in (("cue", *mentions[:2]), ("speaker", *mentions[2:]))
    )
    columns = {
        "quote_id": named("", (number for size in n for number in range(1, size + 1))),
        "quote_group": named("g", group.tolist()),
        **{name: column.take(article) for name, column in ids.items()},
        "start": start.astype(np.int64),
        "end": end.astype(np.int64),
        "quote": words(start, end),
        "kind": text_column(kind),
        "use": text_column(use),
        "use_rule": text_column(why),
        "is_closed": np.array(is_closed, bool),
        **cue,
        "act": text_column(act),
        **speaker,
        "rule": text_column(rule),
        "confidence": np.array(confidence, float),
    }
    return Table(columns, copy=False)


def _places(values: np.ndarray) -> _Column:
    """Whole numbers, missing where they are below 0."""
    is_nowhere = values < 0
    return pd.arrays.IntegerArray(np.where(is_nowhere, 0, values).astype(np.int64), is_nowhere)
