"""A folder inside the matter for files too large for memory: private, and gone when the work is done.

What a killed run left there is swept by the next one. A folder whose process still runs is left alone.
"""

from __future__ import annotations

import contextlib
import os
import re
import shutil
from collections.abc import Iterator
from pathlib import Path

from pipelines.matter import Matter

_OURS = re.compile(r"\.drafting-(\d{1,9})")


@contextlib.contextmanager
def work_folder(matter: Matter) -> Iterator[Path]:
    """An empty folder of this process's own, removed at the end."""
    _sweep(matter.folder)
    folder = matter.folder / f".drafting-{os.getpid()}"
    folder.mkdir(mode=0o700)
    try:
        yield folder
    finally:
        shutil.rmtree(folder, ignore_errors=True)


def _sweep(folder: Path) -> None:
    for left in folder.glob(".drafting-*"):
        match = _OURS.fullmatch(left.name)
        if match and (int(match[1]) == os.getpid() or not _runs(int(match[1]))):
            shutil.rmtree(left, ignore_errors=True)


def _runs(process: int) -> bool:
    try:
        os.kill(process, 0)
    except ProcessLookupError:
        return False
    except PermissionError:
        return True
    return True
