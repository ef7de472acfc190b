"""Write the model's file, which `aleppo_analysis.quotes.model.stored` reads, and its digest."""

import hashlib
import io
import re
from collections.abc import Iterable
from pathlib import Path

import numpy as np

from aleppo_analysis.quotes.model import stored
from aleppo_analysis.quotes.model.trees import PARTS

MODULE = Path(stored.__file__).resolve()  # its DIGEST is that of the file
FOLDER = MODULE.parent


def pack(model: stored.Model) -> bytes:
    """The file of a model, with the names that the code gives to rows and columns: `unpack` the other way."""
    arrays = {name: _listed(names) for name, names in stored.own_names().items()}
    lexicon, field = model.lexicon, model.field
    arrays |= {
        "words": _listed(lexicon.words),
        "endings": _listed(lexicon.endings),
        "templates": _listed(field.keys),
        "cue_class": lexicon.cue_class.astype(np.uint8),
        "kind": lexicon.kind.astype(np.uint8),
        "coarse": lexicon.coarse.astype(np.uint8),
        "rates": model.rates.astype(np.float16),
        "counts": np.array([len(k) for k in field.keys.values()]),
        "key_steps": np.concatenate([np.diff(k, prepend=0) for k in field.keys.values()]),
        "weights": np.concatenate(list(field.rows.values())),
        "moves": field.moves,
        "begins": field.begins,
        "thresholds": model.thresholds,
        "points": model.points,
    }
    for name, forest in model.forests.items():
        arrays |= {f"{name}_{part}": getattr(forest, part) for part in PARTS}
    file = io.BytesIO()
    np.savez_compressed(file, **arrays)
    return file.getvalue()


def _listed(words: Iterable[str]) -> np.ndarray:
    return np.frombuffer("\t".join(words).encode(), np.uint8)


def write(folder: Path, data: bytes) -> None:
    """Write the file; where it is the package's, also its digest."""
    folder.mkdir(parents=True, exist_ok=True)
    (folder / "quotes.npz").write_bytes(data)
    digest = hashlib.sha256(data).hexdigest()
    if folder.resolve() == FOLDER:
        code = re.sub(r'DIGEST = ".*"', f'DIGEST = "{digest}"', MODULE.read_text("utf-8"))
        MODULE.write_text(code, "utf-8")
    print(f"{len(data):,} bytes, sha256 {digest}")
