"""Whether somebody is writing to a file at this moment, as far as this machine can know.

Linux grants a read lease on a file only while nobody has it open for writing. On a disk of this machine that
settles the question; on a folder of another machine it says nothing of the writers there, and is not asked.

Answers: nobody, somebody, or unknown. Refuses to hold a lease: a writer who comes meanwhile waits for a few
microseconds, never longer, and no signal ever ends this process.
"""

from __future__ import annotations

import fcntl
import os
import signal
from enum import Enum
from pathlib import Path

_MOUNTS = Path("/proc/self/mountinfo")
_OWN_DISKS = frozenset(
    {"ext2", "ext3", "ext4", "xfs", "btrfs", "f2fs", "zfs", "bcachefs", "tmpfs", "overlay"}
)


class Writers(Enum):
    """Who has a file open for writing."""

    NONE = "none"
    SOME = "some"
    UNKNOWN = "unknown"


def writers(descriptor: int) -> Writers:
    """Who else has a file on a disk of this machine open for writing.

    Args:
        descriptor: of the file, opened for reading only.
    """
    try:
        # Not the usual signal, which would end the process if a writer came just now: this one is ignored.
        fcntl.fcntl(descriptor, fcntl.F_SETSIG, signal.SIGURG)
        fcntl.fcntl(descriptor, fcntl.F_SETLEASE, fcntl.F_RDLCK)
    except BlockingIOError:
        return Writers.SOME
    except OSError:  # not granted to this user, or not by this file system
        return Writers.UNKNOWN
    fcntl.fcntl(descriptor, fcntl.F_SETLEASE, fcntl.F_UNLCK)
    return Writers.NONE


def on_own_disk(device: int) -> bool:
    """Whether a device (``st_dev``) is a disk of this machine, where nobody else writes."""
    wanted = f"{os.major(device)}:{os.minor(device)}"
    try:
        lines = _MOUNTS.read_text(encoding="utf-8", errors="replace").splitlines()
    except OSError:
        return False
    # 36 35 98:0 /root /mount/point options [fields] - type source options
    for line in lines:
        front, _, back = line.partition(" - ")
        fields = front.split()
        if len(fields) > 2 and fields[2] == wanted:
            return back.split(" ", 1)[0] in _OWN_DISKS
    return False
