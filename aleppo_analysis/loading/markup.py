"""HTML tags in what should be plain text, as columns of text from the web have them, are taken out."""

import re

_BLOCKS = set(
    "address article aside audio blockquote body center dd div dl dt figcaption figure footer form h1 h2 h3 "
    "h4 h5 h6 header hr html iframe li main nav ol p pre section table tr ul video".split()
)
_CELLS = {"td", "th"}
_UNSEEN = {"script", "style", "head", "noscript", "svg"}  # and all that stands in them
_INLINE = set(
    "a abbr b big br button cite code del dfn em font i img input ins kbd label link mark meta picture q s "
    "samp small source span strike strong sub sup tbody tfoot thead time tt u var wbr".split()
)
_KNOWN = _BLOCKS | _CELLS | _UNSEEN | _INLINE
_WRAPS = {"p", "br", "div"}  # where these are, a single line break is a blank

_TAG = re.compile(r"<(/?)([A-Za-z][A-Za-z0-9]{0,9})(?:\s[^<>]{0,2000})?/?>|<!--[^<>]{0,2000}-->")
_SURE = re.compile(r"</[A-Za-z]|<(?:p|P|br|BR|hr|HR)\s?/?>|<(?:p|img|a|div|span)\s[^<>]{1,2000}>")
_SINGLE_BREAK = re.compile(r"(?<!\n)\n(?!\n)")
_BLANKS = re.compile(r"(?<![ \t])[ \t]*+\n[ \t]*+")
_MANY_BREAKS = re.compile(r"\n{3,}")


def without_tags(text: str) -> tuple[str, int]:
    """The text without tags, what was a block as a paragraph, and how many there were.

    Only what HTML knows is a tag, and only where one closes, or stands alone as few do: *a <b and c> d*
    stays.
    """
    tags = [tag for tag in _TAG.finditer(text) if not tag[2] or tag[2].lower() in _KNOWN]
    if not _SURE.search(text) or not any(tag[2] for tag in tags):
        return text, 0
    names = {tag[2].lower() for tag in tags if tag[2]}
    flows = bool(names & _WRAPS)
    closed = {tag[2].lower() for tag in tags if tag[1]} & _UNSEEN
    pieces, at, unseen = [], 0, ""
    for tag in tags:
        name = (tag[2] or "").lower()
        piece = "" if unseen else text[at : tag.start()]
        pieces += [_SINGLE_BREAK.sub(" ", piece) if flows else piece, _instead(name, bool(tag[1]))]
        at = tag.end()
        if unseen:
            unseen = "" if tag[1] and name == unseen else unseen
        elif name in closed:
            unseen = "" if tag[1] else name
    pieces.append(_SINGLE_BREAK.sub(" ", text[at:]) if flows else text[at:])
    return _MANY_BREAKS.sub("\n\n", _BLANKS.sub("\n", "".join(pieces))).strip(), len(tags)


def _instead(name: str, closes: bool) -> str:
    """What a tag leaves: a blank line, a line break, a tab between cells, or nothing."""
    if name in _BLOCKS:
        return "\n\n"
    if name in _CELLS:
        return "" if closes else "\t"
    return "\n" if name == "br" else ""
