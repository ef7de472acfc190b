"""How often each rule of `quotes.rules` answers and is right, and what the figures are without it.

    python benchmarks/bench_rules.py BENCH

BENCH holds polnear/dev and external/*.jsonl, with none of which the rules were written, score_quotes.py and
external/score_external.py; sets that are not there are left out. A row is right where its speaker shares a
word with the mention, or has the last word of the name, that gold has for most of the row; what gold gives to
nobody is wrong. In sets that are coded in part such rows are not judged, and recall takes the place of F1.
Nor are marks in marks judged: no set codes them.
"""

import argparse
import json
import sys
from collections import Counter
from contextlib import redirect_stdout
from io import StringIO
from pathlib import Path
from typing import Any

import pandas as pd
from polnear import outermost
from polnear_data import needed, read_folder

import aleppo_analysis as aa
from aleppo_analysis.quotes import attributing, rules

Docs = list[dict[str, Any]]


def main() -> None:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("bench", type=Path)
    bench = parser.parse_args().bench
    needed(bench / "external" / "score_external.py")
    sys.path[:0] = [str(bench), str(bench / "external")]
    sets = read_sets(bench)
    ask_the_model_once()
    every = rules.RULES
    whole = {name: measure(name, docs) for name, docs in sets.items()}
    print("Answers / judged / right, and the share that stands in the table\n")
    print(pd.DataFrame([answers(rule, whole) for rule in every]).to_string(index=False))
    print("\nF1 or recall of words in marks, F1 of all attributions; what changes without a rule\n")
    rows = [{"rules": "all", **{name: shown(found["figures"]) for name, found in whole.items()}}]
    for rule in every:
        rules.RULES = tuple(other for other in every if other is not rule)
        row = {"rules": f"without {rule.name}"}
        for name, docs in sets.items():
            now = measure(name, docs)["figures"]
            moves = [a - b for a, b in zip(now, whole[name]["figures"], strict=True)]
            row[name] = shown(moves, "+") if any(abs(move) >= 0.05 for move in moves) else ""
        rows.append(row)
    print(pd.DataFrame(rows).to_string(index=False))


def read_sets(bench: Path) -> dict[str, Docs]:
    """The sets that are there, by name, in the format of the external ones."""
    sets = {}
    if (bench / "polnear" / "dev").exists():
        articles = read_folder(bench / "polnear" / "dev")
        sets["polnear"] = [
            {"id": doc_id, "text": text, "quotes": [coded(relation) for relation in relations]}
            for doc_id, (text, relations) in articles.items()
        ]
    for path in sorted((bench / "external").glob("*.jsonl")):
        sets[path.stem] = [json.loads(line) for line in path.read_text("utf-8").splitlines()]
    return sets


def coded(relation: dict[str, list[tuple[int, int]]]) -> dict[str, Any]:
    spans = relation["content"]
    return {
        "start": spans[0][0],
        "end": spans[-1][1],
        "spans": spans,
        "speaker_mentions": relation["source"],
    }


def ask_the_model_once() -> None:
    """What the model finds is kept, so that only the rules run again."""
    find, kept = attributing.find_all_attributions, {}

    def find_once(texts: Any, marks: Any, vocabulary: Any) -> Any:
        key = tuple(texts)
        if key not in kept:
            kept[key] = find(texts, marks, vocabulary)
        return kept[key]

    attributing.find_all_attributions = find_once


def measure(name: str, docs: Docs) -> dict[str, Any]:
    """The figures of a set in percent; by rule, how many rows it decides, are judged, are right."""
    import score_external as scorer
    import score_quotes

    articles = pd.DataFrame({"doc_id": [doc["id"] for doc in docs], "text": [doc["text"] for doc in docs]})
    said = aa.quotes.attribute(articles).query("rule.notna()").assign(speaker_name=None)
    said = outermost(said) if name == "polnear" else said  # which codes nothing inside what is said
    predicted = scorer.ours_as_predictions(said, docs)
    is_partial = any(doc.get("partial") for doc in docs)
    units = [unit for doc in docs for unit in scorer.unit_rows(score_quotes, doc, predicted[doc["id"]], True)]
    with redirect_stdout(StringIO()):
        marks = scorer.report(units, is_partial, "")["person"]
        figures = [marks["r"] if is_partial else marks["e2e"][2]]
        if not is_partial:
            figures.append(scorer.attributions(score_quotes, docs, predicted)["content_source"][2])
    n: dict[str, Counter[str]] = {"answers": Counter(), "judged": Counter(), "right": Counter()}
    by_id = {doc["id"]: doc for doc in docs}
    inner = {rule.name for rule in rules.RULES if rule.about == "marks in marks"}
    for row in said.itertuples():
        is_right = None if row.rule in inner else judge(row, by_id[row.doc_id], is_partial)
        n["answers"][row.rule] += 1
        n["judged"][row.rule] += is_right is not None
        n["right"][row.rule] += is_right is True
    return {"figures": figures, **n}


def judge(row: Any, doc: dict[str, Any], is_partial: bool) -> bool | None:
    """Whether the speaker of a row is right; None where gold cannot say."""
    import score_external as scorer
    import score_quotes

    text, gold = doc["text"], doc["quotes"]
    words = score_quotes.chars(text, [(row.start, row.end)])
    index = scorer.innermost(words, [score_quotes.chars(text, scorer.content_of(quote)) for quote in gold])
    if index is None:
        return None if is_partial else False
    mentions, name = scorer.mentions_of(gold[index]), gold[index].get("speaker_name")
    if not (mentions or name):
        return None
    if pd.isna(row.speaker):
        return False
    spoken = [(int(row.speaker_start), int(row.speaker_end))]
    is_named = bool(name) and bool(set(scorer.words(name)[-1:]) & set(scorer.words(row.speaker)))
    return scorer.overlaps(score_quotes, text, mentions, spoken) or is_named


def answers(rule: rules.Rule, found: dict[str, dict[str, Any]]) -> dict[str, Any]:
    """One line: what a rule answered in each set and in all of them."""
    n = {name: [each[of][rule.name] for of in ("answers", "judged", "right")] for name, each in found.items()}
    n["together"] = [sum(each) for each in zip(*n.values(), strict=True)]
    counts = {name: " / ".join(map(str, each)) if each[0] else "" for name, each in n.items()}
    _, judged, right = n["together"]
    measured = f"{right / judged:.2f}" if judged else ""
    return {"rule": rule.name, **counts, "measured": measured, "table": rule.share}


def shown(figures: list[float], sign: str = "") -> str:
    return " ".join(f"{figure:{sign}.1f}" for figure in figures)


if __name__ == "__main__":
    main()
