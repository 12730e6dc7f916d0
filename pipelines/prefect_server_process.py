"""The process behind `prefect_server.py`: serve Prefect's API, say the port, end when the parent ends.

A script, run by its path in a private temporary folder, and imported by nothing: it needs only the standard
library and what Prefect brings, and names Prefect's application instead of importing it.
"""

from __future__ import annotations

import os
import shutil
import sqlite3
import sys
import threading
from contextlib import closing, suppress
from pathlib import Path
from typing import Any


def _keep(database: Path, empty: Path) -> None:
    """Put a copy of the fresh database where the next start finds it; an unwritable cache is no error."""
    partial = empty.with_name(f"{empty.name}.{os.getpid()}")
    with suppress(OSError, sqlite3.Error):
        empty.parent.mkdir(parents=True, exist_ok=True)
        with closing(sqlite3.connect(database)) as fresh, closing(sqlite3.connect(partial)) as copy:
            fresh.backup(copy)
        os.replace(partial, empty)


def _serve(empty: Path) -> None:
    """The child's whole life: serve, say the port on standard output, end when standard input ends."""
    import uvicorn

    home = Path.cwd()

    def end_with_parent() -> None:
        sys.stdin.buffer.read()
        shutil.rmtree(home, ignore_errors=True)
        os._exit(0)  # nothing here is worth an orderly shutdown: the database is gone

    class Server(uvicorn.Server):
        async def startup(self, sockets: Any = None) -> None:
            await super().startup(sockets)
            if not empty.exists():
                _keep(home / "prefect.db", empty)
            print(port, flush=True)

    threading.Thread(target=end_with_parent, daemon=True).start()
    config = uvicorn.Config(
        "prefect.server.api.server:create_app", factory=True, host="127.0.0.1", port=0, log_level="critical"
    )
    listening = config.bind_socket()
    port = listening.getsockname()[1]
    Server(config).run(sockets=[listening])


if __name__ == "__main__":
    _serve(Path(sys.argv[1]))
