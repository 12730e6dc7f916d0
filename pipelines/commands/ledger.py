"""Commands of the audit ledger: prove it, read it, sign its head, mend what a power cut left."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from extractors.errors import LedgerError, UsageError
from pipelines.commands.inputs import (
    ActorOption,
    OfficeOption,
    PassphraseOption,
    find_matter,
    needed_office,
    now,
    passphrase,
)
from pipelines.commands.words import say
from pipelines.durable import PRIVATE, read_regular, sync_folder, write_new
from pipelines.ledger import Ledger
from pipelines.ledger_chain import Entry
from pipelines.matter import Matter
from pipelines.office import Office, office_of, open_office

ledger = typer.Typer(help="The audit ledger of a matter, or the office's own.", no_args_is_help=True)

LedgerArgument = Annotated[
    str | None,
    typer.Argument(
        metavar="[MATTER]",
        help="The matter's folder, or its short name with --office. Without it: the office's own ledger.",
        show_default=False,
    ),
]


def register(app: typer.Typer) -> None:
    """Add the commands to the command line."""
    app.add_typer(ledger, name="ledger")


@ledger.command("verify")
def ledger_verify(
    named: LedgerArgument = None,
    office: OfficeOption = None,
    anchor: Annotated[
        list[Path] | None,
        typer.Option(help="A signed head that was kept elsewhere. May be given several times."),
    ] = None,
) -> None:
    """Prove that the ledger is whole, also against signed approvals and anchors kept elsewhere.

    \b
    Examples:
      pincite ledger verify OFFICE/matters/2024-017
      pincite ledger verify OFFICE/matters/2024-017 --anchor /media/usb/2024-017.anchor
    """
    from pipelines.review.anchors import anchored_matter, anchored_office

    found = _find(named, office)
    files = [(path.name, read_regular(path)) for path in anchor or []]
    if isinstance(found, Matter):
        held = anchored_matter(found, office_of(found).roster(), files)
    else:
        held = anchored_office(found, files)
    for fault in held.faults:
        say(f"  {fault}")
    for a in held.anchors:
        say(f"  anchor: entry {a.head.seq}, signed by {a.signer} at {a.time} ({a.where})")
    for seq in held.clock_back:
        say(f"  remark: at entry {seq} the clock stood before that of the entry before")
    if held.unanchored:
        first = held.unanchored[0]
        say(f"  {held.tail}: {len(held.unanchored)} entries since {first.time} that no signed head covers")
    days = (office_of(found) if isinstance(found, Matter) else found).policy().anchor_days
    if held.older_than(days, now()):
        say(f"  remark: that is more than the policy's {days} days; sign one with `pincite ledger anchor`")
    if held.faults:
        raise LedgerError(
            f"The ledger does NOT verify: {', '.join(dict.fromkeys(f.kind for f in held.faults))}.",
            "See docs/errors.md for what each means; find out who changed the folder.",
        )
    last = held.entries[-1].sha256 if held.entries else "none"
    say(f"The ledger is whole: {len(held.entries)} entries, last {last}.")


@ledger.command("show")
def ledger_show(
    named: LedgerArgument = None,
    office: OfficeOption = None,
    last: Annotated[int, typer.Option(min=1, help="How many entries, counted from the end.")] = 40,
    event: Annotated[
        str, typer.Option(help="Only events that begin so, e.g. review or row.decided.", show_default=False)
    ] = "",
    actor: Annotated[str, typer.Option(help="Only what this person did.", show_default=False)] = "",
) -> None:
    """Show entries of a proven ledger: sequence, time, person, event, and what it is about.

    \b
    Example:
      pincite ledger show OFFICE/matters/2024-017 --event review --last 10
    """
    entries = [
        e
        for e in _ledger_of(_find(named, office)).entries()
        if e.event.startswith(event) and actor in ("", e.actor)
    ]
    for entry in entries[-last:]:
        say(_line(entry))
    say(f"{min(last, len(entries))} of {len(entries)} entries.")


@ledger.command("anchor")
def ledger_anchor(
    actor: ActorOption,
    key: Annotated[Path, typer.Option(help="Your private key's file.")],
    out: Annotated[Path, typer.Option(help="The new file to write, outside the office's folder.")],
    named: LedgerArgument = None,
    office: OfficeOption = None,
    passphrase_fd: PassphraseOption = None,
) -> None:
    """Sign the ledger's head, as a file to keep elsewhere: it shows later if the ledger was cut or rewritten.

    \b
    Example:
      pincite ledger anchor OFFICE/matters/2024-017 --actor lee --key ~/lee.key \\
          --out /media/usb/2024-017.anchor
    """
    from pipelines.review.anchors import sign_anchor, sign_office_anchor

    found = _find(named, office)
    opened = office_of(found) if isinstance(found, Matter) else found
    if out.resolve().is_relative_to(opened.folder.resolve()):
        raise UsageError(
            "An anchor beside the ledger it vouches for is worth nothing.",
            "Write it outside the office's folder: a stick, another machine, a printed sheet.",
        )
    if out.exists() or not out.parent.is_dir():
        raise UsageError(f"{out} exists, or its folder does not.", "Name a new file in a folder that exists.")
    secret = passphrase(passphrase_fd, "Signing the ledger's head. Passphrase")
    if isinstance(found, Matter):
        signed = sign_anchor(found, actor, key, secret, now())
    else:
        signed = sign_office_anchor(found, actor, key, secret, now())
    try:
        write_new(out, signed, PRIVATE)
        sync_folder(out.parent)
    except OSError as error:
        raise UsageError(f"{out} cannot be written ({error.strerror}).", "Name another file.") from None
    say(f"The head is signed: {out}. Keep it where the office's folder cannot be written.")


@ledger.command("recover")
def ledger_recover(actor: ActorOption, named: LedgerArgument = None, office: OfficeOption = None) -> None:
    """Set aside a last entry that a power cut tore, or make a lost second copy anew, and log that.

    \b
    Example:
      pincite ledger recover OFFICE/matters/2024-017 --actor ann
    """
    entry = _ledger_of(_find(named, office)).recover(actor, now())
    say(f"The ledger is mended and goes on at entry {entry.seq}.")


def _find(named: str | None, office: Path | None) -> Matter | Office:
    return open_office(needed_office(office)) if named is None else find_matter(named, office)


def _ledger_of(found: Matter | Office) -> Ledger:
    return Ledger(found.ledger) if isinstance(found, Matter) else found.ledger


def _line(entry: Entry) -> str:
    about = "  ".join(f"{key}={_short(value)}" for key, value in sorted(entry.details.items()))
    return f"{entry.seq:>6}  {entry.time}  {entry.actor:<12}  {entry.event:<26}  {about}".rstrip()


def _short(value: str | int) -> str:
    """Digests by their beginning: enough to find them again."""
    return value[:12] if isinstance(value, str) and len(value) >= 32 else str(value)
