"""The lines of a page, and what each of them is: title, standfirst, heading, caption, related or body.

The rules are those that `text.find_zones` tells of. What lines say by their words is known to `furniture`;
here it counts where a line stands, how it ends and what is around it.
"""

import re
import unicodedata
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import groupby, repeat
from operator import itemgetter

from .english import SENTENCE_END
from .furniture import LONGEST_CAPTION, credit, furniture, is_author, may_stand_above
from .lines import CLOSERS, Line, ends_sentence, is_row, is_title_case, paragraphs_of

Run = tuple[int, int, str]  # start, end, zone

_LONGEST_HEADLINE = 15  # words
_LONGEST_TITLE = 30
_LONGEST_OF_TWO = 12  # in a title of two sentences
_LONGEST_QUESTION = 12
_LONGEST_STANDFIRST = 40
_MORE = 3  # dashes and the like that a repeated title may have
_FEWEST = 3  # words of a standfirst
_END = 20  # characters, in which the last sign of a line stands
_SHORTEST = 25  # characters of a line that goes on in the next

_NEW_SENTENCE = re.compile(r"[.!?…][\"'’”)\]]*\s+[\"'‘“(\[]*[A-Z]")
_DATELINE = re.compile(r"[A-Z][A-Z .,'’-]{2,60}(?:\([A-Z][\w ]{1,20}\) ?)?(?:--|[-–—])\s")
_BULLET = re.compile(r"[-–—•*·▪►>~#]|\(?\w{1,2}\)\s")
_NUMBER = re.compile(r"\A\d{1,2}\.\s")
_ITEM_END = re.compile(r"[,;](?:\s+(?:and|or))?$")
_QUESTION = re.compile(r"(?!(?:And|But|Or|So|Then|Now|Q|A)\b)[^.!?…:“”\"«»]{1,150}[?？؟]$")
_TOLD = re.compile(r"(?:I|It|That|This|He|She|We|They|Was|Were|Had|Did|Really)\b")  # by who goes on telling
_YOU = re.compile(r"\byou(?:rs?)?\b", re.IGNORECASE)
_WORD, _ANY_WORD = re.compile(r"[^\W\d_]{4,}"), re.compile(r"\w+")
_SITE = re.compile(r"\s[-–—|·]\s")  # Truce ends - Northfield Post


@dataclass
class _Page:
    """The lines of a text, what furniture each is, and the zone of each as far as it is known."""

    lines: Sequence[Line]
    kinds: Sequence[str]
    zones: list[str]

    def is_open(self, i: int) -> bool:
        """Whether there is such a line, and nothing is known of it."""
        return 0 <= i < len(self.lines) and not self.zones[i]

    def open(self, n_words: int | None = None) -> list[int]:
        """The lines of which nothing is known; of these only those that have so many words at most."""
        found = [i for i, zone in enumerate(self.zones) if not zone]
        return found if n_words is None else [i for i in found if self.lines[i].n_words <= n_words]

    def adjoin(self, i: int, j: int) -> bool:
        """Whether no blank line parts two lines, on a page where blank lines part paragraphs."""
        return self.lines[i].block == self.lines[j].block and self.lines[-1].block > 1

    def mark(self, indices: Iterable[int], zone: str) -> None:
        for i in indices:
            self.zones[i] = zone


def zones_of(texts: Sequence[str], titles: Sequence[str | None], headings: bool = True) -> list[list[Run]]:
    """The runs of each text by the rules; a title is its headline. Without `headings` some are left body."""
    return list(map(_runs, texts, titles, paragraphs_of(texts), repeat(headings)))


def _runs(text: str, title: str | None, lines: Sequence[Line], headings: bool) -> list[Run]:
    """The runs of one text, of which these are the lines."""
    if not lines:
        return [(0, len(text), "body")] if text else []
    page = _read(lines)
    headline = _mark_title(page, title)
    _mark_lists(page)
    _mark_headline_like(page)
    if headings:
        _mark_questions(page)
        _mark_standfirst(page, " ".join(line.text for line in headline) or title or "")
    starts = [0, *(line.start for line in page.lines[1:]), len(text)]
    return merge(zip(starts, starts[1:], (zone or "body" for zone in page.zones), strict=False))


def titles_of(texts: Sequence[str]) -> list[str | None]:
    """The headline with which each text begins, on one line; none where it does not begin with one.

    Examples
    --------
    >>> from aleppo_analysis.text.page import titles_of
    >>> titles_of(["12 March 2015\\n\\nTruce ends\\n\\nThe truce ended on Monday. Nobody spoke."])
    ['Truce ends']
    """
    headlines = (_mark_title(_read(lines), None) for lines in paragraphs_of(texts))
    return [" ".join(word for line in some for word in line.text.split()) or None for some in headlines]


def _read(lines: Sequence[Line]) -> _Page:
    """The page of these lines, with its furniture and captions marked."""
    kinds = [furniture(line.text, line.n_words) for line in lines]
    page = _Page(lines, kinds, ["related" if kind else "" for kind in kinds])
    _mark_captions(page)
    bare = [i for i in page.open() if not lines[i].text[0].isalnum()]
    for i in reversed(bare):  # stars and rules
        if not any(map(str.isalnum, lines[i].text)):
            page.zones[i] = "related" if page.zones[i + 1 : i + 2] in ([], ["related"]) else "body"
    return page


def _mark_captions(page: _Page) -> None:
    """A credit makes its line a caption, with the lines above it in its block; alone it is related."""
    for i in page.open(LONGEST_CAPTION):
        block = page.lines[i].block
        if given := credit(page.lines[i]):
            above = i
            while page.is_open(above - 1) and page.lines[above - 1].block == block != page.lines[0].block:
                above -= 1
            page.mark(range(above, i + 1), "related" if given == "bare" and above == i else "caption")


# -- title


def _mark_title(page: _Page, title: str | None) -> list[Line]:
    """Mark the headline, what stands above it and what repeats it. Returns the lines of the headline."""
    first = _known_title(page, title) if title and _plain(title) else _found_title(page)
    found = range(0) if first is None else _title_lines(page, first)
    page.mark([i for i in range(found.start) if page.is_open(i)], "related")
    headlines = {_plain(title or ""), *(_plain(page.lines[i].text) for i in found[:1])} - {""}
    page.mark(_repeating(page, headlines, found), "related")
    page.mark(found, "title")
    return [page.lines[i] for i in found]


def _repeating(page: _Page, headlines: Iterable[str], found: range) -> list[int]:
    """The lines but those found that are one of the headlines. Few have the longest word of one."""
    words = [headline.split() for headline in headlines]
    longest = max(map(len, words), default=-1) + _MORE
    keys = [max(some, key=len) for some in words]
    few = [i for i, line in enumerate(page.lines) if line.n_words <= longest and i not in found]
    folded = ((i, _folded(page.lines[i].text)) for i in few)
    may_be = [i for i, text in folded if any(key in text for key in keys)]
    return [i for i in may_be if _plain(page.lines[i].text) in headlines]


def _known_title(page: _Page, title: str) -> int | None:
    """The first line that repeats a known headline, with no text above it."""
    for i, line in enumerate(page.lines):
        if _is_same_headline(line.text, title):
            return i
        if page.is_open(i) and not _is_headline_like(line):
            return None
    return None


def _found_title(page: _Page) -> int | None:
    """The first line that may be a headline: no furniture, no paragraph, nor what stands above a headline."""
    above: list[int] = []
    for i, line in enumerate(page.lines if len(page.lines) > 1 else ()):
        if page.zones[i] and (i or page.kinds[0] in ("", "about")):
            continue
        if may_stand_above(line):
            above.append(i)
        elif above and not (line.n_words >= _FEWEST and (_is_headline_like(line) or _is_question(line))):
            break
        else:
            return None if _is_paragraph(line) or (i and line.text.endswith(".")) else i
    return above[0] if above else None


def _title_lines(page: _Page, first: int) -> range:
    """The lines of a headline: those below its first, in its block, that begin with a small letter."""
    last = first
    while page.is_open(last + 1) and page.lines[last + 1].block == page.lines[first].block:
        if not (page.lines[last + 1].text[0].islower() and _is_headline_like(page.lines[last + 1])):
            break
        last += 1
    return range(first, last + 1)


def _is_paragraph(line: Line) -> bool:
    """Whether a line is too long for a headline, has two sentences, or begins with a dateline."""
    if line.n_words > _LONGEST_TITLE:
        return True
    is_many = (
        line.n_words > _LONGEST_OF_TWO and SENTENCE_END.search(line.text) and not is_title_case(line.text)
    )
    is_closed = line.text.rstrip(CLOSERS).endswith((".", "!", "?", "…"))
    return is_closed and bool(is_many or _DATELINE.match(line.text))


def _is_same_headline(line: str, title: str) -> bool:
    """Whether two headlines are the same but for case, signs, and the name of a site after one of them."""
    one, other = _plain(line), _plain(title)
    return bool(one) and (
        one == other or one == _plain(_SITE.split(title)[0]) or other == _plain(_SITE.split(line)[0])
    )


def _plain(text: str) -> str:
    """The words of a text in small letters."""
    return " ".join(_ANY_WORD.findall(_folded(text)))


def _folded(text: str) -> str:
    return text.lower() if text.isascii() else unicodedata.normalize("NFKC", text).casefold()


# -- lists


def _mark_lists(page: _Page) -> None:
    """Items after a colon, rows, items with bullets, and those with numbers one under the other are body."""
    for i in page.open():
        line = page.lines[i]
        end = line.text[-_END:]
        if ":" in end and page.is_open(i) and end.rstrip(CLOSERS).endswith(":"):
            page.mark(_items(page, i + 1), "body")
        if line.n_words > _LONGEST_HEADLINE or not page.is_open(i):
            continue
        if _is_numbered(page, i) or _BULLET.match(line.text) or is_row(line.text):
            page.zones[i] = "body"


def _is_numbered(page: _Page, i: int) -> bool:
    """Whether a line has a number, and the one above it or below."""
    beside = (page.lines[j].text for j in (i - 1, i + 1) if 0 <= j < len(page.lines))
    return _NUMBER.match(page.lines[i].text) is not None and any(map(_NUMBER.match, beside))


def _items(page: _Page, first: int) -> list[int]:
    """The items of a list that begins at a line, without the heading that may stand below it."""
    items: list[int] = []
    while page.is_open(i := first + len(items)) and _is_item(page.lines[i]):
        if len(items) > 1 and page.adjoin(items[0], items[1]) and not page.adjoin(items[0], i):
            break
        items.append(i)
    return items[:-1] if _is_set_off(page, items) else items


def _is_set_off(page: _Page, items: Sequence[int]) -> bool:
    """Whether the last line is no item: it has a capital and the first none, or half the words of each."""
    if len(items) < 2 or page.adjoin(items[-2], items[-1]):
        return False
    *others, last = (page.lines[i] for i in items)
    has_capital = others[0].text[0].islower() and last.text[0].isupper()
    return has_capital or (len(others) > 1 and 2 * last.n_words < min(line.n_words for line in others))


def _is_item(line: Line) -> bool:
    is_marked = _BULLET.match(line.text) or _NUMBER.match(line.text) or _ITEM_END.search(line.text)
    return bool(is_marked) or _is_headline_like(line)


# -- headline-like lines


def _mark_headline_like(page: _Page) -> None:
    wrapped, short = _wrapped_blocks(page.lines), page.open(_LONGEST_HEADLINE)
    like = [i for i in short if page.lines[i].block not in wrapped and _is_headline_like(page.lines[i])]
    is_like = set(like)
    prose = [i for i, zone in enumerate(page.zones) if zone in ("", "body") and i not in is_like]
    for run in _in_a_row(like) if prose else ():
        if run[-1] < prose[0]:
            _mark_above(page, run)
        elif run[0] > prose[-1]:
            page.mark(run, "related")
        else:
            _mark_amid(page, run)


def _in_a_row(numbers: Sequence[int]) -> list[list[int]]:
    """Runs of numbers that follow each other."""
    by_run = groupby(enumerate(numbers), key=lambda pair: pair[1] - pair[0])
    return [[number for _, number in run] for _, run in by_run]


def _mark_above(page: _Page, run: Sequence[int]) -> None:
    """Headline-like lines above the text: standfirsts, but for names, labels, and links without a label."""
    for group in _adjoining(page, run):
        has_label = group[0] > run[0] and page.lines[group[0] - 1].n_words <= _FEWEST
        for i in group:
            line = page.lines[i]
            is_label = is_author(line) or may_stand_above(line) or line.n_words < _FEWEST
            is_link = len(group) > 1 and not has_label
            page.zones[i] = "related" if is_label or is_link else "standfirst"


def _mark_amid(page: _Page, run: Sequence[int]) -> None:
    """Headline-like lines amid the text: links below their label, headings, and lists.

    What adjoins is a list; of lines by themselves the first is a heading, one of two, and one below a list.
    """
    label = page.kinds[run[0] - 1]
    groups = _adjoining(page, run)
    is_set_off = len(groups) == len(run) and _is_set_off(page, run[1:])
    for number, group in enumerate(groups):
        follows_list = number > 0 and len(groups[number - 1]) > 1
        is_last = is_set_off and group[0] == run[-1]
        is_heading = len(group) == 1 and (number == 0 or len(groups) == 2 or follows_list or is_last)
        if label in ("link", "links") and (len(group) > 1 or (label == "links" and not follows_list)):
            zone = "related"
        else:
            zone = "heading" if is_heading and not page.lines[group[0]].text[0].islower() else "body"
        page.mark(group, zone)


def _adjoining(page: _Page, run: Sequence[int]) -> list[list[int]]:
    """Lines in a row, those together that no blank line parts."""
    groups = [[run[0]]]
    for i in run[1:]:
        if page.adjoin(i - 1, i):
            groups[-1].append(i)
        else:
            groups.append([i])
    return groups


def _is_headline_like(line: Line) -> bool:
    """Whether a line is short, one sentence, and not closed by a sign as sentences, clauses and items are."""
    if line.n_words > _LONGEST_HEADLINE or ends_sentence(line.text):
        return False
    text = _NUMBER.sub("", line.text, count=1)
    return not (_ITEM_END.search(text) or _BULLET.match(text) or SENTENCE_END.search(text))


def _wrapped_blocks(lines: Sequence[Line]) -> set[int]:
    """Blocks in which a line goes on with a small letter: paragraphs broken at the edge of a page."""
    if lines[-1].block == len(lines) - 1:
        return set()
    return {
        line.block
        for line, before in zip(lines[1:], lines, strict=False)
        if line.block == before.block and line.text[0].islower() and before.width >= _SHORTEST
    }


def _mark_questions(page: _Page) -> None:
    """Questions by themselves are headings if short or beside others; those of an interview ask *you*."""
    prose = [i for i, zone in enumerate(page.zones) if zone in ("", "body")]
    short = [i for i in page.open(_LONGEST_QUESTION) if prose[0] < i < prose[-1]]
    asked = [i for i in short if _is_question(page.lines[i])]
    alone = [i for i in asked if page.zones[i + 1] != "heading" and not page.adjoin(i, i + 1)]
    is_interview = 2 * sum(_YOU.search(page.lines[i].text) is not None for i in alone) >= len(alone)
    if not is_interview:
        is_beside = len(alone) + page.zones.count("heading") > 1
        page.mark([i for i in alone if is_beside or _is_brief(page.lines[i])], "heading")


def _is_question(line: Line) -> bool:
    return line.n_words <= _LONGEST_QUESTION and _QUESTION.match(line.text) is not None


def _is_brief(question: Line) -> bool:
    return 2 * question.n_words <= _LONGEST_QUESTION and not _TOLD.match(question.text)


def _mark_standfirst(page: _Page, headline: str) -> None:
    """A short first paragraph above a byline, or one that adds to the title where the next restates it."""
    first, second = (page.open()[:2] + [-1, -1])[:2]
    if second < 0 or "standfirst" in page.zones or page.lines[first].n_words > _LONGEST_STANDFIRST:
        return
    if {"body", "heading"} & set(page.zones[:second]) or page.lines[first].text.endswith(":"):
        return
    added, restated, title = page.lines[first], page.lines[second], _words(headline)
    if added.n_words <= _LONGEST_HEADLINE:
        adds = _n_shared(title, restated.text) > 2 * _n_shared(title, added.text)
    else:
        adds = not _n_shared(title, added.text) and 2 * _n_shared(title, restated.text) > len(title)
    adds = adds or (page.zones[first + 1] == "related" and is_author(page.lines[first + 1]))
    if adds and len(_NEW_SENTENCE.findall(added.text)) < 2:
        page.zones[first] = "standfirst"


def _n_shared(words: set[str], text: str) -> int:
    """How many of the words a text has; often it has not even their letters."""
    folded = text.casefold()
    found = {word for word in words if word in folded}
    return len(found & _words(text)) if found else 0


def _words(text: str) -> set[str]:
    return {word.casefold() for word in _WORD.findall(text)}


def merge(runs: Iterable[Run]) -> list[Run]:
    """Neighbours of one zone become one run."""
    by_zone = ((zone, list(alike)) for zone, alike in groupby(runs, key=itemgetter(2)))
    return [(alike[0][0], alike[-1][1], zone) for zone, alike in by_zone]
