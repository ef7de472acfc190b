"""Texts to sentences, tokens, and keywords in context. Offsets are those of the text."""

import re
from itertools import islice

import numpy as np
import pandas as pd

from ..articles import in_batches
from ..columns import categorical_at, each_text, text_column
from ..spans import stack_spans
from ..tables import Table, TableError, check_articles, id_columns, texts_of
from .lines import all_unwrapped
from .pieces import batches, find_words
from .sentences import sentence_spans
from .terms import term_pattern

PRINTED_WORD = re.compile(r"(?<!\S)\S*\w\S*")
_REST_OF_LINE = re.compile(r"[^\r\n]*")
_LONGEST = 100  # characters that a word shown in context has on average at most


def split_sentences(articles: pd.DataFrame) -> pd.DataFrame:
    """Split every article into sentences; no sentence goes beyond its paragraph.

    A paragraph is a line, or the lines of which a hard-wrapped one is made.

    Parameters
    ----------
    articles : one row an article, with `doc_id` and `text`.

    Returns
    -------
    One row a sentence, by article and place: `doc_id`, `source` (where the articles have it), `sentence_id`
    (from 0 within the article), `start`, `end`, `sentence`.

    Raises
    ------
    TableError : a column is missing, a `doc_id` occurs twice, or a text is not a string.

    Warns
    -----
    ArticleWarning : rules fail in an article, which then has no rows.

    Notes
    -----
    The rules of Punkt (Kiss & Strunk 2006), with a written list of abbreviations in place of a trained
    model, so that nothing is downloaded. Closing marks stay with their sentence, and a sentence goes on
    after one when what follows begins with a small letter: *“Why?” she asked.*

    Examples
    --------
    >>> articles = pd.DataFrame({"doc_id": ["a"], "text": ["Gen. Amin left. “Why?” she asked."]})
    >>> aa.text.split_sentences(articles)
      doc_id  sentence_id  start  end           sentence
    0      a            0      0   15    Gen. Amin left.
    1      a            1     16   33  “Why?” she asked.
    """
    articles = check_articles("text.split_sentences", articles)
    found = in_batches(
        "text.split_sentences",
        articles["doc_id"],
        batches(each_text(articles["text"])),
        lambda batch: [list(sentence_spans(text)) for text in all_unwrapped(batch)],
        instead=lambda _: [],
    )
    table = stack_spans(articles, found)
    texts = zip(each_text(articles["text"]), found, strict=True)
    sentences = text_column(text[start:end] for text, spans in texts for start, end in spans)
    numbers = np.array([number for spans in found for number in range(len(spans))], np.int64)
    table.insert(table.columns.get_loc("start"), "sentence_id", numbers)
    return table.assign(sentence=sentences)


def tokenize(articles: pd.DataFrame) -> pd.DataFrame:
    """Cut every article into words. Punctuation is no token.

    Parameters
    ----------
    articles : one row an article, with `doc_id` and `text`.

    Returns
    -------
    One row a token, by article and place: `doc_id`, `source` (where the articles have it), `start`, `end`,
    `token` as printed. *al-Assad*, *cease-fire*, *U.S.*, *3,00,000*, *wasn’t* and *Syria’s* are one token,
    and so is a word with soft hyphens, or parted by a hyphen and a line break; it is counted as it reads.
    *½*, *x²* and *③* are words, too, and a combining mark of any script belongs to its word.

    So that a word takes few bytes, places are 32-bit integers, and text is categorical: each distinct value
    is kept once, in alphabetical order. What adds or fills in a new value wants text:
    ``tokens["speaker_name"].astype("str")``.

    Raises
    ------
    TableError : a column is missing, a `doc_id` occurs twice, or a text is not a string.

    Examples
    --------
    >>> articles = pd.DataFrame({"doc_id": ["a"], "text": ["Syria’s cease-fire wasn’t kept."]})
    >>> aa.text.tokenize(articles)
      doc_id  start  end       token
    0      a      0    7     Syria’s
    1      a      8   18  cease-fire
    2      a     19   25      wasn’t
    3      a     26   30        kept
    """
    articles = check_articles("text.tokenize", articles)
    found = find_words(each_text(articles["text"]))
    ids = {name: _repeated(articles[name], found.n) for name in id_columns(articles)}
    token = categorical_at(pd.Series(found.distinct, dtype="str"), found.word)
    return Table({**ids, "start": found.start, "end": found.end, "token": token}, copy=False)


def _repeated(column: pd.Series, n: np.ndarray) -> pd.Categorical:
    """Each value so many times; what stands nowhere is no category."""
    rows = np.flatnonzero(n)
    held = categorical_at(column, rows)
    return pd.Categorical.from_codes(np.repeat(held.codes, n[rows]), dtype=held.dtype)


def keyword_in_context(articles: pd.DataFrame, pattern: str, *, window: int = 8) -> pd.DataFrame:
    """Find a word or phrase and show the words around it.

    Parameters
    ----------
    articles : one row an article, with `doc_id` and `text`.
    pattern : a word or phrase, whatever its case; `*` stands for any letters within a word:
        ``"humanitarian pause*"``.
    window : how many words to show on each side, within the paragraph (hard-wrapped ones are read whole).

    Returns
    -------
    One row a hit, all of them, by article and place: `doc_id`, `source` (where the articles have it),
    `start`, `end`, `before`, `match`, `after`; the three texts put together are the article's own.

    Raises
    ------
    TableError : a column is missing, or the pattern is empty or matches every word.

    Examples
    --------
    >>> articles = pd.DataFrame({"doc_id": ["a"], "text": ["They call it a “humanitarian pause” in Aleppo."]})
    >>> aa.text.keyword_in_context(articles, "humanitarian pause*", window=2)
      doc_id  start  end  before               match         after
    0      a     16   34  it a “  humanitarian pause  ” in Aleppo.
    """
    articles = check_articles("text.keyword_in_context", articles)
    if not isinstance(pattern, str):
        raise TableError(
            f"text.keyword_in_context: the pattern must be a string; it is {pattern!r}.\n"
            "Write a word, a phrase, or a beginning such as 'decei*'."
        )
    find, window = term_pattern(pattern).finditer, max(window, 0)
    texts = texts_of(articles)
    unbroken = [text for batch in batches(texts) for text in all_unwrapped(batch)]
    found = [[match.span() for match in find(text)] for text in unbroken]
    context = [
        (text[begin:start], text[start:end], text[end:stop])
        for text, lines, spans in zip(texts, unbroken, found, strict=True)
        for start, end in spans
        for begin, stop in [(_begin(lines, start, window), _stop(lines, end, window))]
    ]
    shown = pd.DataFrame(context, columns=["before", "match", "after"], dtype="str")
    return pd.concat([stack_spans(articles, found), shown], axis=1)


def _begin(text: str, start: int, window: int) -> int:
    """Where so many words before a place begin, or its paragraph."""
    furthest = max(start - _LONGEST * window, 0)
    first = max(text.rfind("\n", furthest, start), text.rfind("\r", furthest, start), furthest - 1) + 1
    return start - _reach(text[first:start][::-1], window)


def _stop(text: str, end: int, window: int) -> int:
    """Where so many words after a place end, or its paragraph."""
    rest = _REST_OF_LINE.match(text, end, end + _LONGEST * window)
    return end + _reach(rest[0] if rest else "", window)


def _reach(text: str, window: int) -> int:
    """Where so many words from the begin of a text end, or the text without blanks at its end."""
    words = list(islice(PRINTED_WORD.finditer(text), window + 1))
    return words[window - 1].end() if len(words) > window else len(text.rstrip())
