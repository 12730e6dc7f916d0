"""Commands of the review page: serve it on this machine, give people a password for it."""

from __future__ import annotations

from typing import Annotated

import typer

from pipelines.commands import office, review
from pipelines.commands.inputs import (
    ActorOption,
    OfficeOption,
    PassphraseOption,
    needed_office,
    now,
    passphrase,
)
from pipelines.commands.words import command, say, say_next
from pipelines.office import open_office


def register() -> None:
    """Add the commands to the groups ``review`` and ``roster``, which must stand already."""
    review.review.command("serve")(review_serve)
    office.roster.command("set-password")(roster_set_password)


def review_serve(
    office: OfficeOption = None,
    port: Annotated[int, typer.Option(help="The port; 0 takes any that is free.", min=0, max=65535)] = 0,
) -> None:
    """Serve the review page to this machine's browser, until Ctrl-C.

    Nobody else on the network can reach it. Sign in with an id of the roster and the password that
    `pincite roster set-password` gave it.

    \b
    Example:
      pincite review serve --office OFFICE
    """
    from pipelines.web.serving import serve

    folder = needed_office(office)
    serve(
        open_office(folder), port, now, lambda address: say(f"The review page is at {address} until Ctrl-C.")
    )


def roster_set_password(
    id: Annotated[str, typer.Argument(metavar="ID", help="The person's id on the roster.")],
    actor: ActorOption,
    office: OfficeOption = None,
    passphrase_fd: PassphraseOption = None,
) -> None:
    """Give a person a password for the review page, or a new one, which also unlocks the account.

    A password lets somebody look and decide rows. It signs nothing: approving takes the attorney's own key.

    \b
    Example:
      pincite roster set-password lee --office OFFICE --actor lee
    """
    from pipelines.web.accounts import set_password

    folder = needed_office(office)
    opened = open_office(folder)
    secret = passphrase(passphrase_fd, f"New password for {id}", twice=True)
    set_password(opened, id, secret, actor, now())
    say(f"{id} can sign in to the review page.")
    say_next(command("review", "serve", "--office", folder))
