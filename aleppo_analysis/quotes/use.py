"""What a pair of quotation marks is for: speech, a term, distance (scare), or the name of a work.

The rules read the words around the marks. They know no topic, and no names but those of news media; only
verbs of naming, saying and thinking, nouns for works and for media, and the shape of what stands between the
marks. What they answer is a reason, a key of `USES`.
"""

import re
from typing import NamedTuple

from .acts import is_telling
from .marks import Mark

# Why (column `use_rule`) -> what the marks are for (column `use`), and what is meant.
USES = {
    "in an attribution": ("speech", "a speaker is found for them, or a verb of saying"),
    "goes on from above": ("speech", "the paragraph above left its marks open"),
    "quoted inside a quotation": ("speech", "a verb of saying leads to them inside other marks"),
    "sentence by itself": ("speech", "they hold a sentence, though nobody is found who says it"),
    "line of a transcript": ("speech", "the line begins with the name of who speaks; there are no marks"),
    "verb of naming": ("term", "a verb of naming leads to them (called it “a trick”)"),
    "word for a word": ("term", "a noun for words stands beside them (the “x” rule, the phrase “x”)"),
    "nickname": ("term", "they stand between a first name and a surname (Ann “Red” Lee)"),
    "name in capitals": ("term", "they hold a name: two words and more in capitals, inside a sentence"),
    "cross-head said below": (
        "term",
        "they hold a heading whose words a speaker of the article says below it",
    ),
    "as it is called": ("term", "who names it so is told after them (“a trick”, as she put it)"),
    "work named beside": ("title", "title case, and beside them a word for a work (the novel “Salt Road”)"),
    "year or place beside": (
        "title",
        "title case, and a year or a role beside them (the hero of “Salt Road”)",
    ),
    "see": ("title", "the reader is sent to them (see “Salt Road”)"),
    "title case after on or told": ("title", "title case, and words as before a show (on CNN’s “New Day”)"),
    "so-called": ("scare", "the words before them keep a distance (the so-called “safe zones”)"),
    "label of its owner": ("term", "who declares, announces or owns a thing names it so (Russia’s “pause”)"),
    "phrase of a possessor": ("scare", "somebody’s phrase in the words of another (the army’s “safe zones”)"),
    "phrase inside a sentence": ("scare", "part of a phrase, and no verb of saying leads to it"),
    "heading in marks": ("scare", "a whole heading stands in them"),
    "inside a quotation": ("scare", "whoever is quoted sets the words apart"),
    "nobody says it": ("scare", "nobody is quoted saying it"),
}

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
    rf"\b(?<!\bso[- ])(?P<cue>{_NAMES})\b(?!\s+(?:for|on|upon|off|out|to|from|in)\b){_OBJECT}\s{_DETERMINER}\Z",
    re.IGNORECASE,
)
_DESCRIBED = re.compile(
    rf"\b(?P<cue>{_NAMES_AS}|{_NAMES}|known)\b{_OBJECT}\b(?<!such )as\s+{_DETERMINER}\Z", re.IGNORECASE
)
AS_CALLED = re.compile(
    rf"\A\W*\bas\s+(?P<who>\S+(?:\s+\S+){{0,5}}?)\s+(?P<cue>{_NAMES}|describe[ds]?|put(?:s|ting)?)\b",
    re.IGNORECASE,
)
NAMED = re.compile(  # an app called “…”, the park is known as “…”: nobody calls it so
    r"\b(?!(?:he|she|it|they|we|you|I|who)\b)[a-z][\w-]{1,30} (?:\w{1,20}ly )?"
    rf"(?:(?:called|dubbed|nicknamed|labell?ed|branded|termed|titled|named)|known as)(?: the| an?)?\s+\Z"
)
_BY = re.compile(r"\W{0,3}by\b")
_SO_CALLED = re.compile(r"\b(?:so[- ]{1,2}called|self-styled|supposed|alleged|purported)\s+\Z", re.IGNORECASE)

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
_ROLE_IN = re.compile(  # the heroine of “…”, a part in “…”, onstage in “…”
    r"\b(?:(?:hero|heroine|star|cast|role|part|lead|author|writer|director|premiere|singer|narrator|work|piece)"
    r"(?:s|es)?(?:\s+(?:of|in|from|as|was|is|were))?|appear(?:ed|s|ing) in|perform(?:ed|s|ing)(?: in)?"
    r"|play(?:ed|s|ing)(?: \w+){0,4} (?:in|of)|directed|composed|onstage in)\s+\Z"
)
_YEAR_AFTER = re.compile(r"\A\s*\((?:[A-Z][\w ]{1,20}, )?(?:1[5-9]|20)\d\d\)")
_SEE = re.compile(r"(?:\(|;\s|,\s|^)(?:[Ss]ee(?: also)?|[Rr]ead)\s+\Z")
_A_WORD = (
    r"(?:word|term|phrase|mottoe?|slogan|label|expression|tag|hashtag|password|title|category|statu|rating"
    r"|rule|clause|standard|mark|brand|button|hat|sign)s?"
)
_WORD_BEFORE = re.compile(rf"\b{_A_WORD}(?: is| was| being)?(?:,|:)?\s+\Z", re.IGNORECASE)
_WORD_AFTER = re.compile(
    rf"\A\s+(?:[\w-]{{1,20}} )?(?:{_A_WORD}|(?:team|app|model|line|set|kit|candle|scheme|program|programme"
    r"|campaign|movement|coalition|doctrine)s?)\b"
)
_NICK_BEFORE = re.compile(r"\b[A-Z][\w’'-]{1,20}\s+\Z")
_SURNAME_AFTER = re.compile(r"\A\s+[A-Z][\w’'-]{1,30}\b")
_SMALL = frozenset(
    "a an and as at but by for from if in into nor of off on onto or over the to up via with vs".split()
)

_MEDIA = re.compile(
    r"\b(?:Reuters|AFP|AP|Associated Press|Agence France|Bloomberg News|Interfax|TASS|Tass|RIA|Xinhua|SANA"
    r"|Anadolu|dpa|BBC|CNN|NBC|ABC|CBS|NPR|Sky|[Aa]l[- ]Jazeera|[Aa]l[- ]Arabiya|Times|Post|Guardian"
    r"|Telegraph|Journal|Herald|Tribune|Independent|Le Monde|Spiegel|Newsweek|Economist|News|TV"
    r"|[Nn]ewspapers?|[Mm]agazines?|[Tt]elevision|[Rr]adio|[Bb]roadcaster|[Nn]ews agency|[Ss]tate media"
    r"|[Mm]edia)\b"
)
_IN_A_PHRASE = re.compile(
    r"\b(?:an?|the|this|these|those|its|his|her|their|our|some|no|any|such|of|to|into|for|on|at|with|after)\s+"
    r"(?:(?!(?:said|says|was|were|is|are|had|has)\b)[\w-]+\s+){0,2}\Z",
    re.IGNORECASE,
)
_NO_OWNER = r"(?!(?:it|he|she|that|there|here|what|who|where|how|let|this)['’])"
_SOMEBODYS = re.compile(
    rf"\b(?i:{_NO_OWNER})[A-Za-z][\w.-]{{,40}}(?:['’]s|s['’])\s+(?:[\w-]+\s+)?\Z"
)  # the army’s “safe zones”
OWNER = re.compile(  # Russia’s “pause”, the army’s “safe zones”
    rf"\b(?i:{_NO_OWNER})(?P<owner>[A-Z][\w.-]{{1,40}}(?: [A-Z][\w.-]{{1,40}}){{0,3}}|[Tt]he [a-z-]{{2,30}})['’]s?\s+"
    r"(?:[\w-]{1,30}\s+)?\Z"
)
_DECLARES = re.compile(
    r"(?:\w+ ){0,2}(?:declar|announc|proclaim)\w+(?: (?:an?|the|its|his|her))?\Z", re.IGNORECASE
)
NOBODYS = ("word for a word", "nickname", "name in capitals")  # terms that are the words of nobody
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


def why_attributed(context: Context, cue: str, speaker: str, *, is_mixed: bool) -> str:
    """What marks are for in the words of a speaker; `is_mixed` if those go on outside the marks."""
    if why := _why_named(context):
        return why
    if _is_nickname(context):
        return "nickname"
    if context.n_words <= _SHORT and not _FINITE.search(context.quoted):
        if is_mixed and _SOMEBODYS.search(context.before):
            return "phrase of a possessor"
        if is_mixed and _DECLARES.match(cue) and _IN_A_PHRASE.search(context.before):
            return "label of its owner"
        is_said = is_telling(cue) and not _MEDIA.search(speaker)
        is_phrase = is_mixed or not WORD.search(cue)
        if is_phrase and not is_said and _IN_A_PHRASE.search(context.before):
            return "phrase inside a sentence"
    return "in an attribution"


def why_unattributed(context: Context) -> str:
    """What marks are for of which nobody is found to be the speaker."""
    if why := _why_named(context):
        return why
    if _is_sentence(context):
        return "sentence by itself"
    if (
        context.n_words <= _SHORT
        and OWNER.search(context.before)
        and not _is_title_case(WORD.findall(context.quoted))
    ):
        return "label of its owner"
    return _why_mentioned(context) or "nobody says it"


def why_within(context: Context) -> str:
    """What marks inside other marks are for where no verb of saying leads to them."""
    if why := _why_named(context):
        return why
    return (
        "quoted inside a quotation"
        if _is_sentence(context)
        else _why_mentioned(context) or "inside a quotation"
    )


def _why_named(context: Context) -> str | None:
    """How the words around the marks say what these hold: the name of a work, or of a thing."""
    if title := _why_title(context):
        return title
    return "so-called" if _SO_CALLED.search(context.before) else _why_term(context)


def _why_title(context: Context) -> str | None:
    """How the marks show that they hold the name of a work: title case, and a word for a work beside it."""
    if _SEE.search(context.before):
        return "see"
    words = WORD.findall(context.quoted)
    if not _is_title_case(words):
        return None
    if _ROLE_IN.search(context.before) or _YEAR_AFTER.match(context.after):
        return "year or place beside"
    if len(words) > 1 and _SHOW_BEFORE.search(context.before) and words[-1][0].isupper():
        return "title case after on or told"
    is_beside = _WORK_BEFORE.search(context.before) or _WORK_AFTER.search(context.after)
    return "work named beside" if is_beside else None


def _is_title_case(words: list[str]) -> bool:
    """Whether all words but small ones are in capitals, the first of them too."""
    capitals = all(word[0].isupper() or word[0].isdigit() or word.lower() in _SMALL for word in words)
    return bool(words) and capitals and words[0][0].isupper()


def _why_mentioned(context: Context) -> str | None:
    """How words that nobody says are a name: of a thing, a person, or of words themselves."""
    if context.n_words > _TERM or context.is_whole_line:
        return None
    if _is_nickname(context):
        return "nickname"
    if context.n_words <= _SHORT and (
        _WORD_BEFORE.search(context.before) or _WORD_AFTER.match(context.after)
    ):
        return "word for a word"
    words = WORD.findall(context.quoted)
    is_inside = context.before.rstrip()[-1:].isalnum() and context.quoted.rstrip()[-1:] not in ".!?"
    return "name in capitals" if is_inside and len(words) > 1 and _is_title_case(words) else None


def _is_nickname(context: Context) -> bool:
    """Whether the marks stand between a first name and a surname."""
    names = _NICK_BEFORE.search(context.before) and _SURNAME_AFTER.match(context.after)
    return bool(names) and context.n_words < 3


def _why_term(context: Context) -> str | None:
    """How the quoted words are named as somebody's name for a thing."""
    if context.n_words > _TERM or (context.n_words > 2 and _FINITE.search(context.quoted)):
        return None
    if naming_before(context):
        is_name = NAMED.search(context.before) and _is_title_case(WORD.findall(context.quoted))
        return "name in capitals" if is_name and not _BY.match(context.after) else "verb of naming"
    return "as it is called" if AS_CALLED.match(context.after) else None


def naming_before(context: Context) -> re.Match[str] | None:
    """The verb of naming that leads to the marks, with what it names."""
    return _CALLED.search(context.before) or _DESCRIBED.search(context.before)


def _is_sentence(context: Context) -> bool:
    """Whether the quoted words can only be somebody's speech: a sentence, or most of one."""
    quoted = context.quoted.strip()
    begins = quoted[:1].isupper() and context.before.rstrip()[-1:] in ".!?:,”\"'’"
    if begins and quoted[-1:] in ".!?…," and context.n_words > 1:
        return True
    is_finite, has_person = bool(_FINITE.search(quoted)), bool(_PERSON.search(quoted))
    if context.n_words < 3 or not (is_finite or has_person):
        return False
    return begins or context.n_words > _SHORT or (is_finite and has_person)
