"""``pincite`` run in this process: the same commands, arguments and exit codes, without a start for each."""

from __future__ import annotations

import contextlib
import io
import os
from dataclasses import dataclass
from pathlib import Path
from unittest.mock import patch

from pipelines.cli import main


@dataclass(frozen=True)
class Done:
    returncode: int
    stdout: str
    stderr: str


def run_here(*arguments: str | Path, passphrase: str = "") -> Done:
    """``passphrase`` is given by a file descriptor, if there is one."""
    words = [str(a) for a in arguments]
    if passphrase:
        reading, writing = os.pipe()
        os.write(writing, passphrase.encode() + b"\n")
        os.close(writing)
        words += ["--passphrase-fd", str(reading)]
    out, err, code = io.StringIO(), io.StringIO(), 0
    with (
        patch("sys.argv", ["pincite", *words]),
        contextlib.redirect_stdout(out),
        contextlib.redirect_stderr(err),
    ):
        try:
            main()
        except SystemExit as stop:
            code = stop.code if isinstance(stop.code, int) else 1
    return Done(code, out.getvalue(), err.getvalue())
