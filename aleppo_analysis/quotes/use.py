"""What a pair of quotation marks is for: speech, a term, distance (scare), or the name of a work.

The rules read the words around the marks. They know no topic, and no names but those of news media; only
verbs of naming, saying and thinking, nouns for works and for media, and the shape of what stands between the
marks. What they answer is a reason, a key of `USES`.
"""

import re

from .acts import act_of, is_telling
from .naming import FINITE, SHORT, WORD, Context, is_nickname, is_title_case, why_mentioned, why_named

# Why (column `use_rule`) -> what the marks are for (column `use`), and what is meant.
USES = {
    "in an attribution": ("speech", "a speaker is found for them, or a verb of saying"),
    "goes on from above": ("speech", "the paragraph above left its marks open"),
    "quoted inside a quotation": ("speech", "a verb of saying leads to them inside other marks"),
    "sentence by itself": ("speech", "they hold a sentence, though nobody is found who says it"),
    "verb of saying": ("speech", "a verb or noun of saying leads to them, of nobody named (chants of “No”)"),
    "line of a transcript": ("speech", "the line begins with the name of who speaks; there are no marks"),
    "block after a colon": (
        "speech",
        "the line above ends in a clause of saying and a colon; there are no marks",
    ),
    "verb of naming": ("term", "a verb of naming leads to them (called it “a trick”)"),
    "word for a word": ("term", "a noun for words stands beside them (the “x” rule, the phrase “x”)"),
    "nickname": ("term", "they stand before a name or inside one (Ann “Red” Lee)"),
    "name in capitals": ("term", "they hold a name: two words and more in capitals, inside a sentence"),
    "cross-head said below": (
        "term",
        "they hold a heading whose words a speaker of the article says below it",
    ),
    "said nearby": ("term", "a speaker of the article says the same words, in marks, near them"),
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

NOBODYS = ("word for a word", "nickname", "name in capitals")  # terms that are the words of nobody
_MEDIA = re.compile(  # a medium, not a person of one (CNN’s host Ann Lee)
    r"\b(?:Reuters|AFP|AP|Associated Press|Agence France|Bloomberg News|Interfax|TASS|Tass|RIA|Xinhua|SANA"
    r"|Anadolu|dpa|BBC|CNN|NBC|ABC|CBS|NPR|Sky|[Aa]l[- ]Jazeera|[Aa]l[- ]Arabiya|Times|Post|Guardian"
    r"|Telegraph|Journal|Herald|Tribune|Independent|Le Monde|Spiegel|Newsweek|Economist|News|TV"
    r"|[Nn]ewspapers?|[Mm]agazines?|[Tt]elevision|[Rr]adio|[Bb]roadcaster|[Nn]ews agency|[Ss]tate media"
    r"|[Mm]edia)(?:[’']s?)?\Z"
)
_IN_A_PHRASE = re.compile(
    r"\b(?:an?|the|this|these|those|its|his|her|their|our|some|no|any|such|of|to|into|for|on|at|with|after)\s+"
    r"(?:(?!(?:said|says|was|were|is|are|had|has)\b)[\w-]+\s+){0,2}\Z",
    re.IGNORECASE,
)
_NO_OWNER = r"(?!(?:it|he|she|that|there|here|what|who|where|how|let|this)['’])"
_SOMEBODYS = re.compile(  # the army’s “safe zones”
    rf"\b(?i:{_NO_OWNER})[A-Za-z][\w.-]{{,40}}(?:['’]s|s['’])\s+(?:[\w-]+\s+)?\Z"
)
_TOLD = re.compile(  # nouns and verbs of telling that are not among those of `acts`
    r"(?:chants?|cry|cries|cheers?|chorus|promis(?:es?|ed|ing)|pledg(?:es?|ed|ing)|vow(?:s|ed|ing)?|threats?"
    r"|threaten(?:s|ed|ing)?|accusations?|allegations?|claims?|warnings?|demands?|remarks?|talk(?:s|ed|ing)?"
    r"|exhort(?:s|ed|ing)?|instruct(?:s|ed|ing)?|order(?:s|ed|ing)|scrawled|painted|typed|noted|noting|referenc(?:es?|ed|ing)|propos(?:es?|ed|ing))"
)
_NOT_TOLD = re.compile(  # verbs of telling that are as often something else
    r"(?:call|state|post|email|tweet|detail|report|note|point|question|charge|publish|relat|reason|volunteer"
    r"|request|mark|counter|accord|words?\b|signal|voice|read|blog|describ|rails?\b|sp[eo]a?k).*"
)
_HELD = re.compile(
    r"saw|sees|felt|feels|found|finds|consider(?:s|ed)|believe[sd]?|thinks?|thought"
)  # it saw “a gap”
_CALL = re.compile(
    r"\bcall(?:s|ed|ing)? (?:for|on|upon)\b[^.;:!?\n“”\"]{0,60}\s\Z"
)  # a call for “more boats”
_LAST_WORDS = 10  # in which a word of telling leads to the marks
_ENDS_REACH = re.compile(r"[.;:!?,—–)]|\b(?:and|but|or|who|which|where|when|while)\b")
OWNER = re.compile(  # Russia’s “pause”, the army’s “safe zones”
    rf"\b(?i:{_NO_OWNER})(?P<owner>[A-Z][\w.-]{{1,40}}(?: [A-Z][\w.-]{{1,40}}){{0,3}}"
    r"|[Tt]he [a-z-]{2,30})['’]s?\s+(?:[\w-]{1,30}\s+)?\Z"
)
_DECLARES = re.compile(
    r"(?:\w+ ){0,2}(?:declar|announc|proclaim)\w+(?: (?:an?|the|its|his|her))?\Z", re.IGNORECASE
)
_AS_GOOD = re.compile(  # acts that are words, too
    r"\b(?:promis|pledg|vow|propos|threaten|attack|slam|blast|mock|bash|tout|discuss|talk|rail|ridicul|lambast"
    r"|berat|scold|show|reveal|found\b|finds\b|accus|statement|claim|comment|letter|memo|reading\b)"
)
_DEFINITE = re.compile(r"\b(?:the|these|those|its|their)\s+\Z")  # believed that the “free riders” pay
_VERB_AFTER = re.compile(r"\A\s+(?:was|were|is|are|has|had|have|will|would|[a-z]{2,12}ed)\b")
_AGAINST = re.compile(  # the words are those of whom it is against
    r"\b(?:reject|slam|mock|dismiss|denounc|ridicul|attack|condemn|critici|blast|oppos|blam|decr|deplor|scorn"
    r"|derid|lambast|brush|scoff)"
)
_LONG = 6  # words: more than are set at a distance
_PERSON = re.compile(r"\b(?:I|[Ww]e|us|[Oo]ur|[Mm]y|me|[Yy]ou|[Yy]our)\b")


def why_attributed(context: Context, cue: str, speaker: str, *, is_mixed: bool) -> str:
    """What marks are for in the words of a speaker; `is_mixed` if those go on outside the marks."""
    if why := why_named(context):
        return why
    if is_nickname(context):
        return "nickname"
    is_part = context.n_words <= SHORT and not FINITE.search(context.quoted)
    return (is_part and _why_apart(context, cue, speaker, is_mixed=is_mixed)) or "in an attribution"


def _why_apart(context: Context, cue: str, speaker: str, *, is_mixed: bool) -> str | None:
    """What a few words are for that may be another's than the speaker's who says the words around."""
    is_media = bool(_MEDIA.search(speaker))
    is_said = _is_saying(context, cue) and not is_media
    is_owned = is_mixed and _SOMEBODYS.search(context.before, context.near)
    is_name = context.n_words < 3 and _VERB_AFTER.match(context.after)  # the army’s “safe zones” were shelled
    if is_owned and (not is_said or _AGAINST.search(cue) or is_name):
        return "phrase of a possessor"
    if not _IN_A_PHRASE.search(context.before, context.near):
        return None
    if is_mixed and _DECLARES.match(cue):
        return "label of its owner"
    if is_said or not (is_mixed or not WORD.search(cue)):
        return None
    is_own = speaker and act_of(cue) is None and not is_media
    return why_mentioned(context) or ("label of its owner" if is_own else "phrase inside a sentence")


def _is_saying(context: Context, cue: str) -> bool:
    """Whether a cue tells of words, or of a thought that the quoted words are."""
    act = act_of(cue)
    is_thought = act == "thought" and not _DEFINITE.search(context.before, context.near)
    return is_telling(cue) or is_thought or act == "shown" or bool(_AS_GOOD.search(cue))


def why_unattributed(context: Context) -> str:
    """What marks are for of which nobody is found to be the speaker."""
    if why := why_named(context):
        return why
    if _is_sentence(context):
        return "sentence by itself"
    if context.n_words <= SHORT and OWNER.search(context.before) and not is_title_case(context.words):
        return "label of its owner"
    return why_mentioned(context) or ("verb of saying" if _is_told(context) else "nobody says it")


def why_within(context: Context) -> str:
    """What marks inside other marks are for where no verb of saying leads to them."""
    if why := why_named(context):
        return why
    is_said = _is_sentence(context) or _is_told(context)
    return "quoted inside a quotation" if is_said else why_mentioned(context) or "inside a quotation"


def _is_told(context: Context) -> bool:
    """Whether a verb or noun of saying stands just before the marks."""
    near = _ENDS_REACH.split(context.before.rstrip(" ,:"))[-1]
    words = [word.lower() for word in near.split()[-_LAST_WORDS:]]
    if (words and _HELD.fullmatch(words[-1])) or _CALL.search(context.before):
        return True
    return any(
        _TOLD.fullmatch(word) or (word.isalpha() and is_telling(word) and not _NOT_TOLD.match(word))
        for word in words
    )


def _is_sentence(context: Context) -> bool:
    """Whether the quoted words can only be somebody's speech: a sentence, or most of one."""
    quoted = context.quoted.strip()
    begins = quoted[:1].isupper() and context.before.rstrip()[-1:] in ".!?:,”\"'’"
    is_name = is_title_case(context.words)
    if begins and quoted[-1:] in ".!?…," and context.n_words > 1 and not (is_name and quoted[-1:] == ","):
        return True
    is_call = quoted[-1:] in "!?" and (begins or context.n_words > SHORT - 1)
    if is_call or (context.n_words >= _LONG and not is_name):
        return True
    is_finite, has_person = bool(FINITE.search(quoted)), bool(_PERSON.search(quoted))
    if context.n_words < 3 or not (is_finite or has_person):
        return False
    return begins or context.n_words > SHORT or (is_finite and has_person)
