"""INCEpTION: a zip of documents in UIMA CAS XMI, for a project with its basic span layer.

Places count UTF-16 units, which dkpro-cassis turns into code points. XML is read without entities.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from io import BytesIO
from pathlib import Path, PurePosixPath
from typing import TYPE_CHECKING
from zipfile import ZIP_DEFLATED, ZipFile

from ..tables import TableError
from .archives import archive_of
from .tasks import UNIT, Mark, Task, Unit

if TYPE_CHECKING:
    from cassis import TypeSystem

_LAYER, _FEATURE = "custom.Span", "label"  # of a project for basic annotation
_TYPES = "TypeSystem.xml"
_NAME = re.compile(UNIT)
_NOT_IN_XML = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff]")


def check_cassis(function: str) -> None:
    """Raise if dkpro-cassis is not installed."""
    try:
        import cassis  # noqa: F401
    except ImportError as error:
        raise TableError(
            f"{function}: files of INCEpTION need dkpro-cassis, which is not installed.\n"
            "Install it: pip install 'aleppo-analysis[coding]'."
        ) from error


def write_inception(units: Sequence[Unit], task: Task, file: Path) -> None:
    """Write a document a unit, and the type system."""
    check_cassis("coding.sheet")
    from cassis import Cas

    types = _basic_types()
    with ZipFile(file, "w", ZIP_DEFLATED) as archive:
        archive.writestr(_TYPES, types.to_xml())
        for unit in units:
            document = Cas(typesystem=types)
            document.sofa_string = _NOT_IN_XML.sub("\ufffd", unit.text)
            document.sofa_mime = "text/plain"
            archive.writestr(f"{unit.unit}.xmi", document.to_xmi())


def read_inception(archive: ZipFile, within: str, coder: str | None = None) -> Iterator[Mark]:
    """The labels of each document, in an export of a document or of a whole project.

    The name of a document stands in its path; in a project, each document's folder has a zip a coder.
    """
    check_cassis("coding.load")
    names = archive.namelist()
    types = _read_types(archive.read(_TYPES)) if _TYPES in names else None
    for name in sorted(names):
        if name.endswith(".zip") and name.startswith("annotation/") and within.count("!") == 0:
            with archive_of(BytesIO(archive.read(name)), name) as inner:
                yield from read_inception(inner, f"{within}!{name}", PurePosixPath(name).stem)
        elif name.endswith(".xmi"):
            if types is None:
                raise TableError(f"coding.load: {within!r} has no {_TYPES}.\nExport as UIMA CAS XMI.")
            yield from _document(archive.read(name), types, _unit(f"{within}!{name}"), coder)


def _unit(path: str) -> str:
    """The unit that a path names: a file's or a folder's name."""
    for part in reversed(re.split("[/!]", path)):
        if _NAME.fullmatch(name := part.partition(".")[0]):
            return name
    raise TableError(
        f"coding.load: {path.rpartition('!')[2]!r} names no unit of a sheet.\n"
        "Documents keep the names that coding.sheet gave them."
    )


def _document(content: bytes, types: TypeSystem, unit: str, coder: str | None) -> Iterator[Mark]:
    from cassis import load_cas_from_xmi

    document = load_cas_from_xmi(BytesIO(_plain(content)), typesystem=types, lenient=True)
    text = document.sofa_string or ""
    for span in document.select(_LAYER):
        code = span[_FEATURE]
        if code is not None:
            yield Mark(unit, code, coder, text, span.begin, span.end, text[span.begin : span.end])


def _plain(content: bytes) -> bytes:
    """The same XML in UTF-8, without a document type: no entity is ever resolved."""
    from lxml import etree

    safe = etree.XMLParser(resolve_entities=False, load_dtd=False, no_network=True, huge_tree=False)
    root = etree.fromstring(content, safe)
    if root.getroottree().docinfo.internalDTD is not None:
        raise TableError(
            "coding.load: a file of the export declares entities, which no annotation tool writes.\n"
            "Export it again from INCEpTION."
        )
    return etree.tostring(root, encoding="utf-8")


def _read_types(content: bytes) -> TypeSystem:
    from cassis import load_typesystem

    return load_typesystem(BytesIO(_plain(content)))


def _basic_types() -> TypeSystem:
    from cassis import TypeSystem

    types = TypeSystem()
    layer = types.create_type(_LAYER, supertypeName="uima.tcas.Annotation")
    types.create_feature(layer, _FEATURE, "uima.cas.String")
    return types
