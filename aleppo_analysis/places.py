"""What stands at a path."""

from pathlib import Path
from stat import S_ISBLK, S_ISCHR, S_ISDIR, S_ISFIFO, S_ISREG, S_ISSOCK

_KINDS = [
    (S_ISREG, "is an ordinary file"),
    (S_ISDIR, "is a folder"),
    (S_ISFIFO, "is a pipe"),
    (S_ISSOCK, "is a socket"),
    (S_ISCHR, "is a device"),
    (S_ISBLK, "is a device"),
]


def what_is(path: Path) -> str:
    """What stands there, as it goes on after the path's name: *is a folder*, *does not exist*.

    Of a link it is what the link leads to.
    """
    try:
        mode = path.stat().st_mode
    except FileNotFoundError:
        return "is a link that leads nowhere" if path.is_symlink() else "does not exist"
    except OSError as error:
        return f"cannot be looked up ({error.strerror})"
    return next((kind for fits, kind in _KINDS if fits(mode)), "is no file")
