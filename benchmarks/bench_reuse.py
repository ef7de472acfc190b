"""Whether shared wording is found: agency copy and planted edits.

    python benchmarks/bench_reuse.py TEXTS

TEXTS is a folder of .txt articles whose names begin with the outlet and an underscore, such as PolNeAR's 840
training articles.

1. compare.shared_passages on pairs of real articles that share much (agency reports, two editions): each
   passage is compared with the words themselves, and the whole with a search that compares every word with
   every other.
2. compare.align_quotes on quotations with planted edits: a cut at the end, a cut in the middle, one word in
   eight replaced, and all of it. Recall, and how many other pairs come up.
"""

import re
import sys
from collections.abc import Callable
from pathlib import Path

import numpy as np
import pandas as pd
from polnear_data import needed

import aleppo_analysis as aa
from aleppo_analysis.text.terms import to_term

QUOTATION = re.compile(r"[“\"]([^“”\"\n]{40,600})[”\"]")


def main(folder: str) -> None:
    paths = sorted(needed(Path(folder)).rglob("*.txt"))
    articles = pd.DataFrame(
        {
            "doc_id": [path.stem for path in paths],
            "source": [path.name.split("_")[0] for path in paths],
            "text": [path.read_text("utf-8") for path in paths],
        }
    )
    found = aa.compare.shared_passages(articles, min_words=8)
    pairs = found.groupby(["doc_id", "other_doc_id"], as_index=False)["n_words"].sum()
    much = pairs[pairs["n_words"] >= 100].sort_values("n_words", ascending=False)
    print(f"{len(articles)} articles: {len(found)} passages of 8 words or more in {len(pairs)} pairs,")
    print(f"{len(much)} pairs share 100 words or more, up to {much['n_words'].max()}")
    words = dict(iter(aa.text.tokenize(articles).groupby("doc_id")))
    right = 0
    for one, other in zip(much["doc_id"], much["other_doc_id"], strict=True):
        rows = found[(found["doc_id"] == one) & (found["other_doc_id"] == other)]
        got = set(zip(rows["start"], rows["other_start"], rows["n_words"], strict=True))
        right += got == runs_by_looking(words[one], words[other], 8)
    print(f"{right} of these {len(much)} are, run by run, what comparing every word with every other finds")

    quotes = quotations(articles)
    rng = np.random.default_rng(0)
    print(f"\n{len(quotes)} quotations, each with an edited copy in an article of its own: pair found")
    for name, edit in EDITS.items():
        sample = quotes.sample(500, random_state=1)
        copies = sample.assign(
            quote=[" ".join(edit(quote.split(), rng)) for quote in sample["quote"]],
            doc_id=sample["doc_id"] + "+",
            quote_id=sample["quote_id"] + 1_000_000,
        )
        aligned = aa.compare.align_quotes(pd.concat([quotes, copies]))
        hit = aligned["other_quote_id"] - aligned["quote_id"] == 1_000_000
        print(f"  {name}: {hit.sum() / len(sample):.3f}")
    print(f"  unedited, {len(aa.compare.align_quotes(quotes))} pairs in all")


def runs_by_looking(one: pd.DataFrame, other: pd.DataFrame, min_words: int) -> set[tuple[int, int, int]]:
    """Where every maximal run begins in both, and its length, from the table of all pairs of words."""
    left, right = (np.array([to_term(token) for token in part["token"]]) for part in (one, other))
    length = np.zeros((len(left) + 1, len(right) + 1), int)
    for i in range(len(left) - 1, -1, -1):
        length[i, :-1] = np.where(right == left[i], length[i + 1, 1:] + 1, 0)
    return {
        (int(one["start"].iloc[i]), int(other["start"].iloc[j]), int(length[i, j]))
        for i, j in np.argwhere(length >= min_words)
        if i == 0 or j == 0 or length[i - 1, j - 1] == 0
    }


def quotations(articles: pd.DataFrame) -> pd.DataFrame:
    rows = [
        (doc_id, hit.start(1), hit.end(1), hit[1])
        for doc_id, text in zip(articles["doc_id"], articles["text"], strict=True)
        for hit in QUOTATION.finditer(text)
    ]
    quotes = (
        pd.DataFrame(rows, columns=["doc_id", "start", "end", "quote"]).rename_axis("quote_id").reset_index()
    )
    return quotes[quotes["quote"].str.split().str.len() >= 10]


def cut_end(words: list[str], rng: np.random.Generator) -> list[str]:
    return words[: max(7, len(words) * 2 // 3)]


def cut_middle(words: list[str], rng: np.random.Generator) -> list[str]:
    third = len(words) // 3
    return [*words[:third], "…", *words[2 * third :]]


def replace_some(words: list[str], rng: np.random.Generator) -> list[str]:
    return [f"otherwise{i}" if rng.random() < 1 / 8 else word for i, word in enumerate(words)]


def all_of_it(words: list[str], rng: np.random.Generator) -> list[str]:
    return replace_some(cut_middle(words, rng), rng)


EDITS: dict[str, Callable[[list[str], np.random.Generator], list[str]]] = {
    "the last third cut": cut_end,
    "the middle third cut": cut_middle,
    "one word in eight replaced": replace_some,
    "the middle cut and words replaced": all_of_it,
}


if __name__ == "__main__":
    main(*sys.argv[1:])
