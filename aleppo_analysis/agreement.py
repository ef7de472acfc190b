"""How far coders who read the same units agree."""

import pandas as pd

from ._tables import check_columns, check_unique

_UNIT = ["doc_id", "sentence_id"]


def coder_agreement(codes: pd.DataFrame) -> pd.DataFrame:
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
    alpha = 1 - D_o / D_e (Krippendorff 2011, *Computing Krippendorff's alpha-reliability*), as NLTK computes
    it; agreement = 1 - D_o, so that in a unit of m codes each pair weighs 1 / (m - 1). NLTK gives 1 where
    nothing varies.

    Examples
    --------
    >>> codes = pd.DataFrame({
    ...     "coder": ["x"] * 4 + ["y"] * 4, "doc_id": "a", "sentence_id": [0, 1, 2, 3] * 2, "frame": "ruse",
    ...     "is_present": [True, False, False, False, True, True, False, False],
    ... })
    >>> coder_agreement(codes).round(3)
      frame  n_units  n_coders  agreement  alpha
    0  ruse        4         2       0.75  0.533
    """
    check_columns("coder_agreement", "codes", codes, ["coder", *_UNIT, "frame", "is_present"])
    check_unique("coder_agreement", "codes", codes, ["coder", *_UNIT, "frame"])
    given = codes.dropna(subset="is_present")
    paired = given[given.groupby([*_UNIT, "frame"])["coder"].transform("size") > 1]
    rows = [_of_frame(frame, paired[paired["frame"] == frame]) for frame in sorted(codes["frame"].unique())]
    columns = {
        "frame": "str",
        "n_units": "int64",
        "n_coders": "int64",
        "agreement": "Float64",
        "alpha": "Float64",
    }
    return pd.DataFrame(rows, columns=list(columns)).astype(columns)


def _of_frame(frame: str, codes: pd.DataFrame) -> tuple[str, int, int, float | None, float | None]:
    units = codes.groupby(_UNIT)["is_present"]
    return frame, units.ngroups, codes["coder"].nunique(), _observed(codes), _alpha(codes)


def _observed(codes: pd.DataFrame) -> float | None:
    """Mean over all codes of the share of the other codes of their unit that equal them."""
    if codes.empty:
        return None
    of_unit = codes.groupby(_UNIT)["coder"].transform("size")
    alike = codes.groupby([*_UNIT, "is_present"])["coder"].transform("size")
    return float(((alike - 1) / (of_unit - 1)).mean())


def _alpha(codes: pd.DataFrame) -> float | None:
    from nltk.metrics.agreement import AnnotationTask

    if codes["is_present"].nunique() < 2:
        return None
    units = codes.groupby(_UNIT).ngroup()
    task = AnnotationTask(data=list(zip(codes["coder"], units, codes["is_present"], strict=True)))
    return float(task.alpha())
