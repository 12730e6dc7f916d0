"""What the operations page prints beside the commands that the cluster is started by: units and options."""

from __future__ import annotations

import re
import shlex
import subprocess

import pytest

from tests.cluster.documented import blocks, command
from tests.cluster.running import PROGRAMS
from tests.conftest import ROOT


def test_units_start_what_the_page_tells_to_start() -> None:
    started = [line.removeprefix("ExecStart=") for b in blocks() for line in b.splitlines() if "Exec" in line]
    assert len(started) == 2
    for line in started:
        program, *words = shlex.split(line)
        assert program.startswith("/opt/pincite/.venv/bin/")
        name = program.rpartition("/")[2]
        shown = command(f"{name} watch" if name == "pincite" else f"{name} worker", {})[1:]
        here = [{"/srv/pincite/office": "OFFICE", "pincite-%i": "pincite-1"}.get(w, w) for w in words]
        assert here == shown


@pytest.mark.long
def test_every_prefect_and_dask_command_has_the_options_that_the_page_gives_it() -> None:
    text = (ROOT / "docs" / "operations.md").read_text(encoding="utf-8")
    lines = {line.strip() for b in blocks() for line in b.splitlines()} | set(
        re.findall(r"`([^`\n]+)`", text)
    )
    asked = sorted(line for line in lines if line.startswith(("prefect ", "dask ")))
    assert len(asked) > 8
    for line in asked:
        words = [word for word in shlex.split(line) if word != "--no-prompt"]
        options = {word for word in words if word.startswith("-")}
        named = [word for word in words if re.fullmatch(r"[a-z-]+", word) and not word.startswith("-")]
        helped = ""
        while not helped and len(named) > 1:
            done = subprocess.run(
                [PROGRAMS / named[0], *named[1:], "--help"], capture_output=True, text=True, check=False
            )
            helped = done.stdout if done.returncode == 0 and "Usage" in done.stdout else ""
            named.pop()
        assert helped, line
        assert not [option for option in options if option not in helped], line
