"""Run quote attribution on a PolNeAR-like folder: write predictions in the scorer's format, and say how far
the confidence can be trusted.

usage: polnear.py GOLD_DIR --predictions OUT.jsonl

GOLD_DIR holds text/ and attributions/ (brat standoff). A prediction is one group of rows of
`quotes.attribute`: its outermost content (`spans`), its cue and its speaker. Rows that nobody is likely to
have said, and rows within others, are left out. The reliability table counts rows in marks: of those with a
confidence in a range, how many name a gold speaker.
"""

import argparse
import json
from pathlib import Path
from typing import Any

import pandas as pd
from polnear_data import read_folder

import aleppo_analysis as aa

LEAST_CONFIDENCE = 0.25  # by cross-validation inside the train part; what is less likely right lowers F1
LEVELS = [0.0, 0.5, 0.6, 0.7, 0.8, 0.9, 0.95, 1.01]


def main() -> None:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("gold", type=Path)
    parser.add_argument("--predictions", type=Path, required=True)
    args = parser.parse_args()
    gold = read_folder(args.gold)
    articles = pd.DataFrame({"doc_id": list(gold), "text": [text for text, _ in gold.values()]})
    quotes = aa.quotes.attribute(articles)
    with args.predictions.open("w", encoding="utf-8") as file:
        for doc_id, found in predictions(quotes, list(gold)).items():
            file.write(json.dumps({"doc_id": doc_id, "quotes": found}) + "\n")
    print(reliability(quotes, gold).to_string(index=False))


def predictions(quotes: pd.DataFrame, doc_ids: list[str]) -> dict[str, list[dict[str, Any]]]:
    """By article, one entry a group of rows that somebody is rather likely to have said."""
    found: dict[str, list[dict[str, Any]]] = {doc_id: [] for doc_id in doc_ids}
    said = outermost(quotes[quotes["rule"].notna() & (quotes["confidence"] >= LEAST_CONFIDENCE)])
    for (doc_id, _), group in said.groupby(["doc_id", "quote_group"], sort=False):
        spans = list(zip(group["start"].tolist(), group["end"].tolist(), strict=True))
        first = group.iloc[0]
        entry: dict[str, Any] = {"start": spans[0][0], "end": spans[-1][1], "spans": spans}
        for name in ("cue_start", "cue_end", "speaker_start", "speaker_end"):
            entry[name] = None if pd.isna(first[name]) else int(first[name])
        found[doc_id].append(entry)
    return found


def outermost(rows: pd.DataFrame) -> pd.DataFrame:
    """The rows that stand in no other row: PolNeAR has no attribution within an attribution."""
    rows = rows.sort_values(["doc_id", "start", "end"], ascending=[True, True, False], kind="stable")
    reach = rows.groupby("doc_id", sort=False)["end"].cummax().groupby(rows["doc_id"]).shift(fill_value=0)
    return rows[rows["end"] > reach]


def reliability(quotes: pd.DataFrame, gold: dict[str, Any]) -> pd.DataFrame:
    """By range of confidence: rows in marks with a speaker, and how many of them have the gold speaker.

    None where gold names no source for the larger part of the row; a row that gold gives to nobody is wrong.
    """
    rows = outermost(quotes[quotes["kind"].isin(["direct", "mixed"]) & quotes["rule"].notna()])
    records = [
        (row.confidence, right)
        for row in rows.itertuples()
        if (right := _is_right(row, *gold[row.doc_id])) is not None
    ]
    table = pd.DataFrame(records, columns=["confidence", "right"])
    table["confidence from"] = pd.cut(table["confidence"], LEVELS, right=False, labels=LEVELS[:-1])
    out = table.groupby("confidence from", observed=False).agg(
        n=("right", "size"), mean=("confidence", "mean"), right=("right", "mean")
    )
    out["right from here up"] = (out["n"] * out["right"]).fillna(0)[::-1].cumsum() / out["n"][::-1].cumsum()
    out["share from here up"] = out["n"][::-1].cumsum() / out["n"].sum()
    return out.reset_index().round(3)


def _is_right(row: Any, text: str, relations: list[Any]) -> bool | None:
    """Whether the row's speaker shares a word with gold's; None where gold names no source."""
    letters = {i for i in range(row.start, row.end) if text[i].isalnum()}
    shares = [(len(letters & _places(relation["content"])), relation) for relation in relations]
    n, relation = max(shares, key=lambda share: share[0], default=(0, None))
    if relation is None or 2 * n < len(letters) or not letters:
        return False if letters else None
    if not relation["source"]:
        return None
    return not pd.isna(row.speaker_start) and bool(
        {i for i in _places(relation["source"]) if text[i].isalnum()}
        & set(range(row.speaker_start, row.speaker_end))
    )


def _places(spans: list[tuple[int, int]]) -> set[int]:
    return {i for start, end in spans for i in range(start, end)}


if __name__ == "__main__":
    main()
