"""Numbers of the same thing: which agree, which differ only in appearance, which contradict each other."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Hashable, Iterator, Sequence
from itertools import chain, combinations
from typing import NamedTuple

import numpy as np
import pandas as pd

from ..tables import (
    Table,
    TableError,
    as_list,
    check_alike,
    check_articles,
    check_columns,
    check_unique,
    drop_related,
)
from .claiming import claims_of, events_of, facts_of, leads_of
from .relating import Claim, relate

OUTCOMES = ["contradictory", "revised", "other date", "other scope", "compatible", "agree", "not comparable"]
_NEEDED = (
    "number_id doc_id start end number low high is_approximate unit kind counted as_of_first as_of_last "
    "origin"
).split()
_SIDE = (
    "number_id doc_id source published number low high unit kind counted as_of_first as_of_last origin "
    "n_articles sources line"
).split()
_OF_GROUPS = ("doc_id", "source", "published")  # what articles have and the claims of them
_TAKEN = {"fact", "outcome", "why", *_SIDE, *(f"{name}_other" for name in _SIDE)}.difference(_OF_GROUPS)
_TOO_MANY = 200  # distinct claims about one noun: a word so common that they are no one fact
# Of several pairs of numbers for two claims, the first of these counts.
_FIRST = ["other scope", "contradictory", "revised", "other date", "compatible", "agree"]
_ALONE = "nothing else is plainly about the same thing"


class Related(NamedTuple):
    """Two claims, by the row of the first number of each, and how they stand to each other."""

    one: int
    other: int
    outcome: str
    why: str


def compare(
    numbers: pd.DataFrame, articles: pd.DataFrame, *, by: str | Sequence[str] = "event_id"
) -> pd.DataFrame:
    """Compare the numbers that articles about one event give of the same thing.

    Parameters
    ----------
    numbers : one row a quantity, as `claims.find` returns it; those in `related` text are left out.
    articles : the articles, with `doc_id`, `text`, the columns `by`, and `published` where it is known.
    by : column or columns of `articles` that say which articles are about the same event. A number of an
        article without a value there is compared with none.

    Returns
    -------
    One row a pair of claims, and one row a claim that is compared with none, by `by`, fact, outcome and
    place. A claim is one number of one thing by one origin, in whatever articles it stands.

    - the columns `by`; `fact`, what both are about: the counted noun and the unit;
    - `outcome` (categorical, in this order): `contradictory`, of the same thing at the same time, and no
      value fits both; `revised`, the text says that it changed, the same origin says so later, or one was
      printed before the day that it is about and the other after it; `other date`, the texts give other
      days, or were printed more than two days apart; `other scope`, one says how it counts, or they are
      narrowed differently (other places, another time of day, another unit of time); `compatible`, other
      words, but a value fits both (*more than 800*, *812*); `agree`, the same number by different origins;
      `not comparable`, nothing else is plainly about the same thing, or no event is told;
    - `why`, in a few words;
    - of the claim that was printed first: `number_id`, `doc_id`, `source` (where known), `published`,
      `number`, `low`, `high`, `unit`, `kind`, `counted`, `as_of_first`, `as_of_last`, `origin`; `n_articles`
      (int) and `sources` (parted by ``|``), in how many articles and in which outlets it stands; `line`, the
      sentence, or 300 characters on both sides;
    - of the other claim the same, with `_other` behind each name; missing where there is none.

    Raises
    ------
    TableError : a column is missing, there is neither `zone` nor `voice`, a `doc_id` or `number_id`
        occurs twice, or `by` is the name of a column that the result has for something else.

    Notes
    -----
    Precision before recall. Two claims are about the same thing if the same noun is counted and the same is
    said of it, or the unit says what happened (litres of liquor, people killed), or one goes on from the
    other in the text (*the union put it at 6,000*). Parts of something (*another 48 hours*), what is denied,
    asked or supposed, and numbers more than ten times apart are not compared. Only numbers of one article,
    or of articles printed within two days, contradict each other, and only by different origins.

    Numbers are compared as ranges: *about* is a tenth up or down, a rounded number as far as it may be
    rounded, *more than n* reaches to 2 n and *fewer than n* down to n / 2, a month has 28 to 31 days, a
    gallon is the American or the British one. Sentences that are nearly the same (85 of 100 by rapidfuzz's
    ratio) are one copy and have one origin. More than 200 different claims about one noun are no one fact:
    they are not compared.

    Examples
    --------
    >>> articles = pd.DataFrame({
    ...     "doc_id": ["a", "b"], "source": ["post", "herald"], "event_id": "march",
    ...     "published": "2019-09-22",
    ...     "text": ["Police said 3,000 people marched.", "About 10,000 people marched, Lee said."],
    ... })
    >>> pairs = aa.claims.compare(aa.claims.find(articles), articles)
    >>> pairs[["fact", "outcome", "number", "source", "number_other", "source_other"]]
               fact        outcome number source  number_other source_other
    0        people  contradictory  3,000   post  About 10,000       herald
    """
    function = "claims.compare"
    groups = as_list(function, by)
    numbers = check_columns(function, "numbers", numbers, _NEEDED)
    numbers = numbers.astype(dict.fromkeys(["low", "high"], "Float64"))
    check_unique(function, "numbers", numbers, ["number_id"])
    articles = check_articles(function, articles, groups)
    if taken := sorted(_TAKEN.intersection(groups)):
        raise TableError(
            f"{function}: by={taken[0]!r} is the name of another column of the result.\n"
            f"Rename it in the articles: articles.rename(columns={{{taken[0]!r}: 'event_id'}})."
        )
    check_alike(function, "numbers", numbers, "articles", articles, ["doc_id"])
    facts = facts_of(function, drop_related(function, "numbers", numbers), articles, groups)
    claims, keys = claims_of(facts), events_of(facts, groups)
    lead = leads_of(facts, claims, keys)
    related = _related(claims, lead, keys)
    return _table(facts, lead, related, groups)


def _related(claims: list[Claim], lead: list[int], keys: list[Hashable]) -> list[Related]:
    """All pairs of claims that are about the same thing, each once, by the rows of their first numbers.

    Where several numbers stand for a claim, what a text says of the pair goes before what dates say.
    """
    found: dict[tuple[int, int], Related] = {}
    for row, other_row in _candidates(claims, lead, keys):
        one, other = sorted((lead[row], lead[other_row]))
        outcome = relate(claims[row], claims[other_row]) if one != other else None
        if outcome is not None:
            pair = Related(one, other, *outcome)
            best = found.setdefault((one, other), pair)
            found[one, other] = min(best, pair, key=lambda pair: _FIRST.index(pair.outcome))
    return [found[pair] for pair in sorted(found)]


def _candidates(claims: list[Claim], lead: list[int], keys: list[Hashable]) -> Iterator[tuple[int, int]]:
    """Pairs of numbers that may be of one thing: of one event and measure, and one noun, value or chain."""
    together: defaultdict[Hashable, list[int]] = defaultdict(list)
    for row, (claim, key) in enumerate(zip(claims, keys, strict=True)):
        if key is None:
            continue
        together[key, claim.measure, claim.chain].append(row)
        if lead[row] == row:
            together[key, claim.measure, claim.strict, claim.near].append(row)
            if claim.what:
                together[key, claim.measure, claim.what].append(row)
    pairs = (combinations(rows, 2) for rows in together.values() if len(rows) <= _TOO_MANY)
    yield from sorted(set(chain.from_iterable(pairs)))


def _table(facts: pd.DataFrame, lead: list[int], related: list[Related], groups: list[str]) -> pd.DataFrame:
    """One row a pair, and one row a claim that is in none."""
    paired = {row for pair in related for row in pair[:2]}
    lacks = {row: f"its article has no {name}" for name in groups for row in facts.index[facts[name].isna()]}
    alone = (Related(row, -1, "not comparable", lacks.get(row, _ALONE)) for row in sorted(set(lead) - paired))
    pairs = pd.DataFrame([*related, *alone], columns=Related._fields)
    sides = _sides(facts, lead)
    first = sides.reindex(pairs["one"]).reset_index(drop=True)
    second = sides.reindex(pairs["other"]).reset_index(drop=True).add_suffix("_other")
    table = (
        facts[groups]
        .reindex(pairs["one"])
        .reset_index(drop=True)
        .assign(
            fact=_facts_named(facts, lead, related, groups).reindex(pairs["one"]).array,
            outcome=pd.Categorical(pairs["outcome"], OUTCOMES),
            why=pairs["why"].astype("str"),
        )
    )
    # such as `source`, where an outlet is compared with itself
    first = first.drop(columns=groups, errors="ignore")
    order = [*groups, "fact", "outcome", "published", "doc_id", "number_id", "number_id_other"]
    rows = pd.concat([table, first, second], axis=1)
    return Table(rows.sort_values(list(dict.fromkeys(order)), ignore_index=True))


def _sides(facts: pd.DataFrame, lead: list[int]) -> pd.DataFrame:
    """What the table says of each claim, under the row of its first number."""
    of_claim = facts.groupby(pd.Series(lead, dtype="int64", index=facts.index))
    counts = pd.DataFrame({"n_articles": of_claim["doc_id"].nunique().astype("Int64")})
    if "source" in facts.columns:
        counts["sources"] = of_claim["source"].agg(
            lambda names: " | ".join(sorted(map(str, set(names.dropna()))))
        )
    sides = facts.join(counts, how="right")
    return sides[[name for name in _SIDE if name in sides.columns]]


def _facts_named(
    facts: pd.DataFrame, lead: list[int], related: list[Related], groups: list[str]
) -> pd.Series:
    """A name for what each claim is about, shared by all that are compared: the counted noun and the unit."""
    together = [*enumerate(lead), *((pair.one, pair.other) for pair in related)]
    number = pd.Series(_components(len(facts), together), index=facts.index)
    noun = number.map(facts["counted"].str.lower().groupby(number).agg(_most_common)).astype("str").fillna("")
    unit = number.map(facts["unit"].astype("str").groupby(number).first()).astype("str")
    name = unit.where((noun == "") | (noun == unit), noun + " (" + unit + ")")
    named = facts[groups].assign(name=name.astype("str"), number=number)
    paired = number.isin(number.iloc[[pair.one for pair in related]])
    once = named.assign(alone=~paired).sort_values("alone", kind="stable").drop_duplicates("number")
    place = once.groupby([*groups, "name"], dropna=False).cumcount() + 1
    place = number.map(place.set_axis(once["number"]))
    return named["name"].where(place == 1, named["name"] + " " + place.astype("int64").astype("str"))


def _components(n: int, pairs: list[tuple[int, int]]) -> np.ndarray:
    """The number of the component of each of `n` rows, where the pairs join them."""
    from scipy.sparse import coo_matrix
    from scipy.sparse.csgraph import connected_components

    one, other = np.array(pairs, dtype=np.int64).reshape(-1, 2).T
    joined = coo_matrix((np.ones(len(one)), (one, other)), shape=(n, n))
    return np.asarray(connected_components(joined, directed=False)[1])


def _most_common(words: pd.Series) -> str:
    """The word that stands most often, the first by name of several."""
    counts = Counter(words.dropna())
    return min(counts, key=lambda word: (-counts[word], word), default="")
