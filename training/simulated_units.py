"""Make data/simulated/units.csv: a corpus of two invented outlets in which a word list has the wrong order.

    python -m training.simulated_units

Nothing is read and nobody's text stands behind a row. Of the articles of each outlet a share has the frame in
the narrator's voice; the list finds a part of these (recall), and some of the others besides (false alarms).
It was written on twenty articles of the Gazette, in whose words it is at home.
"""

from pathlib import Path

import numpy as np
import pandas as pd

FILE = Path(__file__).resolve().parent.parent / "data" / "simulated" / "units.csv"
SEED = 20261126
N_ARTICLES, N_WRITTEN_ON = 300, 20
OUTLETS = {  # share with the frame, of these found, of the others taken for it
    "Marlin Gazette": (0.12, 0.9, 0.18),
    "Juniper Observer": (0.5, 0.4, 0.02),
}


def simulated() -> pd.DataFrame:
    """One row an article: what the list says of it and what a reader would."""
    rng = np.random.default_rng(SEED)
    parts = []
    for source, (share, recall, false_alarms) in OUTLETS.items():
        is_present = rng.random(N_ARTICLES) < share
        predicted = rng.random(N_ARTICLES) < np.where(is_present, recall, false_alarms)
        slug = source.split()[1].lower()
        names = [f"{slug}-{number:03}" for number in range(1, N_ARTICLES + 1)]
        part = pd.DataFrame(
            {"doc_id": names, "source": source, "predicted": predicted, "is_present": is_present}
        )
        part["is_written_on"] = (source == "Marlin Gazette") & (part.index < N_WRITTEN_ON)
        parts.append(part.astype({"predicted": "int64", "is_present": "int64"}))
    return pd.concat(parts, ignore_index=True)


if __name__ == "__main__":
    simulated().to_csv(FILE, index=False)
