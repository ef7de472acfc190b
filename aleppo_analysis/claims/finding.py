"""Articles to quantities: every number that says how many or how much, and who says it."""

from collections.abc import Iterator
from datetime import date
from typing import Any, NamedTuple

import numpy as np
import pandas as pd

from ..articles import in_each
from ..spans import joined
from ..tables import Table, check_articles, check_columns, dates_of, id_columns, texts_of
from ..text.languages import known_languages, warn_of_languages
from ..text.zones import find_zones
from .days import days_in
from .ellipses import Known, with_shared_units
from .pages import page_of, sentences_with_numbers
from .periods import period_of
from .quantities import quantities_of
from .tokens import tokens_of

_SPAN = ["doc_id", "start", "end"]
_SPEAKER = ["speaker", "speaker_name", "speaker_group"]


class _Given(NamedTuple):
    text: str
    published: date | None
    is_english: bool


_Row = tuple[Any, ...]  # a quantity as it stands in the table, by these columns
_DTYPES = {
    "start": "int64", "end": "int64", "number": "str", "low": "Float64", "high": "Float64",
    "is_approximate": "bool", "unit": "str", "kind": "str", "counted": "str", "counted_start": "Int64",
    "counted_end": "Int64", "as_of_first": "datetime64[s]", "as_of_last": "datetime64[s]",
}  # fmt: skip


def find(
    articles: pd.DataFrame,
    *,
    zones: pd.DataFrame | None = None,
    quotes: pd.DataFrame | None = None,
    voices: pd.DataFrame | None = None,
) -> pd.DataFrame:
    """Find every quantity, and say what it counts, as of when, and who claims it.

    Parameters
    ----------
    articles : one row an article, with `doc_id` and `text`; `published` (a calendar date) resolves days such
        as *on Sunday*, `language` says which articles are in English, as for `quotes.attribute`.
    zones : one row a zone, as `text.find_zones` returns; None stands for ``text.find_zones(articles)``.
    quotes : one row a quotation, as `quotes.attribute` returns, with `speaker_name` after `speakers.resolve`.
    voices : the partition by `voices.find`.

    Returns
    -------
    One row a quantity, by article (in the order of `articles`) and place:

    - `number_id`, unique; `doc_id`, `source` (where `articles` has it).
    - `start`, `end`, `number`: the number as printed, with the words that bound it (*more than 800*,
      *Between 250,000 and 300,000*), a sign or code of a currency and a written per cent, without the word of
      its unit and without what is counted.
    - `low`, `high`: the least and the most that it may be. An exact number has both the same; *more than 800*
      is 800 to ``<NA>``, *up to 12* ``<NA>`` to 12. Round words are the least that they mean, and open:
      *dozens* 24, *scores* 40, *hundreds* 200, *thousands* 2,000, *tens of thousands* 20,000. *A couple of
      hundred* is 200.
    - `is_approximate`: it says *about, some, nearly, almost, roughly, an estimated ...*, or is a round word.
    - `unit`: what one is, in the plural: hours, metres, dollars, *dollars per barrel*, share (0 to 1), and of
      people killed, injured, displaced, else people; of all else the noun that is counted (*convoys*). A
      number without a noun has the unit, kind and `counted` of the one that it goes on from, in its sentence
      or the three above (*Police counted 40 boats. The union says 60.*); ``<NA>`` where there is none.
    - `kind`: duration, age, distance, area, volume, weight, speed, temperature, energy, power, ..., money,
      share, people, count.
    - `counted`, `counted_start`, `counted_end`: the noun phrase that is counted, measured or, of an age, the
      person; ``<NA>`` where there is none.
    - `as_of_first`, `as_of_last`: the first and the last day for which its clause gives it: *on Sunday alone*
      both that day, *since 19 September* from that day on (the last one missing), *in August* the whole
      month, *as of* and *by* the day itself. Both missing: no day is given, or only that of saying so.
    - `zone`; and where `voices` or `quotes` is given, `voice`, `quote_id`, `speaker`, `speaker_name` and
      `speaker_group` of its first character, as `voices.add` gives them; of `quotes` alone the outermost
      quotation that holds it.
    - `origin`: who claims it: the speaker's name, or the mention of the speaker where nobody is resolved,
      else the outlet (`source`), else the article. `claims.compare` finds the copies of one report.

    Raises
    ------
    TableError : a column is missing, a `doc_id` occurs twice, a text is not a string, or a table does not
        fit.

    Warns
    -----
    ArticleWarning : rules fail in an article, which then has no rows.
    LanguageWarning : articles are not in English. They have no rows: a figure without its words says little.

    Notes
    -----
    No quantities, and never rows: years, dates, times of day, ordinals, numbers that only name something
    (*Tank 7*, *Flight 302*, *F-16*), phone numbers, versions, scores, addresses, what stands in zone related,
    figures of ten digits and more without a sign between, of more than 40 characters or beyond 1e300.
    *Several, a few, both, twice* and *no* are not read; *one* only where a noun follows. An article's rows
    depend on no other article.

    Examples
    --------
    >>> text = "More than 800 civilians were killed in the 11-hour battle, and nearly half the town has fled."
    >>> articles = pd.DataFrame({"doc_id": ["a"], "text": [text]})
    >>> aa.claims.find(articles)[["number", "low", "high", "unit", "counted"]]
              number    low  high    unit    counted
    0  More than 800  800.0  <NA>  killed  civilians
    1             11   11.0  11.0   hours     battle
    2    nearly half    0.5   0.5   share       town
    """
    articles = check_articles("claims.find", articles)
    zones = find_zones(articles) if zones is None else zones
    zones = check_columns("claims.find", "zones", zones, [*_SPAN, "zone"])
    languages = known_languages("claims.find", articles)
    warn_of_languages("claims.find", languages, "their numbers are not read")
    given = [
        _Given(text, None if pd.isna(day) else day.date(), language == "en")
        for text, day, language in zip(
            texts_of(articles), dates_of("claims.find", articles), languages, strict=True
        )
    ]
    found = in_each(
        "claims.find", articles["doc_id"], given, lambda one: list(_rows(one)), instead=lambda _: []
    )
    table = joined("claims.find", ("articles", "zones"), _table(articles, found), zones, ["zone"])
    table = table[~table["zone"].isin(["related"])].reset_index(drop=True)
    table.insert(0, "number_id", _ids(table["doc_id"]))
    return _with_origin(_with_speakers(table, quotes, voices))


def _rows(given: _Given) -> Iterator[_Row]:
    """The quantities of an article, in characters of its text."""
    if not given.is_english:
        return
    page = page_of(given.text)
    known: list[Known] = []
    for sentence, start, end in sentences_with_numbers(page.text):
        days = list(days_in(page.text, given.published, start, end))
        dated = [(day.start, day.end) for day in days if day.kind != "year"]
        tokens = tokens_of(page.text, start, end)
        for quantity in with_shared_units(tokens, quantities_of(tokens, dated), known, sentence):
            first, last = period_of(page.text, quantity, days)
            counted = page.original(*quantity.counted) if quantity.counted else None
            bounds = page.original(quantity.start, quantity.end)
            number = given.text[slice(*bounds)]
            said = (quantity.low, quantity.high, quantity.is_approximate, quantity.unit, quantity.kind)
            phrase = (given.text[slice(*counted)], *counted) if counted else (None, None, None)
            yield *bounds, number, *said, *phrase, first, last


def _table(articles: pd.DataFrame, found: list[list[_Row]]) -> pd.DataFrame:
    """The rows of all articles as one table."""
    rows = np.repeat(np.arange(len(articles)), [len(each) for each in found])
    table = Table(articles[id_columns(articles)].iloc[rows].reset_index(drop=True))
    columns: list[tuple[Any, ...]] = list(zip(*(row for each in found for row in each), strict=True))
    columns = columns or [()] * len(_DTYPES)
    return table.assign(**{
        name: pd.Series(list(values), dtype=dtype)
        for (name, dtype), values in zip(_DTYPES.items(), columns, strict=True)
    })  # fmt: skip


def _ids(doc_ids: pd.Series) -> pd.Series:
    """Unique names of the rows: the article's and a number."""
    numbers = doc_ids.groupby(doc_ids, sort=False).cumcount() + 1
    return pd.Series([f"{doc_id}:{n}" for doc_id, n in zip(doc_ids, numbers, strict=True)], dtype="str")


def _with_speakers(
    table: pd.DataFrame, quotes: pd.DataFrame | None, voices: pd.DataFrame | None
) -> pd.DataFrame:
    """Whose voice a quantity stands in, and who speaks there."""
    if voices is not None:
        voices = check_columns("claims.find", "voices", voices, [*_SPAN, "voice"])
        names = [name for name in ("voice", "quote_id", *_SPEAKER) if name in voices.columns]
        table = joined("claims.find", ("articles", "voices"), table, voices, names)
    if quotes is None:
        return table
    quotes = check_columns("claims.find", "quotes", quotes, [*_SPAN, "quote_id"])
    names = [name for name in _SPEAKER if name in quotes.columns and name not in table.columns]
    if "quote_id" not in table.columns:
        return joined("claims.find", ("articles", "quotes"), table, _outermost(quotes), ["quote_id", *names])
    told = quotes.drop_duplicates("quote_id").set_index("quote_id")[names].reindex(table["quote_id"])
    return table.assign(**{name: told[name].to_numpy() for name in names})


def _outermost(quotes: pd.DataFrame) -> pd.DataFrame:
    """The quotations that lie in no other."""
    ordered = quotes.sort_values(["doc_id", "start", "end"], ascending=[True, True, False])
    reached = ordered.groupby("doc_id")["end"].cummax().groupby(ordered["doc_id"]).shift(fill_value=0)
    return ordered[ordered["start"] >= reached]


def _with_origin(table: pd.DataFrame) -> pd.DataFrame:
    """Who claims each quantity: speaker, else outlet, else article."""
    claimant = table["source" if "source" in table.columns else "doc_id"].astype("object")
    for name in ("speaker", "speaker_name"):
        if name in table.columns:
            claimant = table[name].astype("object").where(table[name].notna(), claimant)
    return table.assign(origin=claimant.astype("str"))
