"""How the words beside marks name what these hold: a work, a thing, a person, or a word as a word."""

import re
from typing import NamedTuple

from .marks import Mark

WORD = re.compile(r"[^\W_]++(?:[-.'’][^\W_]++)*+")
_LINE = re.compile(r"[^\n\r]*")
_REACH = 200  # characters of the line read on each side of the marks
SHORT = 4  # words: a phrase that may be taken out of a sentence of somebody else
_TERM = 8  # words: the longest name for a thing
_NEAR = 4  # words before the marks; as far back go most patterns that end at the marks

_NAMES = (
    r"(?:call(?:ed|s|ing)?|dubb(?:ed|ing)|dubs?|label(?:l?ed|s|l?ing)?|brand(?:ed|s|ing)?|term(?:ed|ing)"
    r"|deem(?:ed|s|ing)?|nicknam(?:ed|es?|ing))"
)
_NAMES_AS = (
    r"(?:describ|hail|herald|denounc|(?:mis)?characteri[sz]|address|admir|pound|hammer|assail|derid|ridicul|laud"
    r"|portray|dismiss|condemn|decr[iy]|prais|tout|bill|depict|cast|refer|regard|view|reject|critici[sz]|present|paint|treat|see|defend|welcom|defin|mock|attack|slamm?|blast)"
    r"(?:e|r?ed|e?s|r?ing|ied|ies|n)?"
)
_OF_NAMES = ("call", "dub", "label", "brand", "term", "deem", "cknam")  # in any case each name has one
_OBJECT = (
    r"(?:(?!\b(?:said|says|say|saying|that|told|who|which)\b|[;:!?]\s|(?<!\bM[rs])(?<!\bMrs)(?<!\bDr)[.]\s)"
    r"[^\n“”\"]){0,90}?"
)
_QUOTED = r"[“\"'‘][^“”\"\n]{1,50}[”\"'’],?\s+(?:(?:and|or)\s+)?"
_DETERMINER = r"(?:(?:an?|the|its|his|her|their|being|to be)\s+)?(?:[\w-]+\s+)?"
_CALLED = re.compile(
    rf"\b(?<!\bso[- ])(?P<cue>{_NAMES})\b(?!\s+(?:for|on|upon|off|out|to|from|in)\b)"
    rf"{_OBJECT}\s(?:{_QUOTED}[^\n“”\"]{{1,40}}\s)?{_DETERMINER}\Z",
    re.IGNORECASE,
)
_AS = re.compile(rf"\bas\s+{_DETERMINER}\Z", re.IGNORECASE)
_DESCRIBED = re.compile(
    rf"\b(?P<cue>{_NAMES_AS}|{_NAMES}|known)\b{_OBJECT}(?<!such ){_AS.pattern}", re.IGNORECASE
)
AS_CALLED = re.compile(
    rf"\A\W*\bas\s+(?P<who>\S+(?:\s+\S+){{0,5}}?)\s+(?P<cue>{_NAMES}|describe[ds]?|put(?:s|ting)?)\b",
    re.IGNORECASE,
)
NAMED = re.compile(  # an app called “…”, the park is known as “…”: nobody calls it so
    r"\b(?!(?:he|she|it|they|we|you|I|who)\b)[a-z][\w-]{1,30} (?:\w{1,20}ly )?"
    r"(?:(?:called|dubbed|nicknamed|labell?ed|branded|termed|titled|named)|known as)(?: the| an?)?\s+\Z"
)
_BY = re.compile(r"\W{0,3}by\b")
_SO_CALLED = re.compile(r"\b(?:so[- ]{1,2}called|self-styled|supposed|alleged|purported)\s+\Z", re.IGNORECASE)

_WORK = (
    r"(?:book|novel|memoir|film|movie|documentary|song|single|album|play|musical|opera|poem|essay|article|column"
    r"|editorial|op-ed|series|show|programme|program|episode|podcast|painting|magazine|pamphlet|manifesto|anthem"
    r"|bestseller|thriller|drama|sitcom|comedy|exhibition|video|memo|spot|ad|sequel|remake|trilogy|franchise"
    r"|ballad|hymn|sculpture|mural|photograph|opera|ballet|tune|hit|track|blog|project)s?"
)
_WORK_BEFORE = re.compile(
    rf"\b(?:{_WORK}(?:\s+of\s+\w+)?|works?|starred in|stars in|sang|sings|stream(?:s|ed|ing)?|trailer for"
    r"|(?:author|fan|cast|version|episode|rerun|curator|maker|creator)s? of|seasons? (?:\w+ )?of)"
    r"(?:\s*,|\s*:|\s+(?:is|was|are|were|includ(?:e|es|ed|ing)|such as|like))?\s+"
    rf"(?:called\s+|named\s+)?(?:{_QUOTED}){{0,4}}\Z|\b(?:entitled|titled)(?:\s*,)?\s+\Z",
    re.IGNORECASE,
)
_SHOW_BEFORE = re.compile(  # on CNN’s “…”, told “…”, reads “…”
    r"\b(?:on|(?:broadcast|edition|airing) of|told|tells?|reads?|reading|watch(?:ed|es|ing)?"
    r"|sing(?:s|ing)?)\s+(?:[\w ]{1,20}['’]s\s+)?\Z"
)
_CHANNEL = re.compile(r"\b(?:[A-Z]{2,5}|[\w ]{0,12}(?:News|TV|Radio|Network|Netflix|Channel))['’]s?\s+\Z")
_WORK_AFTER = re.compile(
    rf"\A,?\s+(?:(?:an?|the|his|her|their|its)\s+)?(?:[\w-]+\s+){{0,2}}?"
    rf"(?:{_WORK}|(?:star|host|anchor|creator|soundtrack|finale|premiere|spinoff|frontman)s?)\b",
    re.IGNORECASE,
)
_BYLINE_AFTER = re.compile(
    r"\A,?\s+(?:(?:was|is) (?:written|directed|composed|recorded|sung|produced|painted) )?by\s+(?!the\b)"
    r"(?:[A-Z][\w’'.-]{1,30} ){0,4}[A-Z]"
)
_ROLE_IN = re.compile(  # the heroine of “…”, a part in “…”, onstage in “…”
    r"\b(?:(?:hero|heroine|star|cast|role|part|lead|author|writer|director|premiere|singer|narrator|work|piece)"
    r"(?:s|es)?(?:\s+(?:of|in|from|as|was|is|were))?|appear(?:ed|s|ing) in|perform(?:ed|s|ing)(?: in)?"
    r"|play(?:ed|s|ing)(?: \w+){0,4} (?:in|of)|as (?:the|an?)(?: \w+){1,4} in|directed|composed"
    r"|onstage in)\s+\Z"
)
_YEAR_AFTER = re.compile(r"\A\s*\((?:[A-Z][\w ]{1,20}, )?(?:1[5-9]|20)\d\d\)")
_SEE = re.compile(r"(?:\(|[.;,’”\"']\s|^)(?:[Ss]ee(?: also)?|[Rr]ead)\s+\Z")
_A_WORD = (
    r"(?:word|term|phrase|mottoe?|slogan|label|expression|tag|hashtag|password|title|category|statu|rating"
    r"|rule|clause|standard|mark|brand|button|hat|sign|name|nickname|alia|moniker|acronym|abbreviation|concept"
    r"|notion|letter|subject line|codename|code|box|handle|username|option|prefix|suffix)(?:s|es)?"
)
_WORD_BEFORE = re.compile(
    rf"\b(?:{_A_WORD}|(?:strategy|policy|doctrine|principle|theory|practice) of)"
    rf"(?: is| was| being| of|,? such as|,? like|,? including)?(?:,|:)?\s+(?:{_QUOTED}){{0,4}}\Z",
    re.IGNORECASE,
)
_MARKED = re.compile(  # what is written on a thing, or how it is filed
    r"\b(?:(?:marked|stamped|rated|classified|registered|register|listed|filing|tagged|spelled|spelt|pronounced"
    r"|coded|translated|upgraded|checked|ticked|voted|voting|vote|chose|answered)(?: as| to)?"
    r"|(?:file|filed|filing|register|registered|listed|classified|rated)\b[^.;:\n]{0,80}\bas"
    r"|go(?:es|ing)? by|went by|short for|stands? for"
    r"|(?:Latin|Greek|French|German|Spanish|Arabic|Hebrew|Russian|Chinese|Japanese) for|means|meaning)\s+\Z"
)
_WORD_AFTER = re.compile(
    r"\A,?\s+(?:language|wording)\b"
    r"|\A\s+(?:(?!and |or |but )[\w-]{1,20} )?"
    rf"(?:{_A_WORD}|(?:team|app|model|line|set|kit|candle|scheme|program|programme"
    r"|campaign|movement|coalition|doctrine|vote|voter|chant|option|answer|box)(?:s|es)?"
    rf"|(?:is|was) (?:a|an|the) (?:[a-z]{{1,12}} )?{_A_WORD}"
    r"|(?:\w{4,12}ly )?(?:means?|meant|stands? for|refers? to))\b"
)
_AROUND_GLOSS = ("()", "——", "––")
_GLOSS_AFTER = re.compile(r"\A\s\([a-z][a-z ]{2,40}\)")
_NICK_BEFORE = re.compile(r"\b[A-Z][\w.’'-]{1,20}\s+\Z")
_SURNAME_AFTER = re.compile(r"\A\s+[A-Z][\w’'-]{1,30}\b(?P<last> [A-Z][\w’'-]{1,30})?")
_SMALL = frozenset(
    "a an and as at but by for from if in into nor of off on onto or over the to up via with vs".split()
)

FINITE = re.compile(
    r"\b(?:is|are|was|were|be|am|has|have|had|will|would|can|could|cannot|must|may|might|should|shall|do|does|did"
    r"|\w+n['’]t|let['’]?s?|need|want|go|stop)\b|['’](?:re|ve|ll|m|d)\b",
    re.IGNORECASE,
)
_GOES_ON = re.compile(r"(?:\w|[,;]?[”\"’'][,;]?)\s*\Z")  # the sentence, up to the marks; a list of others


class Context(NamedTuple):
    """The words between a pair of marks, and what stands in the same line before and after."""

    before: str
    quoted: str
    after: str
    words: list[str]  # the quoted ones
    near: int  # where the last `_NEAR` words before the marks begin, or earlier

    @property
    def n_words(self) -> int:
        return len(self.words)

    @property
    def is_whole_line(self) -> bool:
        return not (self.before.strip() or self.after.strip())


def context_of(text: str, mark: Mark) -> Context:
    """Read the surroundings of a pair of marks."""
    before = text[max(0, mark.open_start - _REACH) : mark.open_start]
    if mark.open_start > _REACH:
        before = before[before.find(" ") + 1 :]
    line = before[max(before.rfind("\n"), before.rfind("\r")) + 1 :]
    after = _LINE.match(text, mark.close_end, mark.close_end + _REACH)
    quoted = text[mark.start : mark.end]
    further = line.rsplit(None, _NEAR)[:-_NEAR]
    near = len(further[0]) if further else 0
    return Context(line, quoted, after[0] if after else "", WORD.findall(quoted), near)


def why_named(context: Context) -> str | None:
    """How the words around the marks say what these hold: the name of a work, or of a thing."""
    if title := _why_title(context):
        return title
    return "so-called" if _SO_CALLED.search(context.before, context.near) else _why_term(context)


def _why_title(context: Context) -> str | None:
    """How the marks show that they hold the name of a work: title case, and a word for a work beside it."""
    if _SEE.search(context.before, context.near):
        return "see"
    words = context.words
    if not is_title_case(words):
        return None
    if _ROLE_IN.search(context.before) or _YEAR_AFTER.match(context.after):
        return "year or place beside"
    is_show = _SHOW_BEFORE.search(context.before) and (len(words) > 1 or _CHANNEL.search(context.before))
    if is_show and words[-1][0].isupper():
        return "title case after on or told"
    is_beside = _WORK_BEFORE.search(context.before) or _WORK_AFTER.search(context.after)
    is_beside = is_beside or _BYLINE_AFTER.match(context.after)
    return "work named beside" if is_beside else None


def is_title_case(words: list[str]) -> bool:
    """Whether all words but small ones are in capitals, the first of them too."""
    if not words or not (words[0][0].isupper() or words[0][0].isdigit()):
        return False
    return all(word[0].isupper() or word[0].isdigit() or word.lower() in _SMALL for word in words)


def why_mentioned(context: Context) -> str | None:
    """How words that nobody says are a name: of a thing, a person, or of words themselves."""
    if context.n_words > _TERM or context.is_whole_line:
        return None
    if is_nickname(context):
        return "nickname"
    is_letter = len(context.quoted.strip(" .,")) == 1
    is_gloss = _GLOSS_AFTER.match(context.after) or context.before[-1:] + context.after[:1] in _AROUND_GLOSS
    is_beside = _WORD_BEFORE.search(context.before) or _WORD_AFTER.match(context.after)
    is_word = is_letter or is_gloss or is_beside or _MARKED.search(context.before)
    if is_word and (context.n_words <= SHORT or _WORD_BEFORE.search(context.before)):
        return "word for a word"
    is_inside = _GOES_ON.search(context.before, context.near) and context.quoted.rstrip()[-1:] not in "!?"
    is_name = is_title_case(context.words) and sum(word.lower() not in _SMALL for word in context.words) > 1
    return "name in capitals" if is_inside and is_name else None


def is_nickname(context: Context) -> bool:
    """Whether the marks stand between a first name and a surname."""
    if context.n_words > 2 or not (after := _SURNAME_AFTER.match(context.after)):
        return False
    is_before_name = after["last"] and is_title_case(context.words)
    return bool(is_before_name or _NICK_BEFORE.search(context.before, context.near))


def _why_term(context: Context) -> str | None:
    """How the quoted words are named as somebody's name for a thing."""
    if context.n_words > _TERM or (context.n_words > 2 and FINITE.search(context.quoted)):
        return None
    if naming_before(context):
        is_name = NAMED.search(context.before) and is_title_case(context.words)
        return "name in capitals" if is_name and not _BY.match(context.after) else "verb of naming"
    return "as it is called" if AS_CALLED.match(context.after) else None


def naming_before(context: Context) -> re.Match[str] | None:
    """The verb of naming that leads to the marks, with what it names; of several the nearest."""
    found: re.Match[str] | None = None
    before = context.before.lower()
    patterns = [_CALLED] if any(part in before for part in _OF_NAMES) else []
    patterns += [_DESCRIBED] if _AS.search(context.before, context.near) else []
    for pattern in patterns:
        start = 0
        while hit := pattern.search(context.before, start):
            start = hit.start("cue") + 1
            found = hit if found is None or hit.start("cue") >= found.start("cue") else found
    return found
