"""Commands that keep a matter among those who may see it: who has access."""

from __future__ import annotations

from typing import Annotated

import typer

from pipelines import access
from pipelines.cli_inputs import ActorOption, MatterArgument, OfficeOption, find_matter, now
from pipelines.cli_matters import matter
from pipelines.cli_words import say
from pipelines.office import office_of
from pipelines.review.roster import Role

PeopleArgument = Annotated[list[str], typer.Argument(metavar="ID...", help="Their ids on the roster.")]


def register() -> None:
    """Add the commands to those of matters."""
    matter.command("grant")(matter_grant)
    matter.command("withdraw")(matter_withdraw)
    matter.command("access")(matter_access)


def matter_grant(
    named: MatterArgument,
    people: PeopleArgument,
    actor: ActorOption,
    office: OfficeOption = None,
    role: Annotated[
        list[Role] | None,
        typer.Option(help="In which roles at most; all that the roster gives if left out. May be repeated."),
    ] = None,
) -> None:
    """Let people work in a matter. Nobody may who is not named.

    \b
    Examples:
      pincite matter grant OFFICE/matters/2024-017 pat lee --actor ann
      pincite matter grant 2024-017 quinn --office OFFICE --role qc --actor ann
    """
    found = find_matter(named, office)
    access.grant(found, people, actor, now(), tuple(role or ()))
    matter_access(named, office)


def matter_withdraw(
    named: MatterArgument,
    person: Annotated[str, typer.Argument(metavar="ID", help="Their id on the roster.")],
    actor: ActorOption,
    office: OfficeOption = None,
) -> None:
    """Take a person's access to a matter back.

    \b
    Example:
      pincite matter withdraw OFFICE/matters/2024-017 pat --actor ann
    """
    access.withdraw(find_matter(named, office), person, actor, now())
    matter_access(named, office)


def matter_access(named: MatterArgument, office: OfficeOption = None) -> None:
    """Show who may work in a matter, and as what.

    \b
    Example:
      pincite matter access OFFICE/matters/2024-017
    """
    found = find_matter(named, office)
    roster = office_of(found).roster()
    for given in access.grants(found):
        person = roster.person(given.person)
        if person is None:
            say(f"{given.person}: not on the roster, so nothing yet")
            continue
        roles = ", ".join(access.roles_in(found, person)) or "none of the roles that the roster gives"
        say(f"{given.person}: {person.name} ({roles})")
    if not access.grants(found):
        say("Nobody may work in this matter yet.")
