"""Whether inference keeps its word on simulated corpora: false positives, power, coverage. Seeds are fixed.

    python benchmarks/bench_inference.py [CORPORA]

An article's words come in bursts: each article has its own rate of each word (gamma, shape 1: many articles
hardly use it, some use it much), lengths vary (log-normal, median 500), counts are Poisson, values are rates
per 1,000 words. The two sides are drawn alike, or one word of 20 is planted with a higher rate. The standard
error of a share over R corpora is sqrt(p (1 - p) / R); .05 + 2 such errors is the limit for false positives.
Power and coverage are taken on a quarter as many corpora.
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


def main(corpora: str = "400") -> None:
    n = int(corpora)
    limit = 0.05 + 2 * sqrt(0.05 * 0.95 / n)
    print(f"{n} corpora, {N_WORDS} words; limit for false positives .05 + 2 standard errors = {limit:.3f}")
    print("\nNo true difference: share called different")
    print("  sides    one word   any word of the family   one word, chi-square over tokens")
    for sides in DESIGNS:
        corpora_and_tokens = simulated(sides, n, 1.0)
        tests = [aa.compare.permutation_test(table, **RATE, n_samples=999) for table, _ in corpora_and_tokens]
        alone = np.mean([(test["p"] <= 0.05).mean() for test in tests])
        whole = np.mean([(test["p_family"] <= 0.05).any() for test in tests])
        tokens = np.mean([chi_square for _, chi_square in corpora_and_tokens])
        print(f"{sides[0]:>4} v {sides[1]:<2} {alone:>8.3f} {whole:>16.3f} {tokens:>24.3f}", flush=True)
        assert max(alone, whole) <= limit

    print("\nOne word of the family planted: share in which it is found, alone / corrected for the family")
    print("  sides    rate x3        rate x9")
    for sides in DESIGNS:
        found = [
            np.mean([planted_found(table) for table, _ in simulated(sides, n // 4, x)], axis=0)
            for x in (3.0, 9.0)
        ]
        shown = "   ".join(f"{alone:.2f} / {whole:.2f}" for alone, whole in found)
        print(f"{sides[0]:>4} v {sides[1]:<2}   {shown}", flush=True)

    print("\nBootstrap: share of 95% intervals that hold the true difference, 0")
    for sides in DESIGNS:
        held = np.mean([interval_holds(table) for table, _ in simulated(sides, n // 4, 1.0)])
        print(f"{sides[0]:>4} v {sides[1]:<2} {held:>8.3f}", flush=True)


def simulated(sides: tuple[int, int], n: int, factor: float) -> list[tuple[pd.DataFrame, float]]:
    """`n` corpora as tables, each with the share of words that a chi-square over tokens calls different."""
    rng = np.random.default_rng([*sides, int(factor)])
    return [corpus(sides, factor, rng) for _ in range(n)]


def corpus(sides: tuple[int, int], factor: float, rng: np.random.Generator) -> tuple[pd.DataFrame, float]:
    n = sum(sides)
    is_side = np.arange(n) < sides[0]
    rates = rng.gamma(1.0, np.geomspace(0.5, 10, N_WORDS), (n, N_WORDS))
    rates[is_side, N_WORDS // 2] *= factor
    lengths = rng.lognormal(np.log(500), 0.5, n).round()
    counts = rng.poisson(rates * lengths[:, None] / 1000)
    table = pd.DataFrame(counts / lengths[:, None] * 1000).rename_axis("doc_id").reset_index()
    table["source"] = np.where(is_side, "a", "b")
    long = table.melt(["doc_id", "source"], var_name="word", value_name="rate")
    return long, float(np.mean([chi_square(column, lengths, is_side) for column in counts.T]))


def chi_square(counts: np.ndarray, lengths: np.ndarray, is_side: np.ndarray) -> bool:
    """What must not be done: the words of all articles of a side taken as drawn one by one."""
    table = [[counts[side].sum(), (lengths - counts)[side].sum()] for side in (is_side, ~is_side)]
    return counts.sum() > 0 and chi2_contingency(table).pvalue <= 0.05


def planted_found(table: pd.DataFrame) -> tuple[bool, bool]:
    test = aa.compare.permutation_test(table, **RATE, n_samples=999).set_index("word")
    planted = test.loc[N_WORDS // 2]
    return planted["p"] <= 0.05, planted["p_family"] <= 0.05


def interval_holds(table: pd.DataFrame) -> float:
    found = aa.compare.bootstrap_articles(table, **RATE, n_samples=999)
    return ((found["difference_low"] <= 0) & (found["difference_high"] >= 0)).mean()


if __name__ == "__main__":
    main(*sys.argv[1:])
