"""What the package writes is the same whatever the seed of hashes, the zone, the language, the threads and the folder."""

import json
import os
import subprocess
import sys
from pathlib import Path

TOP = Path(__file__).resolve().parent.parent
EXAMPLE = TOP / "data" / "example"
HERE, ELSEWHERE = (
    {"PYTHONHASHSEED": "0", "TZ": "UTC", "LC_ALL": "C.UTF-8", "OMP_NUM_THREADS": "1"},
    {"PYTHONHASHSEED": "4711", "TZ": "Asia/Kolkata", "LC_ALL": "C", "OMP_NUM_THREADS": "2"}
    | {"PYTHONUTF8": "0", "PYTHONCOERCECLOCALE": "0"},  # files are opened as ASCII where nothing is said
)
# Every table of two corpora, the site and the tables of one, and a figure: each with the digest of its bytes.
WRITE = """
import json, sys, warnings
from hashlib import sha256
from pathlib import Path
import aleppo_analysis as aa
from aleppo_analysis.report.corpus_site.writing import write_corpus_site
from aleppo_analysis.view.drawing import svg_of

warnings.simplefilter("ignore")
example, out = Path(sys.argv[1]), Path(sys.argv[2])
given = {"frame_terms": example / "frame_terms.csv", "actors": example / "actors.csv"}
names = [
    "articles", "zones", "sentences", "quotes", "voices", "tokens", "matches", "numbers", "problems"
]
told = {}
for name, corpus in [("five", aa.Corpus()), ("example", aa.Corpus(example / "exports", **given))]:
    tables = {table: getattr(corpus, table) for table in names}
    counts = corpus.counts("source")
    tables |= {"tf_idf": aa.compare.tf_idf(counts), "log_odds": aa.compare.log_odds(counts)}
    tables["similarity"] = aa.compare.similarity(counts)
    for table, rows in tables.items():
        told[f"{name} {table}"] = sha256(rows.to_csv().encode("utf-8", "surrogatepass")).hexdigest()
write_corpus_site(example / "exports", out / "site", **given)
aa.annotate(example / "exports", out / "tables", **given)
figure = aa.plots.similarity(tables["similarity"], title="Alike").figure
(out / "figure.svg").write_text(svg_of(figure), "utf-8")
for path in sorted(out.rglob("*")):
    if path.is_file() and path.name != "manifest.json":
        told[path.relative_to(out).as_posix()] = sha256(path.read_bytes()).hexdigest()
print(json.dumps(told))
"""


def _told(tmp_path: Path, name: str, settings: dict[str, str]) -> dict[str, str]:
    out = tmp_path / name
    out.mkdir()
    run = subprocess.run(
        [sys.executable, "-c", WRITE, str(EXAMPLE), str(out)],
        env={**os.environ, "PYTHONPATH": str(TOP), "MPLBACKEND": "agg", **settings},
        cwd=out,
        capture_output=True,
        text=True,
        encoding="utf-8",
    )
    assert run.returncode == 0, run.stderr
    return json.loads(run.stdout.splitlines()[-1])


def test_what_is_written_is_the_same_everywhere(tmp_path: Path) -> None:
    here, elsewhere = _told(tmp_path, "here", HERE), _told(tmp_path, "elsewhere", ELSEWHERE)
    assert len(here) > 40
    assert [name for name in here if here[name] != elsewhere.get(name)] == []
    assert here.keys() == elsewhere.keys()
