"""Whether inference keeps its word on simulated corpora: false positives, power, coverage. Seeds are fixed.

    python benchmarks/bench_inference.py [CORPORA]

An article's words come in bursts: each article has its own rate of each word (gamma, shape 1: many articles
hardly use it, some use it much), lengths vary (log-normal, median 500), counts are Poisson, values are rates
per 1,000 words.

1. False positives of two sides drawn alike, beside a chi-square test over tokens.
2. The same where outlets report different events: each event has its own rate of each word (gamma, shape 1),
   each outlet its own preference for events (Dirichlet, .5). Shuffled at large, and within events.
   One call over 2, 3, 5 and 7 outlets, all pairs, and what must not be done: one call for each outlet.
3. One word of 20 planted: how often it is found, and the power that is told of corpora without it.
4. Coverage of the intervals, with no difference, a threefold and a ninefold one.

Asserted: every share of false positives is at most .05 plus two Monte Carlo standard errors, which over R
corpora are sqrt(.05 * .95 / R); coverage is at least .9, less two such errors, in every cell. CORPORA (400)
are drawn for 1, half as many for 2, a quarter for 3 and five times as many for 4.
"""

import sys
from math import sqrt

import numpy as np
import pandas as pd
from scipy.stats import chi2_contingency

import aleppo_analysis as aa

N_WORDS = 20
DESIGNS = [(4, 4), (3, 9), (8, 8), (20, 20)]
RATE = {"value": "rate", "family": "word"}
N_EVENTS, N_OF_OUTLET = 6, 12


def main(corpora: str = "400") -> None:
    n = int(corpora)
    limit = limit_of(n)
    print(f"{n} corpora; limit for false positives .05 + 2 standard errors = {limit:.3f}")
    print(f"\nNo true difference in {N_WORDS} words: share called different")
    print("  sides    one word   any word of the family   one word, chi-square over tokens")
    for sides in DESIGNS:
        rng = np.random.default_rng(sides)
        alone, whole, tokens = np.mean([two_sides(sides, rng) for _ in range(n)], axis=0)
        print(f"{sides[0]:>4} v {sides[1]:<2} {alone:>8.3f} {whole:>16.3f} {tokens:>24.3f}", flush=True)
        assert max(alone, whole) <= limit

    print(
        f"\n{n // 2} corpora, outlets alike that report {N_EVENTS} events unlike often: any difference found"
    )
    print("outlets   at large   within events   within, pairs   within, one call an outlet")
    for outlets in (2, 3, 5, 7):
        at_large, within, pairs, each = (false_in_events(outlets, n // 2, way) for way in WAYS)
        print(f"{outlets:>7} {at_large:>10.3f} {within:>15.3f} {pairs:>15.3f} {each:>28.3f}", flush=True)
        assert max(within, pairs) <= limit_of(n // 2)

    print("\nOne word of the family planted: found alone / for the family / power told without it")
    print("  sides    rate x3              rate x9")
    for sides in DESIGNS:
        shown = (" / ".join(f"{share:.2f}" for share in planted(sides, ratio, n // 4)) for ratio in (3, 9))
        print(f"{sides[0]:>4} v {sides[1]:<2}   {'   '.join(shown)}", flush=True)

    print("\nShare of 95% intervals that hold the true difference: lowest of 5 words")
    print("  sides    rate x1   rate x3   rate x9   burstier (gamma, shape .5), x9")
    for sides in DESIGNS:
        held = [coverage(sides, ratio, 5 * n, 1.0) for ratio in (1, 3, 9)] + [coverage(sides, 9, 5 * n, 0.5)]
        print(f"{sides[0]:>4} v {sides[1]:<2}" + "".join(f"{share:>10.3f}" for share in held), flush=True)
        assert min(held) >= 0.9 - 2 * sqrt(0.9 * 0.1 / (5 * n))


def limit_of(corpora: int) -> float:
    return 0.05 + 2 * sqrt(0.05 * 0.95 / corpora)


def two_sides(sides: tuple[int, int], rng: np.random.Generator) -> tuple[float, bool, float]:
    """Share of words, any word, and share of words by chi-square, that are called different."""
    rates, counts, lengths = articles(sum(sides), np.geomspace(0.5, 10, N_WORDS), rng)
    is_side = np.arange(sum(sides)) < sides[0]
    test = aa.compare.permutation_test(table_of(rates, source=is_side), **RATE, n_samples=999)
    tokens = np.mean([chi_square(column, lengths, is_side) for column in counts.T])
    return (test["p"] <= 0.05).mean(), (test["p_family"] <= 0.05).any(), float(tokens)


def articles(
    n: int, mean: np.ndarray, rng: np.random.Generator, shape: float = 1.0
) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    """Rates per 1,000 words, counts (articles, words) and lengths, for means of all or of each article."""
    lengths = rng.lognormal(np.log(500), 0.5, n).round()
    own = rng.gamma(shape, mean / shape, (n, np.shape(mean)[-1]))
    counts = rng.poisson(own * lengths[:, None] / 1000)
    return counts / lengths[:, None] * 1000, counts, lengths


def table_of(rates: np.ndarray, **columns: np.ndarray) -> pd.DataFrame:
    table = pd.DataFrame(rates).assign(**columns).rename_axis("doc_id").reset_index()
    return table.melt(["doc_id", *columns], var_name="word", value_name="rate")


def chi_square(counts: np.ndarray, lengths: np.ndarray, is_side: np.ndarray) -> bool:
    """What must not be done: the words of all articles of a side taken as drawn one by one."""
    table = [[counts[side].sum(), (lengths - counts)[side].sum()] for side in (is_side, ~is_side)]
    return counts.sum() > 0 and chi2_contingency(table).pvalue <= 0.05


WAYS = {
    "at large": {},
    "within events": {"strata": "event"},
    "within events, pairs": {"strata": "event", "against": "pairs"},
    "within events, one call an outlet": {"strata": "event"},
}


def false_in_events(outlets: int, corpora: int, way: str) -> float:
    """The share of corpora in which any outlet is called different in any of five words."""
    rng = np.random.default_rng(outlets)
    return float(np.mean([is_found(in_events(outlets, rng), way) for _ in range(corpora)]))


def in_events(outlets: int, rng: np.random.Generator) -> pd.DataFrame:
    """Articles of outlets that are alike, but report events unlike often."""
    source = np.repeat([f"outlet-{i}" for i in range(outlets)], N_OF_OUTLET)
    taste = rng.dirichlet(np.full(N_EVENTS, 0.5), outlets)
    event = np.concatenate([rng.choice(N_EVENTS, N_OF_OUTLET, p=own) for own in taste])
    mean = rng.gamma(1.0, np.geomspace(1, 10, 5), (N_EVENTS, 5))[event]
    rates, _, _ = articles(len(source), mean, rng)
    return table_of(rates, source=source, event=event)


def is_found(table: pd.DataFrame, way: str) -> bool:
    each = table["source"].unique() if way.endswith("one call an outlet") else [None]
    calls = [
        aa.compare.permutation_test(table, **RATE, **WAYS[way], side=side, n_samples=199) for side in each
    ]
    return any((test["p_family"] <= 0.05).any() for test in calls)


def planted(sides: tuple[int, int], ratio: float, corpora: int) -> np.ndarray:
    """How often one word is found where the others have 1 / `ratio` of it, and what is told without that."""
    rng = np.random.default_rng([*sides, int(ratio)])
    mean, word = np.geomspace(0.5, 10, N_WORDS), 2 * N_WORDS // 3
    is_side = np.arange(sum(sides)) < sides[0]
    fewer = np.where(is_side[:, None] | (np.arange(N_WORDS) != word), 1, 1 / ratio)
    found = []
    for _ in range(corpora):
        with_it, without = (
            aa.compare.permutation_test(
                table_of(articles(sum(sides), mean * factor, rng)[0], source=~is_side),
                **RATE, ratio=ratio, n_samples=999,
            ).set_index("word").loc[word]
            for factor in (fewer, np.ones_like(fewer))
        )  # fmt: skip
        found.append([with_it["p"] <= 0.05, with_it["p_family"] <= 0.05, without["power"]])
    return np.mean(found, axis=0)


def coverage(sides: tuple[int, int], ratio: float, corpora: int, shape: float) -> float:
    """The lowest coverage of five words, from rare to frequent."""
    rng = np.random.default_rng([*sides, int(ratio), int(10 * shape)])
    is_side = np.arange(sum(sides)) < sides[0]
    mean = np.array([0.5, 1, 2, 4, 8])
    held = []
    for _ in range(corpora):
        rates, _, _ = articles(sum(sides), mean * np.where(is_side, ratio, 1)[:, None], rng, shape)
        table = table_of(rates, source=~is_side)
        found = aa.compare.bootstrap_articles(table, **RATE, n_samples=499)
        truth = mean * (ratio - 1)
        held.append((found["difference_low"] <= truth) & (truth <= found["difference_high"]))
    return float(np.mean(held, axis=0).min())


if __name__ == "__main__":
    main(*sys.argv[1:])
