"""Commands for the end of a matter: close it, hold it, keep it its years, dispose of it."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from pipelines.commands.inputs import (
    ActorOption,
    MatterArgument,
    OfficeOption,
    PassphraseOption,
    day,
    matter_folder,
    needed_office,
    now,
    passphrase,
)
from pipelines.commands.matters import matter
from pipelines.commands.words import command, say, say_next
from pipelines.office import Office, open_office

if TYPE_CHECKING:  # imported in the functions: most commands compare no names
    from pipelines.confidentiality.conflicts import PartyName

ReasonOption = Annotated[str, typer.Option("--reason", help="Why; kept sealed, its digest in the ledger.")]


def register() -> None:
    """Add the commands to those of matters."""
    matter.command("close")(matter_close)
    matter.command("reopen")(matter_reopen)
    matter.command("hold")(matter_hold)
    matter.command("lift-hold")(matter_lift_hold)
    matter.command("retention")(matter_retention)
    matter.command("dispose")(matter_dispose)


def matter_close(
    named: MatterArgument,
    actor: ActorOption,
    office: OfficeOption = None,
    until: Annotated[
        date | None,
        typer.Option("--until", parser=day, metavar="DAY", help="Keep it at least until that day."),
    ] = None,
) -> None:
    """Close a matter: from today its years of retention run, as policy.toml states them.

    \b
    Example:
      pincite matter close OFFICE/matters/2024-017 --actor ann --until 2041-07-16
    """
    from pipelines.confidentiality import retention

    opened, slug = _found(named, office)
    keeping = retention.close(opened, slug, actor, now(), until)
    say(f"{slug} is closed. It is to be kept until {keeping.due(opened.policy())}.")


def matter_reopen(named: MatterArgument, actor: ActorOption, office: OfficeOption = None) -> None:
    """Open a closed matter again; its retention stops.

    \b
    Example:
      pincite matter reopen OFFICE/matters/2024-017 --actor ann
    """
    from pipelines.confidentiality import retention

    opened, slug = _found(named, office)
    retention.reopen(opened, slug, actor, now())
    say(f"{slug} is open again.")


def matter_hold(
    named: MatterArgument, actor: ActorOption, reason: ReasonOption, office: OfficeOption = None
) -> None:
    """Put a legal hold on a matter: nothing is disposed of while one stands.

    \b
    Example:
      pincite matter hold OFFICE/matters/2024-017 --actor pat --reason "Preservation letter"
    """
    from pipelines.confidentiality import retention

    opened, slug = _found(named, office)
    keeping = retention.hold(opened, slug, actor, reason, now())
    say(f"Legal holds on {slug}: {keeping.holds}.")


def matter_lift_hold(
    named: MatterArgument, actor: ActorOption, reason: ReasonOption, office: OfficeOption = None
) -> None:
    """Lift one legal hold.

    \b
    Example:
      pincite matter lift-hold OFFICE/matters/2024-017 --actor ann --reason "Appeal dismissed"
    """
    from pipelines.confidentiality import retention

    opened, slug = _found(named, office)
    keeping = retention.lift_hold(opened, slug, actor, reason, now())
    say(f"Legal holds on {slug}: {keeping.holds}.")


def matter_retention(office: OfficeOption = None) -> None:
    """Show of every matter of the office how long it is to be kept.

    \b
    Example:
      pincite matter retention --office OFFICE
    """
    from pipelines.confidentiality.retention import keeping_of

    opened = open_office(needed_office(office))
    entries, policy = opened.ledger.entries(), opened.policy()
    slugs = sorted([m.slug for m in opened.matters()] + [f.name for f in opened.locked_matters()])
    for slug in slugs:
        keeping = keeping_of(entries, slug)
        due = keeping.due(policy)
        stands = f"closed, to be kept until {due}" if due else "open"
        say(f"{slug}: {stands}" + (f", legal holds: {keeping.holds}" if keeping.holds else ""))
    if not slugs:
        say("The office has no matter yet.")


def matter_dispose(
    named: MatterArgument,
    actor: ActorOption,
    office: OfficeOption = None,
    confirm: Annotated[
        bool, typer.Option("--confirm", help="As the second person: do what the first one asked for.")
    ] = False,
    reason: Annotated[str, typer.Option("--reason", help="The first person: why.")] = "",
    authority: Annotated[str, typer.Option("--authority", help="The first person: by which rule.")] = "",
    copies: Annotated[
        str, typer.Option("--copies", help='The first person: copies and backups known; "none known".')
    ] = "",
    media: Annotated[
        str, typer.Option("--media", help="The first person: media purged or destroyed, by their ids.")
    ] = "",
    forget_names: Annotated[
        bool, typer.Option("--forget-names", help="Keep no names for the conflicts check.")
    ] = False,
    key: Annotated[
        Path | None, typer.Option("--key", help="Your lock key, to keep the names of a locked matter.")
    ] = None,
    sign_with: Annotated[
        Path | None, typer.Option("--sign-with", help="Your signing key, to sign the certificate.")
    ] = None,
    passphrase_fd: PassphraseOption = None,
) -> None:
    """Destroy a closed matter whose day has come. One asks, another confirms; one of them is an attorney.

    \b
    Examples:
      pincite matter dispose OFFICE/matters/2024-017 --actor pat \\
          --reason "Retention is over" --authority "Policy 12" --copies "none known"
      pincite matter dispose OFFICE/matters/2024-017 --actor lee --confirm --sign-with lee.key
    """
    from pipelines.confidentiality.disposal import dispose
    from pipelines.disposal_request import Request, ask_disposal
    from pipelines.disposal_signature import sign_certificate, signing_key

    opened, slug = _found(named, office)
    if not confirm:
        ask_disposal(opened, slug, actor, Request(reason, authority, copies, media), now())
        say(f"Asked. Nothing of {slug} was touched.")
        folder = opened.matters_folder / slug
        say_next(command("matter", "dispose", folder, "--actor", "SECOND-ID", "--confirm"))
        return
    names: Sequence[PartyName] | None = () if forget_names else None
    if key is not None and not forget_names:
        from pipelines.confidentiality.lock_keys import open_lock_key
        from pipelines.confidentiality.matter_lock import locked_names

        identity = open_lock_key(key, passphrase(passphrase_fd, f"Passphrase for {key}"))
        names = locked_names(opened.matters_folder / slug, identity)
    signs = None
    if sign_with is not None:  # opened first: a wrong passphrase must not leave a disposal unsigned
        given = passphrase_fd if key is None or forget_names else None  # the lock key's was read from it
        words = passphrase(given, f"Passphrase for {sign_with}")
        signs = signing_key(opened, actor, sign_with, words, now())
    record = dispose(opened, slug, actor, now(), names)
    say(f"{slug} is disposed of. The certificate: {record / 'certificate.html'}")
    if signs is not None:
        say(f"Signed: {sign_certificate(opened, slug, actor, signs, now())}")
    say("Keys destroyed and files unlinked; a disk, a backup or a snapshot may hold them still.")


def _found(named: str, office: Path | None) -> tuple[Office, str]:
    """The office and the slug of a matter, which may be locked, or half disposed of."""
    folder = matter_folder(named, office)
    return open_office(folder.parent.parent), folder.name
