"""A few lines as cards, side by side: which outlet has whose words, in which voice."""

from collections import Counter
from dataclasses import dataclass
from html import escape
from textwrap import shorten
from typing import NamedTuple

import pandas as pd

from ..tables import check_columns
from .html import place_of, style_of, visible
from .strips import SPOKEN
from .style import GROUP_COLORS, UNKNOWN, colors_of, words

_COLUMN = 5  # cards that stand below each other
_LONGEST = 120  # characters of what was found
_AROUND = 32  # characters before and after what was found
_NEEDED = ["doc_id", "start", "voice", "before", "match", "after"]
_HOW = {
    "direct": "quoted",
    "reported": "retold",
    "term": "wording named as theirs",
    "scare": "in marks that quote nobody",
    "headline": "in a headline or standfirst",
    "caption": "in a caption",
    "narrator": "the article’s own words",
    UNKNOWN: "voice not known",
}
_KEY = (
    "Filled: quoted. Fading: retold. Dotted: wording named as theirs. Dashed: in marks that quote nobody. "
    "White: the outlet itself."
)
_OWN, _NOBODY = "the outlets themselves", "marks that quote nobody"


class Card(NamedTuple):
    """One place: where it stands, who speaks how, and the words around it."""

    panel: str
    place: str  # its id in a page to read
    outlet: str
    who: str  # the group, or whoever else gives the colour
    speaker: str  # empty where the article speaks itself
    voice: str
    before: str
    match: str
    after: str

    def told(self) -> str:
        """Who speaks, and in which voice."""
        return ", ".join(filter(None, [self.speaker, _HOW.get(self.voice, self.voice)]))


@dataclass(frozen=True)
class Cards:
    """Lines to look at: JupyterLab shows them as cards, a terminal as text."""

    title: str
    cards: tuple[Card, ...]

    def __repr__(self) -> str:
        lines = [f"{c.panel}: {c.outlet}, {c.told()}: {c.before}{c.match}{c.after}" for c in self.cards]
        return "\n".join([self.title, "", *lines])

    def _repr_html_(self) -> str:
        return f"<style>\n{style_of('cards')}</style>\n{self.body()}"

    def body(self) -> str:
        """The cards without their style sheet."""
        panels: dict[str, list[Card]] = {}
        for card in self.cards:
            panels.setdefault(card.panel, []).append(card)
        colors = colors_of((card.who for card in self.cards), GROUP_COLORS)
        wide = {name: _panel(name, cards, colors) for name, cards in panels.items() if len(cards) > _COLUMN}
        slim = [_panel(name, cards, colors) for name, cards in panels.items() if name not in wide]
        side = f'<div class="aa-side">{"".join(slim)}</div>' if slim else ""
        shown = "\n".join([*wide.values(), side])
        title = visible(self.title)
        return (
            f'<figure class="aa-cards"><figcaption>{title}</figcaption>\n<div>{shown}</div>\n'
            f'<p class="aa-key"><small>{_KEY}</small></p></figure>'
        )


def cards(lines: pd.DataFrame, *, by: str, title: str) -> Cards:
    """Show a few lines as cards: outlet, speaker, voice and words; who speaks most often stands first.

    Parameters
    ----------
    lines : one row a line, as `evidence` gives it, with `voice`; `outlet` or `source`, `speaker_name` and
        `speaker_group` where known.
    by : column that divides the cards, such as ``"frame"``.
    title : the finding.

    Returns
    -------
    Something to look at: a panel for each value of `by`, in their order, headed by how often who speaks. A
    card is coloured by the speaker's group, filled where somebody is quoted, fading where retold,
    dotted where the wording is named as somebody's, dashed in marks that quote nobody, white where the
    article speaks itself.

    Raises
    ------
    TableError : a column is missing.

    Examples
    --------
    >>> articles = pd.DataFrame({"doc_id": ["a"], "source": ["post"], "text": ["Lee said: “It is a trap.”"]})
    >>> corpus = aa.Corpus(articles, frame_terms=pd.DataFrame({"frame": ["ruse"], "term": ["trap"]}))
    >>> aa.plots.cards(corpus.evidence(), by="frame", title="Lee speaks of a trap")
    Lee speaks of a trap
    <BLANKLINE>
    ruse: post, Lee, quoted: Lee said: “It is a trap.”
    """
    lines = check_columns("plots.cards", "lines", lines, [*_NEEDED, by])
    found = [_card(row, str(row[by])) for row in lines.to_dict("records")]
    panels = list(dict.fromkeys(card.panel for card in found))
    often = Counter((card.panel, card.who) for card in found)
    found.sort(key=lambda card: (panels.index(card.panel), _rank(card, often), card.outlet))
    return Cards(" ".join(title.split()), tuple(found))


def _rank(card: Card, often: Counter[tuple[str, str]]) -> tuple[bool, int, str]:
    """Speakers before the outlets themselves, the most frequent first."""
    return card.who in (_OWN, _NOBODY), -often[card.panel, card.who], card.who


def _card(row: dict[str, object], panel: str) -> Card:
    known = {name: value for name, value in row.items() if pd.notna(value)}
    outlet = known.get("outlet", known.get("source", known["doc_id"]))
    voice = str(known.get("voice", UNKNOWN))
    speaker = str(known.get("speaker_name", f"speaker {UNKNOWN}")) if voice in SPOKEN else ""
    group = known.get("speaker_group") if speaker else None
    who = str(group or speaker) or (_NOBODY if voice == "scare" else _OWN)
    before, match, after = (str(known.get(name, "")) for name in ("before", "match", "after"))
    return Card(
        panel, place_of(str(known["doc_id"]), int(str(known["start"]))), str(outlet), who, speaker, voice,
        _end(before), shorten(match, _LONGEST, placeholder=" …"), _begin(after),
    )  # fmt: skip


def _begin(text: str) -> str:
    """The beginning of a text, to the end of a word."""
    return text if len(text) <= _AROUND else f"{text[:_AROUND].rpartition(' ')[0]} …"


def _end(text: str) -> str:
    """The end of a text, from the beginning of a word."""
    return text if len(text) <= _AROUND else f"… {text[-_AROUND:].partition(' ')[2]}"


def _panel(name: str, cards: list[Card], colors: dict[str, str]) -> str:
    """The cards of one panel under the number of each speaker's."""
    who = Counter(card.who for card in cards)
    counts = ", ".join(f"{visible(words(one))} {n}" for one, n in who.items())
    items = "\n".join(_item(card, colors[card.who]) for card in cards)
    head = f"<p><b>{visible(words(name))}: {len(cards)}</b> <small>{counts}</small></p>"
    columns = min(-(-len(cards) // _COLUMN), 3)
    return f'<div class="aa-panel" style="--n: {columns}">{head}\n<ul>\n{items}\n</ul></div>'


def _item(card: Card, color: str) -> str:
    look = f"aa-card aa-in-{escape(card.voice.replace(' ', '-'))}"
    tint = f' style="--c: {color}"' if card.speaker else ""
    who = "" if words(card.who) in (card.speaker, _OWN, _NOBODY) else f"{words(card.who)}: "
    return (
        f'<li class="{look}"{tint} data-place="{card.place}"><b>{visible(card.outlet)}</b> '
        f"<small>{visible(who + card.told())}</small> <span>{visible(card.before)}"
        f"<mark>{visible(card.match)}</mark>{visible(card.after)}</span></li>"
    )
