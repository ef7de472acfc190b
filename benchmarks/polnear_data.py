"""Read PolNeAR-like folders: texts and attribution relations (brat standoff)."""

import re
import sys
from pathlib import Path

ROLES = ("source", "cue", "content")
Bounds = tuple[int, int]
Relation = dict[str, list[Bounds]]


def needed(path: Path) -> Path:
    """The path; where nothing is, the script ends with a sentence."""
    if not path.exists():
        sys.exit(f"Nothing to measure with: {path} is not there.")
    return path


def read_folder(folder: Path) -> dict[str, tuple[str, list[Relation]]]:
    """By article: its text and its relations, by the alphabetically first annotator."""
    annotations: dict[str, Path] = {}
    for path in sorted((folder / "attributions").glob("*.ann")):
        annotations.setdefault(path.stem.rsplit("_", 1)[0], path)
    texts = {path.stem: path for path in sorted((folder / "text").glob("*.txt"))}
    return {
        stem: (_read(texts[stem]), read_relations(_read(annotations[stem])))
        for stem in texts
        if stem in annotations
    }


def _read(path: Path) -> str:
    with path.open(newline="", encoding="utf-8") as file:
        return file.read()


def read_relations(annotation: str) -> list[Relation]:
    """The relations of one brat standoff file that have content."""
    spans: dict[str, list[Bounds]] = {}
    for name, places in re.findall(r"^(T\d+)\t\S+ ([\d ;]+)\t", annotation, re.MULTILINE):
        spans[name] = sorted((int(a), int(b)) for a, b in (place.split() for place in places.split(";")))
    relations = []
    for line in re.findall(r"^E\d+\t(.*)$", annotation, re.MULTILINE):
        found: Relation = {role: [] for role in ROLES}
        for role, name in (part.split(":") for part in line.split()):
            if role.rstrip("0123456789").lower() in found:
                found[role.rstrip("0123456789").lower()] += spans.get(name, [])
        if found["content"]:
            relations.append(found)
    return relations
