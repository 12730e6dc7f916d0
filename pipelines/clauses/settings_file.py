"""The files that people keep beside a matter's contracts: the list of types, the dates confirmed.

Answers: whether such a file is there. Refuses whatever else bears its name (a link, a folder, a pipe) and
what nobody types: passed over in silence, it would be a rule that everyone believes in and nothing applies.
"""

from __future__ import annotations

import stat
from pathlib import Path

from extractors.errors import UsageError

_MOST_BYTES = 10_000_000


def stands(path: Path) -> bool:
    """Whether the file is there.

    Raises:
        UsageError: what is there is not an ordinary file, or has more than 10 MB.
    """
    try:
        found = path.lstat()
    except FileNotFoundError:
        return False
    if not stat.S_ISREG(found.st_mode):
        raise UsageError(f"{path} is not an ordinary file.", "Put the file itself there, not a link to it.")
    if found.st_size > _MOST_BYTES:
        raise UsageError(f"{path} has more than {_MOST_BYTES // 1_000_000} MB.", "Check the file.")
    return True
