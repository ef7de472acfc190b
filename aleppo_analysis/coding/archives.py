"""Archives that are opened only if they unpack to a size that can be read."""

from collections.abc import Iterator
from contextlib import contextmanager
from io import BytesIO
from pathlib import Path
from zipfile import ZipFile

from ..tables import TableError

_MOST = 1 << 30  # bytes that an export may unpack to


@contextmanager
def archive_of(source: Path | BytesIO, name: str) -> Iterator[ZipFile]:
    """An open zip; raises `TableError` if its members are too large together."""
    with ZipFile(source) as archive:
        if sum(member.file_size for member in archive.infolist()) > _MOST:
            raise TableError(
                f"coding.load: {name!r} would unpack to more than {_MOST:,} bytes.\n"
                "Export fewer documents at once."
            )
        yield archive
