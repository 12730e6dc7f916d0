"""Commands for matters: make one, add records, see where things stand."""

from __future__ import annotations

import os
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from pipelines.commands.inputs import (
    MatterArgument,
    OfficeOption,
    PassphraseOption,
    day,
    find_matter,
    login_name,
    needed_office,
    now,
    passphrase,
)
from pipelines.commands.steps import next_step
from pipelines.commands.words import command, note, say, say_next, say_set_aside
from pipelines.confidentiality.locked_stub import LOCK_FILES
from pipelines.matter import Client, Matter
from pipelines.office import Office, open_office

if TYPE_CHECKING:  # imported in the functions: `pincite status` compares no names
    from pipelines.confidentiality.conflicts import PartyName

matter = typer.Typer(help="Matters of the office.", no_args_is_help=True)

Files = Annotated[
    list[Path], typer.Argument(metavar="PATH...", help="Files and folders; ZIP archives are unpacked.")
]
ClientOption = Annotated[str, typer.Option("--client", help="The client's name as the records print it.")]
BirthOption = Annotated[
    date | None, typer.Option("--dob", parser=day, metavar="DAY", help="Date of birth, e.g. 1977-07-16.")
]
IncidentOption = Annotated[
    date | None,
    typer.Option("--incident", parser=day, metavar="DAY", help="Date of the incident, e.g. 2016-09-16."),
]
AliasOption = Annotated[
    list[str] | None, typer.Option("--alias", help="Another name in the records; may be repeated.")
]
NumberOption = Annotated[
    list[str] | None, typer.Option("--mrn", help="A medical record number; may be repeated.")
]
TitleOption = Annotated[str, typer.Option("--title", help="How the matter is called in print.")]
OwnActorOption = Annotated[
    str | None,
    typer.Option("--actor", metavar="ID", help="Your id on the roster.", show_default="your login name"),
]

_CUT_SHORT = ", but that was cut short, and files lie beside: end it with `pincite matter lock`"


def register(app: typer.Typer) -> None:
    """Add the commands to the command line."""
    app.add_typer(matter, name="matter")
    app.command("add")(add)
    app.command("status")(status)


@matter.command("new")
def matter_new(
    slug: Annotated[str, typer.Argument(metavar="SLUG", help="Short name in paths; no client names.")],
    client: ClientOption,
    office: OfficeOption = None,
    dob: BirthOption = None,
    incident: IncidentOption = None,
    alias: AliasOption = None,
    mrn: NumberOption = None,
    title: TitleOption = "",
    adverse: Annotated[
        list[str] | None, typer.Option("--adverse", help="A party of the other side; may be repeated.")
    ] = None,
    access: Annotated[
        list[str] | None,
        typer.Option("--access", metavar="ID", help="Who may work in it, by roster id; may be repeated."),
    ] = None,
    actor: OwnActorOption = None,
    cleared_by: Annotated[
        str, typer.Option("--conflicts-cleared-by", metavar="ID", help="The attorney who answers for hits.")
    ] = "",
    reason: Annotated[str, typer.Option("--reason", help="Why the matter is taken despite them.")] = "",
    lock_key: Annotated[
        Path | None, typer.Option("--lock-key", help="Your lock key: compares with locked matters too.")
    ] = None,
    passphrase_fd: PassphraseOption = None,
) -> None:
    """Make a matter in the office, after comparing its names with the parties of all others.

    \b
    Examples:
      pincite matter new 2024-017 --office OFFICE --client "Dewey Moen" \\
          --dob 1977-07-16 --incident 2016-09-16 --title "Moen v. Ardent Freight" \\
          --adverse "Ardent Freight, Inc." --access pat --access lee
      pincite matter new 2024-018 --office OFFICE --client "Dewey Moen" \\
          --access pat --conflicts-cleared-by lee --reason "Same client, second crash"
    """
    from pipelines.matter_opening import Clearance, ConflictsFound, open_matter

    opened = open_office(needed_office(office))
    person = Client(client, dob, tuple(alias or ()), tuple(mrn or ()))
    proposed = Matter(
        opened.matters_folder / slug, slug, person, incident, title, tuple(n for n in adverse or () if n)
    )
    clearance = Clearance(cleared_by, reason) if cleared_by or reason else None
    people = access or []
    unlocked = _names_of_locked(opened, lock_key, passphrase_fd) if lock_key else {}
    by = actor or login_name()
    try:
        made, check = open_matter(opened, proposed, people, by, now(), clearance, unlocked)
    except ConflictsFound as found:
        for hit in found.check.hits:
            note(f"  {hit}")
        for locked in found.check.unread:
            note(f"  {locked} is locked: its names were not compared")
        raise
    say(f"The matter {slug} stands in {made.folder}.")
    outcome = "no name agrees" if check.clear else f"answered for by {cleared_by}"
    say(f"Conflicts check: {outcome}.")
    say(f"May work in it: {', '.join(people) or 'nobody yet'}.")
    grant = () if people else (command("matter", "grant", made.folder, "ID", "--actor", "YOUR-ID"),)
    say_next(
        *grant,
        command("add", made.folder, "RECORDS"),
        command("draft", "treatment", made.folder, "--preparer", "YOUR-ID"),
    )


def _names_of_locked(
    office: Office, key: Path, passphrase_fd: int | None
) -> dict[str, tuple[PartyName, ...]]:
    """The names of the locked matters that this key opens, by slug."""
    from pipelines.confidentiality.lock_keys import open_lock_key
    from pipelines.confidentiality.matter_lock import locked_names

    identity = open_lock_key(key, passphrase(passphrase_fd, f"Passphrase for {key}"))
    read = ((folder.name, locked_names(folder, identity)) for folder in office.locked_matters())
    return {slug: names for slug, names in read if names is not None}


def add(named: MatterArgument, paths: Files, office: OfficeOption = None) -> None:
    """Take records into a matter. Originals are copied, never changed; the same bytes count once.

    \b
    Examples:
      pincite add OFFICE/matters/2024-017 ~/Downloads/records
      pincite add 2024-017 --office OFFICE chart.pdf bills.zip
    """
    from pipelines.discovery.one_run import A_MOMENT, one_run
    from pipelines.intake import take_in
    from pipelines.store import Store

    found = find_matter(named, office)
    with one_run(found, A_MOMENT), Store.open(found) as store:
        report = take_in(found, store, paths)
    say(
        f"{report.found} files found: {len(report.added)} new, {len(report.known)} known already, "
        f"{len(report.set_aside)} set aside, {len(report.ignored)} ignored by rule."
    )
    say_set_aside(report.set_aside)
    say_next(command("draft", "treatment", found.folder, "--preparer", "YOUR-ID"))
    if report.set_aside:
        raise typer.Exit(3)


def status(
    named: Annotated[
        str | None, typer.Argument(metavar="[MATTER]", help="One matter; all of the office if left out.")
    ] = None,
    office: OfficeOption = None,
) -> None:
    """Show where each deliverable stands, and what to do next.

    \b
    Examples:
      pincite status OFFICE/matters/2024-017
      pincite status --office OFFICE
    """
    opened = None if named else open_office(needed_office(office))
    matters = opened.matters() if opened else (find_matter(named or "", office),)
    locked = opened.locked_matters() if opened else ()
    for each in matters:
        _say_status(each)
    for folder in locked:
        whole = set(os.listdir(folder)) <= set(LOCK_FILES)
        say(f"{folder.name} is locked" + ("" if whole else _CUT_SHORT))
    if not (matters or locked):
        say("The office has no matter yet.")


def _say_status(matter: Matter) -> None:
    from pipelines.delta.newer import newer_draft
    from pipelines.review.standing import status as review_status

    say(f"{matter.slug}" + (f" ({matter.title})" if matter.title else ""))
    histories = review_status(matter)
    for history in histories:
        newer = newer_draft(matter, histories, history)
        told = f". {newer.words}" if newer else ""
        say(f"  {history.item}: {history.state}, since {history.last.time} by {history.last.actor}{told}")
    if not histories:
        say("  nothing drafted yet")
        say(f"  next: {command('draft', 'treatment', matter.folder, '--preparer', 'YOUR-ID')}")
        return
    latest = {history.item.deliverable: history for history in histories}
    for history in latest.values():
        say(f"  next: {next_step(matter, history)}")
