"""Commands for the office's templates: one for each deliverable, approved by name, reviewed in time."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import Annotated

import typer

from extractors.errors import TemplateError
from pipelines import office as offices
from pipelines.commands.inputs import ActorOption, OfficeOption, day, needed_office, now
from pipelines.commands.words import command, say, say_next
from pipelines.template_set import Standing, approve_template, standings

SHIPPED_TEMPLATES = Path(__file__).resolve().parents[2] / "templates"

templates = typer.Typer(
    help="The office's approved templates, one for each deliverable.", no_args_is_help=True
)

DeliverableArgument = Annotated[str, typer.Argument(metavar="DELIVERABLE", help="E.g. treatment.")]


def register(app: typer.Typer) -> None:
    """Add the commands to the command line."""
    app.add_typer(templates, name="templates")


@templates.command("list")
def templates_list(office: OfficeOption = None) -> None:
    """Show which template is approved for each deliverable, by whom, and until when.

    \b
    Example:
      pincite templates list --office OFFICE
    """
    for standing in standings(offices.open_office(needed_office(office)), now()):
        say(_line(standing))


@templates.command("verify")
def templates_verify(office: OfficeOption = None) -> None:
    """Prove that every template is the one that was approved, alone in its folder, and not overdue.

    \b
    Example:
      pincite templates verify --office OFFICE
    """
    found = standings(offices.open_office(needed_office(office)), now())
    for standing in found:
        say(_line(standing))
    faults = [s.fault for s in found if s.fault is not None]
    if faults:
        raise TemplateError(f"{len(faults)} of {len(found)} templates are refused.", faults[0].remedy)
    say(f"All {len(found)} templates are as approved.")


@templates.command("add")
def templates_add(deliverable: DeliverableArgument, office: OfficeOption = None) -> None:
    """Copy a template that came with this version into an office made before it. It still needs approval.

    \b
    Example:
      pincite templates add liability --office OFFICE
    """
    opened = offices.open_office(needed_office(office))
    offices.add_template(opened, SHIPPED_TEMPLATES, deliverable)
    say(f"The template {deliverable} lies in {opened.templates / deliverable}.")
    approve = ("approve", deliverable, "--actor", "YOUR-ID", "--office", opened.folder)
    say_next(command("templates", *approve))


@templates.command("approve")
def templates_approve(
    deliverable: DeliverableArgument,
    actor: ActorOption,
    office: OfficeOption = None,
    review_by: Annotated[
        date | None,
        typer.Option(parser=day, metavar="DAY", help="Last day of this approval.", show_default="in a year"),
    ] = None,
) -> None:
    """Approve the template as it now stands in the office. For template owners and supervising attorneys.

    Drafts made with another one are void.

    \b
    Example:
      pincite templates approve treatment --actor lee --office OFFICE
    """
    opened = offices.open_office(needed_office(office))
    approval = approve_template(opened, deliverable, actor, now(), review_by)
    say(
        f"The template {deliverable} {approval.version} is approved by {approval.approver}, "
        f"for review by {approval.review_by}."
    )


def _line(standing: Standing) -> str:
    if standing.fault is not None:
        return f"{standing.name}: REFUSED. {standing.fault}"
    approval = standing.approval
    assert approval is not None  # without an approval there is a fault
    until = f"review by {approval.review_by}" if approval.review_by else "no day of review"
    return (
        f"{standing.name} {approval.version}: approved {approval.approved_at[:10]} ({approval.approver}), "
        f"{until}, {approval.sha256[:12]}"
    )
