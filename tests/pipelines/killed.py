"""Run something in a child process that dies at its Nth step on the disk, as by ``kill -9``."""

from __future__ import annotations

import io
import os
import signal
import sqlite3
import sys
from collections.abc import Callable
from types import FrameType
from typing import Any

STEPS = frozenset(
    {
        *("fsync", "rename", "replace", "unlink", "rmdir", "mkdir", "symlink", "write", "fchmod"),
        *("truncate", "ftruncate", "execute", "executemany"),
    }
)
"""What is counted: every call by which a file comes, goes or becomes safe. The child dies before the call."""

WRITERS = (type(os), io.FileIO, io.BufferedWriter, sqlite3.Connection, sqlite3.Cursor)
"""Whose calls they are: the system's, a file's, a database's. What SQLite writes lies within one ``execute``,
which it takes back by itself."""


def dies_at(step: int, work: Callable[[], object]) -> bool:
    """Do ``work`` in a child that dies before its step ``step`` (from 1); whether it died.

    Raises:
        AssertionError: it failed by itself.
    """
    child = os.fork()
    if child == 0:
        try:
            sys.setprofile(_count_down(step))
            work()
            sys.setprofile(None)
            os._exit(0)
        except BaseException:
            import traceback

            traceback.print_exc()
            os._exit(1)
    _, status = os.waitpid(child, 0)
    killed = os.WIFSIGNALED(status)
    assert killed or os.WEXITSTATUS(status) == 0
    return killed


def _count_down(step: int) -> Callable[[FrameType, str, Any], None]:
    left = step

    def counted(_: FrameType, event: str, call: Any) -> None:
        nonlocal left
        if event == "c_call" and call.__name__ in STEPS and isinstance(call.__self__, WRITERS):
            left -= 1
            if left == 0:
                os.kill(os.getpid(), signal.SIGKILL)

    return counted
