"""Where in an article what stands in whose words: its pieces of one voice, and its frame words."""

from bisect import bisect
from collections.abc import Sequence
from itertools import accumulate
from typing import Any, NamedTuple

import pandas as pd

from ..tables import check_articles, check_columns, texts_of
from ..text.lines import unwrapped
from ..text.words import PRINTED_WORD
from .style import FRAME_COLORS, GROUP_COLORS, NAMED, UNKNOWN, colors_of, in_order

SPOKEN = ["direct", "term", "reported"]  # the voices of somebody else
HEIGHTS = {"direct": 1.0, "term": 1.0, "scare": 0.8, "reported": 0.62}  # the nearer to a mouth, the higher
LOW = 0.3  # what the article says itself, and what is not known
MEANS = {
    "narrator": "the article’s own words",
    "headline": "in the headlines",
    "caption": "in a caption",
    "reported": "reported without quotation marks",
    "direct": "in quotation marks",
    "term": "wording named as somebody’s",
    "scare": "in quotation marks that quote nobody",
    UNKNOWN: "voice not known",
}
_SPAN = ["doc_id", "start", "end"]


class Piece(NamedTuple):
    """Words of one voice: where they stand, from 0 (first word) to 1 (last word), and whose they are."""

    start: int
    end: int
    left: float
    width: float
    voice: str
    who: str  # the group or name that gives the colour; empty where the article speaks itself
    speaker: str  # the name that is told; empty where the article speaks itself
    words: str

    @property
    def height(self) -> float:
        """How high it is drawn, from 0 to 1."""
        return HEIGHTS.get(self.voice, LOW)


class Hit(NamedTuple):
    """A frame word: where it stands, from 0 to 1."""

    start: int
    end: int
    left: float
    frame: str
    words: str


class Strip(NamedTuple):
    """One article from its first word to its last."""

    doc_id: str
    label: str  # its outlet
    pieces: tuple[Piece, ...]
    hits: tuple[Hit, ...]

    def told(self) -> str:
        """In whose words it is, as a sentence: percent of its words, the largest part first."""
        n_words = pd.Series(
            [len(PRINTED_WORD.findall(piece.words)) for piece in self.pieces], dtype="float64"
        )
        n = n_words.groupby([piece.voice for piece in self.pieces]).sum()
        shares = (n / n.sum()).sort_values(ascending=False, kind="stable")
        return ", ".join(f"{share:.0%} {voice}" for voice, share in shares.items() if share >= 0.005)


def find_strips(
    articles: pd.DataFrame,
    voices: pd.DataFrame,
    matches: pd.DataFrame | None = None,
    *,
    n_named: int = 6,
) -> list[Strip]:
    """The strip of each article, in their order.

    Speakers are told apart by group where anybody has one, else the `n_named` with the most words by name.
    `related` text is left out, as in every measure.
    """
    articles = check_articles("plots.strip", articles)
    voices = check_columns("plots.strip", "voices", voices, [*_SPAN, "voice"])
    if matches is None:
        matches = pd.DataFrame(columns=[*_SPAN, "frame"])
    matches = check_columns("plots.strip", "matches", matches, [*_SPAN, "frame"])
    own = voices[voices["doc_id"].isin(articles["doc_id"])].sort_values(_SPAN)
    own = own.assign(voice=own["voice"].astype("object").fillna(UNKNOWN), **_whose(own, n_named))
    rows, hits = _by_article(own), _by_article(matches.sort_values(_SPAN))
    return [
        _strip(doc_id, label, unwrapped(text), rows.get(doc_id, []), hits.get(doc_id, []))
        for doc_id, label, text in zip(
            articles["doc_id"], outlets_of(articles), texts_of(articles), strict=True
        )
    ]


def _strip(doc_id: str, label: str, text: str, rows: Sequence[Any], hits: Sequence[Any]) -> Strip:
    """The pieces and hits of one article; related text takes no room."""
    counted = [row for row in rows if row["voice"] != "related"]
    before = list(accumulate((row["end"] - row["start"] for row in counted), initial=0))
    whole = max(before[-1], 1)
    pieces = tuple(
        Piece(row["end"] - len(words.lstrip()), row["end"], at / whole, (row["end"] - row["start"]) / whole,
              row["voice"], row["who"], row["name"], words.strip())
        for row, at in zip(counted, before, strict=False)
        if any(map(str.isalnum, words := text[row["start"] : row["end"]]))
    )  # fmt: skip
    starts = [row["start"] for row in counted]
    held = [(hit, bisect(starts, hit["start"]) - 1) for hit in hits]
    placed = tuple(
        Hit(hit["start"], hit["end"], (before[row] + hit["start"] - counted[row]["start"]) / whole,
            hit["frame"], text[hit["start"] : hit["end"]])
        for hit, row in held
        if row >= 0 and hit["start"] < counted[row]["end"]
    )  # fmt: skip
    return Strip(str(doc_id), label, pieces, placed)


def outlets_of(articles: pd.DataFrame) -> pd.Series:
    """The outlet of each article, or what else it is called."""
    columns = [name for name in ("outlet", "source", "doc_id") if name in articles.columns]
    return articles[columns].astype("object").bfill(axis=1).iloc[:, 0].astype("str")


def frames_of(strips: Sequence[Strip]) -> list[str]:
    """All frames that have a hit, in the order in which figures have them."""
    return in_order((hit.frame for strip in strips for hit in strip.hits), FRAME_COLORS)


def colors_in(strips: Sequence[Strip]) -> dict[str, str]:
    """A colour for whoever speaks in some of the strips."""
    return colors_of((piece.who for one in strips for piece in one.pieces if piece.who), GROUP_COLORS)


def _by_article(table: pd.DataFrame) -> dict[str, list[Any]]:
    return {str(doc_id): rows.to_dict("records") for doc_id, rows in table.groupby("doc_id", sort=False)}


def _whose(voices: pd.DataFrame, n_named: int) -> dict[str, pd.Series]:
    """Of each piece the name that is told and what it is coloured by; both empty where nobody speaks."""
    nobody = pd.Series(pd.NA, index=voices.index, dtype="object")
    given = [voices[name] for name in ("speaker_name", "speaker") if name in voices.columns]
    name = given[0].astype("object") if given else nobody
    group = voices["speaker_group"].astype("object") if "speaker_group" in voices.columns else nobody
    is_spoken = voices["voice"].isin(SPOKEN)
    if not group.notna().any():
        length = (voices["end"] - voices["start"]).where(is_spoken & name.notna(), 0)
        most = length.groupby(name).sum().sort_values(ascending=False, kind="stable").index[:n_named]
        group = name.where(name.isin(list(most)))
    who = group.fillna(name.notna().map({True: NAMED, False: UNKNOWN})).where(is_spoken, "")
    return {"who": who, "name": name.fillna(f"speaker {UNKNOWN}").where(is_spoken, "")}
