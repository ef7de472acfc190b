"""What the machine says of every article or sentence: does a frame occur in a voice, and how often?"""

from collections.abc import Iterable

import pandas as pd

from ..spans import joined
from ..tables import (
    VOICES,
    Table,
    as_list,
    check_articles,
    check_choice,
    check_choices,
    check_columns,
    drop_related,
)
from .designs import WRITTEN_ON


def units(
    matches: pd.DataFrame,
    articles: pd.DataFrame,
    *,
    frame: str,
    voice: str | None = "narrator",
    by: str | Iterable[str] = (),
    sentences: pd.DataFrame | None = None,
    written_on: Iterable[str] = (),
) -> pd.DataFrame:
    """What the machine says of every article, or of every sentence: the table to draw from.

    Parameters
    ----------
    matches : one row a match, with `doc_id`, `start`, `end`, `frame`, `voice`, as `Corpus.matches` has them.
    articles : one row an article, with `doc_id`, `text` and the columns `by`.
    frame : the frame to look for.
    voice : the voice it is to stand in; None for any. Links and credits (`related`) never count.
    by : column or columns of the articles that are handed on, such as ``"source"``: the groups to compare.
    sentences : one row a sentence, with `doc_id`, `start`, `end`, `zone`, as `Corpus.sentences` has them;
        makes sentences the units.
    written_on : `doc_id` of the articles that the author of the frame's terms had read: they are neither
        drawn nor estimated, as the terms err less there than elsewhere.

    Returns
    -------
    One row an article, or a sentence that is not `related`, by `doc_id` and place: `doc_id`, `start` and
    `end` (sentences), the columns `by`, `n` (int), matches that begin in it; `predicted` (int), 1 where there
    is one, else 0; `is_written_on` (bool).

    Raises
    ------
    TableError : a column is missing, `frame` is none of the frames, `voice` no voice, or one of `written_on`
        no article.

    Examples
    --------
    >>> articles = pd.DataFrame({"doc_id": ["a", "b"], "source": "post", "text": ["It was a trap.", "No."]})
    >>> matches = pd.DataFrame({"doc_id": ["a"], "start": 9, "end": 13, "frame": "ruse", "voice": "narrator"})
    >>> aa.coding.units(matches, articles, frame="ruse", by="source")
      doc_id source  n  predicted  is_written_on
    0      a   post  1          1          False
    1      b   post  0          0          False
    """
    by = as_list("coding.units", by)
    articles = check_articles("coding.units", articles, by)
    matches = check_columns("coding.units", "matches", matches, ["doc_id", "start", "end", "frame", "voice"])
    frames = matches["frame"].astype("category").cat.categories
    if len(frames):  # of no match and no list it cannot be told what frames there are
        check_choice("coding.units", "frame", frame, frames)
    read = list(written_on)
    check_choices("coding.units", "written_on", read, articles["doc_id"])
    if voice is not None:
        check_choice("coding.units", "voice", voice, VOICES)
    found = drop_related("coding.units", "matches", matches)
    found = found[(found["frame"] == frame) & ((found["voice"] == voice) | (voice is None))]
    if sentences is None:
        table, keys = articles[["doc_id", *by]], ["doc_id"]
    else:
        keys = ["doc_id", "start", "end"]
        sentences = check_columns("coding.units", "sentences", sentences, [*keys, "zone"])
        table = drop_related("coding.units", "sentences", sentences)[keys].merge(articles[["doc_id", *by]])
        found = _in_sentences(found, table[keys])
    table = Table(table).sort_values(keys, ignore_index=True)
    counts = found.groupby(keys).size().reset_index(name="n")
    table = table.merge(counts, on=keys, how="left").astype({"n": "Int64"}).fillna({"n": 0})
    table = table.astype({"n": "int64"})
    return table.assign(
        predicted=(table["n"] > 0).astype("int64"), **{WRITTEN_ON: table["doc_id"].isin(read)}
    )


def _in_sentences(found: pd.DataFrame, sentences: pd.DataFrame) -> pd.DataFrame:
    """The bounds of the sentence that each match begins in."""
    bounds = sentences.assign(sentence_start=sentences["start"], sentence_end=sentences["end"])
    columns = {"sentence_start": "start", "sentence_end": "end"}
    found = found[["doc_id", "start", "end"]]
    held = joined("coding.units", ("matches", "sentences"), found, bounds, list(columns)).dropna()
    return held[["doc_id", *columns]].rename(columns=columns).astype({"start": "int64", "end": "int64"})
