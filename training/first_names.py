"""Make data/names.csv from public lists of first names: those of training/requirements.txt.

A name is kept if enough people bear it in one list or if two lists have it, but not if English text holds it
mostly as something else (*Will*, *Paris*). Rows with the source *own* are written by hand and stay.
"""

import importlib
import importlib.util
import math
import pkgutil
import re
import sqlite3
import unicodedata
from collections import Counter, defaultdict
from collections.abc import Iterator
from pathlib import Path

import pandas as pd
from faker.providers import person
from faker.providers.address.en import Provider as Countries
from faker.providers.address.en_US import Provider as States
from wordfreq import zipf_frequency

from aleppo_analysis.speakers import names as rules
from aleppo_analysis.tables import shipped

CENSUS, WIKIDATA, LISTS = 0.005, 5, 2  # enough: per cent of American men or women, people, lists
ONE_GENDER = 0.85  # of those who bear a name, else of the lists that have it
FREQUENT, OTHERWISE = 4.0, 0.2  # decimal logarithms: uses in 10⁹ words, uses for each who bears the name
PER_CENT = 1.25e6  # American men or women of 1990
LEFT_OUT = {"en", "en_US", "is_IS"}  # the census again; a whole register
OTHER = {rules.fold(name) for name in (*Countries.countries, *States.states)}
OTHER |= {word[:n] for word in rules.CALENDAR for n in (3, None)}
OTHER |= set("al bin da de del den di du el la le van von".split())
_LATIN = re.compile(r"[A-Za-zÀ-ɏəḀ-ỿ’'-]{2,}")
_UNFOLDED = str.maketrans("øłđıəØŁĐ", "oldiaOLD")
_ARABIC = str.maketrans("ىةیک", "يهيك")

Genders = dict[str, Counter[str]]  # of each name: how many people or lists have it for *m* and *f*


def main() -> None:
    census, wikidata, languages = _census(), _wikidata(), _faker()
    lists = [census, wikidata, *languages.values()]
    votes: Genders = defaultdict(Counter)
    for name, genders in ((name, genders) for of_list in lists for name, genders in of_list.items()):
        votes[name].update({gender: n / genders.total() for gender, n in genders.items()})
    rows = []
    for name, vote in votes.items():
        n_american, n_wikidata = census[name].total(), wikidata[name].total()
        is_enough = n_american >= CENSUS or n_wikidata >= WIKIDATA or vote.total() > LISTS - 0.5
        if is_enough and not _is_mostly_other(name, n_american * PER_CENT + n_wikidata):
            source = "census" if n_american else "wikidata" if n_wikidata else "faker"
            rows.append((name, _gender(census[name] if n_american >= CENSUS else vote), source))
    file = shipped("names.csv")
    own = pd.read_csv(file, dtype="str", keep_default_na=False).query("source == 'own'")
    table = pd.concat([own, pd.DataFrame(rows, columns=list(own))]).drop_duplicates("name")
    table.sort_values("name").to_csv(file, index=False, lineterminator="\n")


def _gender(votes: Counter[str]) -> str:
    (gender, n), *_ = votes.most_common(1)
    return gender if n >= ONE_GENDER * votes.total() else ""


def _is_mostly_other(name: str, n_people: float) -> bool:
    """Whether a name is mostly another word in English, or one the rules read otherwise."""
    use = zipf_frequency(name, "en")
    is_word = use >= FREQUENT and use - math.log10(1 + n_people) > OTHERWISE
    return is_word or name in OTHER or rules.is_role(name) or rules.is_body([name])


def _folder(package: str) -> Path:
    spec = importlib.util.find_spec(package)
    assert spec and spec.origin
    return Path(spec.origin).parent


def _census() -> Genders:
    """Shares in per cent, of the US Census of 1990."""
    found: Genders = defaultdict(Counter)
    for gender in ("male", "female"):
        for line in (_folder("names") / f"dist.{gender}.first").read_text().splitlines():
            name, share, *_ = line.lower().split()
            found[name][gender[0]] += float(share)
    return found


def _wikidata() -> Genders:
    """People of Arabic-speaking countries, Afghanistan, Iran and Pakistan, by their first name in English.

    Wikidata's names have no gender here; that of the Arabic spelling is taken from Faker's lists.
    """
    arabic: dict[str, set[str]] = defaultdict(set)
    for locale in ("ar_AA", "ar_DZ", "fa_IR"):
        for name, gender in _names_of(locale):
            arabic[_plain_arabic(name)].add(gender)
    file = _folder("arabic_name_romanizer") / "resources" / "names.sqlite3"
    query = "select arabic_key, latin, count from units where role = 'given' and source = 'wikidata'"
    found: Genders = defaultdict(Counter)
    for spelling, name, n in sqlite3.connect(file).execute(query):
        for gender in arabic[_plain_arabic(spelling)] if _LATIN.fullmatch(name) else ():
            found[rules.fold(name)][gender] += n
    return found


def _plain_arabic(name: str) -> str:
    letters = (c for c in unicodedata.normalize("NFKD", name) if not unicodedata.combining(c))
    return "".join(letters).translate(_ARABIC)


def _faker() -> dict[str, Genders]:
    """Faker's lists in Latin letters: one a language, of English one a country."""
    found: dict[str, Genders] = defaultdict(lambda: defaultdict(Counter))
    for locale in (module.name for module in pkgutil.iter_modules(person.__path__)):
        language = locale if locale.startswith("en_") else locale.split("_")[0]
        for name, gender in _names_of(locale) if locale not in LEFT_OUT else ():
            if _LATIN.fullmatch(name):
                found[language][rules.fold(name.translate(_UNFOLDED))][gender] = 1
    return found


def _names_of(locale: str) -> Iterator[tuple[str, str]]:
    provider = importlib.import_module(f"faker.providers.person.{locale}").Provider
    for gender in ("male", "female"):
        names = vars(provider).get(f"first_names_{gender}", ())
        yield from ((name, gender[0]) for name in names if not isinstance(names, property))


if __name__ == "__main__":
    main()
