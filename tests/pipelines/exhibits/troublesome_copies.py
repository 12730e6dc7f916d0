"""A copier that does what its source says: crash, hang, babble, lie. For the tests of isolation only."""

from __future__ import annotations

import ctypes
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any


def make_copy(order: dict[str, Any], tell: Callable[[int, int], None]) -> Any:
    """Obey the first word of the source."""
    command = Path(order["source"]).read_text().split()[0]
    part = Path(order["out"] + ".part")
    pages = {"pages": [[1, 612, 792, "none", 0, []]], "remarks": [], "marked": []}
    if command == "CRASH":
        part.write_bytes(b"half")
        ctypes.string_at(0)
    if command == "HANG":
        part.write_bytes(b"half")
        time.sleep(600)
    if command == "SPAWN":
        child = subprocess.Popen([sys.executable, "-c", "import time; time.sleep(600)"])
        (part.parent / "spawned").write_text(str(child.pid))
        time.sleep(600)
    if command == "BABBLE":
        tell(5, 1)
    if command == "LIE":
        part.write_bytes(b"whole")
        return {"pages": "many"}
    if command == "LINK":
        part.symlink_to(order["source"])
    elif command != "NOFILE":
        part.write_bytes(b"whole")
    return pages
