"""How many articles a corpus has and what is wrong with them, added up batch by batch."""

from collections import Counter

import numpy as np
import pandas as pd

from ..articles import warn_outside
from .assembling import Loaded
from .problems import LoadingWarning, kind_of, kinds_of, sentence_of, table_of


class Summary:
    """The number of articles so far, and the kinds of their problems."""

    def __init__(self, function: str) -> None:
        self._function = function
        self.n = 0
        self.told = table_of([])  # once for all batches, as it is once for all files
        self._kinds: Counter[tuple[str, str]] = Counter()

    def add(self, loaded: Loaded) -> pd.DataFrame:
        """Count a batch; gives its problems without what is only told."""
        self.n += len(loaded.articles)
        self._kinds.update(kinds_of(loaded.problems))
        pairs = zip(loaded.problems["what"], loaded.problems["done"], strict=True)
        is_told = [kind_of(what, done) == "told" for what, done in pairs]
        both = pd.concat([self.told, loaded.problems[is_told]])
        self.told = table_of(both.itertuples(index=False, name=None))
        return loaded.problems[~np.array(is_told, bool)]

    def warn(self) -> None:
        """One warning, in one sentence, where something was left out, is doubtful or was repaired."""
        sentence = sentence_of(self._kinds)
        if sentence:
            said = f"{self._function}: {self.n} articles; {sentence}.\nEach is a row of the table `problems`."
            warn_outside(LoadingWarning(said, self._kinds))
