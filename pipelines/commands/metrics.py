"""Commands that say how the work goes: figures from the ledgers, and the status of everything in hand."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from extractors.errors import UsageError
from pipelines.commands.inputs import OfficeOption, day, find_matter, needed_office, now
from pipelines.commands.words import note, say
from pipelines.commands.written_files import write_asked
from pipelines.office import Office, office_of, open_office

if TYPE_CHECKING:
    from pipelines.matter import Matter

MatterOption = Annotated[
    list[str] | None,
    typer.Option(
        "--matter",
        metavar="MATTER",
        help="Only this matter: its folder, or its short name with --office. May be repeated.",
        show_default=False,
    ),
]
HtmlOption = Annotated[
    Path | None, typer.Option("--html", help="Write the page to this file.", show_default=False)
]


def register(app: typer.Typer) -> None:
    """Add the commands to the command line."""
    app.command("metrics")(metrics)
    app.command("report")(report)


def metrics(
    office: OfficeOption = None,
    matter: MatterOption = None,
    since: Annotated[
        date | None,
        typer.Option(parser=day, metavar="DAY", help="Count what was decided on that day or later."),
    ] = None,
    csv: Annotated[Path | None, typer.Option(help="Write a spreadsheet's lines.", show_default=False)] = None,
    html: HtmlOption = None,
) -> None:
    """Show how good the reviewed work was and how long it took, counted from the ledgers alone.

    \b
    Examples:
      pincite metrics --office OFFICE
      pincite metrics --office OFFICE --since 2026-01-01 --html figures.html --csv figures.csv
    """
    from pipelines.metrics.figures import figures
    from pipelines.metrics.figures_page import figures_csv, figures_page
    from pipelines.metrics.gathering import gather, gather_office, turnarounds
    from pipelines.metrics.page_parts import counted, interval, shown

    opened, matters = _chosen(office, matter)
    found = gather(matters) if matter else gather_office(opened)
    for slug, why in found.unread:
        note(f"{slug} is not counted: {why}")
    made = figures(found.records, turnarounds(opened), opened.policy().hours, now(), since)
    for x in made.whole:
        span = f"  95 % range {interval(x)}" if interval(x) else ""
        remark = f"  ({x.remark})" if x.remark else ""
        say(f"{x.formula.name:<38} {shown(x):>8}  {counted(x)}{span}{remark}")
    write_asked(csv, lambda: figures_csv(made))
    write_asked(html, lambda: figures_page(made, _names(opened), found.unread))


def report(office: OfficeOption = None, matter: MatterOption = None, html: HtmlOption = None) -> None:
    """Show where everything stands: what needs somebody now, what is in hand, what was released lately.

    \b
    Examples:
      pincite report --office OFFICE
      pincite report --office OFFICE --html status.html
    """
    from pipelines.metrics.status import status_report
    from pipelines.metrics.status_page import status_lines, status_page

    opened, matters = _chosen(office, matter)
    at, hours = now(), opened.policy().hours
    locked = () if matter else tuple(folder.name for folder in opened.locked_matters())
    status = status_report(opened, matters, at, locked)
    for line in status_lines(status, at, hours):
        say(line)
    write_asked(html, lambda: status_page(status, at, _names(opened), hours))


def _chosen(office: Path | None, named: list[str] | None) -> tuple[Office, tuple[Matter, ...]]:
    """The office and the matters asked for; without any, all that are not locked.

    Raises:
        UsageError: the matters are not of one office.
    """
    if not named:
        opened = open_office(needed_office(office))
        return opened, opened.matters()
    matters = tuple(find_matter(name, office) for name in dict.fromkeys(named))
    offices = {office_of(m).folder: office_of(m) for m in matters}
    if len(offices) > 1:
        raise UsageError("The matters are of different offices.", "Ask for one office at a time.")
    return next(iter(offices.values())), matters


def _names(office: Office) -> dict[str, str]:
    return {p.id: p.name for p in office.roster().people}
