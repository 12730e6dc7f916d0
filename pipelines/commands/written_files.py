"""A file that a command writes where its user asked for one."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from extractors.errors import UsageError
from pipelines.commands.words import say
from pipelines.durable import replace_file


def write_asked(path: Path | None, made: Callable[[], bytes]) -> None:
    """Write what ``made`` gives to ``path`` and say so; nothing is made where no file was asked for.

    Raises:
        UsageError: the file cannot be written.
    """
    if path is None:
        return
    try:
        replace_file(path, made())
    except OSError as error:
        raise UsageError(f"{path} cannot be written ({error.strerror}).", "Name another file.") from None
    say(f"Written: {path}")
