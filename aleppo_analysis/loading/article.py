"""Which blocks of a page are its article, and the zone that markup gives each.

trafilatura knows which words of a page are its article's; what these words are, the blocks of the page's own
tree say. A block is *known* where the article that trafilatura found has most of its words in a row, and
paragraphs are that the page calls all that it calls known ones. What stands between known blocks and is a
heading, a caption, a quotation or a list belongs to them, unless it stands apart or is a link: of those
trafilatura loses some, and captions always. What is said twice, as a pull quote says again what stands in
the text, is kept once.
"""

import re
from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field
from functools import lru_cache
from itertools import accumulate, groupby

from ..text.furniture import leads_away
from .blocks import Block

_TEXT = {"body", "heading"}
BY_RULES = ""  # in place of a zone: what `text.find_zones` makes of the line

_SIGN = "\u3040-\u30ff\u3400-\u9fff"  # of Chinese and Japanese, where each stands for a word
_WORD = re.compile(rf"[{_SIGN}]|[^\W{_SIGN}]+")
_NAME = re.compile(r"[A-Z]?[a-z]+|[A-Z]+")
_SENTENCE_END = tuple(".!?…。؟۔।")

_IN_A_ROW = 3  # words by which a passage is known again
_SAME = 0.6  # share of its words, three in a row, by which a block is one of the article
_AGAIN = 0.9  # share by which it says again what was said
_LIKE_TITLE, _LIKE_FIRST = 0.7, 0.3  # share of words by which a line, or a first-level heading, is the title
_ABOVE_TITLE = 0.15  # share of the text's words that may stand above its title
_LEAD = 5  # blocks above the title among which there may be the caption of the picture that leads
_LABEL = 4  # words up to which a line is a label
_PROSE = 8  # words from which it is prose
_LONGEST_HEADING, _LONGEST_TITLE, _LONGEST_STANDFIRST, _LONGEST_CAPTION = 20, 40, 60, 80
_MOSTLY, _LINK, _WHOLLY = 0.5, 0.8, 0.95  # shares of letters that are linked, or bold

# What pages call the parts of an article, and what is no part of it.
_STANDFIRST = set(
    "standfirst dek deck subtitle subhead subheadline subheading lede lead intro chapo summary excerpt "
    "description abstract vorspann synopsis".split()
)
_CROSSHEAD = {"crosshead", "crossheading", "subhead", "subheading", "intertitle", "intertitre"}
_CAPTION = set("caption legend legende bildunterschrift credit imagedescription photodescription".split())
_BODY = {"articlebody"}
_NO_PART = set(
    "author authors byline bylines dateline bio newsletter signup subscribe subscription related recommended "
    "recirc promo share sharing social advert advertisement".split()
)


class Passages:
    """The words of a text, to see how much of a passage stands in it."""

    def __init__(self, text: str = "") -> None:
        self._rows = _rows(_words(text))
        self._lines = {tuple(_words(line)) for line in text.split("\n")}

    def add(self, words: Sequence[str]) -> None:
        self._rows |= _rows(words)
        self._lines.add(tuple(words))

    def share(self, words: Sequence[str]) -> float:
        """The share of a passage's words, three in a row; fewer are there as a line of their own or not."""
        if len(words) < _IN_A_ROW:
            return float(bool(words) and tuple(words) in self._lines)
        rows = _rows(words)
        return len(rows & self._rows) / len(rows)


def _words(text: str) -> list[str]:
    return _WORD.findall(text.casefold())


def _rows(words: Sequence[str]) -> set[tuple[str, ...]]:
    return {tuple(words[i : i + _IN_A_ROW]) for i in range(len(words) - _IN_A_ROW + 1)}


@dataclass
class _Page:
    """The blocks of a page by number, and what has been found out about them."""

    blocks: Sequence[Block]
    words: Sequence[list[str]]
    known: set[int] = field(default_factory=set)
    around: tuple[str, ...] | None = None  # what the page calls the elements around most paragraphs
    title: int = -1
    first: int = 0  # block of the text under title and standfirst
    last: int = 0
    zones: dict[int, str] = field(default_factory=dict)

    def n_words(self, i: int) -> int:
        return len(self.words[i])

    def is_prose(self, i: int) -> bool:
        return self.n_words(i) > _PROSE

    def is_sentence(self, i: int) -> bool:
        return self.is_prose(i) and self.blocks[i].text.endswith(_SENTENCE_END)

    def is_free(self, i: int) -> bool:
        """Whether a block is neither beside the article nor a link."""
        return not self.blocks[i].is_apart and self.blocks[i].linked <= _MOSTLY

    def is_like_title(self, i: int) -> bool:
        is_short = 0 < self.n_words(i) <= _LONGEST_TITLE and self.title >= 0
        return is_short and _alike(set(self.words[i]), set(self.words[self.title])) >= _LIKE_TITLE

    def is_elsewhere(self, i: int) -> bool:
        """Whether a block stands in another part of the page than most paragraphs of the article do."""
        return self.around is not None and self.blocks[i].names[:-1] != self.around

    def may_be_above_title(self, i: int) -> bool:
        """Whether a block is text, or the caption of a picture that stands right above the title."""
        is_text = (
            i in self.known and self.is_prose(i) and self.around is not None and not self.is_elsewhere(i)
        )
        return is_text or (self.blocks[i].kind == "caption" and self.title - i <= _LEAD)

    def says(self, i: int, words: set[str]) -> bool:
        """Whether the page calls a block, or what is around it alone, by one of the words."""
        own, around = _names(self.blocks[i].names[-1:]), _names(self.blocks[i].names[:-1])
        return bool((own | (around - _names(self.around or ()))) & words)


@lru_cache(maxsize=1000)
def _names(names: tuple[str, ...]) -> set[str]:
    """The words in names, and each two that stand side by side as one: *subTitle*, *sub-title*."""
    words = [word.casefold() for word in _NAME.findall(" ".join(names))]
    return {*words, *map("".join, zip(words, words[1:], strict=False))}


def _alike(some: set[str], others: set[str]) -> float:
    return len(some & others) / max(len(some | others), 1)


def article_of(
    blocks: Sequence[Block], text: str, titles: Iterable[str], description: str
) -> list[tuple[Block, str]]:
    """The blocks of the article with their zones, in the order of the page; none if there is no article.

    `text` is the article as trafilatura finds it, `titles` and `description` what the page says it is called
    and about.
    """
    found = Passages(text)
    words = [_words(block.text) for block in blocks]
    page = _Page(blocks, words, {i for i, of_block in enumerate(words) if found.share(of_block) > _SAME})
    _add_alike(page)
    prose = [i for i in sorted(page.known) if page.is_prose(i)]
    if not prose:
        return []
    _set_bounds(page, prose, titles)
    page.zones = _chosen(page)
    _set_links_apart(page)
    _drop_repeats(page)
    _mark_standfirst(page, Passages(description))
    return [(blocks[i], page.zones[i]) for i in sorted(page.zones, key=lambda i: (i != page.title, i))]


def zones_of_all(blocks: Sequence[Block]) -> list[str]:
    """The zones of blocks that are all of one article, as those of a text in Markdown are."""
    page = _Page(blocks, [_words(block.text) for block in blocks], set(range(len(blocks))))
    prose = [i for i in sorted(page.known) if page.is_prose(i)]
    page.first, page.last = (prose[0], prose[-1]) if prose else (0, len(blocks))
    page.zones = {i: _zone_of_known(page, i, leads_on=True) or BY_RULES for i in sorted(page.known)}
    _set_links_apart(page)
    return list(page.zones.values())


def _add_alike(page: _Page) -> None:
    """A paragraph that the page calls all that it calls those of the article is one of them."""
    paragraphs = [
        i
        for i, block in enumerate(page.blocks)
        if block.kind == "paragraph" and page.is_prose(i) and page.is_free(i)
    ]
    found = [page.blocks[i].names for i in paragraphs if i in page.known]
    called = {names for names in found if any(names)}
    page.known |= {
        i for i in paragraphs if page.blocks[i].names in called or _BODY & _names(page.blocks[i].names[-2:-1])
    }
    around, n = Counter(names[:-1] for names in found).most_common(1)[0] if found else ((), 0)
    page.around = around if n > _MOSTLY * len(found) else None


def _set_bounds(page: _Page, prose: Sequence[int], titles: Iterable[str]) -> None:
    """Find the title, and the first and last block of the text."""
    page.title = _title(page, prose, [set(_words(title)) for title in titles])
    texts = [i for i in prose if i > page.title]
    page.first = next((i for i in texts if not _is_set_as_standfirst(page, i)), texts[0])
    page.last = prose[-1]


def _title(page: _Page, prose: Sequence[int], named: Sequence[set[str]]) -> int:
    """The block that is the headline as printed; -1 if none is. It has not half of the text above it."""
    above = list(accumulate(page.n_words(i) for i in prose))
    high = next(i for i, n in zip(prose, above, strict=True) if n > _ABOVE_TITLE * above[-1])
    places = range(prose[len(prose) // 2])
    ranked = ((_rank_as_title(page, i, named, is_high=i < high), -i) for i in places)
    return -max((rank for rank in ranked if rank[0]), default=((), 1))[1]


def _rank_as_title(page: _Page, i: int, named: Sequence[set[str]], *, is_high: bool) -> tuple[float, ...]:
    """How well a block is the headline of the article that the page names so; empty if not at all."""
    block, words = page.blocks[i], set(page.words[i])
    is_heading = block.kind == "heading"
    is_first = is_heading and block.level == 1
    if not 0 < len(words) <= _LONGEST_TITLE:
        return ()
    alike = max((_alike(words, name) for name in named), default=0)
    fits = alike >= (_LIKE_FIRST if is_first else _LIKE_TITLE)
    may_be = is_first or (fits and (is_heading or page.is_free(i)))
    rank = (fits, not block.is_apart, is_first, is_heading, block.linked <= _MOSTLY, alike)
    return rank if may_be and (is_high or (is_first and fits)) else ()


def _chosen(page: _Page) -> dict[int, str]:
    """The blocks that belong to the article, with their zones. From below: a heading needs what it heads."""
    zones: dict[int, str] = {}
    if page.title >= 0:
        zones[page.title] = "title"
    below, is_next = "", False  # zone of the block further down, captions apart, and whether it is the next
    for i in range(len(page.blocks) - 1, -1, -1):
        leads_on = below in _TEXT
        if page.is_like_title(i) or (i < page.title and not page.may_be_above_title(i)):
            zone = None
        elif i in page.known:
            zone = _zone_of_known(page, i, leads_on=leads_on)
        else:
            zone = _zone_of_lost(page, i, leads_on=leads_on and is_next)
        if zone is not None and i != page.title:
            zones[i] = zone
        if zone != "caption":
            below, is_next = (below, False) if zone is None else (zone, True)
    return zones


def _zone_of_known(page: _Page, i: int, *, leads_on: bool) -> str | None:
    """The zone of a block that trafilatura found; None if it is not of the article after all."""
    block = page.blocks[i]
    if page.says(i, _NO_PART) and page.n_words(i) <= _LONGEST_STANDFIRST:
        return None
    if _is_caption(page, i):
        return "caption"
    if leads_away(block.text):
        return BY_RULES
    if block.kind != "item" and block.linked > _LINK and not (block.level and leads_on):
        return "related"
    if _is_heading(page, i) and (leads_on or block.kind == "heading"):
        return "heading"
    is_text = page.is_prose(i) or block.text.endswith(_SENTENCE_END) or block.kind in ("item", "row", "quote")
    if page.first <= i <= page.last or is_text:
        return "body"
    return "related" if page.n_words(i) <= _LABEL else BY_RULES


def _zone_of_lost(page: _Page, i: int, *, leads_on: bool) -> str | None:
    """The zone of a block of the article that trafilatura lost; None if it is none."""
    kind = page.blocks[i].kind
    if not page.is_free(i) or i > page.last or page.says(i, _NO_PART) or leads_away(page.blocks[i].text):
        return None
    if _is_caption(page, i):
        return "caption"
    if not leads_on or (i < page.first and page.is_elsewhere(i)):
        return "body" if kind == "quote" and i > page.first and page.is_prose(i) else None
    if _is_heading(page, i):
        return "heading"
    return "body" if kind in ("item", "row", "quote") else None


def _is_caption(page: _Page, i: int) -> bool:
    block = page.blocks[i]
    may_be = block.kind in ("paragraph", "heading") and page.n_words(i) <= _LONGEST_CAPTION
    return block.kind == "caption" or (may_be and page.says(i, _CAPTION))


def _is_heading(page: _Page, i: int) -> bool:
    """Whether a block is a heading, or a paragraph that is one but for its tag: all bold, or called one."""
    block = page.blocks[i]
    if block.kind != "paragraph" or page.n_words(i) > _LONGEST_HEADING or block.text[-1] in ".:;,":
        return block.kind == "heading"
    return block.bold > _WHOLLY or page.says(i, _CROSSHEAD)


def _set_links_apart(page: _Page) -> None:
    """Of a list that is mostly links, with or without a bold rubric before each, the links lead away."""
    for is_list, group in groupby(sorted(page.zones), key=lambda i: page.blocks[i].kind == "item"):
        items = list(group)
        links = [i for i in items if _is_link(page.blocks[i])]
        if is_list and 2 * len(links) > len(items):
            page.zones.update(dict.fromkeys(links, "related"))


def _is_link(block: Block) -> bool:
    has_rubric = block.linked > _MOSTLY and block.linked + block.bold > _WHOLLY
    return (block.linked > _LINK or has_rubric) and not block.text.endswith(_SENTENCE_END)


def _drop_repeats(page: _Page) -> None:
    """Keep what is said twice once: not where it is quoted, stands elsewhere, is shorter, or comes later."""
    said, seen = Passages(), set()
    for i in sorted(page.zones, key=lambda i: (_may_repeat(page, i), not page.is_prose(i), i)):
        if page.zones[i] not in ("body", "caption"):
            continue
        words = tuple(page.words[i])
        is_again = page.zones[i] == "body" and _may_repeat(page, i) and said.share(words) > _AGAIN
        if len(words) > _LABEL and (is_again or (page.zones[i], words) in seen):
            del page.zones[i]
        else:
            seen.add((page.zones[i], words))
            said.add(words)


def _may_repeat(page: _Page, i: int) -> bool:
    """Whether a block stands where pages say again what their text says, as in pull quotes."""
    return page.blocks[i].kind == "quote" or page.blocks[i].is_apart or page.is_elsewhere(i)


def _mark_standfirst(page: _Page, description: Passages) -> None:
    """What stands between the title and the text and is called so, or set so; else what reads so."""
    between = [
        i for i in range(page.title + 1, page.first) if page.title >= 0 and _may_be_standfirst(page, i)
    ]
    ways: list[Callable[[int], bool]] = [
        lambda i: page.says(i, _STANDFIRST),
        lambda i: _is_set_as_standfirst(page, i),
        lambda i: description.share(page.words[i]) > _SAME or (i not in page.known and page.is_sentence(i)),
    ]
    found = next((i for way in ways for i in between if way(i)), -1)
    if found >= 0:
        page.zones[found] = "standfirst"


def _may_be_standfirst(page: _Page, i: int) -> bool:
    block = page.blocks[i]
    is_text = block.kind in ("paragraph", "heading") or (block.kind == "item" and block.bold > _WHOLLY)
    is_other = page.zones.get(i) == "caption" or page.says(i, _NO_PART) or page.n_words(i) <= _IN_A_ROW
    is_called_so = bool(_names(block.names[-1:]) & _STANDFIRST)  # short or not, and in a *newsletter post*
    return is_text and page.is_free(i) and not page.is_like_title(i) and (is_called_so or not is_other)


def _is_set_as_standfirst(page: _Page, i: int) -> bool:
    """Whether a block is called so, or is a heading, all bold, or a sentence where the text is not."""
    block = page.blocks[i]
    is_short = page.n_words(i) <= _LONGEST_STANDFIRST
    is_set = page.n_words(i) > _LABEL and (block.level > 1 or block.bold > _WHOLLY)
    is_elsewhere = page.is_elsewhere(i) and page.is_sentence(i)
    return is_short and (is_set or is_elsewhere or page.says(i, _STANDFIRST))
