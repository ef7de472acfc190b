"""How fast `frames.match` finds few terms, those that ship, and thousands, against public matchers.

    python benchmarks/bench_frames.py TEXTS [--peers PYTHON] [--rounds N]

Three lists: 42 patterns taken evenly from the shipped ones, all shipped ones, and the 2,000 most frequent
words of the articles themselves, as no list of frame wording will ever be (every second word is a match).
`frames.match` compiles its list, resolves overlaps, keeps to its exceptions, looks for negation and makes a
table; the peers only collect places (peers.py says what each leaves out). Of the shipped list, exceptions
are left out, as no peer knows them. Regular
expressions are tried on the first list only: they would take minutes.
"""

import re
from collections import Counter

import numpy as np
import pandas as pd
from timing import clock, in_turn, keep, n_words, one_thread, options, peers, ratios, read_articles, told

import aleppo_analysis as aa

N_SPARSE, N_DENSE = 42, 2_000
MATCHERS = ["hyperscan", "ahocorasick-rs", "one regex a pattern"]


def main() -> None:
    asked = options(__doc__)
    articles = read_articles(asked.texts)
    print(f"{len(articles)} articles, {n_words(articles):,} words")
    for name, terms in lists(articles).items():
        names = MATCHERS if name == "sparse" else MATCHERS[:2]
        data = {
            "texts": articles["text"].tolist(),
            "regexes": list(map(regex_of, terms["term"])),
            "literals": [term.lower() for term in terms["term"] if "*" not in term],
        }
        with peers(asked.peers, names, data) as others:
            ours = {"frames.match": clock(lambda terms=terms: aa.frames.match(articles, terms))}
            spent = in_turn(ours | others, asked.rounds)
        n = len(aa.frames.match(articles, terms))
        print(f"\n{name}, {len(terms)} terms, {n:,} matches: processor seconds")
        for way, values in spent.items():
            print(f"  {way}: {told(values, 3)} s")
        for other in others:
            times = ratios(spent["frames.match"], spent[other])
            print(f"  frames.match takes {told(times)} times as long as {other}")
            keep({f"{name} list / {other}": times})


def lists(articles: pd.DataFrame) -> dict[str, pd.DataFrame]:
    shipped = aa.frames.load_terms().drop(columns="except")
    places = np.linspace(0, len(shipped) - 1, N_SPARSE).astype(int)
    frequent = Counter(word for text in articles["text"] for word in re.findall(r"[a-z]+", text.lower()))
    words = [word for word, _ in frequent.most_common(N_DENSE)]
    return {
        "sparse": shipped.iloc[places].reset_index(drop=True),
        "shipped": shipped,
        "dense": pd.DataFrame({"frame": "frequent", "term": words}),
    }


def regex_of(term: str) -> str:
    """The term as a plain regular expression: borders of words, any letters for a star, any blanks for
    one."""
    words = [re.escape(word).replace(r"\*", r"\w*") for word in term.split()]
    return r"\b" + r"\s+".join(words) + r"\b"


if __name__ == "__main__":
    one_thread()
    main()
