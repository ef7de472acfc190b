"""Quotations with their speakers, against textacy; and one article a call.

    python benchmarks/bench_attribution.py TEXTS [--peers PYTHON] [--rounds N]

Every eighth article. Ours finds zones, quotations in marks and retold ones, their cues, speakers and a
confidence; textacy quotations in marks with cue and speaker (peers.py says how it runs best). One article a
call: `quotes.attribute` and `speakers.resolve` for each article by itself, as an editor's tool would call
them.
"""

import statistics

import pandas as pd
from timing import (
    Clock,
    clock,
    in_turn,
    keep,
    n_words,
    one_thread,
    options,
    part,
    peers,
    ratios,
    read_articles,
    told,
)

import aleppo_analysis as aa


def main() -> None:
    asked = options(__doc__)
    articles = part(read_articles(asked.texts), 8)
    words = n_words(articles)
    print(f"{len(articles)} articles, {words:,} words")
    ours = {
        "attribution": clock(lambda: aa.quotes.attribute(articles)),
        "attribution and names": clock(lambda: with_names(articles)),
        "the same, one article a call": one_a_call(articles),
    }
    with peers(asked.peers, ["textacy"], {"texts": articles["text"].tolist()}) as others:
        spent = in_turn(ours | others, asked.rounds)
    for name, values in spent.items():
        print(
            f"  {name}: {words / statistics.median(values):,.0f} words a processor second, {told(values)} s"
        )
    keep({"one article a call": [words / one for one in spent["the same, one article a call"]]})
    for name in others:
        times = ratios(spent[name], spent["attribution"])
        print(f"  attribution is {told(times, 1)} times as fast as {name}")
        keep({f"attribution v {name}": times})


def one_a_call(articles: pd.DataFrame) -> Clock:
    """Quotations and their names of each article by itself."""
    single = [articles.iloc[[n]].reset_index(drop=True) for n in range(len(articles))]
    return clock(lambda: [with_names(article) for article in single])


def with_names(articles: pd.DataFrame) -> pd.DataFrame:
    return aa.speakers.resolve(aa.quotes.attribute(articles), articles)


if __name__ == "__main__":
    one_thread()
    main()
