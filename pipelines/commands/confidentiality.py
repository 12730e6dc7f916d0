"""Commands that keep a matter among those who may see it: who has access, and who holds a key to it."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from pipelines.commands.inputs import (
    ActorOption,
    MatterArgument,
    OfficeOption,
    PassphraseOption,
    find_matter,
    matter_folder,
    needed_office,
    now,
    passphrase,
)
from pipelines.commands.matters import matter
from pipelines.commands.office import roster
from pipelines.commands.words import command, say, say_next
from pipelines.confidentiality import access
from pipelines.matter_file import LOCKED_FILE, load_matter
from pipelines.office import office_of, open_office
from pipelines.review.roster import Role

PeopleArgument = Annotated[list[str], typer.Argument(metavar="ID...", help="Their ids on the roster.")]
KeyOption = Annotated[Path, typer.Option("--key", help="Your lock key's file.")]


def register() -> None:
    """Add the commands to those of matters and of the roster."""
    matter.command("grant")(matter_grant)
    matter.command("withdraw")(matter_withdraw)
    matter.command("access")(matter_access)
    matter.command("lock")(matter_lock)
    matter.command("unlock")(matter_unlock)
    roster.command("add-lock-key")(roster_add_lock_key)


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


def roster_add_lock_key(
    id: Annotated[str, typer.Argument(metavar="ID", help="The person's id on the roster.")],
    key: Annotated[Path, typer.Option(help="The key's file: made when missing. Keep it to yourself.")],
    actor: ActorOption,
    office: OfficeOption = None,
    passphrase_fd: PassphraseOption = None,
) -> None:
    """Give a person a key that opens locked matters. It is not the key that signs.

    \b
    Example:
      pincite roster add-lock-key lee --office OFFICE --key ~/lee.age --actor lee
    """
    from pipelines.confidentiality.lock_keys import add_lock_key

    opened = open_office(needed_office(office))
    secret = passphrase(passphrase_fd, f"Passphrase for {key}", twice=not key.exists())
    person = add_lock_key(opened, id, key, secret, actor, now())
    say(f"{id} opens locked matters with the key in {key} (public half {person.lock_recipient}).")
    say("Keep a copy of it elsewhere: without it, what only it opens is lost.")


def matter_lock(
    named: MatterArgument,
    key: KeyOption,
    actor: ActorOption,
    office: OfficeOption = None,
    passphrase_fd: PassphraseOption = None,
) -> None:
    """Encrypt a matter to everyone who may work in it and has a lock key.

    Also ends a locking or an unlocking that was cut short.

    \b
    Example:
      pincite matter lock OFFICE/matters/2024-017 --key ~/lee.age --actor lee
    """
    from pipelines.confidentiality import matter_lock as locking
    from pipelines.confidentiality.lock_keys import open_lock_key

    folder = matter_folder(named, office)
    identity = open_lock_key(key, passphrase(passphrase_fd, f"Passphrase for {key}"))
    if (folder / LOCKED_FILE).exists():
        ended = locking.finish(folder, identity)
        say(f"{folder.name} was locked already" + ("; what was left is gone now." if ended else "."))
        return
    found = load_matter(folder)
    stub = locking.lock(found, actor, identity, now())
    say(f"{stub.slug} is locked: {stub.files} files, {stub.bytes:,} bytes.")
    say(f"Opens for: {', '.join(person for person, _ in stub.recipients)}.")
    if len(stub.recipients) == 1:
        say("One key opens it, and no other: give a second person access and a key before the next locking.")
    say("Copies outside this folder, backups and exports are not locked by this.")
    say_next(command("matter", "unlock", folder, "--key", key, "--actor", actor))


def matter_unlock(
    named: MatterArgument,
    key: KeyOption,
    actor: ActorOption,
    office: OfficeOption = None,
    passphrase_fd: PassphraseOption = None,
) -> None:
    """Decrypt a locked matter into its folder.

    \b
    Example:
      pincite matter unlock OFFICE/matters/2024-017 --key ~/lee.age --actor lee
    """
    from pipelines.confidentiality.lock_keys import open_lock_key
    from pipelines.confidentiality.matter_lock import unlock

    folder = matter_folder(named, office)
    identity = open_lock_key(key, passphrase(passphrase_fd, f"Passphrase for {key}"))
    opened = unlock(folder, actor, identity, now())
    say(f"{opened.slug} is open.")
    say_next(command("status", opened.folder))
