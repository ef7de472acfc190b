"""Whose words: every character of an article gets one voice."""

from collections.abc import Iterator, Sequence
from typing import NamedTuple

import numpy as np
import pandas as pd

from ..cells import words_in_cells
from ..spans import check_inside, check_partition, holders, joined
from ..tables import VALUES, TableError, as_list, check_articles, check_choice, check_columns, id_columns
from ..text.words import tokenize

_AT_ONCE = 500  # documents that are divided together
_SPAN = ["doc_id", "start", "end"]
_HEADLINE = ["title", "standfirst", "heading"]
_VOICES = [
    "related",
    "direct",
    "term",
    "scare",
    None,
    "headline",
    "caption",
    "reported",
    "narrator",
]  # first that fits
_USES = ["speech", "term", "scare"]
_OF_QUOTE = ["kind", "use", "quote_id"]
_QUOTED = ["direct", "term"]
_OF_SPEAKER = ["speaker", "speaker_name", "speaker_group"]
_COUNTED = ("said", "shown")  # acts whose words are somebody's voice
# Retold words below this confidence stay the narrator's. Of the rows of `quotes.attribute` with such an act
# and .5 to .6, 26 of 49 have the right words in the right mouth on articles unseen in training (PolNeAR's dev
# part and 49 Canadian ones); of those below, 11 of 26.
FLOOR = 0.5
_SHARED = ["voice", "zone", *_OF_SPEAKER]


def find(
    quotes: pd.DataFrame,
    zones: pd.DataFrame,
    *,
    acts: Sequence[str] = _COUNTED,
    floor: float = FLOOR,
) -> pd.DataFrame:
    """Divide every article by voice.

    Parameters
    ----------
    quotes : one row a quotation, with `quote_id`, `doc_id`, `start`, `end`, `kind`, `use`, `speaker`, and
        `speaker_name` and `speaker_group` where known; `act` and `confidence` help.
    zones : one row a zone, with `doc_id`, `start`, `end`, `zone`; a partition of every article.
    acts : acts of retold words that are a voice; what is thought or planned is told by the narrator.
    floor : least `confidence` of retold words that are a voice, so that a doubtful attribution never puts
        words into a mouth.

    Returns
    -------
    One row a stretch of one voice, by `doc_id` and place, without gap or overlap: `doc_id`, `source` (where
    `zones` has it), `start`, `end`, `voice`, `zone`, and of the quotation that gives the voice `kind`, `use`,
    `quote_id`, `speaker` and the other speaker columns of `quotes`, ``<NA>`` where none does.

    The first rule that fits a character gives its voice:

    1. `related`: zone related;
    2. `direct`: inside marks with use speech, nested marks included, an unknown speaker too;
    3. `term`, then `scare`: inside marks with that use, anywhere; within indirect speech the speaker is that
       of the indirect speech if the marks have none of their own;
    4. ``<NA>``: inside marks of which nobody knows the use: those of an article that is not in English;
    5. `headline`: zone title, standfirst or heading; `caption`: zone caption;
    6. `reported`: content of an indirect quotation with one of the `acts` and a confidence of `floor` or
       more (all, where `quotes` has no such column), an unknown speaker too;
    7. `narrator`: the rest: the outlet's own words, cues, the marks themselves, names of works.

    Where quotations of one rule overlap, the one that begins first gives the voice, the longest of those:
    the outermost.

    Raises
    ------
    TableError : a column is missing, `zones` is no partition, or a quotation lies outside its article.

    Notes
    -----
    Each rule's quotations are flattened by one sort; all their borders cut the articles into stretches, whose
    quotation is found by binary search: O(n log n).

    Examples
    --------
    >>> zones = pd.DataFrame({"doc_id": "a", "start": [0, 6], "end": [6, 30], "zone": ["title", "body"]})
    >>> quotes = pd.DataFrame({
    ...     "quote_id": ["a-0"], "doc_id": "a", "start": 8, "end": 20, "kind": "direct", "use": "speech",
    ...     "speaker": "Ann Lee",
    ... })
    >>> aa.voices.find(quotes, zones)[["start", "end", "voice", "zone", "quote_id", "speaker"]]
       start  end     voice   zone quote_id  speaker
    0      0    6  headline  title      NaN      NaN
    1      6    8  narrator   body      NaN      NaN
    2      8   20    direct   body      a-0  Ann Lee
    3     20   30  narrator   body      NaN      NaN
    """
    quotes = check_columns("voices.find", "quotes", quotes, [*_SPAN, *_OF_QUOTE, "speaker"])
    zones = check_columns("voices.find", "zones", zones, [*_SPAN, "zone"])
    for act in acts:
        check_choice("voices.find", "act", act, VALUES["act"])
    zones = zones.sort_values(["doc_id", "start", "end"], ignore_index=True)
    placed = quotes[[*_SPAN, "quote_id"]].sort_values(
        ["doc_id", "start", "end", "quote_id"], ascending=[True, True, False, True]
    )
    check_partition("voices.find", "zones", zones)
    check_inside("voices.find", "quotes", placed, zones)
    is_voice = _is_voice(quotes, acts, floor)
    placed, chosen = placed.loc[is_voice[placed.index], _SPAN], _by_rule(quotes)
    unknown = np.append(quotes["speaker"].isna(), True)  # the last of no quotation
    parts = [_partition(*some, chosen, unknown) for some in _by_documents(placed, zones)]
    of_zone, start, end, voice, quote, speaker = map(np.concatenate, zip(*parts, strict=True))
    # text is taken for all documents at once: many short columns take more memory than one
    table = zones[[*id_columns(zones), "zone"]].take(of_zone).reset_index(drop=True)
    zone = table.pop("zone")
    return table.assign(
        start=start,
        end=end,
        voice=pd.Series(_VOICES, dtype="str").take(voice).array,
        zone=zone,
        **_brought(quotes, _OF_QUOTE, quote),
        **_brought(quotes, [name for name in _OF_SPEAKER if name in quotes.columns], speaker),
    )


def add(spans: pd.DataFrame, voices: pd.DataFrame) -> pd.DataFrame:
    """Give each span the voice of its first character.

    Parameters
    ----------
    spans : span table (`doc_id`, `start`, `end`), such as tokens or matches; without the columns below.
    voices : the partition by `voices.find`.

    Returns
    -------
    The rows of `spans`, their order and index, with the columns of `voices` added: `voice`, `zone`, `kind`,
    `use`, `quote_id`, `speaker`, and `speaker_name` and `speaker_group` where `voices` has them; categorical,
    where `doc_id` of `spans` is, as that of words is.

    Raises
    ------
    TableError : as `join_spans`, or a span lies outside its article.

    Examples
    --------
    >>> words = pd.DataFrame({"doc_id": "a", "start": [0, 8], "end": [5, 11]})
    >>> voices = pd.DataFrame({
    ...     "doc_id": "a", "start": [0, 8, 20], "end": [8, 20, 30],
    ...     "voice": ["narrator", "scare", "narrator"],
    ...     "zone": "body",
    ... })
    >>> aa.voices.add(words, voices)
      doc_id  start  end     voice  zone
    0      a      0    5  narrator  body
    1      a      8   11     scare  body
    """
    plain = check_columns("voices.add", "spans", spans, _SPAN, words=True)
    voices = check_columns("voices.add", "voices", voices, [*_SPAN, "voice", "zone"])
    check_inside("voices.add", "spans", plain, voices)
    columns = list(voices.columns.difference([*_SPAN, "source"], sort=False))
    return joined("voices.add", ("spans", "voices"), spans, voices, columns)


def count_words(articles: pd.DataFrame, voices: pd.DataFrame) -> pd.DataFrame:
    """Count the words of every stretch of one voice.

    From this small table `frames.rates` and `voices.shares` give what they give from the table of words.

    Parameters
    ----------
    articles : one row an article, with `doc_id` and `text`.
    voices : the partition of these articles by `voices.find`.

    Returns
    -------
    The rows of `voices`, their order and index, with `n` added (int): how many words, as `text.tokenize`
    cuts them, begin in the stretch. They add up to the words of the articles.

    Raises
    ------
    TableError : a column is missing, a `doc_id` occurs twice, or a word lies outside `voices`.

    Examples
    --------
    >>> articles = pd.DataFrame({"doc_id": ["a"], "text": ["Lee said: “It is a trap.”"]})
    >>> voices = pd.DataFrame({
    ...     "doc_id": "a", "start": [0, 11, 24], "end": [11, 24, 25],
    ...     "voice": ["narrator", "direct", "narrator"], "zone": "body",
    ... })
    >>> aa.voices.count_words(articles, voices)
      doc_id  start  end     voice  zone  n
    0      a      0   11  narrator  body  2
    1      a     11   24    direct  body  4
    2      a     24   25  narrator  body  0
    """
    plain = check_columns("voices.count_words", "voices", voices, [*_SPAN, "voice", "zone"])
    words = tokenize(check_articles("voices.count_words", articles))
    check_inside("voices.count_words", "articles", words, plain)
    held = holders("voices.count_words", "voices", words, plain)
    return plain.assign(n=np.bincount(held, minlength=len(plain))).set_axis(voices.index)


def shares(tokens: pd.DataFrame, *, by: str | Sequence[str]) -> pd.DataFrame:
    """Share out words among voices, zones or speakers.

    Parameters
    ----------
    tokens : one row a word, with `voice` and the other columns that `voices.add` brings; or with a column
        `n`, so many words in a row, as `voices.count_words` gives them.
    by : columns that make a row, at least one of them `voice`, `zone`, `speaker`, `speaker_name` or
        `speaker_group`. The others say whose words make a whole: ``["source", "speaker_group"]`` shares out
        each source's.

    Returns
    -------
    One row a combination that occurs, sorted by the columns `by`, missing values last: *by*, `n` (words),
    `share` (of all words of the same whole, 0 to 1). Where `by` names a speaker and not the voice, the words
    are those in quotation marks (voice direct, term or ``<NA>``); words that nobody is named for have
    ``<NA>`` speakers and are counted. Links and credits (`related`) are not.

    Raises
    ------
    TableError : a column is missing, `by` names nothing to share words among, or an `n` is no whole number.

    Examples
    --------
    >>> tokens = pd.DataFrame(
    ...     {
    ...         "source": ["herald", "herald", "herald", "post"],
    ...         "voice": ["direct", "direct", "narrator", "direct"],
    ...         "speaker_group": ["un", "civilian", None, "un"],
    ...     }
    ... )
    >>> aa.voices.shares(tokens, by=["source", "speaker_group"])
       source speaker_group  n  share
    0  herald      civilian  1    0.5
    1  herald            un  1    0.5
    2    post            un  1    1.0
    """
    columns = as_list("voices.shares", by)
    tokens = check_columns("voices.shares", "tokens", tokens, ["voice", *columns], words=True)
    whole = [column for column in columns if column not in _SHARED]
    if whole == columns:
        raise TableError(
            f"voices.shares: `by` needs one of {', '.join(map(repr, _SHARED))}; it has "
            f"{', '.join(map(repr, columns)) or 'nothing'}.\nAdd one: by={[*columns, 'speaker_group']!r}."
        )
    if "voice" in columns or set(columns).isdisjoint(_OF_SPEAKER):
        shared = words_in_cells("voices.shares", "tokens", tokens, columns)
    else:
        voiced = words_in_cells("voices.shares", "tokens", tokens, [*columns, "voice"])
        quoted = voiced[voiced["voice"].isin(_QUOTED) | voiced["voice"].isna()]
        shared = quoted.groupby(columns, dropna=False)["n"].sum().reset_index()
    total = shared.groupby(whole, dropna=False)["n"].transform("sum") if whole else shared["n"].sum()
    return shared.assign(share=(shared["n"] / total).astype("float64"))


def _is_voice(quotes: pd.DataFrame, acts: Sequence[str], floor: float) -> np.ndarray:
    """Which quotations are a voice: all in marks, and retold words by their act and confidence."""
    told = np.ones(len(quotes), bool)
    if "act" in quotes.columns:
        told &= quotes["act"].isin(list(acts)).to_numpy(bool)
    if "confidence" in quotes.columns:
        told &= (quotes["confidence"].fillna(1.0) >= floor).to_numpy(bool)
    return told | ~quotes["kind"].isin(["indirect"]).to_numpy(bool)


def _by_documents(placed: pd.DataFrame, zones: pd.DataFrame) -> Iterator[tuple[pd.DataFrame, pd.DataFrame]]:
    """The rows of some documents at a time, from tables sorted by them, so that little memory is needed."""
    of_zone, docs = pd.factorize(zones["doc_id"])
    of_span = docs.get_indexer(placed["doc_id"])
    for first in range(0, max(len(docs), 1), _AT_ONCE):
        spans, some = (slice(*np.searchsorted(of, [first, first + _AT_ONCE])) for of in (of_span, of_zone))
        yield placed.iloc[spans], zones.iloc[some]


def _by_rule(quotes: pd.DataFrame) -> list[np.ndarray]:
    """Which quotations are direct, term, scare, unread, and reported."""
    marked, use = ~quotes["kind"].isin(["indirect"]), quotes["use"]
    fits = [*(marked & use.isin([one]) for one in _USES), marked & use.isna(), ~marked]
    return [rows.to_numpy(bool) for rows in fits]


def _partition(
    placed: pd.DataFrame, zones: pd.DataFrame, chosen: Sequence[np.ndarray], unknown: np.ndarray
) -> tuple[np.ndarray, ...]:
    """The rows of `voices.find`, from tables sorted and checked; `placed` has the spans that are a voice.

    Its index says which rows of `quotes` they are, `chosen` which of those have which rule, `unknown` whose
    speaker is not known. Of each row: that of `zones`, start, end, which of `_VOICES`, and the rows of
    `quotes` that give voice and speaker, or -1.
    """
    width = int(zones["end"].max()) + 1 if len(zones) else 1
    docs = pd.Index(zones["doc_id"].unique())
    in_zones = _flatten(zones, docs, width)
    layers = [_flatten(placed[rows[placed.index]], docs, width) for rows in chosen]

    cuts = np.unique(np.concatenate([border for layer in (in_zones, *layers) for border in layer[:2]]))
    begin, end, held = cuts[:-1], cuts[1:], in_zones.row_at(cuts[:-1])
    begin, end, held = begin[held >= 0], end[held >= 0], held[held >= 0]
    rows = [layer.row_at(begin) for layer in layers]
    zone = zones["zone"].to_numpy(object)[held - zones.index.start]
    voice, quote, speaker = _by_first_rule(zone, *rows, unknown=unknown)

    first, last = _runs(begin, end, voice, zone, quote, speaker)
    doc_start = (begin - begin % width)[first]
    places = held[first], begin[first] - doc_start, end[last] - doc_start
    return *places, voice[first], quote[first], speaker[first]


def _by_first_rule(
    zone: np.ndarray,
    direct: np.ndarray,
    term: np.ndarray,
    scare: np.ndarray,
    unread: np.ndarray,
    reported: np.ndarray,
    *,
    unknown: np.ndarray,
) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    """Which of `_VOICES` each stretch has, and the rows of `quotes` that give voice and speaker (or -1).

    Of `unknown`, one value a row of `quotes` and one for none, True means that its speaker is.
    """
    nobody = np.full(len(zone), -1)
    headline, caption = np.isin(zone, _HEADLINE), zone == "caption"
    marked = [direct, term, scare, unread]
    fits = [zone == "related", *(rows >= 0 for rows in marked), headline, caption, reported >= 0]
    rule = np.select(fits, range(len(fits)), len(fits))
    quote = np.select(fits, [nobody, *marked, nobody, nobody, reported], -1)
    borrows = np.isin(rule, [2, 3]) & unknown[quote] & (reported >= 0)
    return rule, quote, np.where(borrows, reported, quote)


def _flatten(spans: pd.DataFrame, docs: pd.Index, width: int) -> "_Layer":
    """Sorted spans of all documents on one line; where they overlap, the first keeps the place."""
    begin, end = (
        docs.get_indexer(spans["doc_id"]) * width + spans[side].to_numpy(np.int64)
        for side in ("start", "end")
    )
    reached = np.maximum.accumulate(np.append(0, end))[:-1]
    begin = np.maximum(begin, reached)
    kept = begin < end
    return _Layer(begin[kept], end[kept], spans.index.to_numpy()[kept])


class _Layer(NamedTuple):
    """Stretches that do not overlap, in order, and the row each comes from."""

    begin: np.ndarray
    end: np.ndarray
    row: np.ndarray

    def row_at(self, points: np.ndarray) -> np.ndarray:
        """The row whose stretch holds each point, else -1."""
        if not len(self.row):
            return np.full(len(points), -1)
        at = np.searchsorted(self.begin, points, side="right") - 1
        return np.where((at >= 0) & (points < self.end[at]), self.row[at], -1)


def _runs(begin: np.ndarray, end: np.ndarray, *labels: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """First and last stretch of every run of stretches that touch and agree in all labels."""
    goes_on = begin[1:] == end[:-1]
    for label in labels:
        goes_on &= label[1:] == label[:-1]
    first = np.flatnonzero(np.append(np.full(min(len(begin), 1), True), ~goes_on))
    return first, np.append(first, len(begin))[1:] - 1


def _brought(quotes: pd.DataFrame, columns: list[str], rows: np.ndarray) -> dict[str, pd.Series]:
    """The values of `columns` at `rows`, missing where the row is -1."""
    values = quotes[columns]
    whole = {name: "Int64" for name in columns if pd.api.types.is_integer_dtype(values[name].dtype)}
    taken = values.astype(whole).reindex(rows).reset_index(drop=True)
    return {name: taken[name] for name in columns}
