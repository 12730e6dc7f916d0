"""What a person types, made into values: days, offices, matters, items, passphrases, the time.

Answers: the value meant. Refuses dates in another form than 2016-09-16, matters that are not there, and
passphrases as arguments or environment variables, where other users of the machine can read them.
"""

from __future__ import annotations

import getpass
import os
import re
import sys
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Annotated

import typer

from extractors.errors import UsageError
from pipelines.deliverables.catalog import kind
from pipelines.matter import Matter
from pipelines.matter_file import LOCKED_FILE, MATTER_FILE, check_slug, load_matter
from pipelines.office import open_office
from pipelines.review.history import Item
from pipelines.review.verdicts import ReasonCode

MatterArgument = Annotated[
    str, typer.Argument(metavar="MATTER", help="The matter's folder, or its short name with --office.")
]
OfficeOption = Annotated[
    Path | None,
    typer.Option("--office", envvar="PINCITE_OFFICE", help="The office's folder.", show_default=False),
]
ActorOption = Annotated[str, typer.Option("--actor", metavar="ID", help="Your id on the roster.")]
TREATMENT = "treatment"
"""What the review commands take for the deliverable when none is named."""
DeliverableOption = Annotated[str, typer.Option("--deliverable", help="Which deliverable.")]
RevisionOption = Annotated[
    int | None,
    typer.Option("--revision", help="Which revision; the latest if left out.", show_default=False),
]
PassphraseOption = Annotated[
    int | None,
    typer.Option(
        "--passphrase-fd",
        metavar="N",
        help="Read the passphrase from this file descriptor instead of asking.",
        show_default=False,
    ),
]

RowOption = Annotated[
    str, typer.Option("--row", metavar="ROW", help="The row's id, as `review rows` shows it.")
]
CodeOption = Annotated[ReasonCode, typer.Option("--code", help="Why, for the figures.")]
ReasonOption = Annotated[str, typer.Option("--reason", help="Why, in words. They are sealed in the matter.")]


def now() -> datetime:
    """The time, with its zone. The only clock of the command line."""
    return datetime.now(UTC)


def day(text: str) -> date:
    """A calendar day as ``YYYY-MM-DD``; a `typer.BadParameter` otherwise."""
    try:
        return date.fromisoformat(text) if re.fullmatch(r"\d{4}-\d{2}-\d{2}", text) else _no_day(text)
    except ValueError:
        return _no_day(text)


def _no_day(text: str) -> date:
    raise typer.BadParameter(f"{text!r} is no day. Write it as year-month-day, e.g. 2016-09-16.")


def needed_office(folder: Path | None) -> Path:
    """The office named by option or by ``PINCITE_OFFICE``.

    Raises:
        UsageError: neither is given.
    """
    if folder is None:
        raise UsageError("No office is named.", "Add --office FOLDER, or set PINCITE_OFFICE.")
    return folder


def find_matter(named: str, office: Path | None) -> Matter:
    """The matter of that folder, else the one of that short name in the office.

    Raises:
        UsageError: there is none.
    """
    return load_matter(matter_folder(named, office))


def matter_folder(named: str, office: Path | None) -> Path:
    """The folder of the matter, which may be locked.

    Raises:
        UsageError: the short name cannot be one.
    """
    folder = Path(named)
    if office is None or any((folder / name).is_file() for name in (MATTER_FILE, LOCKED_FILE)):
        return folder.resolve()
    check_slug(named)
    return open_office(office).matters_folder / named


def item_of(matter: Matter, deliverable: str, revision: int | None) -> Item:
    """The revision named, else the latest one.

    Raises:
        UsageError: the deliverable is unknown, or was never drafted.
    """
    from pipelines.drafts import latest_draft

    kind(deliverable)
    if revision is not None:
        return Item(deliverable, revision)
    draft = latest_draft(matter, deliverable)
    if draft is None:
        raise UsageError(
            f"There is no {deliverable} draft in {matter.slug}.",
            f"Make one with `pincite draft {deliverable}`.",
        )
    return draft.item


def find_item(named: str, office: Path | None, deliverable: str, revision: int | None) -> tuple[Matter, Item]:
    """The matter and the revision meant: `find_matter`, then `item_of`."""
    matter = find_matter(named, office)
    return matter, item_of(matter, deliverable, revision)


def passphrase(descriptor: int | None, prompt: str, *, twice: bool = False) -> str:
    """Ask for a passphrase, or read one line of a file descriptor.

    Raises:
        UsageError: the descriptor cannot be read, there is no terminal to ask at, or two entries differ.
    """
    if descriptor is not None:
        try:
            with os.fdopen(descriptor, encoding="utf-8") as stream:
                return stream.readline().rstrip("\r\n")
        except (OSError, ValueError):  # ValueError: a negative number, or not UTF-8
            raise UsageError(
                f"No passphrase can be read from file descriptor {descriptor}.",
                "Open it in the shell, e.g. --passphrase-fd 3 3<passphrase-file.",
            ) from None
    if not at_terminal():
        raise UsageError("There is no terminal to ask for the passphrase at.", "Use --passphrase-fd.")
    given = getpass.getpass(f"{prompt}: ")
    if twice and getpass.getpass("The same again: ") != given:
        raise UsageError("The two passphrases differ.", "Try again.")
    return given


def at_terminal() -> bool:
    """Whether a person can be asked: a script cannot answer."""
    return sys.stdin.isatty()


def login_name() -> str:
    """The user's login name as a roster id, ``preparer`` where it cannot be one."""
    try:
        name = getpass.getuser().lower()
    except (KeyError, OSError):
        return "preparer"
    return name if re.fullmatch(r"[a-z0-9][a-z0-9._-]{0,62}", name) else "preparer"


def naming(deliverable: str) -> tuple[str, ...]:
    """The option that names a deliverable in a command that is shown."""
    return () if deliverable == TREATMENT else ("--deliverable", deliverable)
