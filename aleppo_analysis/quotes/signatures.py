"""Quotations that stand by themselves and are signed: a dash and a name, or a name on a line of its own."""

import re
from collections.abc import Sequence

from .marks import Attribution, Mark

RULE = "signature"
CONFIDENCE = 0.95
_NO_NAME = r"(?!(?:An?|The|But|And|In|It|He|She|They|This|That)\b)"
_PARTICLE = r"(?:(?:de|del|van|von|al|bin|of|the) )?"
_NAME = rf"@\w+|{_NO_NAME}[A-Z][\w.'’-]*(?: {_PARTICLE}[A-Z@][\w.'’-]*){{0,4}}"
_SIGNED = re.compile(rf"\s*(?P<cue>[—–]|--?) ?(?P<who>{_NAME})(?P<rest>[^\n\r]{{0,80}})(?=[\n\r]|$)")
_ALONE = re.compile(rf"(?P<who>{_NAME})(?:(?:,| \(| [—–-] )[^\n\r]{{0,60}})?")
_FEWEST = 3  # names on lines of their own, from which they are no cross-heads


def signed(text: str, marks: Sequence[Mark]) -> list[Attribution]:
    """Attributions of the signed quotations that begin a paragraph; `marks` are outermost, in order."""
    found: list[Attribution] = []
    above: list[Attribution] = []
    below: list[Attribution] = []
    for mark in marks:
        line = text.rfind("\n", 0, mark.open_start) + 1
        if text[line : mark.open_start].strip():
            continue
        content = ((mark.start, mark.end),)
        if after := _SIGNED.match(text, mark.close_end):
            found.append(Attribution(content, after.span("cue"), after.span("who"), RULE, CONFIDENCE))
        elif not text[mark.close_end : _line_end(text, mark.close_end)].strip():
            for names, who in ((above, _name_above(text, line)), (below, _name_below(text, mark.close_end))):
                if who:
                    names.append(Attribution(content, None, who, RULE, CONFIDENCE))
    alone = max(above, below, key=len)
    return sorted(found + (alone if len(alone) >= _FEWEST else []), key=lambda a: a.content)


def _line_end(text: str, place: int) -> int:
    end = text.find("\n", place)
    return len(text) if end < 0 else end


def _name_above(text: str, line: int) -> tuple[int, int] | None:
    """The name that alone makes up the last line of text above."""
    end = line
    while end and text[end - 1].isspace():
        end -= 1
    name = _ALONE.fullmatch(text, text.rfind("\n", 0, end) + 1, end)
    return name.span("who") if name else None


def _name_below(text: str, place: int) -> tuple[int, int] | None:
    """The name that alone makes up the next line of text below."""
    while place < len(text) and text[place].isspace():
        place += 1
    name = _ALONE.fullmatch(text, place, _line_end(text, place))
    return name.span("who") if name else None
