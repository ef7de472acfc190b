"""The distinct tokens of the articles read so far: what each tells by itself is found once."""

from collections import defaultdict
from collections.abc import Callable, Sequence
from itertools import count, islice

import numpy as np

from .looks import BREAK, Looks, looks_of

_MOST = 30_000  # tokens; with more, all are forgotten before the next articles are read
LookUp = Callable[[Looks], Sequence[np.ndarray]]


class Vocabulary:
    """Tokens, numbered as they come with the blanks after them, and what is known of them.

    `length`, `own_length` (without the blanks) and `type` have an entry for each; `type` is an index into
    `types`, the tokens without blanks, of which `looks` and `known` tell: what `look_up` finds for them.
    """

    def __init__(self, look_up: LookUp = lambda _: ()) -> None:
        self._look_up = look_up
        self._forget()

    def _forget(self) -> None:
        self._numbers = defaultdict[str, int](count().__next__)
        self._of_types = defaultdict[str, int](count(1).__next__, {BREAK: 0})
        self.length = self.own_length = self.type = np.zeros(0, np.int64)
        self.types = [BREAK]
        self.looks = looks_of(self.types)
        self.known = self._look_up(self.looks)

    def forget_if_many(self) -> None:
        """Begin anew, so that no more memory is needed however many articles are read."""
        if len(self._numbers) > _MOST:
            self._forget()

    def numbers(self, tokens: Sequence[str]) -> np.ndarray:
        """The number of each token, which stands with the blanks after it."""
        return np.fromiter(map(self._numbers.__getitem__, tokens), np.int64, len(tokens))

    def learn(self) -> None:
        """Look at the tokens that are new. What is known changes at the end, where nothing can fail."""
        new = _last(self._numbers, len(self._numbers) - len(self.length))
        tokens = [each.rstrip() or BREAK for each in new]
        type_ = np.fromiter(map(self._of_types.__getitem__, tokens), np.int64, len(new))
        length, own_length = (np.fromiter(map(len, each), np.int64, len(new)) for each in (new, tokens))
        own_length[type_ == 0] = length[type_ == 0]  # breaks are blanks and no more
        types = _last(self._of_types, len(self._of_types) - len(self.types))
        if types:
            looks = looks_of(types)
            known = [*map(np.append, self.known, self._look_up(looks))]
            form, columns = [*self.looks.form, *looks.form], map(np.append, self.looks[1:], looks[1:])
            self.types, self.looks, self.known = self.types + types, Looks(form, *columns), known
        self.length, self.own_length, self.type = (
            np.append(self.length, length),
            np.append(self.own_length, own_length),
            np.append(self.type, type_),
        )


def _last(numbers: dict[str, int], n: int) -> list[str]:
    """The strings that were numbered last, in order."""
    return [*islice(reversed(numbers), n)][::-1]
