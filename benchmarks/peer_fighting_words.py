"""ConvoKit's FightingWords on a folder of articles: processor seconds as JSON. Run by bench_sources.py.

    python benchmarks/peer_fighting_words.py TEXTS

Each outlet (the file name up to the first underscore) against all others: once as shipped (its cleaning and
its vectorizer of up to three words in a row), once without cleaning and with plain words of `[a-z]+`. The
corpus is built before the clock starts.
"""

import contextlib
import io
import json
import sys
import time
from pathlib import Path
from typing import Any

from convokit import Corpus, FightingWords, Speaker, Utterance
from sklearn.feature_extraction.text import CountVectorizer


def main(folder: str) -> None:
    paths = sorted(Path(folder).rglob("*.txt"))
    outlets = sorted({path.name.split("_")[0] for path in paths})
    speakers = {outlet: Speaker(id=outlet) for outlet in outlets}
    corpus = Corpus(
        utterances=[
            Utterance(id=path.stem, speaker=speakers[path.name.split("_")[0]], text=path.read_text("utf-8"))
            for path in paths
        ]
    )
    plain: dict[str, Any] = {"text_func": lambda utterance: utterance.text}
    spent = {"without cleaning": seconds(corpus, outlets, plain), "as shipped": seconds(corpus, outlets, {})}
    print(json.dumps(spent))


def seconds(corpus: Corpus, outlets: list[str], options: dict[str, Any]) -> float:
    start = time.process_time()
    for outlet in outlets:
        if options:
            options = {**options, "cv": CountVectorizer(token_pattern="[a-z]+")}
        with contextlib.redirect_stdout(io.StringIO()):
            FightingWords(**options).fit(
                corpus,
                class1_func=lambda utterance, outlet=outlet: utterance.speaker.id == outlet,
                class2_func=lambda utterance, outlet=outlet: utterance.speaker.id != outlet,
            )
    return time.process_time() - start


if __name__ == "__main__":
    main(*sys.argv[1:])
