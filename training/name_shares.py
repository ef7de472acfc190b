"""What share of the names found in each way is right: the table `SHARES` of speakers/ways.py.

    python -m training.name_shares BENCH

BENCH/external holds sets of human gold, one article a line (`*.jsonl`), and their scorer, BENCH that of
quotations. Asked for are quotations in marks whose speaker has a name in gold and that were given to
somebody. The table is a count: nothing is learned from the words of the sets. How well it is calibrated is
told by the share that is right in each set, beside the share to be expected by the other sets.

Where *he* or *she* is not who spoke last, the sets have 26 such names, all right; of 50 read in PolNeAR's
training part, where the speakers of indirect speech are among them, 36 were. The table counts both.
"""

import json
import sys
from collections.abc import Iterator
from pathlib import Path

import pandas as pd

import aleppo_analysis as aa
from aleppo_analysis.speakers.actors import COLUMNS, Actors
from aleppo_analysis.speakers.resolving import resolve_all


def main(bench: str) -> None:
    sys.path[:0] = [str(Path(bench) / "external"), bench]
    answers = pd.concat([answers_of(path) for path in sorted(Path(bench, "external").glob("*.jsonl"))])
    counts = answers.groupby("way")["is_right"].agg(right="sum", n="size")
    print(counts.assign(share=counts["right"] / counts["n"]).round(3), "\n")
    for name, own in answers.groupby("set"):
        others = answers[answers["set"] != name].groupby("way")["is_right"].mean()
        expected = own["way"].map(others).mean()
        print(f"{name}: {len(own)} names, right {own['is_right'].mean():.3f}, by the others {expected:.3f}")


def answers_of(path: Path) -> pd.DataFrame:
    """One row a quotation of a set that has a name in gold: the way of ours, and whether it is right."""
    articles = [json.loads(line) for line in path.read_text("utf-8").splitlines()]
    texts = pd.DataFrame(
        {"doc_id": [one["id"] for one in articles], "text": [one["text"] for one in articles]}
    )
    quotes = aa.quotes.attribute(texts)
    resolved = aa.speakers.resolve(quotes, texts)
    entities = resolve_all(quotes, texts, Actors(pd.DataFrame(columns=COLUMNS)))
    places = zip(quotes["doc_id"], quotes["speaker_start"].fillna(-1).astype("int64"), strict=True)
    way_at = {place: entity.way for place, entity in zip(places, entities, strict=True)}
    rows = [(way_at.get((row["doc"], row["at"]), ""), row["name_ok"]) for row in scored(articles, resolved)]
    found = pd.DataFrame([row for row in rows if row[0]], columns=["way", "is_right"])
    return found.assign(set=path.stem)


def scored(articles: list[dict], resolved: pd.DataFrame) -> Iterator[dict]:
    """The scorer's row of each quotation that gold gives a name and we a speaker."""
    import score_external
    import score_quotes

    predicted = score_external.ours_as_predictions(resolved, articles)
    for article in articles:
        for row in score_external.unit_rows(score_quotes, article, predicted[article["id"]], False):
            if row["gold"] and row["pred"] and row.get("gold_name"):
                yield row


if __name__ == "__main__":
    main(*sys.argv[1:])
