"""Whether corrected shares and means keep their word: how often their 95% intervals hold the truth.

    python benchmarks/bench_valid.py [BENCH] [DRAWS]

BENCH holds polnear/train and polnear/dev; without it that part is left out. DRAWS samples are drawn in each
cell (2,000: standard error .005). Each must hold the truth in .93 of the samples, or be refused; where cells
are many or samples fewer, in .93 less two standard errors. What is known to be wrong must be refused or miss.
Where ppi-python (benchmarks/requirements.txt) is installed, means are compared with it.

1. Real errors: the share of an article's words that is retold, or attributed at all, as the package's own
   model finds it and as PolNeAR's annotators do; a sample of articles is "coded" by taking over the gold.
   840 of the 924 articles trained the model, so its errors are smaller there than elsewhere: the dev part
   stands by itself.
2. Rare frames: a grid of corpus size, share, recall, precision and sample; hits and misses drawn as
   `coding.draw` does, or all alike.
3. Groups whose recall differs, so that the machine has the wrong sign; totals over groups of unlike size.
4. Counts of a frame that most articles lack; sentences of whole articles, which come in bursts.
5. Wrong designs.
"""

import sys
from collections.abc import Callable
from importlib.util import find_spec
from itertools import product
from pathlib import Path
from time import perf_counter

import numpy as np
import pandas as pd
from polnear import predictions
from polnear_data import read_folder
from scipy.stats import binomtest, hypergeom

import aleppo_analysis as aa
from aleppo_analysis.coding.drawing import allocated
from aleppo_analysis.coding.groups import Group
from aleppo_analysis.coding.means import FEWEST_VARYING, Mean, Stratum, tuned
from aleppo_analysis.coding.shares import share_of
from aleppo_analysis.quotes.marks import find_marks

LEAST = 0.93
PER_PART = (50, 100, 200)


def main(bench: str = "../shared/bench", draws: str = "2000") -> None:
    n_draws, folder = int(draws), Path(bench) / "polnear"
    begin = perf_counter()
    if folder.is_dir():
        real_errors(folder, n_draws)
    else:
        print(f"No PolNeAR in {folder}: real errors are left out.")
    rare_frames(n_draws)
    unlike_groups(n_draws)
    rare_counts(n_draws)
    bursts(n_draws // 8)
    wrong_designs(n_draws // 20)
    same_as_peer()
    print(f"\nAll coverage is at least {LEAST}; {perf_counter() - begin:.0f} s")


# -- 1. real errors ------------------------------------------------------------------------------------------


def real_errors(folder: Path, n_draws: int) -> None:
    dev = words_of(folder / "dev")
    articles = pd.concat([words_of(folder / "train"), dev], ignore_index=True)
    print("\n1. PolNeAR, share of words, machine against annotators")
    print("measure     articles  coded   gold  model     r   coverage      width   of codes alone")
    for measure in ("retold", "attributed"):
        for name, table, sizes in (("all", articles, PER_PART), ("dev", dev, (30, 50))):
            shares = pd.DataFrame(
                {
                    "predicted": table[f"{measure}_found"] / table["n_words"],
                    "truth": table[f"{measure}_gold"] / table["n_words"],
                    "size": 1.0,
                }
            )
            line = f"{measure:<12}{name} {len(table):>5}"
            for n in sizes:
                print(line, mean_line(shares, n, n_draws))
        rates = articles.rename(columns={f"{measure}_found": "predicted", f"{measure}_gold": "truth"})
        rates = rates.assign(size=rates["n_words"])
        print(f"{measure:<12}as a rate", mean_line(rates, 100, n_draws))
        outlets(rates.assign(size=1.0, predicted=rates["predicted"] / rates["n_words"],
                             truth=rates["truth"] / rates["n_words"]), measure, n_draws)  # fmt: skip


def words_of(folder: Path) -> pd.DataFrame:
    """One row an article: its words, and those attributed and retold by the model and by the annotators."""
    gold = read_folder(folder)
    articles = pd.DataFrame({"doc_id": list(gold), "text": [text for text, _ in gold.values()]})
    found = predictions(aa.quotes.attribute(articles), list(gold))
    tokens = aa.text.tokenize(articles).groupby("doc_id")["start"].agg(list)
    rows = []
    for doc_id, (text, relations) in gold.items():
        starts = np.array(tokens.get(doc_id, []), dtype=int)
        in_marks = _inside(text, [(mark.open_start, mark.close_end) for mark in find_marks(text)])[starts]
        by_model = _inside(text, [span for quote in found[doc_id] for span in quote["spans"]])[starts]
        by_gold = _inside(text, [span for relation in relations for span in relation["content"]])[starts]
        sums = (by_model, by_gold, by_model & ~in_marks, by_gold & ~in_marks)
        rows.append((doc_id, doc_id.split("_")[0], len(starts), *(int(words.sum()) for words in sums)))
    kinds = ["attributed_found", "attributed_gold", "retold_found", "retold_gold"]
    table = pd.DataFrame(rows, columns=["doc_id", "source", "n_words", *kinds])
    return table[table["n_words"] > 0]


def _inside(text: str, spans: list[tuple[int, int]]) -> np.ndarray:
    inside = np.zeros(len(text), bool)
    for start, end in spans:
        inside[start:end] = True
    return inside


def mean_line(table: pd.DataFrame, n: int, n_draws: int) -> str:
    truth = table["truth"].sum() / table["size"].sum()
    alone, corrected = means(table, n, n_draws)
    limits, limits_alone = limits_of(corrected), limits_of(alone)
    width, width_alone = ((high - low).mean() for low, high in (limits.T, limits_alone.T))
    held = coverage(limits, truth)
    assert held >= LEAST, held
    found = table["predicted"].sum() / table["size"].sum()
    r = np.corrcoef(table["predicted"] / table["size"], table["truth"] / table["size"])[0, 1]
    return (
        f"{n:>6} {truth:>6.3f} {found:>6.3f} {r:>5.2f} {held:>10.3f} {width:>10.4f} "
        f"{width / width_alone:>10.2f}"
    )


def outlets(table: pd.DataFrame, measure: str, n_draws: int) -> None:
    """Each outlet by itself, and each against the next by name, of PER_PART coded in both."""
    parts = dict(list(table.groupby("source")))
    names = sorted(parts)
    truths = {name: float(of["truth"].mean()) for name, of in parts.items()}
    for n in PER_PART:
        drawn = {name: means(parts[name], n // 2, n_draws, seed)[1] for seed, name in enumerate(names)}
        alone = [coverage(limits_of(drawn[name]), truths[name]) for name in names]
        pairs = [
            coverage(limits_of(drawn[one], drawn[other]), truths[one] - truths[other])
            for one, other in zip(names, names[1:], strict=False)
        ]
        print(f"{measure:<12}{len(names)} outlets, {n // 2:>3} coded in each: {min(alone):.3f} to "
              f"{max(alone):.3f}; {len(pairs)} differences: {min(pairs):.3f} to {max(pairs):.3f}",
              flush=True)  # fmt: skip
        assert min(alone + pairs) >= LEAST - chance_of(n_draws)


def means(table: pd.DataFrame, n: int, n_draws: int, seed: int = 0) -> tuple[list[Mean], list[Mean]]:
    """The means by codes alone and the corrected ones, of `n` units drawn by chance, again and again."""
    rng = np.random.default_rng([seed, n])
    alone, corrected = [], []
    for _ in range(n_draws):
        one, other, _ = tuned([stratum_of(table, rng.permutation(len(table))[:n])])
        alone.append(one)
        corrected.append(other)
    return alone, corrected


def stratum_of(table: pd.DataFrame, drawn: np.ndarray) -> Stratum:
    truth, predicted, size = (table[name].to_numpy(float) for name in ("truth", "predicted", "size"))
    return Stratum(1.0, len(table), truth[drawn], predicted[drawn], size[drawn], predicted, size)


def limits_of(means: list[Mean], others: list[Mean] | None = None) -> np.ndarray:
    return np.array(
        [one.limits(other) for one, other in zip(means, others or [None] * len(means), strict=True)]
    )


def coverage(limits: np.ndarray, truth: float) -> float:
    low, high = limits.T
    return float(((low <= truth + 1e-12) & (high >= truth - 1e-12)).mean())


def chance_of(n_draws: int) -> float:
    """Two standard errors of a coverage of .95."""
    return 2 * float(np.sqrt(0.05 * 0.95 / n_draws))


# -- 2. rare frames ------------------------------------------------------------------------------------------

SIZES, SHARES = (200, 500, 2000), (0.02, 0.058, 0.12, 0.3)
QUALITIES = [(0.6, 0.6), (0.6, 0.4), (0.8, 0.8), (0.4, 0.5), (0.9, 0.9), (0.3, 0.8)]  # recall, precision


class Machine:
    """How many units a list finds rightly, wrongly, and misses."""

    def __init__(self, n_units: int, share: float, recall: float, precision: float) -> None:
        self.n_units, self.n_positive = n_units, round(n_units * share)
        self.right = round(self.n_positive * recall)
        self.n_hits = self.right + round(self.right / precision) - self.right
        self.missed = self.n_positive - self.right
        self.truth = self.n_positive / n_units

    def drawn(self, n: int, n_draws: int, seed: int, *, by_label: bool) -> pd.DataFrame:
        """Coded hits and misses and those of them that have it, a row a draw."""
        rng = np.random.default_rng(seed)
        n_misses = self.n_units - self.n_hits
        if by_label:
            hits = np.full(n_draws, allocated(n, np.array([n_misses, self.n_hits]), 0.5)[1])
        else:
            hits = rng.hypergeometric(self.n_hits, n_misses, n, n_draws)
        found = rng.hypergeometric(self.right, self.n_hits - self.right, hits)
        missed = rng.hypergeometric(self.missed, n_misses - self.missed, n - hits)
        return pd.DataFrame({"misses": n - hits, "hits": hits, "n_missed": missed, "n_found": found})

    def samples(self, n: int) -> pd.Series:
        """How probable each draw of hits and misses is, those apart that are less probable than 1e-5."""
        sizes = self.n_units - self.n_hits, self.n_hits
        misses, hits = (int(size) for size in allocated(n, np.array(sizes), 0.5))
        n_missed, n_found = np.arange(misses + 1), np.arange(hits + 1)
        chance = np.outer(hypergeom.pmf(n_missed, sizes[0], self.missed, misses),
                          hypergeom.pmf(n_found, sizes[1], self.right, hits))  # fmt: skip
        kept = np.argwhere(chance > 1e-5)
        draws = [(misses, hits, int(missed), int(found)) for missed, found in kept]
        weights = chance[tuple(kept.T)]
        return pd.Series(weights / weights.sum(), index=pd.MultiIndex.from_tuples(draws))

    def cells(self, draw: tuple[int, int, int, int]) -> pd.DataFrame:
        """The cells of a draw as `share_of` takes them."""
        misses, hits, n_missed, n_found = draw
        n_units = [self.n_units - self.n_hits, self.n_hits]
        return pd.DataFrame({"is_hit": [False, True], "n_units": n_units, "n_coded": [misses, hits],
                             "n_found": [n_missed, n_found]})  # fmt: skip


def rare_frames(n_draws: int) -> None:
    print(
        "\n2. Rare frames: least coverage over recall and precision .6 .6, .6 .4, .8 .8, .4 .5, .9 .9, .3 .8"
    )
    print("   (hits and misses: all samples by their probability; all alike: an eighth of DRAWS, 100 coded)")
    print("articles  share  coded   hits and misses   all alike (refused)   width of codes alone, by label")
    worst = 1.0
    for n_units, share, n in product(SIZES, SHARES, PER_PART):
        if n >= n_units:
            continue
        machines = [Machine(n_units, share, *quality) for quality in QUALITIES]
        by_label = [held_of(machine, machine.samples(n)) for machine in machines]
        alone = binomtest(round(n * share), n).proportion_ci(method="wilson")
        ratio = np.mean([width for _, width, _ in by_label]) / (alone.high - alone.low)
        held = min(held for held, _, _ in by_label)
        worst, shown = min(worst, held), ""
        if n == 100:
            draws = [machine.drawn(n, n_draws // 8, 2, by_label=False) for machine in machines]
            alike = [
                held_of(machine, of.value_counts(normalize=True))
                for machine, of in zip(machines, draws, strict=True)
            ]
            least, refused = np.nanmin([held for held, _, _ in alike]), np.mean([no for _, _, no in alike])
            worst, shown = min(worst, least + chance_of(n_draws // 8)), f"{least:.3f} ({refused:.2f})"
        print(f"{n_units:>8} {share:>6} {n:>6} {held:>12.3f} {shown:>23} {ratio:>16.2f}", flush=True)
    print(f"least of all, that of samples with two standard errors: {worst:.3f}")
    assert worst >= LEAST


def held_of(machine: Machine, samples: pd.Series) -> tuple[float, float, float]:
    """Coverage and mean width of the samples that are not refused, by weight, and the share that is."""
    held = width = kept = 0.0
    for draw, weight in samples.items():
        misses, hits = draw[:2]
        if misses < min(2, machine.n_units - machine.n_hits) or hits < min(2, machine.n_hits):
            continue  # estimate_share refuses
        low, high = share_of(machine.cells(draw), machine.n_units).spread.limits(None)
        kept += weight
        held += weight * (low <= machine.truth + 1e-12 and high >= machine.truth - 1e-12)
        width += weight * (high - low)
    return (held / kept, width / kept, 1 - kept) if kept >= 0.1 else (np.nan, np.nan, 1.0)


# -- 3. groups -----------------------------------------------------------------------------------------------


def unlike_groups(n_draws: int) -> None:
    print("\n3. Two outlets, 500 articles each: recall .8 and .4; equal recall and precision, unlike shares")
    for shares, recalls in (((0.10, 0.152), (0.8, 0.4)), ((0.05, 0.2), (0.6, 0.6))):
        machines = [Machine(500, share, recall, 0.6) for share, recall in zip(shares, recalls, strict=True)]
        truth = machines[0].truth - machines[1].truth
        found = (machines[0].n_hits - machines[1].n_hits) / 500
        for n in (60, *PER_PART):
            held, right = two_groups(machines, n, n_draws, truth)
            print(f"difference {truth:+.3f}, machine {found:+.3f}, {n:>3} coded in both: {held:.3f}; "
                  f"the sign is shown in {right:.2f}", flush=True)  # fmt: skip
            assert held >= LEAST
    print("   Totals over groups")
    designs: list[tuple[tuple[int, ...], tuple[float, ...]]] = [
        ((500, 500), (0.1, 0.05)),
        ((1000, 500, 300, 200), (0.1, 0.05, 0.02, 0.1)),
        ((1000, 500, 300, 200), (0.3, 0.1, 0.02, 0.02)),
        ((300,) * 8, (0.02,) * 8),
        ((300,) * 8, (0.3, 0.02, 0.3, 0.02, 0.1, 0.1, 0.5, 0.01)),
    ]
    for (sizes, shares), n in product(designs, (80, 160)):
        held = total_of([Machine(size, share, 0.6, 0.6) for size, share in zip(sizes, shares, strict=True)],
                        n, n_draws // 4)  # fmt: skip
        print(f"{len(sizes)} groups of {min(sizes)} to {max(sizes)}, {n:>3} coded: {held:.3f}", flush=True)
        assert held >= LEAST - chance_of(n_draws // 4)


def two_groups(machines: list[Machine], n: int, n_draws: int, truth: float) -> tuple[float, float]:
    """Coverage of the difference, and the share of samples whose interval lies on the true side of 0."""
    draws = [machine.drawn(n // 2, n_draws, seed, by_label=True) for seed, machine in enumerate(machines)]
    known: dict[tuple[int, tuple[int, ...]], Group] = {}

    def group(which: int, draw: tuple[int, ...]) -> Group:
        if (which, draw) not in known:
            known[which, draw] = share_of(machines[which].cells(draw), machines[which].n_units)
        return known[which, draw]

    both: dict[tuple[tuple[int, ...], tuple[int, ...]], int] = {}
    for one, other in zip(*(draw.itertuples(index=False, name=None) for draw in draws), strict=True):
        both[one, other] = both.get((one, other), 0) + 1
    limits = np.array([group(0, one).spread.limits(group(1, other).spread) for one, other in both])
    counts = np.array(list(both.values()))
    held = (limits[:, 0] <= truth + 1e-12) & (limits[:, 1] >= truth - 1e-12)
    shown = limits[:, 1] < 0 if truth < 0 else limits[:, 0] > 0
    return float(held @ counts / n_draws), float(shown @ counts / n_draws)


def total_of(machines: list[Machine], n: int, n_draws: int) -> float:
    draws = [
        machine.drawn(n // len(machines), n_draws, seed, by_label=True)
        for seed, machine in enumerate(machines)
    ]
    truth = sum(machine.n_positive for machine in machines) / sum(machine.n_units for machine in machines)
    rows = zip(*(draw.itertuples(index=False, name=None) for draw in draws), strict=True)
    cells = (pd.concat([m.cells(draw) for m, draw in zip(machines, row, strict=True)]) for row in rows)
    return coverage(np.array([share_of(of, 0).spread.limits(None) for of in cells]), truth)


# -- 4. sentences of whole articles --------------------------------------------------------------------------


def rare_counts(n_draws: int) -> None:
    print(
        "\n4. Matches an article, most have none: a corrected mean (refused under 10 coded articles with one)"
    )
    for n_units, share, n in product((500, 2000), (0.05, 0.1, 0.3), PER_PART):
        rng = np.random.default_rng([n_units, int(100 * share)])
        truth = (rng.random(n_units) < share) * (1 + rng.poisson(rng.gamma(1, 1.5, n_units)))
        found = rng.binomial(truth, 0.6) + rng.poisson(0.4 * share, n_units)
        table = pd.DataFrame({"truth": truth, "predicted": found, "size": 1})
        held, refused = [], 0
        for draw in range(n_draws):
            drawn = np.random.default_rng([draw, n]).permutation(n_units)[:n]
            if (truth[drawn] > 0).sum() < FEWEST_VARYING:
                refused += 1
            else:
                low, high = tuned([stratum_of(table, drawn)])[1].limits(None)
                held.append(low <= truth.mean() <= high)
        if len(held) < n_draws / 10:
            continue
        print(f"{n_units:>5} articles, share {share}, {n:>3} coded: {np.mean(held):.3f} "
              f"({refused / n_draws:.2f} refused)", flush=True)  # fmt: skip
        assert np.mean(held) >= LEAST - chance_of(len(held))


def bursts(n_draws: int) -> None:
    print("   Sentences of 400 whole articles in bursts: as clusters, and taken as independent")
    units = sentences()
    truth = units["truth"].mean()
    for n in (20, 40, 80):
        held, naive, refused = [], [], 0
        for seed in range(n_draws):
            coded = aa.coding.draw(units, n=n, seed=seed, whole_articles=True, hits_share=None)
            coded = coded.merge(units[["doc_id", "start", "truth"]], on=["doc_id", "start"])
            p = coded["truth"].mean()
            half = 1.96 * np.sqrt(p * (1 - p) / len(coded))
            naive.append(p - half <= truth <= p + half)
            try:
                row = aa.coding.estimate_share(units, coded, outcome="truth").iloc[0]
                held.append(row["low"] <= truth <= row["high"])
            except aa.TableError:
                refused += 1
        shown = f"{np.mean(held):.3f}" if held else "-"
        print(f"{n:>3} articles: {shown} ({refused / n_draws:.2f} refused), as independent "
              f"{np.mean(naive):.3f}", flush=True)  # fmt: skip
        assert not held or np.mean(held) >= LEAST - chance_of(len(held))
        assert np.mean(naive) < LEAST


def sentences() -> pd.DataFrame:
    """400 articles of 10 to 40 sentences; each has its own share with the frame; recall .6, precision .6."""
    rng = np.random.default_rng(5)
    lengths = rng.integers(10, 41, 400)
    rates = np.repeat(rng.beta(0.3, 3, 400), lengths)
    truth = rng.random(len(rates)) < rates
    predicted = np.where(truth, rng.random(len(rates)) < 0.6, rng.random(len(rates)) < 0.1)
    place = np.concatenate([np.arange(n) for n in lengths])
    return pd.DataFrame({"doc_id": np.repeat(np.arange(400), lengths), "start": place, "end": place + 1,
                         "predicted": predicted.astype(int), "truth": truth.astype(int)})  # fmt: skip


# -- 5. wrong designs ----------------------------------------------------------------------------------------


def wrong_designs(n_draws: int) -> None:
    print(f"\n5. Samples that are no chance samples: 60 of 1,000 articles, share .2, {n_draws} corpora")
    held: dict[str, list[bool]] = {name: [] for name in CHOICES}
    false = 0
    for seed in range(n_draws):
        units, told = doubtful_corpus(seed)
        for name, choose in CHOICES.items():
            coded = choose(units.merge(told))[["doc_id", "stratum", "pi", "truth"]]
            assert is_refused(told, coded), name
            row = aa.coding.estimate_share(units[["doc_id", "predicted"]], coded, outcome="truth").iloc[0]
            held[name].append(row["low"] <= 0.2 <= row["high"])
        false += is_refused(told, aa.coding.draw(told, n=60, seed=seed).merge(units[["doc_id", "truth"]]))
    for name, hits in held.items():
        print(f"the {name}: refused where `units` has the confidence, else coverage {np.mean(hits):.3f}")
        assert np.mean(hits) < LEAST, name
    print(f"chance samples refused: {false} of {n_draws}")
    assert not false


def surest(units: pd.DataFrame) -> pd.DataFrame:
    """The 30 surest hits and 30 misses by chance, said to be drawn by chance both."""
    misses, hits = (of.assign(pi=30 / len(of)) for _, of in units.groupby("predicted"))
    drawn = misses.sample(30, random_state=len(misses)), hits.nlargest(30, "confidence")
    return pd.concat(drawn).assign(stratum=[0] * 30 + [1] * 30)


def doubtful(units: pd.DataFrame) -> pd.DataFrame:
    """The 30 hits and 30 misses with least confidence, said to be drawn by chance from hits and misses."""
    kinds = [of.nsmallest(30, "confidence").assign(pi=30 / len(of)) for _, of in units.groupby("predicted")]
    return pd.concat(kinds).assign(stratum=[0] * 30 + [1] * 30)


CHOICES: dict[str, Callable[[pd.DataFrame], pd.DataFrame]] = {
    "surest hits": surest,
    "most doubtful": doubtful,
}


def doubtful_corpus(seed: int) -> tuple[pd.DataFrame, pd.DataFrame]:
    """1,000 articles with a score that tells 200 of them badly: the truth, and what the machine tells."""
    rng = np.random.default_rng([7, seed])  # apart from that of the draw
    truth = rng.permutation(1000) < 200
    score = truth + 0.7 * rng.normal(size=1000) - 0.9
    units = pd.DataFrame(
        {"doc_id": np.arange(1000), "predicted": (score > 0).astype(int), "truth": truth * 1}
    )
    return units, units[["doc_id", "predicted"]].assign(confidence=np.abs(score))


def is_refused(units: pd.DataFrame, coded: pd.DataFrame) -> bool:
    try:
        aa.coding.estimate_share(units, coded, outcome="truth")
    except aa.TableError as error:
        assert "no chance sample" in str(error), error
        return True
    return False


# -- the peer ------------------------------------------------------------------------------------------------


def same_as_peer() -> None:
    if not find_spec("ppi_py"):
        print("\nppi-python is not installed: means are not compared with it.")
        return
    from ppi_py import ppi_mean_pointestimate

    rng, n_same, worst = np.random.default_rng(3), 0, 0.0
    for seed in range(200):
        n_units, n = int(rng.integers(60, 400)), int(rng.integers(20, 60))
        predicted = rng.random(n_units)
        truth = predicted * 0.7 + rng.normal(0, 0.3, n_units)
        units = pd.DataFrame({"doc_id": np.arange(n_units), "predicted": predicted})
        coded = aa.coding.draw(units, n=n, seed=seed, hits_share=None)
        coded = coded.assign(number=truth[coded["doc_id"]])
        row = aa.coding.estimate_mean(units, coded, outcome="number").iloc[0]
        rest = np.setdiff1d(units["doc_id"], coded["doc_id"])
        theirs = ppi_mean_pointestimate(truth[coded["doc_id"]], predicted[coded["doc_id"]], predicted[rest])
        if row["method"] != "difference, lambda 1.00":  # there each keeps to 1 what it calls lambda
            n_same, worst = n_same + 1, max(worst, abs(row["estimate"] - float(theirs[0])))
    print(f"\nppi-python: {n_same} means of 200, those with lambda under 1; largest difference {worst:.1e}")
    assert worst < 1e-6


if __name__ == "__main__":
    main(*sys.argv[1:])
