"""How much a finding hangs on one term or one article."""

import pandas as pd

from ._tables import check_columns, drop_related
from .frames import match_frames
from .spans import join_spans

_FEWEST = 5  # hits that a ranking may rest on


def lexicon_stress(
    articles: pd.DataFrame, frame_terms: pd.DataFrame, voices: pd.DataFrame, *, by: str = "voice"
) -> pd.DataFrame:
    """Drop each term and each article in turn and see whether another group comes first.

    Parameters
    ----------
    articles, frame_terms : as `match_frames` takes them.
    voices : the partition by `find_voices`.
    by : the column whose groups are ranked by their matches of a frame: one of `voices`, such as ``"voice"``
        or ``"speaker_group"``, or ``"source"``.

    Returns
    -------
    One row a frame and thing dropped, by frame, what, and name: `frame`; `dropped`, ``"article"`` or
    ``"term"``; `name`, which one; `n`, matches left; `first`, the group with most matches before, and
    `first_after` (groups with equally many are joined by `` = ``; ``<NA>`` where fewer than five matches
    are ranked); `outcome`, ``"flips"`` where they differ, ``"holds"``, or ``"too few hits"`` where one is
    missing. A missing value of `by` is a group, named ``"<NA>"``. Only terms with a match are dropped, and
    no article that is all its group has (of `by` source or doc_id). `related` text is left out.

    Raises
    ------
    TableError : as `match_frames`, or `by` is no column of `voices`.

    Notes
    -----
    Without a term the articles are matched anew, as a shorter term may then stand in its place.

    Examples
    --------
    >>> articles = pd.DataFrame({
    ...     "doc_id": ["a", "b"], "text": ["trap trap trap trap trap", "trap ruse ruse ruse ruse ruse"],
    ... })
    >>> terms = pd.DataFrame({"frame": "deception", "term": ["trap", "ruse"]})
    >>> voices = pd.DataFrame({
    ...     "doc_id": ["a", "b"], "start": 0, "end": [24, 29], "voice": ["narrator", "direct"],
    ... })
    >>> lexicon_stress(articles, terms, voices)[["dropped", "name", "n", "first", "first_after", "outcome"]]
       dropped  name  n   first first_after outcome
    0  article     a  6  direct      direct   holds
    1  article     b  5  direct    narrator   flips
    2     term  ruse  6  direct    narrator   flips
    3     term  trap  5  direct      direct   holds
    """
    brought = ["voice"] if by in ("voice", "source", "doc_id") else ["voice", by]
    check_columns("lexicon_stress", "voices", voices, ["doc_id", "start", "end", *brought])
    check_columns("lexicon_stress", "articles", articles, [by] if by == "source" else [])

    def counted(terms: pd.DataFrame) -> pd.DataFrame:
        found = join_spans(match_frames(articles, terms), voices, brought)
        return drop_related("lexicon_stress", "matches", found)

    rows = []
    for frame, hits in counted(frame_terms).groupby("frame", observed=False):
        first = _first(hits[by])
        for doc_id in _droppable(articles, hits, by):
            rows.append((frame, "article", doc_id, *_compare(first, hits.loc[hits["doc_id"] != doc_id, by])))
        terms = frame_terms[frame_terms["frame"] == frame]
        for term in sorted(hits["term"].unique()):
            without = counted(terms[terms["term"] != term])
            rows.append((frame, "term", term, *_compare(first, without[by])))
    columns = ["frame", "dropped", "name", "n", "first", "first_after", "outcome"]
    return pd.DataFrame(rows, columns=columns).astype({**dict.fromkeys(columns, "str"), "n": "int64"})


def _droppable(articles: pd.DataFrame, hits: pd.DataFrame, by: str) -> list[str]:
    """Articles with a hit, but for those that are all their group has."""
    with_hit = sorted(hits["doc_id"].unique())
    if by not in ("source", "doc_id"):
        return with_hit
    shared = articles.loc[articles.duplicated(by, keep=False), "doc_id"]
    return [doc_id for doc_id in with_hit if doc_id in set(shared)]


def _first(groups: pd.Series) -> str | None:
    """The group with most hits, several where they have equally many, none where too few hits are ranked."""
    if len(groups) < _FEWEST:
        return None
    n = groups.fillna("<NA>").value_counts()
    return " = ".join(sorted(n.index[n == n.max()]))


def _compare(first: str | None, groups: pd.Series) -> tuple[int, str | None, str | None, str]:
    """Hits left, the first group before and after, and what that means."""
    after = _first(groups)
    if first is None or after is None:
        return len(groups), first, after, "too few hits"
    return len(groups), first, after, "holds" if first == after else "flips"
