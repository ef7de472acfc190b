"""Texts to sentences, tokens, counts of terms, and keywords in context. Offsets are those of the text."""

import re
from collections.abc import Iterator, Sequence
from functools import cache
from typing import Any

import pandas as pd

from ._tables import (
    TableError,
    as_list,
    check_articles,
    check_columns,
    drop_related,
    texts_of,
)
from .spans import stack_spans

_LETTER = r"[^\W\d_]"
CHARACTER = r"[\w\u0300-\u036f]"  # a combining accent belongs to its word
TOKEN = (
    rf"(?:{_LETTER}(?:\.{_LETTER})+(?!{CHARACTER})\.?"  # U.S.
    r"|\d+(?:[.,]\d+)+"  # 3,00,000
    rf"|{CHARACTER}+)"
    rf"(?:[-‐‑'’]{CHARACTER}+)*"  # al-Assad, wasn’t
)
_BLANK = r"[^\S\r\n]"
_ANY_WORD = f"{_BLANK}(?:{_BLANK}*+{CHARACTER}*+)?"  # `*` by itself, after other words; there may be none
_ANY_WORD_FIRST = f"(?:{CHARACTER}++|(?<!(?<!{CHARACTER}){_BLANK}))"  # no word: before a run, not within it
_POSSESSIVE = re.compile(r"(?<=.)'s$")
_CURLY = str.maketrans({"’": "'", "‘": "'", "ʼ": "'", "‐": "-", "‑": "-"})

# Abbreviations that end in a full stop inside a sentence, and words that open a new one after one of them.
_ABBREVIATIONS = (
    "adm brig capt cmdr col cpl dr e.g etc fr gen gov hon i.e jr lt maj messrs mr mrs ms no p pp prof rep "
    "rev sen sgt sr st u.k u.n u.s vs a.m p.m jan feb mar apr jun jul aug sep sept oct nov dec inc ltd co "
    "corp"
)
_OPENERS = (
    "a after although an and as at before but for he however if in it meanwhile on she since so that the "
    "there these they this those we what when while"
)
_PARAGRAPH = re.compile(r"(?<![^\r\n])[^\r\n]*\S[^\r\n]*")  # begins a line, so that blanks are read once
_PRINTED_WORD = re.compile(r"(?<!\S)\S*\w\S*")
_CLOSERS = r"[\"'’”»)\]}]"


def split_sentences(articles: pd.DataFrame) -> pd.DataFrame:
    """Split every article into sentences; no sentence goes over a line break.

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

    Notes
    -----
    Punkt (Kiss & Strunk 2006) as NLTK implements it, with a written list of abbreviations in place of a
    trained model, so that nothing is downloaded. Closing marks stay with their sentence, and a sentence
    goes on after one when what follows begins with a small letter: *“Why?” she asked.*

    Examples
    --------
    >>> articles = pd.DataFrame({"doc_id": ["a"], "text": ["Gen. Amin left. “Why?” she asked."]})
    >>> split_sentences(articles)
      doc_id  sentence_id  start  end           sentence
    0      a            0      0   15    Gen. Amin left.
    1      a            1     16   33  “Why?” she asked.
    """
    check_articles("split_sentences", articles)
    texts = texts_of(articles)
    found = [list(_sentence_spans(text)) for text in texts]
    table = stack_spans(articles, found)
    sentences = [text[start:end] for text, spans in zip(texts, found, strict=True) for start, end in spans]
    table.insert(table.columns.get_loc("start"), "sentence_id", table.groupby("doc_id").cumcount())
    return table.assign(sentence=pd.Series(sentences, dtype="str"))


def tokenize(articles: pd.DataFrame) -> pd.DataFrame:
    """Cut every article into words. Punctuation is no token.

    Parameters
    ----------
    articles : one row an article, with `doc_id` and `text`.

    Returns
    -------
    One row a token, by article and place: `doc_id`, `source` (where the articles have it), `start`, `end`,
    `token` as printed. *al-Assad*, *cease-fire*, *U.S.*, *3,00,000*, *wasn’t* and *Syria’s* are one token.

    Raises
    ------
    TableError : a column is missing, a `doc_id` occurs twice, or a text is not a string.

    Examples
    --------
    >>> articles = pd.DataFrame({"doc_id": ["a"], "text": ["Syria’s cease-fire wasn’t kept."]})
    >>> tokenize(articles)
      doc_id  start  end       token
    0      a      0    7     Syria’s
    1      a      8   18  cease-fire
    2      a     19   25      wasn’t
    3      a     26   30        kept
    """
    check_articles("tokenize", articles)
    texts = texts_of(articles)
    found = [list(_tokenizer().span_tokenize(text)) for text in texts]
    tokens = [text[start:end] for text, spans in zip(texts, found, strict=True) for start, end in spans]
    return stack_spans(articles, found).assign(token=pd.Series(tokens, dtype="str"))


def count_terms(tokens: pd.DataFrame, *, by: str | Sequence[str]) -> pd.DataFrame:
    """Count how often each term occurs in each group of tokens.

    Parameters
    ----------
    tokens : one row a token, with `token`, the columns `by`, and `zone` or `voice`; rows in `related` text
        (links, credits, share lines) are left out.
    by : column or columns that make a group, such as ``"source"`` or ``["source", "voice"]``. A missing
        value is a group of its own.

    Returns
    -------
    One row a group and term that occurs in it, sorted by both: the columns `by`, `term` (the token in
    lower case, apostrophes straightened, without possessive *'s*), `n` (int, 1 or more).

    Raises
    ------
    TableError : a column is missing, or there is neither `zone` nor `voice`.

    Examples
    --------
    >>> tokens = pd.DataFrame({"source": "post", "zone": "body", "token": ["Syria’s", "war", "Syria"]})
    >>> count_terms(tokens, by="source")
      source   term  n
    0   post  syria  2
    1   post    war  1
    """
    groups = as_list(by)
    check_columns("count_terms", "tokens", tokens, ["token", *groups])
    counted = drop_related("count_terms", "tokens", tokens)
    codes, uniques = pd.factorize(counted["token"])
    terms = pd.Series([to_term(token) for token in uniques], dtype="str")
    table = counted[groups].assign(term=terms.take(codes).to_numpy())
    counts = table.groupby([*groups, "term"], dropna=False, observed=True).size()
    return counts.rename("n").reset_index().astype({"term": "str"})


def keyword_in_context(articles: pd.DataFrame, pattern: str, *, window: int = 8) -> pd.DataFrame:
    """Find a word or phrase and show the words around it.

    Parameters
    ----------
    articles : one row an article, with `doc_id` and `text`.
    pattern : a word or phrase, whatever its case; `*` stands for any letters within a word:
        ``"humanitarian pause*"``.
    window : how many words to show on each side, within the paragraph.

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
    >>> keyword_in_context(articles, "humanitarian pause*", window=2)
      doc_id  start  end  before               match         after
    0      a     16   34  it a “  humanitarian pause  ” in Aleppo.
    """
    check_articles("keyword_in_context", articles)
    find = term_pattern(pattern).finditer
    texts = texts_of(articles)
    found = [[match.span() for match in find(text)] for text in texts]
    context = [
        (_before(text, start, window), text[start:end], _after(text, end, window))
        for text, spans in zip(texts, found, strict=True)
        for start, end in spans
    ]
    shown = pd.DataFrame(context, columns=["before", "match", "after"], dtype="str")
    return pd.concat([stack_spans(articles, found), shown], axis=1)


def to_term(token: str) -> str:
    """The form in which a token is counted: lower case, straight apostrophes, no possessive *'s*."""
    return _POSSESSIVE.sub("", token.lower().translate(_CURLY))


@cache
def term_pattern(term: str) -> re.Pattern[str]:
    """One careful regex for a term: whole words, any case, `*` for letters within a word.

    The words of a phrase may be parted by any blanks of one paragraph, and apostrophes may be straight
    or curly.
    """
    words = term.split()
    if not words or not any(character.isalnum() for character in term):
        raise TableError(
            f"term_pattern: a term needs at least one letter or digit; {term!r} has none.\n"
            "Write a word, a phrase, or a beginning such as 'decei*'."
        )
    return re.compile(rf"(?<!{CHARACTER}){term_regex(' '.join(words))}(?!{CHARACTER})", re.IGNORECASE)


def term_regex(term: str) -> str:
    """A term, its words parted by single blanks, as a regex without bounds.

    Its time is linear in the text, however many stars it has: runs of blanks are read once, and a piece
    between two stars is taken where it stands first, since what may follow a later place may follow that one.
    """
    first, *others = re.sub(r"\*+", "*", term).split(" ")
    begin = _ANY_WORD_FIRST if first == "*" else _word_regex(first)
    return begin + "".join(_ANY_WORD if word == "*" else f"{_BLANK}++{_word_regex(word)}" for word in others)


def _word_regex(word: str) -> str:
    first, *pieces = (re.sub("['’]", "['’]", re.escape(piece)) for piece in word.split("*"))
    middle = "".join(f"(?>{CHARACTER}*?{piece})" for piece in pieces[:-1])
    return first + middle + "".join(f"{CHARACTER}*{piece}" for piece in pieces[-1:])


@cache
def _tokenizer() -> Any:
    from nltk.tokenize import RegexpTokenizer

    return RegexpTokenizer(TOKEN)


@cache
def _punkt() -> Any:
    """NLTK's Punkt with written parameters; closing curly marks belong to the sentence they close.

    NLTK stops a search after five seconds, which a long article may need; this pattern is linear.
    """
    from nltk.tokenize.punkt import (
        PunktLanguageVars,
        PunktParameters,
        PunktSentenceTokenizer,
    )

    class LanguageVars(PunktLanguageVars):
        re_boundary_realignment = re.compile(rf"{_CLOSERS}+?(?:\s+|(?=--)|$)", re.MULTILINE)

        def period_context_re(self) -> re.Pattern[str]:
            return re.compile(super().period_context_re().pattern, re.VERBOSE)

    parameters = PunktParameters()
    parameters.abbrev_types = set(_ABBREVIATIONS.split())
    parameters.sent_starters = set(_OPENERS.split())
    return PunktSentenceTokenizer(parameters, lang_vars=LanguageVars())


def _sentence_spans(text: str) -> Iterator[tuple[int, int]]:
    for paragraph in _PARAGRAPH.finditer(text):
        first: int | None = None
        for start, end in _punkt().span_tokenize(paragraph[0]):
            first = start if first is None else first
            if not _goes_on(paragraph[0], end):
                yield _trimmed(text, paragraph.start() + first, paragraph.start() + end)
                first = None
        if first is not None:
            yield _trimmed(text, paragraph.start() + first, paragraph.end())


def _goes_on(paragraph: str, end: int) -> bool:
    """Whether the sentence goes on after `end`: the next word begins with a small letter."""
    rest = paragraph[end:].lstrip()
    return rest[:1].islower()


def _trimmed(text: str, start: int, end: int) -> tuple[int, int]:
    while end > start and text[end - 1].isspace():
        end -= 1
    while start < end and text[start].isspace():
        start += 1
    return start, end


def _before(text: str, start: int, window: int) -> str:
    paragraph = text[max(text.rfind("\n", 0, start), text.rfind("\r", 0, start)) + 1 : start]
    words = list(_PRINTED_WORD.finditer(paragraph))
    return paragraph[words[-window].start() :] if len(words) > window > 0 else paragraph.lstrip()


def _after(text: str, end: int, window: int) -> str:
    line = re.compile(r"[^\r\n]*").match(text, end)
    paragraph = line[0] if line else ""
    words = list(_PRINTED_WORD.finditer(paragraph))
    return paragraph[: words[window - 1].end()] if len(words) > window > 0 else paragraph.rstrip()
