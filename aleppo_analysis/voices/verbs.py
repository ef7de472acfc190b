"""Reporting verbs: which of them colour what they report."""

import re
from collections.abc import Sequence
from os import PathLike

import pandas as pd

from ..spans import check_places, joined
from ..tables import (
    TableError,
    as_list,
    check_choice,
    check_columns,
    check_unique,
    drop_related,
    id_columns,
    read_csv,
    shipped,
)

_STANCES = ["loaded", "neutral"]


def load_reporting_verbs(path: str | PathLike[str] | None = None) -> pd.DataFrame:
    """Read the table of reporting verbs.

    Parameters
    ----------
    path : a CSV file with the columns below, by default the shipped ``reporting_verbs.csv``.

    Returns
    -------
    One row a verb: `verb`, its plain form; `forms`, all forms that count, separated by ``|``; `stance`,
    ``"loaded"`` or ``"neutral"``; `note`, why; and the file's other columns.

    Raises
    ------
    TableError : the file is missing or no CSV in UTF-8, a column or value is missing, a verb or form occurs
        twice, or a stance is another word.

    Notes
    -----
    A verb is loaded if it tells more than that something was said: that it is doubtful (*claim*), true or
    hidden (*admit, point out*), hostile (*denounce*), or in which temper it came (*blare*). On such verbs as
    signs of framing and of doubt see Cole & Shaw 1974 and Recasens, Danescu-Niculescu-Mizil & Jurafsky 2013;
    the table is our own reading.

    Examples
    --------
    >>> aa.voices.load_reporting_verbs().set_index("verb").loc[["claim", "say"], ["forms", "stance"]]
                                         forms   stance
    verb
    claim  claim|claims|claimed|claiming   loaded
    say              say|says|said|saying  neutral
    """
    file = shipped("reporting_verbs.csv") if path is None else path
    verbs = read_csv("voices.load_reporting_verbs", file, ["verb", "forms", "stance", "note"])
    _check_verbs("voices.load_reporting_verbs", verbs)
    return verbs


def find_reporting_verbs(
    quotes: pd.DataFrame, zones: pd.DataFrame, *, verbs: pd.DataFrame | None = None
) -> pd.DataFrame:
    """Find the reporting verb of every cue.

    Parameters
    ----------
    quotes : one row a quotation, with `doc_id`, `start`, `cue`, `cue_start`, `cue_end`, and `speaker_group`
        where known.
    zones : one row a zone, with `doc_id`, `start`, `end`, `zone`.
    verbs : the table of verbs, as `voices.load_reporting_verbs` returns; None stands for the shipped one.

    Returns
    -------
    One row a cue, however many quotations share it, by `doc_id` and place: `doc_id`, `source` (where known),
    `start`, `end` (of the cue), `cue`, `verb`, `stance` (both ``<NA>`` where no listed form stands in the
    cue; of several the first counts), the speaker columns of `quotes`, `zone`.

    Raises
    ------
    TableError : a column is missing, or the verbs are refused as in `voices.load_reporting_verbs`.

    Examples
    --------
    >>> quotes = pd.DataFrame({
    ...     "doc_id": "a", "start": [0, 30], "cue": ["has claimed", "grunted"], "cue_start": [12, 44],
    ...     "cue_end": [23, 51],
    ... })
    >>> zones = pd.DataFrame({"doc_id": ["a"], "start": [0], "end": [60], "zone": ["body"]})
    >>> aa.voices.find_reporting_verbs(quotes, zones)
      doc_id  start  end          cue   verb  stance  zone
    0      a     12   23  has claimed  claim  loaded  body
    1      a     44   51      grunted    NaN     NaN  body
    """
    quotes = check_columns(
        "voices.find_reporting_verbs", "quotes", quotes, ["doc_id", "start", "cue", "cue_start", "cue_end"]
    )
    check_places("voices.find_reporting_verbs", "quotes", quotes, "cue_")
    zones = check_columns("voices.find_reporting_verbs", "zones", zones, ["doc_id", "start", "end", "zone"])
    verbs = load_reporting_verbs() if verbs is None else verbs
    verbs = check_columns(
        "voices.find_reporting_verbs", "verbs", verbs, ["verb", "forms", "stance"], known=[]
    )
    _check_verbs("voices.find_reporting_verbs", verbs)
    verb_of = {form: row.verb for row in verbs.itertuples() for form in row.forms.split("|")}
    speaker = [name for name in ("speaker", "speaker_name", "speaker_group") if name in quotes.columns]
    cues = quotes.dropna(subset=["cue", "cue_start"]).sort_values(["doc_id", "cue_start", "start"])
    cues = cues.drop_duplicates(["doc_id", "cue_start", "cue_end"], ignore_index=True)
    verb = pd.Series([_first_listed(cue, verb_of) for cue in cues["cue"]], dtype="str")
    table = cues[id_columns(cues)].assign(
        start=cues["cue_start"].astype("int64"),
        end=cues["cue_end"].astype("int64"),
        cue=cues["cue"],
        verb=verb,
        stance=verb.map(dict(zip(verbs["verb"], verbs["stance"], strict=True))).astype("str"),
        **{name: cues[name] for name in speaker},
    )
    return joined("voices.find_reporting_verbs", ("quotes", "zones"), table, zones, ["zone"])


def loaded_verbs(reporting: pd.DataFrame, *, by: str | Sequence[str]) -> pd.DataFrame:
    """Count loaded and neutral reporting verbs.

    Parameters
    ----------
    reporting : one row a cue, as `voices.find_reporting_verbs` returns; rows in `related` text are left out.
    by : column or columns that make a group, such as ``["source", "speaker_group"]``. A missing value is a
        group of its own.

    Returns
    -------
    One row a group, sorted: the columns `by`; `n_loaded`, `n_neutral`, `n_unlisted` (no listed verb) and
    their sum `n` (all int).

    Raises
    ------
    TableError : a column is missing, `by` is empty, or there is neither `zone` nor `voice`.

    Examples
    --------
    >>> reporting = pd.DataFrame({
    ...     "speaker_group": ["un", "un", "russia"], "stance": ["neutral", None, "loaded"], "zone": "body",
    ... })
    >>> aa.voices.loaded_verbs(reporting, by="speaker_group")
      speaker_group  n_loaded  n_neutral  n_unlisted  n
    0        russia         1          0           0  1
    1            un         0          1           1  2
    """
    by = as_list("voices.loaded_verbs", by)
    if not by:
        raise TableError(
            "voices.loaded_verbs: `by` must name what makes a group; it is [].\nGive by='source'."
        )
    reporting = check_columns("voices.loaded_verbs", "reporting", reporting, ["stance", *by])
    counted = drop_related("voices.loaded_verbs", "reporting", reporting)
    stances = pd.DataFrame({name: counted["stance"] == name for name in _STANCES})
    flags = stances.assign(unlisted=counted["stance"].isna(), n=True).add_prefix("n_")
    flags = flags.rename(columns={"n_n": "n"})
    table = pd.concat([counted[by], flags], axis=1).groupby(by, dropna=False)[list(flags)].sum()
    return table.astype("int64").reset_index()


def _first_listed(cue: str, verb_of: dict[str, str]) -> str | None:
    """The verb whose form stands first in the cue, the longest of those that begin there."""
    words = re.findall(r"\w+", cue.lower())
    for at in range(len(words)):
        for length in (3, 2, 1):
            verb = verb_of.get(" ".join(words[at : at + length]))
            if verb is not None:
                return verb
    return None


def _check_verbs(function: str, verbs: pd.DataFrame) -> None:
    empty = verbs[verbs[["verb", "forms", "stance"]].isna().any(axis=1)]
    if len(empty):
        raise TableError(
            f"{function}: every reporting verb needs a verb, its forms and a stance; "
            f"{empty['verb'].iloc[0]!r} lacks one.\nFill it in, or delete the row."
        )
    for stance in verbs["stance"]:
        check_choice(function, "stance", stance, _STANCES)
    check_unique(function, "verbs", verbs, ["verb"])
    forms = verbs.assign(form=verbs["forms"].str.split("|")).explode("form", ignore_index=True)
    check_unique(function, "forms", forms, ["form"])
