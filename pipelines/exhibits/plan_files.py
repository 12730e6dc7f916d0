"""The files that a plan consists of, before any of them is opened.

Answers: nothing; lets pass what is an ordinary file of a plan's size. Refuses pipes, devices and folders,
which would be waited for or read without end, and what is too large to have been typed.
"""

from __future__ import annotations

import stat
from pathlib import Path

from extractors.errors import UsageError

MOST_BYTES = 20_000_000


def require_plain(path: Path) -> None:
    """Refuse what cannot be a plan or a list of one.

    Raises:
        UsageError: missing, not an ordinary file, or larger than `MOST_BYTES`.
    """
    try:
        found = path.stat()
    except (OSError, ValueError) as error:
        why = error.strerror if isinstance(error, OSError) else "its name holds characters of no file name"
        raise UsageError(f"{path} cannot be read ({why}).", "Check the name given.") from None
    if not stat.S_ISREG(found.st_mode):
        raise UsageError(f"{path} is not a file.", "Name the plan's or the list's file itself.")
    if found.st_size > MOST_BYTES:
        raise UsageError(
            f"{path.name} is no plan and no list of exhibits: it has more than {MOST_BYTES // 1_000_000} MB.",
            "Check the name given.",
        )
