"""Page furniture: lines that are known by their words to be no text of the article.

What a line does is said in one word. `about`: it tells where, when and by whom the article appeared (date,
byline, field of an export); such lines may stand above the headline. `links`: a label above headlines of
other stories (*Most read*). `link`: one with such a headline (*Read more: ...*). `other`: a request, a share
button, a sign-off, the way the article took through the papers.
"""

import re

from .english import MONTHS, SHORT_MONTHS, WEEKDAYS, one_of
from .lines import Line

_LONGEST = 30  # words
_LONGEST_FIELD = 120  # words of a field in capitals, such as a list of subjects
_FEW = 6  # words of a request; one with more that tells of the past is a sentence

_DAY = rf"{one_of(' '.join([*WEEKDAYS, *(day[:3] for day in WEEKDAYS)]))}\b\.?"
_MONTH = rf"{one_of(' '.join(MONTHS + SHORT_MONTHS))}\b\.?"
_DATE = (
    rf"(?:(?:{_DAY},?\s+)?(?:\d{{1,2}}(?:st|nd|rd|th)?\s+{_MONTH},?\s+\d{{4}}|{_MONTH}\s+\d{{1,2}},?\s+\d{{4}}"
    r"|\d{4}-\d\d-\d\d|\d{1,2}[./]\d{1,2}[./]\d{4}|\d{1,2}\.?\s+(?:de\s+)?[^\W\d_]{3,10}\.?\s+(?:de\s+)?\d{4}))"
)
_ZONE = r"(?:utc|gmt|bst|ist|cet|cest|[ecmp][ds]?t)"
_TIME = rf"(?:[\s\d,:.|+-]|\b(?:at|[ap]\.?m|{_ZONE}|{_DAY})\b)*"
_CLOCK = (
    r"(?:\d{1,2}[:h]\d\d(?::\d\d)?(?:\s*[ap]\.?m\.?)?|\d{1,2}(?:\.\d\d)?\s*[ap]\.?m\.?|\d\d\.\d\d)"
    rf"(?:\s+{_ZONE})?"
)
_NAME = r"[^\W\d_a-z][\w.’'-]*+"
_NAMES = rf"{_NAME}(?:,?\s+(?:and|by|in|for|of|the|at|de|und|et|y|&|\||{_NAME}))*+"
_PLACE = r"[A-Z][\w.’'-]{1,30}+(?: [A-Z][\w.’'-]{0,30}+){0,3}+"

_BY = (
    r"(?:(?:(?:Words|Story|Text|Interview|Photographs|Photos) )?[Bb]y|BY|Special to|Von|Par|Por|Di)"
    rf"\s+{_NAMES}$"
)

_FIELD = re.compile(  # of Nexis
    r"(?:BYLINE|SECTION|LENGTH|DATELINE|GRAPHIC|HIGHLIGHT|LOAD-DATE|LANGUAGE|PUBLICATION-TYPE|JOURNAL-CODE|SUBJECT"
    r"|ORGANIZATION|COMPANY|TICKER|INDUSTRY|GEOGRAPHIC|CITY|STATE|COUNTRY|PERSON|CATEGORY|SERIES|COLUMN|EDITION"
    r"|ACC-NO|DOCUMENT-TYPE|CORRECTION-DATE)\s*:"
)
_ABOUT = re.compile(
    r"(?:Byline|Section|Length|Dateline|Load-Date|Language|Publication-Type|Subject|Graphic|Highlight):\s*[A-Z\d]"
    r"|\d[\d,.]* words$|Body$|Document [A-Z]{4,}\w{8,}$|\d+ (?:of|OF) \d+ DOCUMENTS$|End of Document$"
    r"|(?:English|French|German|Spanish|Arabic)$|(?i:\d+[ -]min(?:ute)?s? read)\b"
    rf"|{_BY}"
    r"|(?i:staff (?:writer|reporter)|staff and agencies|(?:from )?our (?:own )?correspondent|agencies"
    r"|for immediate release|press release|(?:late|first|second|final|city|home) edition(?: - final)?)$"
    r"|(?i:(?:published|updated|posted|last (?:updated|modified)|publié|publicado|pubblicato|veröffentlicht)"
    rf"(?:\s*:|\s+(?:(?:on|at|le|el|am|il)\s+)?(?:{_DAY}|{_MONTH}\s+\d|\d))|posted by\s)"
    rf"|(?i:{_DATE}{_TIME})$|(?i:{_CLOCK})$|\d+\s*(?:[smhd]|mins?|minutes?|hours?|days?) ago$"
    rf"|{_PLACE},\s+(?:{_DATE}|{_MONTH}\s+\d{{1,2}}|\d{{1,2}}\s+{_MONTH})(?:\s*\([^()]{{1,30}}\))?\s*[-–—]*$"
    rf"|(?:{_MONTH}\s+\d{{1,2}}\s+)?\([A-Z][\w ]{{1,20}}\)\s*[-–—]*$"
)
# What follows, to the next blank line, is looked for in small letters: much faster than whatever the case.
_LINKS = re.compile(  # none of them has a full stop
    r"(?:more (?:from|on|about|stories|news|coverage)\b|most (?:read|viewed|popular|shared|commented)\b"
    r"|(?:read|see|find out|learn) more\b|(?:read|see|listen|watch) (?:also|next)\b|also (?:read|see|on)\b"
    r"|up next\b|(?:more|read|see|watch|listen|next|previously|video|photos|gallery)\s*:"
    r"|related(?:\s*:|\s*$|\s+(?:stories|articles|news|links?|content|topics|coverage|posts|internet)\b)"
    r"|trending(?:\s*$|\s+now\b)|recommended(?:\s*$|\s+(?:for you|stories)\b)|don[’']t miss\b"
    r"|you (?:may|might) also (?:like|enjoy|be)\b|editor[’']?s[’']? (?:picks?|choice)\b|top stories\b"
    r"|(?:sources?|tags?|topics?|filed under)(?:\s*:|\s*$)|posted in\b"
    r"|(?:promoted|sponsored)(?: content| stories)?\s*$|from our partners\b)"
)
_MEDIA = re.compile(r"(?:listen|watch|video|photos|gallery)\b")
_REQUEST = re.compile(
    r"(?:(?:share|tweet|print|e-?mail|save|copy link|facebook|twitter|whatsapp|linkedin|reddit|pinterest"
    r"|telegram|instagram)\s*$|(?:share|tweet|print|e-?mail|save)\s+(?:this|on|via|article|story)\b"
    r"|follow (?:us\b|@|.{2,40} on (?:x|twitter|facebook|instagram)\b)|join our\b|download (?:our|the) app\b"
    r"|sign up(?:\s*$|\s+(?:for|to|here|now|today)\b)|subscribe(?:\s*$|\s+(?:to|now|here|today|for)\b)"
    r"|click here\b|contact \w+ \w+ (?:at|on)\b|(?:media|press) contact\b|leave a (?:comment|reply)\b"
    r"|(?:already|not) a subscriber\b|listen to this\b|this (?:article|story) is for subscribers\b"
    r"|for (?:more|further) information\b|about the authors?\s*$"
    r"|get .{2,60}\b(?:newsletter|inbox|alerts?|our app|every (?:morning|day|week))\b|advertisement\s*$"
    r"|(?:story|article) continues\b|continue reading\b|skip to\b|back to top\b|play video\b|show more\b"
    r"|view all\b|reuse this content\b|comments?(?:\s*\(\d+\))?\s*$|\d+ (?:comments?|shares?)\s*$)"
)
_CREDIT = re.compile(
    r"(?:copyright\s*(?:©|\(c\)|\d)|(?:©|\(c\))\s*\d|all rights reserved"
    r"|this (?:article|story|piece|post|report|essay|column) (?:was |is |has been |had been )?"
    r"(?:originally |first |also )?(?:published|appeared|ran|republished|reprinted|provided|distributed)\b"
    r"|(?:originally|first) (?:published|appeared) (?:in|on|by|at) (?:the )?\w+(?: \w+){0,4}\.?$"
    r"|re(?:published|printed) (?:from|with|by|under)\b|(?:distributed|provided) by [^.]{2,60}\.?$"
    r"|read the original\b|the post .{2,80} appeared first on\b)"
)
_CONTRIBUTED = re.compile(r".{0,90}\bcontributed (?:to this (?:report|article|story)|reporting)\.?$")
_WORK = re.compile(r"\(?(?i:(?:additional )?(?:reporting|writing|editing) by )[A-Z]")
_PAST = re.compile(r"\b(?:was|were|had|said|says|did)\b")

# What may stand above a headline: the section of a paper, its name, the way through a site.
_SECTION = re.compile(
    r"(?i)(?:(?:exclusive|breaking|obituar(?:y|ies)|opinions?|comment|editorials?|letters|analysis|features?"
    r"|interviews?|reviews?|explainers?|live|video|world|national?|international|local|regional|metro|politics"
    r"|business|economy|money|markets?|sports?|culture|arts|books|music|film|television|science|technology|tech"
    r"|health|education|environment|climate|travel|food|lifestyle|style|society|people|crime|courts?|weather"
    r"|asia|africa|americas?|europe|middle east|uk|us|news|in|and|&|special|report|blog|column|briefing"
    r"|cultura|deportes|mundo|sociedad|monde|société|politique|wirtschaft|politik|kultur|meinung|lokales)(?:[\s,/|&·:-]+|$)){1,4}$"
)
_PAPER = re.compile(
    r"(?:The )?(?:[A-Z][\w.’'&-]{0,30} ){0,4}(?:Times|Post|News|Herald|Guardian|Tribune|Gazette|Journal"
    r"|Reuters|AFP|BBC|CNN|AP|Press|Agency|Daily|Mail|Telegraph|Independent|Observer|Chronicle|Examiner|Courier"
    r"|Mirror|Star|Standard|Review|Service)(?: Agency)?(?: ?\([A-Z][^()]{1,40}\))?$"
)
_TRAIL = re.compile(r"[^>›»|/]{1,30}(?:[>›»|][^>›»|/]{1,30}){1,5}$")
_ONE_WORD = re.compile(r"[^\W\d_]{2,20}:?$")
_AUTHOR = (
    re.compile(  # Edith Marsh; Edith Marsh in Northfield; Edith Marsh, The Harbour Review; By Edith Marsh
        rf"{_NAME} {_NAME}(?: {_NAME})?(?: and {_NAME} {_NAME})?"
        rf"(?:(?: in|,) (?:the )?{_NAME}(?: {_NAME}){{0,3}})?$|{_BY}"
    )
)

_AGENCY = r"AFP|AP|EPA|Reuters|Getty|Anadolu|Shutterstock|Corbis|Flickr|Wikimedia"
_CREDIT_AT_END = re.compile(  # [Ann Lee/Reuters], (Photo: Jo Doe), (Reuters), Photograph: Jo Doe
    rf"[\[(](?:(?>[^\[\]()]*?\b(?:{_AGENCY}|(?i:image|photo|photograph|picture|courtesy|credit)s?)\b)[^\[\]()]*"
    r"|[A-Z][^\[\]()/]*/\s*[A-Z][^\[\]()]*)[\])]\.?$"
    r"|(?<=[.…]\s)(?:Photo|Foto|Photograph|Picture)s?(?:\s*:|\s+by)?\s+[^\W\d_a-z][^.:!?]{2,80}$"
)
_CREDIT_AT_START = re.compile(
    r"(?i:(?=[fcmpi])(?:(?:file|featured|cover|main)\s+)?(?:photo(?:graph)?|image|picture)s?"
    r"(?:\s*:|\s+(?:credit|copyright|caption|courtesy|source|by)\b)|credit\s*:|©\s*(?-i:[A-Z\d]))"
)
_BRACKETS = (
    ")",
    "]",
    ").",
    "].",
)  # without them, and without *Photo*, *Foto* or *Picture*, there is no credit
_CREDIT_LENGTH = 200  # characters at the end of a line in which its credit is looked for
LONGEST_CAPTION = 40  # words


def leads_away(text: str) -> bool:
    """Whether a line is furniture of its page."""
    return bool(furniture(text, len(text.split())))


def furniture(text: str, n_words: int) -> str:
    """What a line does on its page: `about`, `links`, `link`, `other`; empty where it may be text."""
    if ":" in text and n_words <= _LONGEST_FIELD and _FIELD.match(text):
        return "about"
    if n_words > _LONGEST:
        return ""
    small, is_sentence = text.lower(), text.endswith(".") and not text.endswith("...")
    if not is_sentence and _LINKS.match(small):
        return "link" if text.partition(":")[2].strip() or _MEDIA.match(small) else "links"
    if _CREDIT.match(small) or (" by " in small and _WORK.match(text)):
        return "other"
    if "contributed" in small and _CONTRIBUTED.match(small):
        return "other"
    kind = "about" if _ABOUT.match(text) else "other" if _REQUEST.match(small) else ""
    is_told = kind and is_sentence and n_words > _FEW and _PAST.search(text)
    return "" if is_told else kind


def may_stand_above(line: Line) -> bool:
    """Whether a line may be the name of a section or of a paper above a headline."""
    text = line.text
    is_capitals = text.isupper() and _ONE_WORD.match(text)
    return bool(is_capitals or _SECTION.match(text) or _PAPER.match(text) or _TRAIL.match(text))


def is_author(line: Line) -> bool:
    """Whether a line is but a name, as under a headline, with a place or a paper."""
    return _AUTHOR.match(line.text) is not None


def credit(line: Line) -> str:
    """Whether a line no longer than captions gives an image credit: `bare` (nothing else), `some`, or not."""
    end = line.text[-_CREDIT_LENGTH:]
    may_be = end.endswith(_BRACKETS) or "oto" in end or "Picture" in end
    at_end = _CREDIT_AT_END.search(end) if may_be else None
    if at_end:
        return "bare" if at_end[0] == line.text else "some"
    if _CREDIT_AT_START.match(line.text):
        return "bare" if line.n_words <= _FEW else "some"
    return ""
