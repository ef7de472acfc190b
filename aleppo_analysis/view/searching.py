"""The places of a corpus that fit what is picked, and the sentences they stand in."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import NamedTuple

import pandas as pd

from ..kinds import WORDS
from ..spans import check_inside, join_spans, stack_spans
from ..tables import check_articles, check_columns, texts_of
from ..text.lines import all_unwrapped
from ..text.terms import term_pattern
from ..text.words import split_sentences
from ..text.zones import find_zones
from ..voices.partition import add, find
from .strips import SPOKEN
from .style import UNKNOWN, named

ANY = "(any)"
SURE = {ANY: 0.0, "50% or more": 0.5, "70% or more": 0.7, "90% or more": 0.9}
_SPAN = ["doc_id", "start", "end"]
_BEGIN = re.compile(r"[a-z0-9]++")
_QUOTE = ["quote_id", *_SPAN, "kind", "use", "speaker"]
_MATCH = [*_SPAN, "frame"]
_FACTS = ["outlet", "voice", "speaker", "frame"]


class Choice(NamedTuple):
    """What is to be shown."""

    frame: str = ANY
    voice: str = ANY
    speaker: str = ANY
    word: str = ""
    outlet: str = ANY
    group: str = ANY
    act: str = ANY
    sure: str = ANY


class Places(NamedTuple):
    """The articles and what was found in them, so that a choice is answered quickly."""

    articles: pd.DataFrame
    outlets: dict[str, str]  # by article
    texts: list[str]
    folded: list[str]  # the texts in small letters, in which a word is looked for
    sentences: pd.DataFrame
    voices: pd.DataFrame
    quotes: pd.DataFrame
    matches: pd.DataFrame


def places_of(
    articles: pd.DataFrame,
    quotes: pd.DataFrame | None,
    matches: pd.DataFrame | None,
    zones: pd.DataFrame | None,
    sentences: pd.DataFrame | None,
) -> Places:
    """The checked tables; quotations without resolved speakers are named by the mention."""
    articles = check_articles("explore", articles)
    quotes = pd.DataFrame(columns=_QUOTE) if quotes is None else quotes
    quotes = check_columns("explore", "quotes", quotes, _QUOTE)
    if "speaker_name" not in quotes.columns:
        quotes = quotes.assign(speaker_name=quotes["speaker"])
    matches = pd.DataFrame(columns=_MATCH) if matches is None else matches
    matches = check_columns("explore", "matches", matches, _MATCH, holds={"frame": WORDS})
    voices = find(quotes, find_zones(articles) if zones is None else zones)
    sentences = split_sentences(articles) if sentences is None else sentences
    sentences = check_columns("explore", "sentences", sentences, _SPAN)
    texts = all_unwrapped(texts_of(articles))
    columns = [name for name in ("outlet", "source", "doc_id") if name in articles.columns]
    outlets = articles[columns].astype("object").bfill(axis=1).iloc[:, 0].astype("str")
    ends = pd.DataFrame({"doc_id": articles["doc_id"], "end": list(map(len, texts))})
    for name, spans in {"quotes": quotes, "matches": matches, "sentences": sentences}.items():
        check_inside("explore", name, spans, ends)
    bounds = sentences[_SPAN].assign(first=sentences["start"], last=sentences["end"])
    found = Places(
        articles,
        dict(zip(articles["doc_id"], outlets, strict=True)),
        texts,
        [text.lower() for text in texts],
        bounds,
        voices,
        quotes.set_index("quote_id", drop=False).rename_axis(None),
        matches,
    )
    shown = _told(matches[_MATCH].astype({"frame": "str"}), found)
    return found._replace(matches=shown)


def hits_of(places: Places, choice: Choice) -> pd.DataFrame:
    """The places that fit all that is picked, in the order of the articles, with their sentence’s number."""
    hits = _chosen(_with_word(places, choice), choice)
    order = {doc_id: place for place, doc_id in enumerate(places.articles["doc_id"])}
    hits = hits.assign(place=hits["doc_id"].map(order)).sort_values(["place", "start"], ignore_index=True)
    begins = (hits[["place", "first"]] != hits[["place", "first"]].shift()).any(axis=1)
    return hits.assign(sentence=begins.cumsum() - 1)


def _with_word(places: Places, choice: Choice) -> pd.DataFrame:
    """All frame wording, or every place of the word: within that of the frame, if one is picked."""
    if not choice.word:
        return places.matches
    hits = _find(places, choice.word)
    if choice.frame != ANY:
        frames = places.matches[places.matches["frame"] == choice.frame]
        return _told(join_spans(hits, frames[_MATCH], ["frame"]).dropna(subset="frame"), places)
    return _told(hits.assign(frame=""), places)


def _find(places: Places, word: str) -> pd.DataFrame:
    """Every place of a word or phrase."""
    pattern, begin = term_pattern(word), _BEGIN.match(word.strip().lower())
    spans = [
        list(_beginning(pattern, begin[0], text, folded))
        if begin and len(text) == len(folded)
        else [hit.span() for hit in pattern.finditer(text)]
        for text, folded in zip(places.texts, places.folded, strict=True)
    ]
    return stack_spans(places.articles[["doc_id"]], spans)


def _beginning(pattern: re.Pattern[str], begin: str, text: str, folded: str) -> Iterator[tuple[int, int]]:
    """The places of a pattern that begins with these letters: tried only where they stand."""
    at = folded.find(begin)
    while at >= 0:
        hit = pattern.match(text, at)
        if hit:
            yield hit.span()
        at = folded.find(begin, hit.end() if hit else at + 1)


def _told(spans: pd.DataFrame, places: Places) -> pd.DataFrame:
    """The spans outside links and credits, with what is told of each and where its sentence stands."""
    voiced = add(spans, places.voices)
    voiced = voiced[(voiced["voice"] != "related").fillna(True).to_numpy(bool)]
    is_own = ~(voiced["voice"].isin(SPOKEN) | voiced["voice"].isna())
    held = join_spans(voiced, places.sentences, ["first", "last"])
    facts = {
        "outlet": held["doc_id"].map(places.outlets),
        "voice": named(voiced["voice"]),
        "speaker": named(voiced["speaker_name"]).mask(is_own, ""),
        "group": named(_column(voiced, "speaker_group")).mask(is_own, ""),
        "act": _of_quote(voiced, places, "act").mask(is_own, ""),
        "confidence": pd.to_numeric(_of_quote(voiced, places, "confidence"), errors="coerce"),
        "first": held["first"].fillna(held["start"]).astype("int64"),
        "last": held["last"].fillna(held["end"]).astype("int64"),
    }
    shown = {name: values.set_axis(voiced.index) for name, values in facts.items()}
    return voiced[[*_SPAN, "frame"]].assign(**shown).reset_index(drop=True)


def _column(table: pd.DataFrame, name: str) -> pd.Series:
    return table[name] if name in table.columns else pd.Series(pd.NA, index=table.index, dtype="object")


def _of_quote(spans: pd.DataFrame, places: Places, name: str) -> pd.Series:
    """What the quotation tells in which a span stands; *not known* where it tells nothing."""
    if name not in places.quotes.columns:
        return pd.Series(UNKNOWN, index=spans.index, dtype="object")
    return named(spans["quote_id"].map(places.quotes[name].astype("object")))


def _chosen(hits: pd.DataFrame, choice: Choice) -> pd.DataFrame:
    for name in ("frame", "voice", "speaker", "outlet", "group", "act"):
        value = getattr(choice, name)
        if value != ANY and not (name == "frame" and choice.word):
            hits = hits[hits[name] == value]
    return hits if choice.sure == ANY else hits[hits["confidence"] >= SURE[choice.sure]]


class Line(NamedTuple):
    """A sentence with the places that were found in it."""

    doc_id: str
    first: int
    last: int
    hits: list[tuple[int, int]]
    facts: tuple[str, ...]  # outlet, voice, speaker, frame; several where the places differ


def lines_of(hits: pd.DataFrame, first: int, last: int) -> list[Line]:
    """The sentences from number `first` to before `last`, each with its places."""
    shown = hits[hits["sentence"].between(first, last - 1)]
    return [_line(rows) for _, rows in shown.groupby("sentence", sort=True)]


def _line(rows: pd.DataFrame) -> Line:
    facts = (", ".join(dict.fromkeys(filter(None, rows[name]))) for name in _FACTS)
    start = rows.iloc[0]
    spans = list(zip(rows["start"], rows["end"], strict=True))
    return Line(start["doc_id"], start["first"], max(start["last"], rows["end"].max()), spans, tuple(facts))
