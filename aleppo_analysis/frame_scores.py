"""How good the lexicon is against codes given by reading."""

from os import PathLike

import numpy as np
import pandas as pd

from ._data import read_csv, shipped
from ._tables import TableError, check_columns, check_unique, drop_related
from .spans import join_spans

_UNIT = ["doc_id", "sentence_id"]
_CODES = ["coder", *_UNIT, "start", "end", "frame", "is_present"]
_TRUTH = ["True", "False"]


def load_frame_codes(path: str | PathLike[str] | None = None) -> pd.DataFrame:
    """Read which frames each sentence carries, as given by reading with the codebook.

    Parameters
    ----------
    path : a CSV file with the columns below, by default the shipped ``frame_codes.csv``.

    Returns
    -------
    One row a coder, sentence and frame, in the order of the file: `coder`, `doc_id`, `sentence_id`, `start`,
    `end`, `frame`, `is_present` (bool; a *no* is a row), and the file's other columns.

    Raises
    ------
    TableError : the file is missing or no CSV in UTF-8, a column or value is missing, an offset is no whole
        number, a code is neither True nor False, or a coder coded a sentence twice for a frame.

    Examples
    --------
    >>> load_frame_codes()[["doc_id", "sentence_id", "frame", "is_present"]].head(1)
           doc_id  sentence_id         frame  is_present
    0  al-jazeera            0  humanitarian       False
    """
    file = shipped("frame_codes.csv") if path is None else path
    codes = read_csv("load_frame_codes", file, _CODES)
    _check_values(codes)
    numbers = {name: codes[name].astype("int64") for name in ("sentence_id", "start", "end")}
    codes = codes.assign(**numbers, is_present=codes["is_present"] == "True")
    check_unique("load_frame_codes", "codes", codes, ["coder", *_UNIT, "frame"])
    return codes


def score_frames(matches: pd.DataFrame, codes: pd.DataFrame) -> pd.DataFrame:
    """Score the lexicon, sentence by sentence, against codes given by reading.

    The scores of the shipped lexicon on the five articles are in-sample: its author had read them.

    Parameters
    ----------
    matches : one row a match, with `doc_id`, `start`, `end`, `frame`, and `zone` or `voice`.
    codes : one row a coder, sentence and frame, as `load_frame_codes` returns, and `zone` or `voice`. Rows
        of both in `related` text are left out.

    Returns
    -------
    One row a frame of `codes` and reference, sorted: `frame`; `reference`, the coder scored against, and
    with two coders or more also ``"all"`` (present where every coder of the sentence says so) and ``"any"``
    (where one does); `n_units` (int), sentences; `n_gold`, those with the frame; `n_predicted`, those with a
    match; `n_correct`, those with both; `precision`, n_correct / n_predicted, and its 95% interval
    `precision_low`, `precision_high`; `recall`, n_correct / n_gold, with `recall_low`, `recall_high`; `f1`,
    2 * n_correct / (n_gold + n_predicted) (all Float64, ``<NA>`` where nothing is divided by).

    Raises
    ------
    TableError : a column is missing, a coder coded a sentence twice for a frame, or a table has neither
        `zone` nor `voice`.

    Notes
    -----
    A sentence is predicted to carry a frame if the first character of a match, negated or not, lies in it.
    Intervals are Wilson's (1927) for one share, as SciPy computes them; F1 is no share of units, so it has
    none. They tell how far so few sentences can tell, not how the lexicon does on other articles.

    Examples
    --------
    >>> codes = pd.DataFrame({
    ...     "coder": "x", "doc_id": "a", "sentence_id": [0, 1], "start": [0, 20], "end": [19, 40],
    ...     "frame": "ruse", "is_present": [True, True], "zone": "body",
    ... })
    >>> matches = pd.DataFrame({"doc_id": ["a"], "start": [8], "end": [12], "frame": "ruse", "zone": "body"})
    >>> score_frames(matches, codes)[["frame", "n_gold", "n_predicted", "n_correct", "recall", "f1"]].round(2)
      frame  n_gold  n_predicted  n_correct  recall    f1
    0  ruse       2            1          1     0.5  0.67
    """
    check_columns("score_frames", "matches", matches, ["doc_id", "start", "end", "frame"])
    check_columns("score_frames", "codes", codes, _CODES)
    check_unique("score_frames", "codes", codes, ["coder", *_UNIT, "frame"])
    _check_boolean(codes)
    matches = drop_related("score_frames", "matches", matches)
    codes = drop_related("score_frames", "codes", codes)
    judged = _references(codes)
    predicted = _is_predicted(judged, matches, codes)
    counts = (
        judged.assign(predicted=predicted, correct=predicted & judged["is_present"])
        .groupby(["frame", "reference"])
        .agg(
            n_units=("is_present", "size"),
            n_gold=("is_present", "sum"),
            n_predicted=("predicted", "sum"),
            n_correct=("correct", "sum"),
        )
        .astype("int64")
        .reset_index()
    )
    return counts.assign(
        **_share(counts, "precision", "n_predicted"), **_share(counts, "recall", "n_gold"), f1=_f1(counts)
    )


def _check_values(codes: pd.DataFrame) -> None:
    """Raise unless every row of the file has all values, whole offsets, and True or False as its code."""
    whole = codes[["sentence_id", "start", "end"]].apply(lambda column: column.str.fullmatch("[0-9]+"))
    fine = (
        codes[_CODES].notna().all(axis=1) & whole.fillna(False).all(axis=1) & codes["is_present"].isin(_TRUTH)
    )
    if not fine.all():
        number = int((~fine).to_numpy().argmax())
        came = ", ".join(f"{name}={codes[name].iloc[number]!r}" for name in _CODES)
        raise TableError(
            f"load_frame_codes: every row needs all of {', '.join(_CODES)}, whole numbers as sentence_id, "
            f"start and end, and True or False as is_present; row {number + 1} below the header has {came}.\n"
            "Repair that row."
        )


def _check_boolean(codes: pd.DataFrame) -> None:
    if codes["is_present"].dtype != bool:
        raise TableError(
            "score_frames: `codes` must have True or False in 'is_present', none missing; its dtype is "
            f"{codes['is_present'].dtype}.\nRead the file with load_frame_codes."
        )


def _references(codes: pd.DataFrame) -> pd.DataFrame:
    """Every coder's codes, then those of all and of any coder of a sentence, one row a unit and reference."""
    keys = [*_UNIT, "frame"]
    alone = codes[[*keys, "is_present"]].assign(reference=codes["coder"])
    if codes["coder"].nunique() < 2:
        return alone
    together = codes.groupby(keys)["is_present"].agg(["all", "any"]).reset_index()
    return pd.concat([alone, together.melt(keys, var_name="reference", value_name="is_present")])


def _is_predicted(judged: pd.DataFrame, matches: pd.DataFrame, codes: pd.DataFrame) -> np.ndarray:
    """Which rows of `judged` have a match of their frame in their sentence."""
    sentences = codes[[*_UNIT, "start", "end"]].drop_duplicates()
    held = join_spans(matches[["doc_id", "start", "end", "frame"]], sentences, ["sentence_id"])
    with_match = held.dropna(subset="sentence_id").astype({"sentence_id": "int64", "frame": "str"})
    keys = [*_UNIT, "frame"]
    return pd.MultiIndex.from_frame(judged[keys]).isin(pd.MultiIndex.from_frame(with_match[keys]))


def _share(counts: pd.DataFrame, name: str, of: str) -> dict[str, pd.Series]:
    """n_correct as a share of column `of`, with Wilson's 95% interval; missing where that is 0."""
    from scipy.stats import binomtest

    rows: list[tuple[float | None, ...]] = []
    for correct, total in zip(counts["n_correct"], counts[of], strict=True):
        if total:
            interval = binomtest(correct, total).proportion_ci(method="wilson")
            rows.append((correct / total, interval.low, interval.high))
        else:
            rows.append((None, None, None))
    table = pd.DataFrame(rows, columns=[name, f"{name}_low", f"{name}_high"], dtype="Float64")
    return {column: table[column] for column in table.columns}


def _f1(counts: pd.DataFrame) -> pd.Series:
    total = counts["n_gold"] + counts["n_predicted"]
    return (2 * counts["n_correct"]).astype("Float64") / total.astype("Int64").where(total > 0)
