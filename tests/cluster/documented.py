"""What `docs/operations.md` tells people to type: the tests of the cluster start exactly that, elsewhere."""

from __future__ import annotations

import re
import shlex
from collections.abc import Mapping

from tests.conftest import ROOT

PAGE = ROOT / "docs" / "operations.md"


def blocks() -> tuple[str, ...]:
    """The indented blocks of the page, without their indent."""
    text = PAGE.read_text(encoding="utf-8")
    found = re.findall(r"(?:^ {4}.*\n|^\n(?= {4}))+", text, re.MULTILINE)
    return tuple(re.sub(r"^ {4}", "", block, flags=re.MULTILINE).strip("\n") for block in found)


def block(beginning: str, here: Mapping[str, str]) -> str:
    """The one block that begins so, with values of this place put for the printed ones."""
    (found,) = (b for b in blocks() if b.startswith(beginning))
    for printed, value in here.items():
        found = found.replace(printed, value)
    return found + "\n"


def command(beginning: str, here: Mapping[str, str]) -> list[str]:
    """The one command of the page that begins so, as words, with values of this place in it."""
    lines = {line.strip() for b in blocks() for line in b.splitlines()}
    (line,) = (line for line in lines if line.startswith(beginning))
    for printed, value in here.items():
        assert printed in line, (printed, line)
        line = line.replace(printed, value)
    return shlex.split(line)


def settings(beginning: str, here: Mapping[str, str]) -> dict[str, str]:
    """The environment file that begins so."""
    return dict(line.split("=", 1) for line in block(beginning, here).splitlines())
