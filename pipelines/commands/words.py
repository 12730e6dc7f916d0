"""How the command line speaks: results on standard output, errors and progress on standard error.

Names of files come from outside; control characters in them are shown, never sent to the terminal.
"""

from __future__ import annotations

import shlex
import shutil
import sys
from collections.abc import Iterable
from pathlib import Path

import typer

from extractors.errors import PinciteError
from pipelines.rows import SetAside


def say(line: str = "") -> None:
    """One line of the result."""
    typer.echo(visible(line))


def note(line: str) -> None:
    """One line beside the result."""
    typer.echo(visible(line), err=True)


def say_error(error: PinciteError) -> None:
    """An error as the one line it is."""
    note(f"pincite: {error}")


def visible(untrusted_text: str) -> str:
    """The text with what a terminal would obey shown as ``\\x1b`` instead."""
    return "".join(
        c if c.isprintable() else c.encode("unicode_escape", "surrogatepass").decode("ascii")
        for c in untrusted_text
    )


def command(*words: str | Path) -> str:
    """A command as it can be typed here: with its path where the shell would not find it."""
    found = shutil.which("pincite") is not None or Path(sys.argv[0]).name != "pincite"
    program = "pincite" if found else near(Path(sys.argv[0]))
    return shlex.join([program, *(near(w) if isinstance(w, Path) else w for w in words)])


def near(path: Path) -> str:
    """The path as seen from the working folder, where it lies below it."""
    here = Path.cwd()
    return str(path.relative_to(here) if path.is_absolute() and path.is_relative_to(here) else path)


def say_next(*commands: str) -> None:
    """What to type next."""
    say()
    say("Next:")
    for line in commands:
        say(f"  {line}")


def say_set_aside(entries: Iterable[SetAside]) -> None:
    """The files that were not processed, each with reason and remedy."""
    for entry in entries:
        say(f"  set aside ({entry.reason}): {entry.detail} {entry.remedy}")
