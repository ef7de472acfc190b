"""Days as newspapers and archives print them, the month in words, in a dozen languages."""

import re
from datetime import date

# January to December; the languages of the archives' own pages and of the papers most often taken from them.
_NAMES = (
    "january jan januar jänner januari janvier enero janeiro gennaio январь января styczeń stycznia",
    "february feb februar februari fevrier février febrero fevereiro febbraio февраль февраля luty lutego",
    "march mar märz maerz marz maart mars marzo março marco marts март марта marzec marca",
    "april apr avril abril aprile апрель апреля kwiecień kwietnia",
    "may mai mei mayo maio maggio maj май мая maja",
    "june jun juni juin junio junho giugno июнь июня czerwiec czerwca",
    "july jul juli juillet julio julho luglio июль июля lipiec lipca",
    "august aug augustus août aout agosto augusti август августа sierpień sierpnia",
    "september sep sept septembre septiembre setembro settembre сентябрь сентября wrzesień września",
    "october oct oktober octobre octubre outubro ottobre октябрь октября październik października",
    "november nov novembre noviembre novembro ноябрь ноября listopad listopada",
    "december dec dezember décembre decembre diciembre dezembro dicembre desember "
    "декабрь декабря grudzień grudnia",
)
MONTHS = {word: n for n, words in enumerate(_NAMES, start=1) for word in words.split()}
_WEEKDAYS = frozenset(
    (
        "monday tuesday wednesday thursday friday saturday sunday montag dienstag mittwoch donnerstag "
        "freitag samstag sonnabend sonntag lundi mardi mercredi jeudi vendredi samedi dimanche lunes martes "
        "miércoles jueves viernes sábado domingo segunda-feira terça-feira quarta-feira quinta-feira "
        "sexta-feira lunedì martedì mercoledì giovedì venerdì sabato domenica maandag dinsdag woensdag "
        "donderdag vrijdag zaterdag zondag mandag tirsdag onsdag torsdag fredag lørdag søndag måndag "
        "tisdag lördag söndag понедельник вторник среда четверг пятница суббота воскресенье "
        "poniedziałek wtorek środa czwartek piątek sobota niedziela"
    ).split()
)
_WORD = r"[^\W\d_]{3,20}"
_DAY = re.compile(
    rf"\s{{0,200}}(?:(?P<weekday>[^\W\d_]{{3,20}}(?:-[^\W\d_]{{3,9}})?)[,.]?\s{{1,3}})?"
    rf"(?:(?P<day>\d{{1,2}})(?:\.|er|º|st|nd|rd|th)?\s{{0,3}}(?:de\s)?(?P<month>{_WORD})\.?,?\s(?:de\s)?"
    rf"|(?P<first>{_WORD})\.?\s{{1,3}}(?P<second>\d{{1,2}}),?\s)"
    r"(?P<year>[12]\d{3})(?!\d)"
)
_CLOCK = re.compile(
    r"\b\d{1,2}[:.h]\d{2}(?::\d{2})?(?:\s?[AaPp]\.?[Mm]\b\.?)?(?:\s{1,3}[A-Z]{2,5}\b)?"
    r"(?:\s(?:Uhr|uur|(?:[A-Z][a-z]{2,12}\s){1,3}Time))?"
)
_EDITION = re.compile(r"(?i)edi(?:tion|zione|ción|ção)|édition|ausgabe|editie|udgave|utgave|\bed\.")


def find_day(line: str) -> tuple[date, str] | None:
    """The day a line begins with, and what it says after it (an edition); nothing where it is a sentence.

    Examples
    --------
    >>> find_day("Mittwoch 31. August 2011")
    (datetime.date(2011, 8, 31), '')
    >>> find_day("December 19, 1991, Sunday, Late Edition - Final")
    (datetime.date(1991, 12, 19), 'Late Edition - Final')
    >>> find_day("January 6, 2021 was a dark day for the town")
    """
    found = _DAY.match(line)
    if not found or (found["weekday"] or "sunday").casefold() not in _WEEKDAYS:
        return None
    month = MONTHS.get((found["month"] or found["first"]).casefold())
    try:
        day = date(int(found["year"]), month or 0, int(found["day"] or found["second"]))
    except ValueError:
        return None
    rest = _edition(line[found.end() :])
    return None if rest is None else (day, rest)


def _edition(rest: str) -> str | None:
    """What stands after a day, without weekday and clock; None where it goes on as a sentence does."""
    if len(rest) > 200:
        return None
    said = " ".join(
        word for word in _CLOCK.sub(" ", rest).split() if word.strip(",;.()").casefold() not in _WEEKDAYS
    )
    named = said.strip(",;. ")
    is_apart = not named or said[0] in ",;(" and not named[0].islower() or _EDITION.search(named)
    return named if is_apart else None
