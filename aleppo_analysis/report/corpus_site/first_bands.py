"""The first articles of a corpus as bands, for the first page: kept while the others are read."""

from __future__ import annotations

from collections.abc import Sequence

import pandas as pd

from ...corpus import Corpus
from ..bands import Way, bands_html
from .article_pages import Article

_MOST = 12  # articles; each of the others has its band on its own page


class FirstBands:
    """The tables of the first articles, and the ways to their pages."""

    def __init__(self) -> None:
        self._parts: list[dict[str, pd.DataFrame]] = []
        self._ways: dict[str, Way] = {}

    def add(self, corpus: Corpus, pages: Sequence[Article]) -> None:
        """Keep the first articles of a part, as long as some are wanted."""
        first = corpus.articles.head(_MOST - len(self._ways))
        if first.empty:
            return
        tables = corpus.tables("articles", "voices", "matches")
        self._parts.append({name: own[own["doc_id"].isin(first["doc_id"])] for name, own in tables.items()})
        ways = (Way(page.file, page.title, page.address) for page in pages)
        self._ways |= dict(zip(first["doc_id"], ways, strict=False))

    def html(self, n_articles: int) -> str:
        """The section of the first page; nothing where there is no article."""
        if not self._parts:
            return ""
        names = self._parts[0]
        tables = {name: pd.concat([part[name] for part in self._parts], ignore_index=True) for name in names}
        more = f"<p>The first {_MOST} of {n_articles:,} articles; the page of each article has its own.</p>"
        bands = bands_html(tables["articles"], tables["voices"], tables.get("matches"), self._ways)
        title = "<h2>In whose words, from the first word to the last</h2>"
        return f"{title}\n{more if n_articles > _MOST else ''}\n{bands}"
