"""Where a mention says what somebody is and whom they speak for, and where it only speaks of others."""

import re
from collections.abc import Iterator

_CLAUSE = re.compile(r",? (?:who|whom|whose|which|that|when|where|while|after|before|because|if)\b")
_PART = re.compile(r"[^,;:()–—]+")  # a name, an apposition
_PARTICIPLE = re.compile(r" ?[a-z]+(?:ing|ed)\b")
_LINK = re.compile(
    r"(?:(?<=\s)|^)(of|for|from|at|with|in|inside|within|to|by|against|on|about|over|under|near|outside|between"
    r"|among|into|towards?|without|despite|via|including|like|than|during|since|as)(?= )"
)
_WORD = re.compile(r"[^\W\d_]+")
_NAMED = re.compile(r" (?:the |[A-Z]{2,}\b)")  # Ann Lee of *the UN*, of *NATO*; not of Leeds
_LEADS_ON = [  # the words that lead on, and the nouns that stand for what they lead to
    (
        "of for from at with",
        """administration agency alliance ambassador arm army authority bloc branch bureau chair chairman
        chairwoman chancellor chief coalition command commander commissioner committee coordinator
        correspondent council delegate delegation department diplomat director editor embassy employee envoy
        executive faction fighter figure force general government governor head journalist king leader mayor
        member military militia minister ministry mission movement negotiator office officer official
        organisation organization parliament party police premier president prosecutor queen regime reporter
        representative secretary senator soldier source spokesman spokesmen spokesperson spokespeople
        spokeswoman spokeswomen staff system troop unit wing worker""",
    ),
    ("in inside within", "figure insider official source"),
    ("to", "adviser advisor aide assistant deputy loyal"),
    ("by from in of", "article document letter report statement study survey"),
    (
        "of",
        """all any both couple crowd dozen each few group half handful hundred majority many million most none
        number one pair percent quarter score series several some third thousand two three four five six
        seven eight nine ten""",
    ),
]
_LEADING = {
    (link, form)
    for links, nouns in _LEADS_ON
    for link in links.split()
    for noun in nouns.split()
    for form in (noun, f"{noun}s", f"{noun.removesuffix('y')}ies")
}


def affiliations(mention: str) -> Iterator[tuple[int, int]]:
    """The stretches of a mention or role, in order, that say what somebody is and whom they speak for.

    Not who they are about, against or for: of *Vera Holm, a lawyer for the Times* what stands before *for*;
    but all of *Vera Holm, a spokeswoman for the Times*.

    Examples
    --------
    >>> mention = "Vera Holm, a critic of the Times, who left the Herald"
    >>> [mention[start:end] for start, end in affiliations(mention)]
    ['Vera Holm', ' a critic ']
    """
    clause = _CLAUSE.search(mention)
    for part in _PART.finditer(mention, 0, clause.start() if clause else len(mention)):
        start = part.start()
        if start and _PARTICIPLE.match(mention, start):
            continue
        for link in _LINK.finditer(mention, start, part.end()):
            yield start, link.start()
            if not _leads_on(mention[start : link.start()], link):
                break
            start = link.end()
        else:
            yield start, part.end()


def _leads_on(before: str, link: re.Match[str]) -> bool:
    """Whether those whom the words before name speak for what follows *of*, *for*, ..."""
    words = _WORD.findall(before)
    if any((link[1], word.lower()) in _LEADING for word in words):
        return True
    if not all(word[0].isupper() for word in words):
        return False
    is_named = link[1] == "of" and _NAMED.match(
        link.string, link.end()
    )  # a mere name, or none, stands before
    return link[1] in ("at", "with") or bool(is_named)
