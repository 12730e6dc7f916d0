"""Run something in a child process that dies at its Nth step on the disk, as by ``kill -9``."""

from __future__ import annotations

import os
import signal
from collections.abc import Callable
from typing import Any

STEPS = ("fsync", "rename", "replace", "unlink", "rmdir", "mkdir", "symlink", "write", "fchmod")
"""What is counted: every call by which a file comes, goes or becomes safe. The child dies before the call."""


def dies_at(step: int, work: Callable[[], object]) -> bool:
    """Do ``work`` in a child that dies before its step ``step`` (from 1); whether it died.

    Raises:
        AssertionError: it failed by itself.
    """
    child = os.fork()
    if child == 0:
        try:
            _count_down(step)
            work()
            os._exit(0)
        except BaseException:
            import traceback

            traceback.print_exc()
            os._exit(1)
    _, status = os.waitpid(child, 0)
    killed = os.WIFSIGNALED(status)
    assert killed or os.WEXITSTATUS(status) == 0
    return killed


def _count_down(step: int) -> None:
    left = step

    def counted(call: Callable[..., Any]) -> Callable[..., Any]:
        def counting(*args: Any, **kwargs: Any) -> Any:
            nonlocal left
            left -= 1
            if left == 0:
                os.kill(os.getpid(), signal.SIGKILL)
            return call(*args, **kwargs)

        return counting

    for name in STEPS:
        setattr(os, name, counted(getattr(os, name)))
