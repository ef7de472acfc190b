"""What people code, written for the tool of their choice and read back."""

from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import ExitStack
from os import PathLike
from pathlib import Path

import pandas as pd

from ..articles import attempt
from ..places import what_is
from ..tables import TableError, as_path, check_choice
from ..writing import whole_file
from .answers import codes_of, spans_of
from .archives import archive_of
from .doccano import read_doccano, read_doccano_zip, write_doccano
from .inception import read_inception, write_inception
from .keys import Key, key_of, read_key, write_key
from .label_studio import config_of, read_label_studio, write_label_studio
from .spreadsheet import read_spreadsheet, write_spreadsheet
from .tasks import Mark, Task, Unit
from .web_annotations import read_web_annotations, write_web_annotations

_WRITERS: dict[str, Callable[[Sequence[Unit], Task, Path], None]] = {
    ".csv": write_spreadsheet,
    ".json": write_label_studio,
    ".jsonl": write_doccano,
    ".jsonld": write_web_annotations,
    ".zip": write_inception,
}
_READERS: dict[str, Callable[[Path, Task], Iterator[Mark]]] = {
    ".csv": read_spreadsheet,
    ".json": lambda file, task: read_label_studio(file),
    ".jsonl": lambda file, task: read_doccano(file),
    ".jsonld": lambda file, task: read_web_annotations(file),
    ".zip": lambda file, task: _read_zip(file),
}
_LONGEST = 200  # characters of an error that are shown


def sheet(
    sample: pd.DataFrame,
    articles: pd.DataFrame,
    path: str | PathLike[str],
    *,
    outcome: str = "is_present",
    labels: str | Iterable[str] | None = None,
) -> None:
    """Write what people code, for the tool of their choice, and the key that leads their codes back.

    The sheet shows words under a name that tells nothing: no article's name, outlet, stratum, probability or
    machine's label stands in it. They are in the key, ``sheet.key.json`` beside ``sheet.csv``, which stays
    with whoever drew the sample. Articles stand in an order made of their names, whatever that of the sample.

    Parameters
    ----------
    sample : one row a unit, as `coding.draw` returns: `doc_id`, for parts of articles `start` and `end`, and
        whatever should be there again when the codes are loaded.
    articles : the articles that the units were made from.
    path : a new file. Its ending says for which tool it is: ``.csv`` for Excel and other spreadsheets;
        ``.json`` for Label Studio, with the labeling interface beside it in ``.config.xml``; ``.jsonl`` for
        doccano (leave its grapheme mode off); ``.jsonld`` for tools that read Web Annotations (W3C); ``.zip``
        for INCEpTION, a document a unit in UIMA CAS XMI (needs the extra ``coding``).
    outcome : what is coded of each unit. A name that begins with ``is_`` or ``has_`` is answered by *yes* or
        *no*, any other by a number.
    labels : where spans are coded (quotations, frames): their label or labels. *nothing* is added to them:
        marked anywhere in a unit it says that the unit was read and has none, which only Label Studio says
        by itself.

    Raises
    ------
    TableError : a unit occurs twice, is of no article or lies outside its text; the ending is not known, a
        spreadsheet is asked for spans or for a text longer than a cell holds, dkpro-cassis is missing, or a
        file is there already. Nothing is written then.

    Examples
    --------
    >>> articles = pd.DataFrame({"doc_id": ["post-1"], "text": ["It was a trap."]})
    >>> sample = pd.DataFrame({"doc_id": ["post-1"], "stratum": 0, "pi": 0.5})
    >>> import tempfile, pathlib
    >>> file = pathlib.Path(tempfile.mkdtemp(), "sheet.csv")
    >>> aa.coding.sheet(sample, articles, file)
    >>> print(file.read_text("utf-8-sig"), end="")
    unit,text,is_present,coder
    ingiojpfjacj,It was a trap.,,
    """
    file = as_path("coding.sheet", path)
    check_choice("coding.sheet", "the ending of the path", file.suffix, _WRITERS)
    task = Task(outcome, None if labels is None else _listed(labels))
    key = key_of(sample, articles, task)
    with ExitStack() as files:
        part = files.enter_context(whole_file("coding.sheet", file))
        beside = files.enter_context(whole_file("coding.sheet", _key_beside(file)))
        _WRITERS[file.suffix](key.for_coders, task, part)
        write_key(key, beside)
        if file.suffix == ".json":
            config = files.enter_context(whole_file("coding.sheet", file.with_suffix(".config.xml")))
            config.write_text(config_of(task), "utf-8")


def load(path: str | PathLike[str], *, key: str | PathLike[str] | None = None) -> pd.DataFrame:
    """Read what people coded, and put it back to the units of the sample.

    Parameters
    ----------
    path : the sheet, filled in, or what the tool exported; its ending is that of the sheet. Label Studio's
        export is called *JSON*, doccano's *JSONL* (also its zip with a file a coder), INCEpTION's *UIMA CAS
        XMI* (of a document or of a project).
    key : the key of the sheet, by default the one beside `path`.

    Returns
    -------
    One row a unit and coder, articles in the order of the sheet: all columns of the sample; `unit`, its name
    in the sheet; `text_sha256` of the article; `words` of the unit; `coder`, where the tool tells; the
    outcome, boolean or Float64, ``<NA>`` where the unit was not coded; columns that were added to a CSV.

    Where spans were coded, one row a span instead: `start` and `end` are those of the span in the article, or
    ``<NA>``, `words` those that were marked, and the unit's own place is `unit_start`, `unit_end`. `label`;
    `found_by`: ``"position"`` if the words stand where the tool says, blanks, marks and accents aside;
    ``"words"`` if they were found again in a text that the tool changed, ``"context"`` if changed words stand
    between unchanged neighbours, ``<NA>`` if they were not found in one place. `is_coded` (bool): a unit in
    which nothing was found has a row with ``<NA>`` as label, and so has one that was not coded.

    Raises
    ------
    TableError : the file or the key cannot be read, a unit is not in the key, a code is none of those that
        were asked for, or a coder gave a unit two codes.

    Warns
    -----
    CodingWarning : marked words were not found again; or the words of a row are not those of its unit, whose
        code is then missing.

    Examples
    --------
    >>> articles = pd.DataFrame({"doc_id": ["post-1"], "text": ["It was a trap."]})
    >>> sample = pd.DataFrame({"doc_id": ["post-1"], "stratum": 0, "pi": 0.5})
    >>> import tempfile, pathlib
    >>> file = pathlib.Path(tempfile.mkdtemp(), "sheet.csv")
    >>> aa.coding.sheet(sample, articles, file)
    >>> _ = file.write_text(file.read_text("utf-8").replace("trap.,,", "trap.,yes,Ann"), "utf-8")
    >>> aa.coding.load(file)[["doc_id", "pi", "words", "coder", "is_present"]]
       doc_id   pi           words coder  is_present
    0  post-1  0.5  It was a trap.   Ann        True
    """
    file = as_path("coding.load", path)
    check_choice("coding.load", "the ending of the path", file.suffix, _READERS)
    if not file.is_file():
        raise TableError(
            f"coding.load: {str(file)!r} {what_is(file)}.\nName the sheet, or what the tool exported."
        )
    opened = read_key(_key_beside(file) if key is None else as_path("coding.load", key))
    marks = attempt(lambda file: list(map(_checked, _READERS[file.suffix](file, opened.task))), file)
    if isinstance(marks, Exception):
        came = f"{type(marks).__name__}: {marks}"[:_LONGEST]
        raise TableError(
            f"coding.load: {str(file)!r} is not laid out as its ending says ({came}).\n"
            "Export it again; the documentation of coding.load names the format for each tool."
        ) from marks
    _check_units(marks, opened)
    return codes_of(marks, opened) if opened.task.labels is None else spans_of(marks, opened)


def _listed(labels: str | Iterable[str]) -> list[str]:
    """One label, or several, each once."""
    return [labels] if isinstance(labels, str) else list(dict.fromkeys(labels))


def _key_beside(file: Path) -> Path:
    return file.with_suffix(".key.json")


def _read_zip(file: Path) -> Iterator[Mark]:
    """An export of doccano, or of INCEpTION."""
    with archive_of(file, file.name) as archive:
        if any(name.endswith(".jsonl") for name in archive.namelist()):
            yield from read_doccano_zip(archive)
        else:
            yield from read_inception(archive, file.name)


def _checked(mark: Mark) -> Mark:
    """The mark; raises `TypeError` or `UnicodeError` where a text is none: a tool may write anything."""
    for text in (mark.unit, str(mark.code), mark.coder, mark.text, mark.words, mark.before, mark.after):
        if text is not None:
            str.encode(text)
    return mark


def _check_units(marks: Sequence[Mark], key: Key) -> None:
    unknown = sorted({str(mark.unit) for mark in marks} - set(key.units["unit"]))
    if unknown:
        raise TableError(
            f"coding.load: {len(unknown)} units are not in the key, the first is {unknown[0]!r}.\n"
            "Name the key that was written with this sheet: key='...key.json'."
        )
