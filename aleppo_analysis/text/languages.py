"""Which language a text is in: what is not English is not read by rules that know English only."""

import html
import re
from collections import Counter
from collections.abc import Sequence
from functools import cache
from typing import TYPE_CHECKING

import pandas as pd

from ..articles import warn_outside
from ..columns import each_text
from ..tables import Table, check_articles, id_columns, texts_of

if TYPE_CHECKING:
    from py3langid.langid import LanguageIdentifier

# The languages of most of the world's news; with fewer rivals the answer is surer. Of near relatives one is
# asked for: Norwegian stands for both its forms, Croatian for Bosnian, Portuguese for Galician.
_ASKED = (
    "am ar az be bg bn ca cs da de el en es et eu fa fi fr gu he hi hr hu hy id is it ja ka kk kn ko lt lv "
    "mk ml mr ms ne nl no pa pl pt ro ru si sk sl sq sr sv sw ta te th tl tr uk ur vi zh"
).split()
_SMALL_WORDS = frozenset(
    "the of and to that was were with which this from their they would have has been said who his by for is "
    "it as are not".split()
)
_SMALL_SHARE = 0.15  # of the words; of 929 English articles 98% have it, of others most have 9%
_FEWEST_SMALL = 15
_GLANCED_AT = 1000  # characters
_READ = 3000  # characters of a text that are looked at
_FEWEST_LETTERS = 15  # of words that are not capitalised: names have no language
_FEWEST_FOREIGN = 8  # of letters that no language of Latin script has
_SURE = 0.9  # that it is another language; what is taken for English is lost to no rule
_LIKELY = 0.5  # that it is English

_ENGLISH = re.compile(r"(?:(?:en|eng|english)(?:[-_ (].*)?|und)?", re.IGNORECASE)  # or not said
_NO_WORDS = re.compile(r"(?<!\S)\S*(?:://|@|\bwww\.)\S*|<[^<>]{1,300}>|[\d_]+")
_IN_MARKS = re.compile(r"[“”„«»‹›「\"][^“”„«»‹›「」\"\n]{1,600}+[“”«»‹›」\"]")


class LanguageWarning(UserWarning):
    """Articles that are not in English, so that nobody says who is quoted in them."""


def languages_of(texts: Sequence[str]) -> list[str | None]:
    """The language of each text, as `find_languages` finds it; most English is known by its small words."""
    return ["en" if _is_plainly_english(text) else _language(text)[0] for text in texts]


def find_languages(articles: pd.DataFrame) -> pd.DataFrame:
    """Say which language each article is in.

    Parameters
    ----------
    articles : one row an article, with `doc_id` and `text`.

    Returns
    -------
    One row an article, in their order: `doc_id`, `source` (where the articles have it), `language`, a code
    of ISO 639-1 (*en*, *fr*), ``<NA>`` where the text is too short or the answer too unsure; `confidence`,
    0 to 1, that of the likeliest language, ``<NA>`` where the text is too short.

    Raises
    ------
    TableError : a column is missing, a `doc_id` occurs twice, or a text is not a string.

    Notes
    -----
    py3langid (naive Bayes over sequences of letters; Lui & Baldwin 2012), which comes with its model, asked
    for 62 languages of the news. Read are the first 3,000 characters without links, markup and digits, and
    without what stands in double marks, so that a quotation in another language decides nothing; if the rest
    is too short, with it, and the rest must agree. Too short is under 15 letters in words that do not begin
    as names do. Another language needs a confidence of .9, English .5; letters that are not Latin need none:
    they are not English. `tests/gold/README.md` says how the limits were chosen.

    Examples
    --------
    >>> texts = ["Die Brücke bleibt bis Mai gesperrt.", "No deal"]
    >>> articles = pd.DataFrame({"doc_id": ["a", "b"], "text": texts})
    >>> aa.text.find_languages(articles)[["doc_id", "language"]]
      doc_id language
    0      a       de
    1      b      NaN
    """
    articles = check_articles("text.find_languages", articles)
    found = [_language(text) for text in each_text(articles["text"])]
    return Table(articles[id_columns(articles)].reset_index(drop=True)).assign(
        language=pd.Series([language for language, _ in found], dtype="str"),
        confidence=pd.Series([confidence for _, confidence in found], dtype="float64"),
    )


def known_languages(function: str, articles: pd.DataFrame) -> list[str]:
    """The language of each article by its column `language`, else by its text; *en* where nobody knows."""
    if "language" not in articles.columns:
        return [language or "en" for language in languages_of(texts_of(articles))]
    given = [value.strip() if isinstance(value, str) else "" for value in articles["language"]]
    return ["en" if _ENGLISH.fullmatch(language) else language for language in given]


def warn_of_languages(function: str, languages: Sequence[str], what: str) -> None:
    """Say how many articles are not in English, which languages they are in, and what follows."""
    others = Counter(language for language in languages if language != "en")
    if others:
        shown = ", ".join(f"{language} {n}" for language, n in others.most_common(5))
        warn_outside(
            LanguageWarning(
                f"{function}: {others.total()} of {len(languages)} articles are not in English ({shown}"
                f"{', ...' if len(others) > 5 else ''}): {what}.\n"
                "Where that is wrong, say so in a column `language` of the articles: 'en'."
            )
        )


def _is_plainly_english(text: str) -> bool:
    """Whether so many words are small ones of English that the model, 70 times as slow, need not be asked."""
    words = text[:_GLANCED_AT].casefold().split()
    n_small = sum(word in _SMALL_WORDS for word in words)
    return n_small >= max(_FEWEST_SMALL, _SMALL_SHARE * len(words))


def _language(text: str) -> tuple[str | None, float | None]:
    """The language of a text and how sure it is; nothing for a text too short."""
    whole = _NO_WORDS.sub(" ", html.unescape(text[:_READ]))
    words, outside = whole.split(), _IN_MARKS.sub(" ", whole).split()
    is_outside = not _is_too_short(outside)
    read = outside if is_outside else words
    if _is_too_short(read):
        return None, None
    language, confidence = identifier().classify(" ".join(read))
    is_sure = _is_foreign(read) or confidence >= (_LIKELY if language == "en" else _SURE)
    if outside and not is_outside:
        is_sure &= language == identifier().classify(" ".join(outside))[0]
    return (language if is_sure else None), confidence


def _is_too_short(words: Sequence[str]) -> bool:
    if _is_foreign(words):
        return False
    letters = ("".join(filter(str.isalpha, word)) for word in words)
    small = (word for word in letters if not word[:1].isupper() or (len(word) > 1 and word.isupper()))
    return sum(map(len, small)) < _FEWEST_LETTERS


def _is_foreign(words: Sequence[str]) -> bool:
    """Whether most letters are of another script than Latin, and enough of them."""
    letters = [letter for word in words for letter in word if letter.isalpha()]
    n_foreign = sum("\u02ff" < letter < "\u1e00" or letter > "\u1eff" for letter in letters)
    return n_foreign >= _FEWEST_FOREIGN and 2 * n_foreign > len(letters)


@cache
def identifier() -> "LanguageIdentifier":
    """The model, read once; one of our own, since the library's is shared by all who ask it."""
    from py3langid.langid import MODEL_FILE, LanguageIdentifier

    model = LanguageIdentifier.from_model_file(MODEL_FILE, norm_probs=True)
    model.set_languages(_ASKED)
    return model
