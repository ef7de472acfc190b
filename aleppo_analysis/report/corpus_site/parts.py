"""What a part of a corpus adds to the findings: small tables of counts, and the lines that were counted."""

from __future__ import annotations

import re
from collections.abc import Iterable
from hashlib import blake2b
from textwrap import shorten

import pandas as pd

from ...corpus import Corpus
from ...loading import kind_of
from ...passages import evidence
from ...spans import join_spans
from ...tables import dates_of, drop_related, texts_of

DOUBTFUL = 0.5  # an attribution that is less sure is wrong more often than right
_CONTEXT = 240  # characters that are kept on each side of what was found
_LONGEST = 32_000  # characters that are kept of what was found: a cell of a spreadsheet holds so many
_TITLE = 200  # characters of a title
_KNOWN = ["doc_id", "source", "outlet", "title", "language"]
_LINE = ["number", "source", "start", "before", "match", "after"]
_NUMBER = (
    "number_id doc_id start end number low high is_approximate unit kind counted as_of_first as_of_last zone "
    "origin"
).split()
_SPEAKER = ["speaker", "speaker_group", "mention", "confidence", "is_doubtful"]


def rows_of(corpus: Corpus, first: int, *, has_frames: bool) -> dict[str, pd.DataFrame]:
    """The rows that a part adds to each table of the findings; its articles are numbered from `first`."""
    quotes, counted = _quotes(corpus), drop_related("write_corpus_site", "tokens", corpus.tokens)
    spoken = quotes[quotes["use"].isin(["speech", "term"])]
    rows = {
        "quotes": _lines(spoken, corpus, first)[[*_LINE, *_SPEAKER, "kind", "use", "act"]],
        "said": _said(counted),
        "voices": _sizes(counted, ["source", "voice"]),
        "words": _sizes(corpus.counts(["source", "doc_id"]), ["source", "term"]),
    }
    if has_frames:
        matches = _matches(corpus, quotes)
        lines = _lines(matches, corpus, first)
        rows["matches"] = lines[[*_LINE, *_SPEAKER, "frame", "term", "voice", "is_negated"]]
        rates = corpus.frame_rates(by=["source", "voice"])
        rows["rates"] = rates[["source", "voice", "frame", "n", "n_articles_with"]]
        rows["frame_articles"] = corpus.frame_rates(by="source")[["source", "frame", "n_articles_with"]]
    rows["numbers"], rows["texts"] = _numbers_and_texts(corpus)
    unread = quotes[quotes["use"].isna()]
    rows["articles"] = _articles(corpus, first, counted, unread, rows)
    return rows


def _numbers_and_texts(corpus: Corpus) -> tuple[pd.DataFrame, pd.DataFrame]:
    """The quantities, and the articles that they are compared in: by event, else each by itself."""
    articles, numbers = corpus.articles, corpus.numbers
    event = _texts(_column(articles, "event_id")).fillna(articles["doc_id"])
    texts = articles[["doc_id", "source", "text"]].assign(event=event, published=_days(articles))
    event_of = dict(zip(texts["doc_id"], texts["event"], strict=True))
    days = {name: numbers[name].dt.strftime("%Y-%m-%d") for name in ("as_of_first", "as_of_last")}
    kept = numbers[[name for name in _NUMBER if name in numbers.columns]]
    return kept.assign(event=numbers["doc_id"].map(event_of), **days), texts[
        texts["doc_id"].isin(numbers["doc_id"])
    ]


def prepared(articles: pd.DataFrame) -> pd.DataFrame:
    """Articles whose names are text, and which have a source, if a missing one."""
    known = {
        name: _texts(_column(articles, name))
        for name in _KNOWN
        if name == "source" or name in articles.columns
    }
    return articles.assign(**known)


def problem_rows(problems: pd.DataFrame, failures: Iterable[str] = ()) -> pd.DataFrame:
    """The problems of a part with their kinds; `failures` say in which articles rules failed."""
    failed = pd.DataFrame({"what": "rules failed", "n": 1, "done": list(failures)})
    both = pd.concat([problems, failed], ignore_index=True) if len(failed) else problems
    return both.assign(kind=[kind_of(*pair) for pair in zip(both["what"], both["done"], strict=True)])


def file_of(name: str) -> str:
    """A file name that every system can hold and no other name has, whatever stands in the name."""
    words = re.sub(r"[^a-z0-9]++", "-", name[:200].lower())[:40].strip("-")
    return f"{words}-{blake2b(name.encode(), digest_size=8).hexdigest()}.html".removeprefix("-")


def _quotes(corpus: Corpus) -> pd.DataFrame:
    """The quotations outside links and credits, with the speaker by name, and whether that is doubtful."""
    zoned = join_spans(corpus.quotes, corpus.zones, ["zone"])
    return _named(drop_related("write_corpus_site", "quotes", zoned))


def _matches(corpus: Corpus, quotes: pd.DataFrame) -> pd.DataFrame:
    """The frame wording, with the confidence of the quotation that it stands in."""
    confidence = dict(zip(quotes["quote_id"], quotes["confidence"], strict=True))
    return _named(
        corpus.matches.assign(confidence=corpus.matches["quote_id"].map(confidence).astype("float64"))
    )


def _named(found: pd.DataFrame) -> pd.DataFrame:
    named = found.rename(columns={"speaker": "mention", "speaker_name": "speaker"})
    return named.assign(is_doubtful=(named["confidence"] < DOUBTFUL) & named["speaker"].notna())


def _lines(found: pd.DataFrame, corpus: Corpus, first: int) -> pd.DataFrame:
    """The sentences around what was found, cut where they are long."""
    lines = evidence(found, corpus.articles)
    number = lines["doc_id"].map(_numbers(corpus, first))
    return lines.assign(
        number=number.astype("int64"),
        before=[f"…{text[-_CONTEXT:]}" if len(text) > _CONTEXT else text for text in lines["before"]],
        match=[f"{text[:_LONGEST]}…" if len(text) > _LONGEST else text for text in lines["match"]],
        after=[f"{text[:_CONTEXT]}…" if len(text) > _CONTEXT else text for text in lines["after"]],
    )


def _said(counted: pd.DataFrame) -> pd.DataFrame:
    """The words in quotation marks, speaker by speaker."""
    marked = counted[counted["voice"].isin(["direct", "term"])]
    said = marked.groupby(["speaker_name", "speaker_group"], dropna=False).size().reset_index(name="n_words")
    return said.rename(columns={"speaker_name": "speaker"})


def _sizes(rows: pd.DataFrame, by: list[str]) -> pd.DataFrame:
    """How often each cell occurs, and in how many articles; `rows` are tokens, or counts with their `n`."""
    counts = rows if "n" in rows.columns else rows.assign(n=1)
    grouped = counts.groupby(by, dropna=False, observed=True)
    return grouped.agg(n=("n", "sum"), n_articles=("doc_id", "nunique")).reset_index()


def _articles(
    corpus: Corpus, first: int, counted: pd.DataFrame, unread: pd.DataFrame, rows: dict[str, pd.DataFrame]
) -> pd.DataFrame:
    """One row an article: where it stands, what is known of it, and how much was found in it."""
    articles = corpus.articles
    number = articles["doc_id"].map(_numbers(corpus, first))
    table = pd.DataFrame(
        {name: _column(articles, name) for name in ("doc_id", "source", "outlet", "url", "language")}
    )
    for name in ("quotes", "matches"):
        found = rows[name]["number"].value_counts() if name in rows else {}
        table[f"n_{name}"] = number.map(found).fillna(0).astype("int64")
    return table.assign(
        number=number,
        file=[f"articles/{file_of(doc_id)}" for doc_id in articles["doc_id"]],
        title=[_title(*one) for one in zip(_column(articles, "title"), texts_of(articles), strict=True)],
        published=_days(articles),
        n_words=_n_in_each(articles, counted),
        n_unread=_n_in_each(articles, unread),
    )


def _n_in_each(articles: pd.DataFrame, found: pd.DataFrame) -> pd.Series:
    """How many rows of what was found each article has."""
    return articles["doc_id"].map(found["doc_id"].value_counts()).fillna(0).astype("int64")


def _numbers(corpus: Corpus, first: int) -> dict[str, int]:
    return {doc_id: first + place for place, doc_id in enumerate(corpus.articles["doc_id"])}


def _title(title: object, text: str) -> str | None:
    """The title, or the first line of the text."""
    given = str(title) if isinstance(title, str) and title.strip() else text.strip().partition("\n")[0]
    return shorten(given, _TITLE, placeholder=" …") or None


def _days(articles: pd.DataFrame) -> pd.Series:
    """The day each article was published, as text that sorts; missing where it is not known."""
    return dates_of("write_corpus_site", articles).dt.strftime("%Y-%m-%d")


def _texts(values: pd.Series) -> pd.Series:
    """The values as text that every file can hold."""
    texts = [None if pd.isna(value) else str(value).encode(errors="replace").decode() for value in values]
    return pd.Series(texts, index=values.index, dtype="str")


def _column(table: pd.DataFrame, name: str) -> pd.Series:
    """A column, or missing values where the table has none of that name."""
    return table[name] if name in table.columns else pd.Series(pd.NA, index=table.index, dtype="str")
