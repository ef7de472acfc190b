"""What a corpus holds and what is wrong with it, added up part by part."""

from collections import Counter

import pandas as pd

from ..loading import KINDS, add_up, describe_corpus, kind_of
from .terminal import advice

_SHOWN = {  # columns of the table of sources, and what they are called on the way there
    "source": "source",
    "n_articles": "articles",
    "n_words": "words",
    "first_published": "first",
    "last_published": "last",
    "n_undated": "undated",
}
_SOURCES = 25  # that are shown
_EXAMPLES = 3  # of a problem


class Articles:
    """Articles, words and dates of each source, and languages."""

    def __init__(self) -> None:
        self.n = 0
        self._sources = pd.DataFrame(columns=list(_SHOWN))
        self._languages: Counter[str] = Counter()

    def add(self, articles: pd.DataFrame) -> None:
        """Count the articles of a part."""
        self.n += len(articles)
        described = describe_corpus(articles)
        self._sources = add_up([self._sources, described]) if len(self._sources) else described
        self._languages.update(articles["language"].fillna("not known"))

    def sentence(self) -> str:
        """How many there are, from when, and in which languages."""
        n_words = self._sources["n_words"].sum()
        first, last = self._sources["first_published"].min(), self._sources["last_published"].max()
        days = "" if pd.isna(first) else f", {first:%Y-%m-%d} to {last:%Y-%m-%d}"
        languages = ", ".join(f"{name} {n:,}" for name, n in self._languages.most_common())
        told = f"; languages: {languages}" if languages else ""
        return f"{self.n:,} article{'s' * (self.n != 1)}, {n_words:,} words{days}{told}"

    def table(self) -> pd.DataFrame:
        """A row a source, those with most articles first; of very many the rest in one row."""
        table = self._sources.sort_values(["n_articles", "source"], ascending=[False, True])
        table = table.assign(source=table["source"].fillna("(no source)"))
        rest = table.iloc[_SOURCES:]
        if len(rest) > 1:
            summed = add_up([rest.assign(source=f"({len(rest):,} more)")])
            table = pd.concat([table.head(_SOURCES), summed])
        return table[list(_SHOWN)].rename(columns=_SHOWN)


class Problems:
    """Problems by their kind, with a few examples of each."""

    def __init__(self) -> None:
        self._rows: Counter[tuple[str, str]] = Counter()
        self._times: Counter[tuple[str, str]] = Counter()
        self._examples: dict[tuple[str, str], dict[str, str]] = {}

    def add(self, problems: pd.DataFrame) -> None:
        """Count the problems of a part."""
        for file, doc_id, what, n, done in problems.itertuples(index=False):
            kind = kind_of(what, done), what
            self._rows[kind] += 1
            self._times[kind] += n
            where = [it for it in (doc_id, file) if isinstance(it, str)]
            example = advice(": ".join([*where[:1], done]))
            # What is left out is named; of the rest it is enough to see each thing that was done.
            examples = self._examples.setdefault(kind, {})
            if len(examples) < _EXAMPLES:
                examples.setdefault(example if kind[0] == "left out" else done, example)

    def has(self, kind: str) -> bool:
        """Whether there are problems of a kind."""
        return any(it == kind for it, _ in self._rows)

    def table(self) -> pd.DataFrame:
        """A row an example, the worst kind first; the numbers of a problem stand in its first row."""
        rows: list[tuple[object, ...]] = []
        for kind, what in sorted(self._rows, key=lambda it: (KINDS.index(it[0]), it[1])):
            first, *others = self._examples[kind, what].values()
            more = self._rows[kind, what] - len(others) - 1
            if kind == "left out" and more:
                others.append(f"and {more:,} more, which --out writes down")
            places = None if kind == "told" else self._rows[kind, what]
            rows.append((kind, what, places, self._times[kind, what], first))
            rows += [(None, None, None, None, example) for example in others]
        table = pd.DataFrame(rows, columns=["", "problem", "places", "times", "such as"])
        return table.astype({"places": "Int64", "times": "Int64"})
