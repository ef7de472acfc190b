"""Codings without the texts that others own, and with them again."""

import pandas as pd

from ..articles import warn_outside
from ..kinds import PLACES_OR_NONE
from ..spans import check_places
from ..tables import Table, check_articles, check_columns, texts_of
from .designs import keys_of
from .keys import sha256
from .tasks import CodingWarning

_HOLD_TEXT = ["text", "words", "sentence", "quote", "match", "before", "after"]
_PLACES = dict.fromkeys(["start", "end"], PLACES_OR_NONE)  # of a whole article there is none
_RUN = 4  # words in a row that tell that a text was copied


def without_texts(coded: pd.DataFrame) -> pd.DataFrame:
    """Take the words of the articles out of codings, so that they can be published.

    Parameters
    ----------
    coded : codes or spans, as `coding.load` returns: with `doc_id`, `text_sha256` and `words`.

    Returns
    -------
    The rows without columns that hold words of the articles: those called `words`, `text`, `sentence`,
    `quote`, `match`, `before`, `after`, and any other with a value that shares four words in a row with
    `words` of its article, such as a coder's note that quotes. Offsets, codes and `text_sha256` stay, so that
    whoever has the articles can put the words back: `coding.with_texts`.

    Raises
    ------
    TableError : a column is missing.

    Examples
    --------
    >>> coded = pd.DataFrame({
    ...     "doc_id": ["a"], "words": ["It was a trap."], "is_present": [True],
    ...     "text_sha256": ["e2a1…"], "note": ["cf. “it was a trap”"], "coder": ["Ann"],
    ... })
    >>> aa.coding.without_texts(coded)
      doc_id  is_present text_sha256 coder
    0      a        True       e2a1…   Ann
    """
    coded = check_columns(
        "coding.without_texts", "coded", coded, ["doc_id", "text_sha256", "words"], known=[]
    )
    runs: dict[object, set[tuple[str, ...]]] = {}
    for doc_id, words in zip(coded["doc_id"], coded["words"], strict=True):
        runs.setdefault(doc_id, set()).update(_runs(words))
    telling = [
        name
        for name in coded.columns
        if name in _HOLD_TEXT
        or any(
            not runs[doc_id].isdisjoint(_runs(value))
            for doc_id, value in zip(coded["doc_id"], coded[name], strict=True)
        )
    ]
    return Table(coded.drop(columns=telling))


def with_texts(published: pd.DataFrame, articles: pd.DataFrame) -> pd.DataFrame:
    """Put the words of the articles back to codings that were published without.

    Parameters
    ----------
    published : what `coding.without_texts` returned: `doc_id`, `text_sha256`, and for parts of articles
        `start` and `end`.
    articles : the articles, one's own copies of them.

    Returns
    -------
    The rows with `words` added, the article's text from `start` to `end`; ``<NA>`` where there is no place,
    no such article, or one whose text is not to the letter the one that was coded, as its SHA-256 tells.

    Raises
    ------
    TableError : a column is missing.

    Warns
    -----
    CodingWarning : articles are missing or were changed, so that their rows have no words.

    Examples
    --------
    >>> articles = pd.DataFrame({"doc_id": ["a"], "text": ["It was a trap. Nobody spoke."]})
    >>> import hashlib
    >>> published = pd.DataFrame({
    ...     "doc_id": ["a"], "start": [9], "end": [13], "is_present": [True],
    ...     "text_sha256": [hashlib.sha256(articles["text"][0].encode()).hexdigest()],
    ... })
    >>> aa.coding.with_texts(published, articles)[["doc_id", "words", "is_present"]]
      doc_id words  is_present
    0      a  trap        True
    """
    articles = check_articles("coding.with_texts", articles)
    published = check_columns(
        "coding.with_texts", "published", published, ["doc_id", "text_sha256"], holds=_PLACES, known=_PLACES
    )
    if {"start", "end"} <= set(published.columns):
        check_places("coding.with_texts", "published", published, "")
    texts = dict(zip(articles["doc_id"], texts_of(articles), strict=True))
    hashes = {doc_id: sha256(text) for doc_id, text in texts.items()}
    same = [
        hashes.get(doc_id) == told
        for doc_id, told in zip(published["doc_id"], published["text_sha256"], strict=True)
    ]
    changed = published.loc[[not one for one in same], "doc_id"].drop_duplicates()
    if len(changed):
        warn_outside(
            CodingWarning(
                f"coding.with_texts: {len(changed)} articles are missing or were changed after the coding, "
                f"first {', '.join(map(repr, changed.head(3)))}.\nTheir rows have no words."
            )
        )
    places = published[keys_of(published)].itertuples(index=False, name=None)
    words = [
        _words(texts[place[0]], *place[1:]) if one else None for one, place in zip(same, places, strict=True)
    ]
    return Table(published.assign(words=pd.array(words, dtype="str")))


def _words(text: str, start: int | None = 0, end: int | None = None) -> str | None:
    return None if pd.isna(start) else text[start:end]


def _runs(value: object) -> set[tuple[str, ...]]:
    """All runs of so many words in a text, whatever stands between them."""
    if not isinstance(value, str):
        return set()
    words = "".join(c if c.isalnum() else " " for c in value.casefold()).split()
    return set(zip(*(words[first:] for first in range(_RUN)), strict=False))
