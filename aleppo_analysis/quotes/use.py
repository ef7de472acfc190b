"""What a pair of quotation marks is for: speech, a term, distance (scare), or the name of a work.

The rules read the words around the marks. They know no topic and no name, only verbs of naming, saying and
thinking, nouns for works and for media, and the shape of what stands between the marks.
"""

import re
from typing import NamedTuple

from .marks import Mark

WORD = re.compile(r"[^\W_]+(?:[-.'’][^\W_]+)*")
_LINE_END = re.compile(r"[\n\r]")
_REACH = 200  # characters of the line read on each side of the marks
_SHORT = 4  # words: a phrase that may be taken out of a sentence of somebody else
_TERM = 8  # words: the longest name for a thing

_NAMES = (
    r"(?:call(?:ed|s|ing)?|dubb(?:ed|ing)|dubs?|label(?:l?ed|s|l?ing)?|brand(?:ed|s|ing)?|term(?:ed|ing)"
    r"|deem(?:ed|s|ing)?|nicknam(?:ed|es?|ing))"
)
_NAMES_AS = (
    r"(?:describ|hail|denounc|characteri[sz]|portray|dismiss|condemn|decr[iy]|prais|tout|bill|depict|cast|refer"
    r"|regard|view|reject|critici[sz]|present|paint|treat|see|defend|welcom|defin|mock|attack|slamm?|blast)"
    r"(?:e|r?ed|e?s|r?ing|ied|ies|n)?"
)
_OBJECT = r"(?:(?!\b(?:said|says|say|saying|that|told|who|which)\b|[.;:!?]\s)[^\n“”\"]){0,90}?"
_DETERMINER = r"(?:(?:an?|the|its|his|her|their|being|to be)\s+)?(?:[\w-]+\s+)?"
_CALLED = re.compile(
    rf"\b(?P<cue>{_NAMES})\b(?!\s+(?:for|on|upon|off|out)\b){_OBJECT}\s{_DETERMINER}\Z", re.IGNORECASE
)
_DESCRIBED = re.compile(
    rf"\b(?P<cue>{_NAMES_AS}|{_NAMES}|known)\b{_OBJECT}\b(?<!such )as\s+{_DETERMINER}\Z", re.IGNORECASE
)
AS_CALLED = re.compile(
    rf"\A\W*\bas\s+(?P<who>\S+(?:\s+\S+){{0,5}}?)\s+(?P<cue>{_NAMES}|describe[ds]?|put(?:s|ting)?)\b",
    re.IGNORECASE,
)
_SO_CALLED = re.compile(r"\b(?:so[- ]called|self-styled|supposed|alleged|purported)\s+\Z", re.IGNORECASE)

_WORK = (
    r"(?:book|novel|memoir|film|movie|documentary|song|single|album|play|musical|opera|poem|essay|article|column"
    r"|editorial|op-ed|series|show|programme|program|episode|podcast|painting|magazine|pamphlet|manifesto|anthem"
    r"|bestseller|thriller|drama|sitcom|comedy|exhibition|video|memo|spot|ad)s?"
)
_WORK_BEFORE = re.compile(
    rf"\b(?:{_WORK}(?:\s+of\s+\w+)?|starred in|stars in|sang|sings|author of)(?:\s*,|\s*:|\s+(?:is|was))?\s+"
    r"(?:called\s+|named\s+)?\Z|\b(?:entitled|titled)(?:\s*,)?\s+\Z",
    re.IGNORECASE,
)
_SHOW_BEFORE = re.compile(  # on CNN’s “…”, told “…”, reads “…”
    r"\b(?:on|told|reads?|reading|watch(?:ed|es|ing)?|sing(?:s|ing)?)\s+(?:[\w ]{1,20}['’]s\s+)?\Z"
)
_WORK_AFTER = re.compile(
    rf"\A,?\s+(?:(?:an?|the|his|her|their|its)\s+)?(?:[\w-]+\s+){{0,2}}?{_WORK}\b", re.IGNORECASE
)
_SMALL = frozenset(
    "a an and as at but by for from if in into nor of off on onto or over the to up via with vs".split()
)

_SAYS = re.compile(
    r"\b(?:say|said|tell|told|add|stat|warn|claim|insist|argu|assert|writ|wrote|tweet|post|explain|not(?:e|ing)"
    r"|testif|comment|remark|speak|spoke|speech|accord|accus|urg|vow|promis|pledg|acknowledg|admi|conced"
    r"|complain|stress|emphasi|recall|suggest|ask|answer|repl|respond|shout|whisper|chant|cr[iy]|demand|appeal"
    r"|call(?:ed|s|ing)? (?:for|on)|quot|read|declar\w+ that|announc\w+ that|maintain|contend|express|cit"
    r"|conclud|continu|predict|boast|jok|threat|observ|confirm|reveal|disclos|den(?:y|ie)|interview|statement"
    r"|words|call|describ|refer|compar|liken|label|mock|slam|blast|decr|denounc|condemn|lament|prais|critici|laud"
    r"|applaud|exhort|grous|grumbl|identif|hint|talk|discuss|mention|joke|quip|rail|attack)",
    re.IGNORECASE,
)
_THINKS = re.compile(
    r"\b(?:believ|think|thought|fear|hop(?:e|ing)|consider|expect|suspect|doubt|kn[eo]w|want|wish|seek|sought"
    r"|feel|felt|assum|regard|view|underst|worr|aim|plan|intend)",
    re.IGNORECASE,
)
_MEDIA = re.compile(
    r"\b(?:Reuters|AFP|AP|Associated Press|Agence France|Bloomberg|Interfax|TASS|Tass|RIA|Xinhua|SANA|Anadolu"
    r"|dpa|BBC|CNN|NBC|ABC|CBS|NPR|Sky|[Aa]l[- ]Jazeera|[Aa]l[- ]Arabiya|Times|Post|Guardian|Telegraph"
    r"|Journal|Herald|Tribune|Independent|Le Monde|Spiegel|Newsweek|Economist|News|TV|[Nn]ewspapers?"
    r"|[Mm]agazines?|[Tt]elevision|[Rr]adio|[Bb]roadcaster|[Nn]ews agency|[Ss]tate media|[Mm]edia)\b"
)
_IN_A_PHRASE = re.compile(
    r"\b(?:an?|the|this|these|those|its|his|her|their|our|some|no|any|such|of|to|into|for|on|at|with|after)\s+"
    r"(?:(?!(?:said|says|was|were|is|are|had|has)\b)[\w-]+\s+){0,2}\Z",
    re.IGNORECASE,
)
_SOMEBODYS = re.compile(r"\b[A-Za-z][\w.-]{,40}(?:['’]s|s['’])\s+(?:[\w-]+\s+)?\Z")  # the army’s “safe zones”
_FINITE = re.compile(
    r"\b(?:is|are|was|were|be|am|has|have|had|will|would|can|could|cannot|must|may|might|should|shall|do|does|did"
    r"|\w+n['’]t|let['’]?s?|need|want|go|stop)\b|['’](?:re|ve|ll|m|d)\b",
    re.IGNORECASE,
)
_PERSON = re.compile(r"\b(?:I|[Ww]e|us|[Oo]ur|[Mm]y|me|[Yy]ou|[Yy]our)\b")


class Context(NamedTuple):
    """The words between a pair of marks, and what stands in the same line before and after."""

    before: str
    quoted: str
    after: str
    n_words: int

    @property
    def is_whole_line(self) -> bool:
        return not (self.before.strip() or self.after.strip())


def context_of(text: str, mark: Mark) -> Context:
    """Read the surroundings of a pair of marks."""
    before = text[max(0, mark.open_start - _REACH) : mark.open_start]
    if mark.open_start > _REACH:
        before = before[before.find(" ") + 1 :]
    after = text[mark.close_end : mark.close_end + _REACH]
    quoted = text[mark.start : mark.end]
    return Context(_LINE_END.split(before)[-1], quoted, _LINE_END.split(after)[0], len(WORD.findall(quoted)))


def use_of_attributed(context: Context, cue: str, speaker: str, *, is_mixed: bool) -> str:
    """The use of marks that stand in the words of a speaker; `is_mixed` if those go on outside the marks."""
    if is_title(context):
        return "title"
    if is_scare_phrase(context):
        return "scare"
    if is_term(context):
        return "term"
    if context.n_words <= _SHORT and not _FINITE.search(context.quoted):
        if is_mixed and _SOMEBODYS.search(context.before):
            return "scare"
        is_said = _SAYS.search(cue) and not _THINKS.search(cue) and not _MEDIA.search(speaker)
        is_phrase = is_mixed or not WORD.search(cue)
        if is_phrase and not is_said and _IN_A_PHRASE.search(context.before):
            return "scare"
    return "speech"


def use_of_unattributed(context: Context) -> str:
    """The use of marks of which nobody is found to be the speaker."""
    if is_title(context):
        return "title"
    if is_term(context) and not is_scare_phrase(context):
        return "term"
    return "speech" if is_sentence(context) else "scare"


def is_title(context: Context) -> bool:
    """Whether the marks hold the name of a work: title case, and a word for a work beside it."""
    words = WORD.findall(context.quoted)
    capitals = all(word[0].isupper() or word[0].isdigit() or word.lower() in _SMALL for word in words)
    if not (words and capitals and words[0][0].isupper()):
        return False
    if len(words) > 1 and _SHOW_BEFORE.search(context.before) and words[-1][0].isupper():
        return True
    return bool(_WORK_BEFORE.search(context.before) or _WORK_AFTER.search(context.after))


def is_scare_phrase(context: Context) -> bool:
    """Whether the words before hold the quoted ones at a distance (*so-called*)."""
    return bool(_SO_CALLED.search(context.before))


def is_term(context: Context) -> bool:
    """Whether the quoted words are named as somebody's name for a thing."""
    if context.n_words > _TERM or (context.n_words > 2 and _FINITE.search(context.quoted)):
        return False
    return bool(naming_before(context) or AS_CALLED.match(context.after))


def naming_before(context: Context) -> re.Match[str] | None:
    """The verb of naming that leads to the marks, with what it names."""
    return _CALLED.search(context.before) or _DESCRIBED.search(context.before)


def is_sentence(context: Context) -> bool:
    """Whether the quoted words can only be somebody's speech: a sentence, or most of one."""
    quoted = context.quoted.strip()
    begins = quoted[:1].isupper() and context.before.rstrip()[-1:] in ".!?:,”\"'’"
    if begins and quoted[-1:] in ".!?…," and context.n_words > 1:
        return True
    is_finite, has_person = bool(_FINITE.search(quoted)), bool(_PERSON.search(quoted))
    if context.n_words < 3 or not (is_finite or has_person):
        return False
    return begins or context.n_words > _SHORT or (is_finite and has_person)
