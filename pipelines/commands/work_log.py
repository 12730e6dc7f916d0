"""Commands of the work log: who worked how long on a matter, in house or outsourced."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable
from datetime import date
from pathlib import Path
from typing import Annotated
from zoneinfo import ZoneInfo

import typer

from extractors.errors import UsageError
from pipelines.commands.inputs import (
    ActorOption,
    MatterArgument,
    OfficeOption,
    day,
    find_matter,
    needed_office,
    now,
)
from pipelines.commands.words import say
from pipelines.durable import replace_file
from pipelines.matter import Matter
from pipelines.office import office_of, open_office
from pipelines.work_log import What, WorkLine, log_work, withdraw_work, worked

worklog = typer.Typer(help="Who worked how long on a matter, in house or outsourced.", no_args_is_help=True)

WorkedArgument = Annotated[
    str | None,
    typer.Argument(
        metavar="[MATTER]",
        help="The matter's folder, or its short name with --office. Without it: every matter of the office.",
        show_default=False,
    ),
]
_COLUMNS = (
    *("matter", "day", "person", "name", "engagement", "what", "about", "minutes", "source", "entry"),
)


def register(app: typer.Typer) -> None:
    """Add the commands to the command line."""
    app.add_typer(worklog, name="worklog")


@worklog.command("add")
def worklog_add(
    named: MatterArgument,
    actor: ActorOption,
    minutes: Annotated[int, typer.Option(help="How long.")],
    what: Annotated[What, typer.Option(help="What the time went into.")],
    office: OfficeOption = None,
    on: Annotated[
        date | None, typer.Option(parser=day, metavar="DAY", help="When; today if left out.")
    ] = None,
    person: Annotated[
        str, typer.Option(metavar="ID", help="Whose time, for supervising attorneys.", show_default=False)
    ] = "",
) -> None:
    """Log time that was worked on a matter.

    \b
    Example:
      pincite worklog add OFFICE/matters/2024-017 --actor pat --minutes 45 --what drafting
    """
    matter = find_matter(named, office)
    at = now()
    today = at.astimezone(ZoneInfo(office_of(matter).policy().hours.zone)).date()
    entry = log_work(matter, what, minutes, on or today, actor, at, person=person)
    say(f"Logged: {minutes} minutes of {what} on {on or today}, for {person or actor} (entry {entry.seq}).")


@worklog.command("withdraw")
def worklog_withdraw(
    named: MatterArgument,
    entry: Annotated[int, typer.Option(help="The line's entry, as `worklog show` gives it.")],
    actor: ActorOption,
    office: OfficeOption = None,
) -> None:
    """Take a wrong line back. It stays in the ledger, and so does who took it back.

    \b
    Example:
      pincite worklog withdraw OFFICE/matters/2024-017 --entry 31 --actor pat
    """
    withdraw_work(find_matter(named, office), entry, actor, now())
    say(f"Entry {entry} no longer counts.")


@worklog.command("show")
def worklog_show(named: WorkedArgument = None, office: OfficeOption = None) -> None:
    """Show every line, and the minutes of each person.

    \b
    Example:
      pincite worklog show OFFICE/matters/2024-017
    """
    lines = _lines(_matters(named, office))
    for x in lines:
        source = "measured" if x.measured else f"entry {x.entry}"
        about = f" of {x.about}" if x.about else ""
        say(f"{x.day}  {x.matter}  {x.person:<12} {x.minutes:>7.1f} min  {x.what}{about}  ({source})")
    people = sorted({(x.person, x.name, x.engagement) for x in lines})
    for id, name, engagement in people:
        own = [x for x in lines if x.person == id]
        logged = sum(x.seconds for x in own if not x.measured) / 60
        measured = sum(x.seconds for x in own if x.measured) / 60
        say(f"{name} ({engagement.replace('_', ' ')}): {logged:.1f} min logged, {measured:.1f} min measured")
    if not lines:
        say("Nothing is logged.")


@worklog.command("export")
def worklog_export(
    out: Annotated[Path, typer.Option("--csv", help="The file to write.")],
    named: WorkedArgument = None,
    office: OfficeOption = None,
) -> None:
    """Write the lines as a spreadsheet, for the bill. Logged and measured time may overlap: do not add them.

    \b
    Example:
      pincite worklog export --office OFFICE --csv work.csv
    """
    lines = _lines(_matters(named, office))
    try:
        replace_file(out, _csv(lines))
    except OSError as error:
        raise UsageError(f"{out} cannot be written ({error.strerror}).", "Name another file.") from None
    say(f"Written: {out} ({len(lines)} lines)")


def _matters(named: str | None, office: Path | None) -> tuple[Matter, ...]:
    if named is not None:
        return (find_matter(named, office),)
    return open_office(needed_office(office)).matters()


def _lines(matters: Iterable[Matter]) -> list[WorkLine]:
    return [line for matter in matters for line in worked(matter)]


def _csv(lines: Iterable[WorkLine]) -> bytes:
    text = io.StringIO(newline="")
    writer = csv.writer(text, lineterminator="\r\n")
    writer.writerow(_COLUMNS)
    for x in lines:
        source, entry = ("measured", "") if x.measured else ("logged", x.entry)
        # A name that a spreadsheet would compute gets an apostrophe before it.
        name = f"'{x.name}" if x.name.startswith(("=", "+", "-", "@")) else x.name
        writer.writerow(
            (x.matter, x.day, x.person, name, x.engagement, x.what, x.about, x.minutes, source, entry)
        )
    return text.getvalue().encode("utf-8-sig")
