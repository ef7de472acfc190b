"""Names: runs of capitalised words, what they say of role and gender, and when two are spellings of one."""

import re
import unicodedata
from collections.abc import Iterable, Sequence
from functools import cache, lru_cache
from typing import NamedTuple

from rapidfuzz import fuzz

from ..tables import read_csv, shipped
from ..text.english import AFTER_NAMES, MONTHS, SAYING_WORDS, TITLES, WEEKDAYS

_MALE_WORDS = set(
    """alderman archbishop assemblyman bishop boy brother businessman cameraman chairman congressman
    councilman duke emir father fisherman grandfather husband imam king lord man mr nobleman
    policeman pope priest prince salesman sheikh sir son spokesman uncle widower""".split()
)
_FEMALE_WORDS = set(
    """actress assemblywoman aunt baroness businesswoman chairwoman congresswoman councilwoman countess dame
    daughter duchess girl grandmother lady madam miss mother mrs ms nun policewoman princess queen saleswoman
    sister spokeswoman widow wife woman""".split()
)
_TITLES = {*map(str.lower, TITLES)} | set(
    """adv ald baron baroness brig cdr cllr cmdr comdr commodore const cpt dame det dep dfc fr insp lady lord
    miss msgr ofc pte pvt sec sen sir sr supt td viscount""".split()
)
ROLES = (
    _MALE_WORDS
    | _FEMALE_WORDS
    | _TITLES
    | set(
        """activist actor adm admiral adviser advisor advocate aide ally ambassador analyst anchor
        assistant attorney author blogger boss campaigner candidate captain ceo chair chairperson
        chancellor chief co-founder coach colleague colonel columnist commander commentator
        commissioner consultant coordinator correspondent councillor critic delegate democrat deputy
        detective diplomat director doctor donor driver economist editor engineer envoy executive
        expert farmer fighter founder friend general governor head historian host inspector
        journalist judge justice lawmaker lawyer leader lecturer lieutenant lobbyist major manager
        marshal mayor mediator medic member minister mp negotiator neighbor neighbour nominee nurse
        officer official organiser organizer owner partner pastor photographer player politician
        pollster premier president producer professor prosecutor publisher pundit rabbi reporter
        representative republican researcher resident retiree reverend scholar scientist secretary
        senator sergeant sheriff shopkeeper singer soldier speaker speechwriter spokesperson staff
        sailor skipper strategist student supporter surgeon surrogate surveyor survivor teacher trader
        treasurer trustee veteran vice-president volunteer whistleblower witness worker writer""".split()
    )
)
_BODIES = set(
    """academy administration agency airlines army assembly association authority bank board bridge
    brigade bureau camp campaign center central centre channel church city club coalition college
    commission committee company conference congress corporation corps council county court
    department district east eastern embassy federation force forces foundation front fund
    government greater group herald hospital house inc institute institution island journal league
    library lower ltd media ministry monitor museum nations network new news north northern
    observatory office organisation organization palace parliament party police post press province
    radio region republic river road saudi school senate service services society south southern
    square state states street television times tribune tv union university upper valley watch west
    western""".split()
)
_STARTERS = set(
    """a about according after all also although an and are as asked at because before both but by
    despite during earlier even every ex few following for former from had has have he her here his
    how however i if in indeed instead is it its last later like many maybe meanwhile more moreover
    most my nevertheless no nonetheless nor not now of on once one only or other others our over
    perhaps recently said several she since so some still than that the their then there these they
    this those though three to today tomorrow two under unless unlike until was we were what when
    where whether which while who why with yesterday yet you your""".split()
)
_BEGIN = _STARTERS | SAYING_WORDS  # words that begin a sentence and no name
CALENDAR = {*map(str.lower, MONTHS + WEEKDAYS)}
UPPER = "[A-ZÀ-ÖØ-ÞĀĂĄĆČĎĐĒĘĚĞĪİŁŃŇŌŐŘŚŞŠŢŤŪŮŰŹŻŽ]"
_ARTICLE = r"(?:[AaEe][lsdnrtz]|[Aa]sh|[Uu]l)-|[dDlLO][’']"
_SHORT = rf"(?:{'|'.join([*TITLES, *AFTER_NAMES])})\."
_WORD = rf"(?:{_SHORT}|(?:{UPPER}\.)+|(?:{_ARTICLE})?{UPPER}\w*(?:[-’']\w+)*)"
_PARTICLE = r"(?:[ae]l|de|del|della|di|da|dos|du|van|von|der|den|ter|bin|bint|ibn|abu|la|le) "
_RUN = re.compile(rf"(?<![\w-])(?<!\w[’']){_WORD}(?: (?:{_PARTICLE}){{0,2}}{_WORD})*")
_TRADE = ("ologist", "ician", "owner", "keeper", "maker", "worker", "writer", "holder")
NATION = ("an", "ish", "ese", "crat", "ist", "qi", "eli")
_NATIVES = ("chman", "chwoman", "shman", "shwoman", "lander", "Briton", "Spaniard", "Swede", "Dane", "Finn")
_VOWELS = str.maketrans("", "", "aeiouyw")
_SOUNDS = (
    ("kh", "k"),
    ("gh", "g"),
    ("ph", "f"),
    ("q", "k"),
    ("sch", "s"),
    ("sh", "s"),
    ("zh", "z"),
    ("dj", "j"),
)


class Run(NamedTuple):
    """Capitalised words that stand together: a name, perhaps with a role before it."""

    start: int
    end: int
    words: tuple[str, ...]
    is_possessive: bool


def find_runs(text: str) -> list[Run]:
    """Runs of capitalised words in order, without dates and the function word a sentence begins with."""
    runs = []
    for match in _RUN.finditer(text):
        at = start = match.start()
        words: list[str] = []
        for word in match[0].split(" "):
            bare = word[:-2] if word.endswith(("’s", "'s")) else word
            low = bare.lower()
            end = at + len(bare)
            owner = bare != word or (low.endswith("s") and text[end : end + 1] in ("’", "'"))
            if low in CALENDAR or (not words and low in _BEGIN and not (bare.isupper() and len(bare) > 1)):
                if words:
                    runs.append(Run(start, at - 1, tuple(words), False))
                words = []
            else:
                start = start if words else at
                words.append(bare)
                if owner:
                    runs.append(Run(start, end, tuple(words), True))
                    words = []
            at += len(word) + 1
        if words:
            runs.append(Run(start, match.end(), tuple(words), False))
    return runs


def title_case_lines(text: str) -> list[tuple[int, int]]:
    """Lines that are headlines Set Like This, where capital letters tell nothing about names."""
    lines, start = [], 0
    for line in text.splitlines(keepends=True):
        words = [word for word in line.split() if len(word) > 3] if len(line) < 200 else []
        if len(words) > 2 and line.rstrip(" \n\r\t”\"'’")[-1:] not in ".!?":
            if sum(word[0].isupper() for word in words) > 0.7 * len(words):
                lines.append((start, start + len(line)))
        start += len(line)
    return lines


def split_roles(words: Sequence[str]) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """The words up to the last role or title (*Russian Defence Minister*), and the name after them."""
    last = max(
        (i for i in range(len(words)) if is_role(words[i]) or _is_prefix(words[i : i + 3])), default=-1
    )
    if last == len(words) - 1 and any(is_first_name(word) or word.endswith(".") for word in words[:-1]):
        last = max(
            (i for i, word in enumerate(words[:-1]) if is_role(word)), default=-1
        )  # Mr. King, Ann King
    return tuple(words[: last + 1]), tuple(words[last + 1 :])


def _is_prefix(words: Sequence[str]) -> bool:
    """Whether the first word is a body or nation and a whole name follows (*Democrat* Ann Lee)."""
    if len(words) == 2 and words[0].endswith(_NATIVES) and not is_first_name(words[0]):
        return True
    if len(words) < 3 or not is_first_name(words[1]) or is_first_name(words[0]):
        return False
    return is_body(words[:1]) or words[0].endswith(NATION) or is_role(words[0].removesuffix("s"))


def is_role(word: str) -> bool:
    """Whether a word names somebody's office, trade or kinship, or is a title."""
    low = word.lower().rstrip(".")
    return low in ROLES or low.endswith(_TRADE) or ("-" in low and not ROLES.isdisjoint(low.split("-")))


def is_title(word: str) -> bool:
    """Whether a word is a title that stands before a surname (*Mr*, *Baroness*)."""
    return word.lower().rstrip(".") in _TITLES


def is_body(words: Iterable[str]) -> bool:
    """Whether a name holds a word for an organisation or a place (*Council*, *Street*)."""
    return any(word.lower() in _BODIES for word in words)


def gender_of(words: Iterable[str]) -> str:
    """`m`, `f` or nothing, by titles and gendered words."""
    for word in words:
        low = word.lower().rstrip(".")
        if low in _MALE_WORDS or low in _FEMALE_WORDS:
            return "m" if low in _MALE_WORDS else "f"
    return ""


@cache
def _first_names() -> dict[str, str]:
    """`m`, `f` or nothing for every first name of the shipped table."""
    table = read_csv("speakers.resolve", shipped("names.csv"), ["name", "gender"]).fillna("")
    return dict(zip(table["name"], table["gender"], strict=True))


def is_first_name(word: str) -> bool:
    """Whether a word is in the table of first names."""
    return fold(word) in _first_names()


def gender_of_name(words: Sequence[str]) -> str:
    """`m`, `f` or nothing, by the first name."""
    return _first_names().get(fold(words[0]), "")


@lru_cache(maxsize=50_000)
def fold(word: str) -> str:
    """A word without case, accents, apostrophes and Arabic article."""
    if word.isascii() and word.isalpha():
        return word.lower()
    plain = unicodedata.normalize("NFKD", word.replace("’", "'")).encode("ascii", "ignore").decode()
    plain = re.sub(r"^(?:[ae][lsdnrtz]|ash|ul)-", "", plain.lower().removesuffix("'s"))
    return re.sub(r"[^a-z0-9]", "", plain) or word.lower()


@lru_cache(maxsize=50_000)
def sound(word: str) -> str:
    """The consonants of a word, spelt one way: what transliterations of a name have in common."""
    plain = fold(word)
    for spelling, sounds in _SOUNDS:
        plain = plain.replace(spelling, sounds)
    return re.sub(r"(.)\1+", r"\1", plain[:1] + plain[1:].translate(_VOWELS))


def is_same_name(words: Sequence[str], others: Sequence[str]) -> bool:
    """Whether two names are spellings of one: one word the same, the others alike in sound and letters."""
    pairs = list(zip(words, others, strict=False))
    if len(words) != len(others) or len(words) < 2 or not any(fold(a) == fold(b) for a, b in pairs):
        return False
    genders = {gender_of_name(words), gender_of_name(others)}
    return genders != {"m", "f"} and all(is_alike(a, b) for a, b in pairs)


def is_alike(word: str, other: str) -> bool:
    """Whether two words are spellings of one."""
    return sound(word) == sound(other) and fuzz.ratio(fold(word), fold(other)) >= 70
