"""What a corpus holds, source by source."""

from collections.abc import Iterable

import pandas as pd

from ..columns import each_text
from ..kinds import NUMBERS
from ..tables import TableError, check_articles, check_columns, dates_of
from ..text.pieces import find_words

_ADDED_UP = {
    "n_articles": "sum",
    "n_words": "sum",
    "first_published": "min",
    "last_published": "max",
    "n_inferred_dates": "sum",
    "n_undated": "sum",
}
_INFERRED = r"(?i)\s*inferred"


def describe_corpus(articles: pd.DataFrame) -> pd.DataFrame:
    """Describe what a corpus holds, source by source.

    Parameters
    ----------
    articles : one row an article, with `doc_id` and `text`, and where known `source`, `published` (a date,
        or one written YYYY-MM-DD, with a time after it or not) and `published_basis`.

    Returns
    -------
    One row a source, sorted by `source`: `n_articles`; `n_words` (tokens as `text.tokenize` finds them in the
    whole text, captions and link lines included); `first_published`, `last_published`; `n_inferred_dates`
    (articles whose `published_basis` begins with *inferred*) and `n_undated` (articles without a date).

    Raises
    ------
    TableError : a column is missing, a `doc_id` occurs twice, a text is not a string, or `published` no date.

    Examples
    --------
    >>> articles = pd.DataFrame({
    ...     "doc_id": ["a", "b", "c"], "source": ["post", "herald", "post"], "text": "The convoy waits.",
    ...     "published": ["2016-10-20", "2016-10-18", None],
    ... })
    >>> aa.describe_corpus(articles)[["source", "n_articles", "n_words", "first_published", "n_undated"]]
       source  n_articles  n_words first_published  n_undated
    0  herald           1        3      2016-10-18          0
    1    post           2        6      2016-10-20          1
    """
    articles = check_articles("describe_corpus", articles)
    described = pd.DataFrame(
        {
            "source": _column(articles, "source"),
            "n_words": find_words(each_text(articles["text"])).n,
            "published": dates_of("describe_corpus", articles),
            "is_inferred": _column(articles, "published_basis").astype("str").str.match(_INFERRED, na=False),
        }
    )
    return (
        described.assign(is_undated=described["published"].isna())
        .groupby("source", dropna=False)
        .agg(
            n_articles=("n_words", "size"),
            n_words=("n_words", "sum"),
            first_published=("published", "min"),
            last_published=("published", "max"),
            n_inferred_dates=("is_inferred", "sum"),
            n_undated=("is_undated", "sum"),
        )
        .reset_index()
    )


def _column(table: pd.DataFrame, name: str) -> pd.Series:
    """A column, or missing values where the table has none of that name."""
    return table[name] if name in table.columns else pd.Series(pd.NA, index=table.index, dtype="str")


def add_up(described: Iterable[pd.DataFrame]) -> pd.DataFrame:
    """What `describe_corpus` gives of several parts of a corpus, as it gives it of all together.

    Raises `TableError` if there is no part, or one is no such table.
    """
    columns, numbers = ["source", *_ADDED_UP], {name: NUMBERS for name in _ADDED_UP if name.startswith("n_")}
    parts = [check_columns("loading.add_up", "described", one, columns, holds=numbers) for one in described]
    if not parts:
        raise TableError(
            "loading.add_up: there is nothing to add up.\nGive what describe_corpus says of a part."
        )
    table = pd.concat(parts, ignore_index=True)
    return table.groupby("source", dropna=False).agg(_ADDED_UP).reset_index()
