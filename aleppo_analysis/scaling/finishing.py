"""When all parts are done: what concerns no article, one schema a table, the manifest, what to warn of."""

from collections import Counter
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

from ..articles import ArticleWarning
from ..loading import LoadingWarning, kinds_of, sentence_of
from ..loading.problems import Noted, table_of
from ..parquet import Stored, add_part, part_name, seal
from .finding import Asked, digest_of
from .folder import DONE, MANIFEST
from .reading import read_json, write_json


def n_done(folder: Path) -> int:
    """How many articles the parts have that are done."""
    return sum(done["n"] for done in _done(folder))


def _done(folder: Path) -> Iterator[dict[str, Any]]:
    return map(read_json, sorted((folder / DONE).iterdir()))


def finish(asked: Asked, given: Mapping[str, object], noted: list[Noted]) -> list[UserWarning]:
    """Write what is left to write; what is to be warned of once the folder has its name."""
    folder = asked.folder
    parts, noted = [], list(noted)
    failed: dict[str, list[tuple[object, str]]] = {}
    for done in _done(folder):
        parts.append({"n_articles": done["n"], "tables": done["tables"]})
        noted += [Noted(*one) for one in done["noted"]]
        for function, doc_id, error in done["failed"]:
            failed.setdefault(function, []).append((doc_id, error))
    tables = {"problems": table_of(noted), "frame_terms": asked.frame_terms, "actors": asked.actors}
    for name, table in tables.items():
        if table is not None:
            add_part("annotate", folder / name, len(parts), table)
    for place in (path for path in sorted(folder.iterdir()) if path.is_dir() and path.name[0] != "_"):
        for changed in seal("annotate", place):
            number = [part_name(number) for number in range(len(parts))].index(changed.stem)
            parts[number]["tables"][place.name]["sha256"] = digest_of(changed)
    n = sum(part["n_articles"] for part in parts)
    write_json(folder / MANIFEST, {**given, "n_articles": n, "parts": parts})
    warned: list[UserWarning] = [ArticleWarning(function, them, n) for function, them in failed.items()]
    kinds: Counter[tuple[str, str]] = Counter()
    for problems in Stored("annotate", folder).parts("problems", ["what", "done"]):
        kinds.update(kinds_of(problems))
    if sentence := sentence_of(kinds):
        said = f"annotate: {n} articles; {sentence}.\nEach is a row of the table `problems`."
        warned.append(LoadingWarning(said, kinds))
    return warned
