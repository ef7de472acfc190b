"""How good the lexicon is against codes given by reading."""

from os import PathLike

import numpy as np
import pandas as pd

from ..alpha import reliability_of
from ..kinds import TRUTHS, WORDS
from ..spans import joined
from ..tables import TableError, check_columns, check_unique, drop_related, read_csv, shipped
from .matching import Search

_UNIT = ["doc_id", "sentence_id"]
_CODES = ["coder", *_UNIT, "start", "end", "frame", "is_present"]
_TRUTH = ["True", "False"]
_GIVEN = {"frame": WORDS}


def load_codes(path: str | PathLike[str] | None = None) -> pd.DataFrame:
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
    >>> aa.frames.load_codes()[["doc_id", "sentence_id", "frame", "is_present"]].head(1)
           doc_id  sentence_id         frame  is_present
    0  al-jazeera            0  humanitarian       False
    """
    file = shipped("frame_codes.csv") if path is None else path
    codes = read_csv("frames.load_codes", file, _CODES)
    _check_values(codes)
    numbers = {name: codes[name].astype("int64") for name in ("sentence_id", "start", "end")}
    codes = codes.assign(**numbers, is_present=codes["is_present"] == "True")
    check_unique("frames.load_codes", "codes", codes, ["coder", *_UNIT, "frame"])
    return codes


def score(matches: pd.DataFrame, codes: pd.DataFrame) -> pd.DataFrame:
    """Score the lexicon, sentence by sentence, against codes given by reading.

    The scores of the shipped lexicon on the five articles are in-sample: its author had read them.

    Parameters
    ----------
    matches : one row a match, with `doc_id`, `start`, `end`, `frame`, and `zone` or `voice`.
    codes : one row a coder, sentence and frame, as `frames.load_codes` returns, and `zone` or `voice`. Rows
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
    >>> scores = aa.frames.score(matches, codes).round(2)
    >>> scores[["frame", "n_gold", "n_predicted", "n_correct", "recall", "f1"]]
      frame  n_gold  n_predicted  n_correct  recall    f1
    0  ruse       2            1          1     0.5  0.67
    """
    matches = check_columns("frames.score", "matches", matches, ["doc_id", "start", "end", "frame"])
    holds = _GIVEN | {"is_present": TRUTHS}
    codes = check_columns("frames.score", "codes", codes, _CODES, holds=holds, known=["zone", "voice"])
    check_unique("frames.score", "codes", codes, ["coder", *_UNIT, "frame"])
    matches = drop_related("frames.score", "matches", matches)
    codes = drop_related("frames.score", "codes", codes)
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
            f"frames.load_codes: every row needs all of {', '.join(_CODES)}, whole numbers as sentence_id, "
            f"start and end, and True or False as is_present; row {number + 1} below the header has {came}.\n"
            "Repair that row."
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
    held = joined(
        "frames.score",
        ("matches", "codes"),
        matches[["doc_id", "start", "end", "frame"]],
        sentences,
        ["sentence_id"],
    )
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


def agreement(codes: pd.DataFrame) -> pd.DataFrame:
    """Measure agreement between coders, frame by frame.

    Parameters
    ----------
    codes : one row a coder, unit and frame, with `coder`, `doc_id`, `sentence_id`, `frame` and the code,
        `is_present`. A unit that a coder did not code has no row, or a missing code.

    Returns
    -------
    One row a frame, sorted: `frame`; `n_units` (int), units with codes of two coders or more, the only ones
    that count; `n_coders` (int), coders of those units; `agreement` (Float64, 0 to 1), share of the pairs of
    codes of one unit that agree; `alpha` (Float64, 1 or less), Krippendorff's alpha for nominal codes:
    agreement beyond chance, 0 where there is none beyond it. `alpha` is ``<NA>``, not 1, where nothing
    varies: coders who only ever said *no* have not shown that they would agree on a *yes*.

    Raises
    ------
    TableError : a column is missing, or a coder coded a unit twice for the same frame.

    Notes
    -----
    alpha = 1 - D_o / D_e (Krippendorff 2011, *Computing Krippendorff's alpha-reliability*); agreement = 1 -
    D_o, so that in a unit of m codes each pair weighs 1 / (m - 1). `coding.agreement` has an interval, too.

    Examples
    --------
    >>> codes = pd.DataFrame({
    ...     "coder": ["x"] * 4 + ["y"] * 4, "doc_id": "a", "sentence_id": [0, 1, 2, 3] * 2, "frame": "ruse",
    ...     "is_present": [True, False, False, False, True, True, False, False],
    ... })
    >>> aa.frames.agreement(codes).round(3)
      frame  n_units  n_coders  agreement  alpha
    0  ruse        4         2       0.75  0.533
    """
    codes = check_columns(
        "frames.agreement",
        "codes",
        codes,
        ["coder", *_UNIT, "frame", "is_present"],
        holds=_GIVEN,
        known=["start", "end"],
    )
    check_unique("frames.agreement", "codes", codes, ["coder", *_UNIT, "frame"])
    given = codes.dropna(subset="is_present")
    rows = []
    for frame in sorted(codes["frame"].unique()):
        _, *counts, same, alpha, _, _ = reliability_of(given[given["frame"] == frame], _UNIT, "is_present")
        rows.append((frame, *counts, same, alpha))
    columns = {
        "frame": "str",
        "n_units": "int64",
        "n_coders": "int64",
        "agreement": "Float64",
        "alpha": "Float64",
    }
    return pd.DataFrame(rows, columns=list(columns)).astype(columns)


_FEWEST = 5  # hits that a ranking may rest on


def stress(
    articles: pd.DataFrame, frame_terms: pd.DataFrame, voices: pd.DataFrame, *, by: str = "voice"
) -> pd.DataFrame:
    """Drop each term and each article in turn and see whether another group comes first.

    Parameters
    ----------
    articles, frame_terms : as `frames.match` takes them.
    voices : the partition by `voices.find`.
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
    TableError : as `frames.match`, or `by` is no column of `voices`.

    Notes
    -----
    Without a term a shorter one may stand in its place: what is counted is found anew among all places.

    Examples
    --------
    >>> articles = pd.DataFrame({
    ...     "doc_id": ["a", "b"], "text": ["trap trap trap trap trap", "trap ruse ruse ruse ruse ruse"],
    ... })
    >>> terms = pd.DataFrame({"frame": "deception", "term": ["trap", "ruse"]})
    >>> voices = pd.DataFrame({
    ...     "doc_id": ["a", "b"], "start": 0, "end": [24, 29], "voice": ["narrator", "direct"],
    ... })
    >>> aa.frames.stress(articles, terms, voices)[["dropped", "name", "n", "first", "first_after", "outcome"]]
       dropped  name  n   first first_after outcome
    0  article     a  6  direct      direct   holds
    1  article     b  5  direct    narrator   flips
    2     term  ruse  6  direct    narrator   flips
    3     term  trap  5  direct      direct   holds
    """
    brought = ["voice"] if by in ("voice", "source", "doc_id") else ["voice", by]
    voices = check_columns("frames.stress", "voices", voices, ["doc_id", "start", "end", *brought])
    articles = check_columns("frames.stress", "articles", articles, [by] if by == "source" else [], known=[])
    search = Search("frames.stress", articles, frame_terms)
    of_one = articles.head(0) if by not in ("source", "doc_id") else articles.drop_duplicates(by, keep=False)
    alone = set(of_one["doc_id"])  # all that their groups have
    held = joined("frames.stress", ("articles", "voices"), search.table(search.places), voices, brought)
    is_counted = held.index.isin(drop_related("frames.stress", "matches", held).index)
    named = held[by].astype("str").fillna("<NA>"), held["doc_id"], held["term"]
    (group, groups), (doc, docs), (term, terms) = (pd.factorize(names, sort=True) for names in named)
    places = np.column_stack([search.places, held.index])

    def counted(rows: np.ndarray) -> np.ndarray:
        """The rows of `held` that are hits among some rows of `places`."""
        hits = search.hits(places[rows])[:, -1]
        return hits[is_counted[hits]]

    def ranked(hits: np.ndarray) -> tuple[int, str | None]:
        """How many hits, and the group with most; none where too few hits are ranked."""
        n = np.bincount(group[hits], minlength=len(groups))
        return len(hits), " = ".join(groups[n == n.max()]) if len(hits) >= _FEWEST else None

    rows = []
    for frame in held["frame"].cat.categories:
        of_frame = np.flatnonzero(held["frame"] == frame)
        hits = counted(of_frame)
        _, first = ranked(hits)
        for one in np.unique(doc[hits]):
            if docs[one] not in alone:
                rows.append((frame, "article", docs[one], first, *ranked(hits[doc[hits] != one])))
        for one in np.unique(term[hits]):
            without = counted(of_frame[term[of_frame] != one])
            rows.append((frame, "term", terms[one], first, *ranked(without)))
    columns = ["frame", "dropped", "name", "first", "n", "first_after"]
    table = pd.DataFrame(rows, columns=columns).astype({**dict.fromkeys(columns, "str"), "n": "int64"})
    is_told = table[["first", "first_after"]].notna().all(axis=1)
    outcome = np.where(table["first"] == table["first_after"], "holds", "flips")
    table["outcome"] = pd.Series(np.where(is_told, outcome, "too few hits"), dtype="str")
    return table[["frame", "dropped", "name", "n", "first", "first_after", "outcome"]]
