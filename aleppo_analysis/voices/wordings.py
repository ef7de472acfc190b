"""Wording in quotation marks that nobody is quoted saying, and the same wording without marks elsewhere."""

import re

import pandas as pd

from ..spans import joined
from ..tables import Table, check_articles, check_columns, drop_related, id_columns, texts_of
from ..text.lexicon import Lexicon
from ..text.lines import unwrapped
from ..text.terms import fold

_SPAN = ["doc_id", "start", "end"]
_NEEDED = [*_SPAN, "quote", "kind", "use"]
_ENDS = re.compile(r"\A\W+|(?<=\w)\W+\Z")
_MARKING = {"scare": "marked", "term": "marked", "direct": "speech"}


def scare_quotes(quotes: pd.DataFrame) -> pd.DataFrame:
    """List the wording in marks that is no speech: distance (scare) and wording named as somebody's (term).

    Parameters
    ----------
    quotes : one row a quotation, with `doc_id`, `start`, `end`, `quote`, `kind`, `use`.

    Returns
    -------
    The rows of `quotes` in marks whose `use` is scare or term, by `doc_id` and place, all their columns, and
    `wording`: the quote in lower case, apostrophes straightened, single blanks, without marks at its ends.
    Marks around no letter or digit are left out.

    Raises
    ------
    TableError : a column is missing.

    Examples
    --------
    >>> quotes = pd.DataFrame({
    ...     "doc_id": ["a", "a"], "start": [4, 30], "end": [18, 40], "quote": ["“Safe  Zone,”", "We left."],
    ...     "kind": ["mixed", "direct"], "use": ["scare", "speech"],
    ... })
    >>> aa.voices.scare_quotes(quotes)[["use", "wording"]]
         use    wording
    0  scare  safe zone
    """
    quotes = check_columns("voices.scare_quotes", "quotes", quotes, _NEEDED)
    chosen = quotes[quotes["use"].isin(["scare", "term"]) & ~quotes["kind"].isin(["indirect"])]
    wording = pd.Series([_wording(quote) for quote in chosen["quote"]], index=chosen.index, dtype="str")
    chosen = chosen.assign(wording=wording)[wording != ""]
    return chosen.sort_values(_SPAN, ignore_index=True)


def find_wordings(quotes: pd.DataFrame, articles: pd.DataFrame, voices: pd.DataFrame) -> pd.DataFrame:
    """Find every place where the wording of a scare quote stands, in marks or not.

    Parameters
    ----------
    quotes : as `scare_quotes` takes them.
    articles : one row an article, with `doc_id` and `text`; all in which to look.
    voices : the partition by `voices.find`.

    Returns
    -------
    One row a place, by `wording`, `doc_id` and place: `wording`, `doc_id`, `source` (where the articles have
    it), `start`, `end`, `match`, `marking`, `voice`, `zone`. `marking` is ``"marked"`` where the voice is
    scare or term, ``"speech"`` inside somebody's direct speech, ``<NA>`` where the voice is, ``"bare"``
    elsewhere: in headlines, captions, reported speech and the narrator's own words.

    Raises
    ------
    TableError : a column is missing, or an article is not as it should be.

    Notes
    -----
    All wordings are looked for in one pass over the texts. More articles bring more wordings, each of which
    is looked for in all of them, so the places grow faster than the articles, and time with both.

    Examples
    --------
    >>> articles = pd.DataFrame({"doc_id": ["a"], "text": ["The ‘zone’ is a zone."]})
    >>> quotes = pd.DataFrame({
    ...     "doc_id": ["a"], "start": [5], "end": [9], "quote": ["zone"], "kind": "direct", "use": "scare",
    ... })
    >>> voices = pd.DataFrame({
    ...     "doc_id": "a", "start": [0, 5, 9], "end": [5, 9, 21], "voice": ["narrator", "scare", "narrator"],
    ...     "zone": "body",
    ... })
    >>> aa.voices.find_wordings(quotes, articles, voices)[["wording", "start", "end", "marking"]]
      wording  start  end marking
    0    zone      5    9  marked
    1    zone     16   20    bare
    """
    articles = check_articles("voices.find_wordings", articles)
    voices = check_columns("voices.find_wordings", "voices", voices, [*_SPAN, "voice", "zone"])
    quotes = check_columns("voices.find_wordings", "quotes", quotes, _NEEDED)
    wordings, texts = sorted(set(scare_quotes(quotes)["wording"])), texts_of(articles)
    lexicon = Lexicon((number, _plain(wording), []) for number, wording in enumerate(wordings))
    places = lexicon.places(_plain(fold(unwrapped(text))) for text in texts)
    article, start, end, wording = places[lexicon.hits(places)].T
    spans = zip(article.tolist(), start.tolist(), end.tolist(), strict=True)
    table = Table(articles[id_columns(articles)].iloc[article].reset_index(drop=True))
    table.insert(0, "wording", pd.Series(wordings, dtype="str").iloc[wording].reset_index(drop=True))
    match = pd.Series([texts[number][first:last] for number, first, last in spans], dtype="str")
    table = table.assign(start=start, end=end, match=match)
    table = joined("voices.find_wordings", ("articles", "voices"), table, voices, ["voice", "zone"])
    marking = table["voice"].map(_MARKING).astype("str").fillna("bare").mask(table["voice"].isna())
    table.insert(table.columns.get_loc("voice"), "marking", marking)
    return table.sort_values(["wording", *_SPAN], ignore_index=True)


def contrast_wordings(wordings: pd.DataFrame) -> pd.DataFrame:
    """Count the wording that one article puts in marks and another uses bare.

    Parameters
    ----------
    wordings : one row a place, as `voices.find_wordings` returns; rows in `related` text are left out.

    Returns
    -------
    One row a wording and article in which it stands, for wordings that are marked in one article and bare in
    another, by both: `wording`, `doc_id`, `source` (where known), `n_marked`, `n_speech` (inside somebody's
    direct speech: neither marked nor the outlet's own), `n_bare` (all int). A place without `marking` is in
    none of them.

    Raises
    ------
    TableError : a column is missing, or there is neither `zone` nor `voice`.

    Examples
    --------
    >>> wordings = pd.DataFrame({
    ...     "wording": "zone", "doc_id": ["a", "b", "b", "c"], "zone": "body",
    ...     "marking": ["marked", "bare", "speech", "speech"],
    ... })
    >>> aa.voices.contrast_wordings(wordings)
      wording doc_id  n_marked  n_speech  n_bare
    0    zone      a         1         0       0
    1    zone      b         0         1       1
    2    zone      c         0         1       0
    """
    wordings = check_columns(
        "voices.contrast_wordings", "wordings", wordings, ["wording", "doc_id", "marking"]
    )
    counted = drop_related("voices.contrast_wordings", "wordings", wordings)
    keys = ["wording", *id_columns(counted)]
    counts = counted[keys].drop_duplicates(ignore_index=True)
    for marking in ("marked", "speech", "bare"):
        n = (counted["marking"] == marking).groupby([counted[key] for key in keys[:2]]).sum()
        counts[f"n_{marking}"] = n.reindex(pd.MultiIndex.from_frame(counts[keys[:2]])).to_numpy()
    is_marked, is_bare = counts["n_marked"] > 0, counts["n_bare"] > 0
    in_some = pd.DataFrame({"marked": is_marked, "bare": is_bare, "either": is_marked | is_bare})
    n_articles = in_some.groupby(counts["wording"]).transform("sum")
    is_contrasted = (n_articles["marked"] > 0) & (n_articles["bare"] > 0) & (n_articles["either"] > 1)
    return counts[is_contrasted].sort_values(keys, ignore_index=True)


def _plain(text: str) -> str:
    """The text with another sign in place of each star, which in a term would stand for any letters."""
    return text.replace("*", "∗")


def _wording(quote: str) -> str:
    """Lower case, straight apostrophes, single blanks, nothing but letters and digits at the ends."""
    return _ENDS.sub("", " ".join(fold(quote).split()))
