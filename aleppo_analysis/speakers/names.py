"""Names: runs of capitalised words, what they say of role and gender, and when two are spellings of one."""

import re
import unicodedata
from collections.abc import Sequence
from functools import cache, lru_cache, partial
from typing import NamedTuple

from rapidfuzz import fuzz

from ..tables import read_csv, shipped
from ..text.english import AFTER_NAMES, MONTHS, SAYING_WORDS, TITLES, WEEKDAYS
from .titles import is_body, is_role, is_title

_STARTERS = set(
    """a about according after all also although amid among an and are as asked at because before behind
    beside besides beyond both but by
    despite during earlier even every ex few following for former from had has have he her here his
    how however i if in indeed instead is it its last later like many maybe meanwhile more moreover
    most my nevertheless no nonetheless nor not now of on once one only or other others our over
    perhaps recently said several she since so some still than that the their then there these they
    this those though three to today tomorrow two under unless unlike until was we were what when
    where whether which while who why with yesterday yet you your""".split()
)
_BEGIN = _STARTERS | SAYING_WORDS  # words that begin a sentence and no name
CALENDAR = {*map(str.lower, MONTHS + WEEKDAYS)}
_NO_NAMES = _BEGIN | CALENDAR
UPPER = "[A-ZÀ-ÖØ-ÞĀĂĄĆČĎĐĒĘĚĞĪİŁŃŇŌŐŘŚŞŠŢŤŪŮŰŹŻŽ]"
_ALONE = r"(?<![\w-])(?<!\w[’'])"  # where a word begins
_ARTICLES = ("ash-", "(?:[ae][lsdnrtz]|ul)-", "[dl][’']")  # al-Bab, d’Estaing
_PARTICLE = r"(?:[ae]l|de|del|della|di|da|dos|du|van|von|der|den|ter|bin|bint|ibn|abu|la|le) "
_NICK = r"(?: ?[\"“(‘'][A-Z][a-z]{1,12}[\"”)’'])"  # William “Mo” Cowan
_REST = r"\w*(?:[-’']\w+)*"
_SHORT = "|".join(rf"(?<={one[0]}){one[1:]}" for one in sorted([*TITLES, *AFTER_NAMES], reverse=True))
# After a capital: the rest of a short title, of initials or of any word.
_TAIL = rf"(?:(?=[a-z]++\.)(?:{_SHORT})\.|\.(?:{UPPER}\.)*|{_REST})"
_WORD = rf"(?:{UPPER}{_TAIL}|(?:{'|'.join(_ARTICLES)}){UPPER}{_REST})"
# A run begins with a capital, so that it is looked for there alone, behind no word or behind a small article.
_BEHIND_ARTICLE = "|".join(rf"(?<={_ALONE}{article}.)" for article in _ARTICLES)
_RUN = re.compile(
    rf"{UPPER}(?:(?<={_ALONE}.){_TAIL}|(?:{_BEHIND_ARTICLE}){_REST})"
    rf"(?:{_NICK}?+ {{1,2}}(?:{_PARTICLE}){{0,2}}{_WORD})*[’']?"  # with the apostrophe behind it
)
_ARTICLE = re.compile(rf"{_ALONE}(?:{'|'.join(_ARTICLES)})\Z")
_QUOTING = "\"“‘'("
_ODD = re.compile(rf"[’{_QUOTING}]|  ")  # in a stretch of which something is cut off
NATION = ("an", "ish", "ese", "crat", "ist", "qi", "eli")
_NATIVES = ("chman", "chwoman", "shman", "shwoman", "lander", "Briton", "Spaniard", "Swede", "Dane", "Finn")
_AGENTS = ("er", "or", "ress")  # Goalkeeper Ann Lee
_ATTRIBUTES = {"area", "backed", "based", "born", "bred", "educated", "elect", "raised", "trained"}
_LETTERS = set("CBE KC MBE MD MEP MP MSP OBE QC SC SJ TD".split())  # after a name
_LONG = 60  # characters of a stretch that hardly comes again
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
    fields = []
    for match in _RUN.finditer(text):
        at, stretch = match.start(), match[0]
        if text[at - 1] in "-’'" and (article := _ARTICLE.search(text, max(at - 4, 0), at)):
            at, stretch = article.start(), article[0] + stretch
        found = _known_runs_in(stretch) if len(stretch) < _LONG else _runs_in(stretch)
        for start, end, words, is_possessive in found:
            fields.append((at + start, at + end, words, is_possessive))
    return list(map(partial(tuple.__new__, Run), fields))  # faster than a call of Run


@lru_cache(maxsize=5_000)
def _known_runs_in(stretch: str) -> list[Run]:
    return _runs_in(stretch)


def _runs_in(stretch: str) -> list[Run]:
    """The runs of one stretch, with an apostrophe that follows it, counted from where it starts."""
    if not _ODD.search(stretch) and _NO_NAMES.isdisjoint(stretch.lower().split(" ")):
        return [Run(0, len(stretch), tuple(stretch.split(" ")), False)]
    plain = stretch.rstrip("’'")
    if plain.isalpha() and plain[-1] != "s":  # one word and no owner
        told = _told_by(plain)
        return [] if told.is_date or told.is_opener else [Run(0, len(plain), (plain,), False)]
    runs: list[Run] = []
    held: list[tuple[int, int, str]] = []
    at = 0
    for word in plain.split(" "):
        if word:
            told = _told_by(word)
            end = at + len(told.bare)
            is_owner = told.is_owner or (told.ends_in_s and stretch != plain and end == len(plain))
            is_opener = not held and told.is_opener
            if is_opener or (told.is_date and not _is_surname(told.bare, [one for *_, one in held])):
                runs += _as_run(held, is_possessive=False)
                held = []
            elif not told.is_quoting:
                held.append((at, end, told.bare))
            if is_owner:
                runs += _as_run(held, is_possessive=True)
                held = []
        at += len(word) + 1
    return runs + _as_run(held, is_possessive=False)


class _Told(NamedTuple):
    """What a word of a run tells by itself."""

    bare: str  # without *’s*
    is_owner: bool
    ends_in_s: bool
    is_opener: bool
    is_date: bool
    is_quoting: bool


@lru_cache(maxsize=5_000)
def _told_by(word: str) -> _Told:
    bare = word[:-2] if word.endswith(("’s", "'s")) else word
    low = bare.lower()
    is_opener = low in _BEGIN and not (bare.isupper() and len(bare) > 1)
    return _Told(bare, bare != word, low.endswith("s"), is_opener, low in CALENDAR, word[0] in _QUOTING)


def _as_run(held: list[tuple[int, int, str]], *, is_possessive: bool) -> list[Run]:
    """The run of these words, if there are any, without one that begins a sentence (*Press A train*)."""
    if len(held) > 1 and held[-1][2] in ("A", "An", "In", "On", "The"):
        held = held[:-1]
    return [Run(held[0][0], held[-1][1], tuple([word for _, _, word in held]), is_possessive)] if held else []


def _is_surname(month: str, before: Sequence[str]) -> bool:
    """Whether a month is the name of somebody: Theresa *May*, Ms. *May*."""
    is_named = bool(before) and (is_first_name(before[-1]) or is_title(before[-1]))
    return is_named and month in ("April", "August", "June", "March", "May")


def title_case_lines(text: str) -> list[tuple[int, int]]:
    """Lines that are headlines Set Like This, where capital letters tell nothing about names."""
    lines, start = [], 0
    for line in text.splitlines(keepends=True):
        if len(line) < 200 and line.rstrip(" \n\r\t”\"'’")[-1:] not in ".!?":
            words = [word for word in line.split() if len(word) > 3]
            if len(words) > 2 and sum(word[0].isupper() for word in words) > 0.7 * len(words):
                lines.append((start, start + len(line)))
        start += len(line)
    return lines


@lru_cache(maxsize=5_000)
def split_roles(words: tuple[str, ...]) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """The words up to the last role or title (*Russian Defence Minister*), and the name after them."""
    if len(words) == 1:
        return (words, ()) if is_role(words[0]) else ((), words)
    while len(words) > 2 and words[-1].rstrip(".,") in _LETTERS:
        words = words[:-1]
    backwards = range(len(words) - 1, -1, -1)
    last = next((i for i in backwards if is_role(words[i]) or _is_prefix(words[i : i + 3])), -1)
    if last == len(words) - 1 and any(is_first_name(word) or word.endswith(".") for word in words[:-1]):
        last = next((i for i in backwards[1:] if is_role(words[i])), -1)  # Mr. King, Ann King
    return tuple(words[: last + 1]), tuple(words[last + 1 :])


def _is_prefix(words: Sequence[str]) -> bool:
    """Whether the first word is a body or nation and a whole name follows (*Democrat* Ann Lee)."""
    if len(words) == 2 and words[0].endswith(_NATIVES) and not is_first_name(words[0]):
        return True
    if len(words) > 1 and "-" in words[0] and words[0].rpartition("-")[2] in _ATTRIBUTES:
        return True
    if len(words) < 3 or not is_first_name(words[1]) or is_first_name(words[0]):
        return False
    return is_body(words[:1]) or words[0].endswith((*NATION, *_AGENTS)) or is_role(words[0].removesuffix("s"))


def behind_place(before: str, name: Sequence[str]) -> Sequence[str]:
    """A name without the end of another one before it: student at the University of *Leeds* Ann Lee."""
    if len(name) < 3 or not before.rstrip().endswith((" of", " at", " on")):
        return name
    firsts = [i for i, word in enumerate(name[:-1]) if is_first_name(word)]
    return name[firsts[0] :] if firsts else name


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


@lru_cache(maxsize=5_000)
def fold(word: str) -> str:
    """A word without case, accents, apostrophes and Arabic article."""
    if word.isascii() and word.isalpha():
        return word.lower()
    plain = unicodedata.normalize("NFKD", word.replace("’", "'")).encode("ascii", "ignore").decode()
    plain = re.sub(r"^(?:[ae][lsdnrtz]|ash|ul)-", "", plain.lower().removesuffix("'s"))
    return re.sub(r"[^a-z0-9]", "", plain) or word.lower()


@lru_cache(maxsize=5_000)
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


def is_slip(word: str, other: str) -> bool:
    """Whether two surnames are spellings of one, or one with a slip: *Waters*, *Water*."""
    near = sound(word).removesuffix("s") == sound(other).removesuffix("s")
    return is_alike(word, other) or (near and fuzz.ratio(fold(word), fold(other)) >= 80)
