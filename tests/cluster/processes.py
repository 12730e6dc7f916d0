"""What the system knows of processes and a matter's database holds meanwhile, both asked from outside."""

from __future__ import annotations

import sqlite3
from contextlib import closing
from pathlib import Path

from pipelines.matter import Matter


def below(parent: int) -> list[int]:
    """A process and all that it started, whatever their sessions; itself first."""
    found = [parent]
    for process in found:
        for listed in Path(f"/proc/{process}/task").glob("*/children"):
            try:
                found += map(int, listed.read_text(encoding="ascii").split())
            except OSError:  # it ended meanwhile
                continue
    return found


def gone(process: int) -> bool:
    """Whether it ended; also one that nobody has buried yet."""
    try:
        status = Path(f"/proc/{process}/status").read_text(encoding="ascii")
    except OSError:
        return True
    return "State:\tZ" in status


def sources_read(matter: Matter) -> set[str]:
    """The digests of the sources that are read."""
    if not matter.database.exists():
        return set()
    with closing(sqlite3.connect(f"file:{matter.database}?mode=ro", uri=True)) as database:
        try:
            return {digest for (digest,) in database.execute("SELECT sha256 FROM documents")}
        except sqlite3.OperationalError:  # the tables are just being made
            return set()
