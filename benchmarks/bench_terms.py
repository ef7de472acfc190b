"""From articles to tf-idf by article, and to log-odds of every outlet, against public tools.

    python benchmarks/bench_terms.py TEXTS [--peers PYTHON] [--rounds N]

Ours is what a user calls, from a table of articles to a table of scores: `compare.count_articles`, which
finds the zones (links and credits are no text), then the measure. Log-odds with how evenly each term is
spread over the articles, as `compare.log_odds` describes it, and without. The peers know no zones and make
matrices or lists: see peers.py.
"""

from argparse import Namespace
from collections.abc import Callable
from functools import partial
from typing import Any

import pandas as pd
from timing import clock, in_turn, keep, n_words, one_thread, options, peers, ratios, read_articles, told

import aleppo_analysis as aa
from aleppo_analysis.text.pieces import TOKEN

TFIDF = ["TfidfVectorizer", "TfidfVectorizer, our words", "polars", "gensim"]
LOG_ODDS = ["FightingWords", "scattertext"]


def main() -> None:
    asked = options(__doc__)
    articles = read_articles(asked.texts)
    print(f"{len(articles)} articles, {n_words(articles):,} words, {articles['source'].nunique()} outlets")
    data: dict[str, Any] = {"texts": articles["text"].tolist(), "sources": articles["source"].tolist()}
    data["token_pattern"] = TOKEN.pattern
    odds = {
        "texts": partial(log_odds, by=["doc_id", "source"]),
        "without dispersion": partial(log_odds, by=["source"]),
    }
    for title, ways, names, key in [
        ("tf-idf by article", {"texts": tf_idf}, TFIDF, "tf-idf"),
        ("log-odds of every outlet against the rest", odds, LOG_ODDS, "log-odds"),
    ]:
        print(f"\n{title}: processor seconds, and how many times as long as each peer we take")
        compare(ways, names, key, articles, data, asked)


def compare(
    ways: dict[str, Callable[[pd.DataFrame], object]],
    names: list[str],
    key: str,
    articles: pd.DataFrame,
    data: dict[str, Any],
    asked: Namespace,
) -> None:
    with peers(asked.peers, names, data) as others:
        ours = {name: clock(partial(way, articles)) for name, way in ways.items()}
        spent = in_turn(ours | others, asked.rounds)
    for name, values in spent.items():
        print(f"  {name}: {told(values)} s")
    for name in ours:
        for other in others:
            times = ratios(spent[name], spent[other])
            print(f"  {name} / {other}: {told(times)}")
            faster = ratios(spent[other], spent[name])
            keep({f"{key}, {name} / {other}": times, f"{key}, {other} / {name}": faster})


def tf_idf(articles: pd.DataFrame) -> pd.DataFrame:
    return aa.compare.tf_idf(aa.compare.count_articles(articles, by="doc_id"), by="doc_id")


def log_odds(articles: pd.DataFrame, by: list[str]) -> pd.DataFrame:
    return aa.compare.log_odds(aa.compare.count_articles(articles, by=by))


if __name__ == "__main__":
    one_thread()
    main()
