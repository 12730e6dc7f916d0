"""Commands for the office: make it, keep its roster."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import Annotated

import typer

from pipelines import office as offices
from pipelines.commands.inputs import (
    ActorOption,
    OfficeOption,
    PassphraseOption,
    day,
    needed_office,
    now,
    passphrase,
)
from pipelines.commands.templates import SHIPPED_TEMPLATES
from pipelines.commands.words import command, say, say_next
from pipelines.review.roster import ATTORNEYS, Engagement, Person, Role
from pipelines.template_set import make_office

roster = typer.Typer(help="Who may do what in the office, and with which key.", no_args_is_help=True)


def register(app: typer.Typer) -> None:
    """Add the commands to the command line."""
    app.command("init")(init)
    app.add_typer(roster, name="roster")


def init(
    folder: Annotated[Path, typer.Argument(metavar="OFFICE", help="A new folder for the office.")],
    templates: Annotated[
        Path, typer.Option(help="Where its approved templates are copied from.", show_default="as shipped")
    ] = SHIPPED_TEMPLATES,
) -> None:
    """Make an office: roster, policy, approved templates, and room for matters.

    \b
    Example:
      pincite init ~/pincite-office
    """
    office = make_office(folder, templates, now())
    say(f"An office stands in {office.folder}.")
    first = ("--name", "Full Name", "--role", "admin", "--actor", "ID")
    say_next(
        command("roster", "add", "ID", *first, "--office", folder),
        command("matter", "new", "2024-017", "--client", "First Last", "--access", "ID", "--office", folder),
    )


@roster.command("add")
def roster_add(
    id: Annotated[str, typer.Argument(metavar="ID", help="A short id, e.g. lee.")],
    name: Annotated[str, typer.Option(help="Full name, as certificates print it.")],
    role: Annotated[list[Role], typer.Option(help="May be given several times.")],
    actor: ActorOption,
    office: OfficeOption = None,
    licence_number: Annotated[str, typer.Option(help="Attorneys: bar number.")] = "",
    licence_state: Annotated[str, typer.Option(help="Attorneys: two capital letters, e.g. GA.")] = "",
    valid_from: Annotated[date | None, typer.Option(parser=day, metavar="DAY")] = None,
    valid_until: Annotated[date | None, typer.Option(parser=day, metavar="DAY")] = None,
    engagement: Annotated[
        Engagement, typer.Option(help="Whose staff the person is: the work log says so.")
    ] = Engagement.IN_HOUSE,
) -> None:
    """Put a person on the roster. Once there is an admin, only an admin may.

    \b
    Examples:
      pincite roster add pat --office OFFICE --name "Pat Quill" \\
          --role preparer --actor ann
      pincite roster add lee --office OFFICE --name "Lee Moss" --role attorney \\
          --licence-number 123456 --licence-state GA --actor ann
    """
    folder = needed_office(office)
    days = (valid_from, valid_until)
    person = Person(id, name, tuple(role), licence_number, licence_state, *days, engagement=engagement)
    offices.add_person(offices.open_office(folder), person, actor, now())
    say(f"{id} is on the roster as {', '.join(role)}.")
    if person.has(*ATTORNEYS):
        say_next(command("roster", "add-key", id, "--office", folder, "--key", f"{id}.key", "--actor", id))


@roster.command("add-key")
def roster_add_key(
    id: Annotated[str, typer.Argument(metavar="ID", help="The attorney's id on the roster.")],
    key: Annotated[
        Path, typer.Option(help="The private key's file: made when missing. Keep it to yourself.")
    ],
    actor: ActorOption,
    office: OfficeOption = None,
    passphrase_fd: PassphraseOption = None,
) -> None:
    """Give an attorney a signing key. The private half stays in its file, under a passphrase.

    \b
    Example:
      pincite roster add-key lee --office OFFICE --key ~/lee.key --actor lee
    """
    opened = offices.open_office(needed_office(office))
    secret = passphrase(passphrase_fd, f"Passphrase for {key}", twice=not key.exists())
    person = offices.add_key(opened, id, key, secret, actor, now())
    say(f"{id} signs with the key in {key} (public half {person.public_key}).")


@roster.command("revoke-key")
def roster_revoke_key(
    id: Annotated[str, typer.Argument(metavar="ID", help="Whose key.")],
    actor: ActorOption,
    office: OfficeOption = None,
) -> None:
    """Take a signing key back that was lost or read by others. What was signed before stays verifiable.

    \b
    Example:
      pincite roster revoke-key lee --office OFFICE --actor ann
    """
    from pipelines.review.revocation import revoke_key

    folder = needed_office(office)
    revoke_key(offices.open_office(folder), id, actor, now())
    say(f"The key of {id} signs no more. Approvals that are not released yet are void.")
    say_next(command("roster", "add-key", id, "--office", folder, "--key", f"{id}-2.key", "--actor", id))


@roster.command("list")
def roster_list(office: OfficeOption = None) -> None:
    """Show who is on the roster.

    \b
    Example:
      pincite roster list --office OFFICE
    """
    people = offices.open_office(needed_office(office)).roster().people
    for p in people:
        licence = f", {p.licence_state} {p.licence_number}" if p.licence_number else ""
        key = ", has a key" if p.signing_key else ""
        key += ", outsourced" if p.engagement is Engagement.OUTSOURCED else ""
        say(f"{p.id}: {p.name} ({', '.join(p.roles)}{licence}{key})")
    if not people:
        say("Nobody is on the roster yet.")
