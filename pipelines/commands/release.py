"""Commands that end in a release: sign for a submission, copy the approved bytes out, prove a release."""

from __future__ import annotations

from enum import StrEnum
from pathlib import Path
from typing import Annotated

import typer

from extractors.errors import IntegrityError
from pipelines.commands.inputs import (
    TREATMENT,
    ActorOption,
    DeliverableOption,
    MatterArgument,
    OfficeOption,
    PassphraseOption,
    RevisionOption,
    find_item,
    naming,
    now,
    passphrase,
)
from pipelines.commands.review import review
from pipelines.commands.words import command, say, say_next
from pipelines.matter import Matter
from pipelines.office import office_of
from pipelines.review.history import Item


class Purpose(StrEnum):
    """What an approval is for, as the gate takes it."""

    INTERNAL = "internal"
    SERVE = "serve"
    FILE = "file"


def register(app: typer.Typer) -> None:
    """Add the commands to the command line; signing stands among those of the review, too."""
    review.command("approve")(approve)
    app.command("approve")(approve)
    app.command("release")(release)
    app.command("verify")(verify)


def approve(
    named: MatterArgument,
    actor: ActorOption,
    key: Annotated[Path, typer.Option(help="Your private key's file.")],
    office: OfficeOption = None,
    deliverable: DeliverableOption = TREATMENT,
    revision: RevisionOption = None,
    passphrase_fd: PassphraseOption = None,
    purpose: Annotated[
        Purpose, typer.Option(help="What it is approved for; what is served or filed is of high tier.")
    ] = Purpose.INTERNAL,
) -> None:
    """Sign for the exact files of a submission, with your own key. For attorneys, when every row is decided.

    \b
    Examples:
      pincite approve OFFICE/matters/2024-017 --actor lee --key ~/lee.key --purpose file
      pincite review approve 2024-017 --office OFFICE --actor lee --key ~/lee.key
    """
    from pipelines.review.gate import approve as sign

    matter, item = find_item(named, office, deliverable, revision)
    seen = _say_what_is_signed(matter, item)
    secret = passphrase(passphrase_fd, f"Signing for {item} of {matter.slug}. Passphrase")
    approved = sign(matter, item, actor, key, secret, now(), purpose=purpose, seen=seen)
    say(f"{item} is approved by {approved.approval.reviewer.name}. Signed:")
    for name, sha256 in approved.approval.subjects:
        say(f"  {sha256}  {name}")
    say_next(command("release", matter.folder, "--actor", "RELEASER-ID", *naming(item.deliverable)))


def release(
    named: MatterArgument,
    actor: ActorOption,
    office: OfficeOption = None,
    deliverable: DeliverableOption = TREATMENT,
    revision: RevisionOption = None,
) -> None:
    """Copy the approved bytes out, if not one of them has changed. For releasers.

    \b
    Example:
      pincite release OFFICE/matters/2024-017 --actor rory
    """
    from pipelines.orchestrate import run_flow

    matter, item = find_item(named, office, deliverable, revision)
    run_flow(
        "release_deliverable",
        matter_folder=str(matter.folder),
        deliverable=item.deliverable,
        revision=item.revision,
        actor=actor,
    )
    folder = matter.released / item.deliverable / str(item.revision)
    say(f"{item} is released to {folder}.")
    say_next(command("verify", folder, "--roster", office_of(matter).roster_file))


def verify(
    folder: Annotated[Path, typer.Argument(metavar="FOLDER", help="A release, wherever it lies now.")],
    roster: Annotated[
        Path | None, typer.Option(help="The office's roster.toml: the root of trust.", show_default=False)
    ] = None,
) -> None:
    """Prove that a release is what was signed, by whom, and that nothing was added. Needs no office.

    \b
    Example:
      pincite verify ./treatment-1 --roster roster.toml
    """
    from pipelines.review.verify import verify as examine

    verdict = examine(folder, roster)
    for finding in verdict.findings:
        say(f"  {finding.kind}: {finding.about}: {finding.message}")
    for remark in verdict.remarks:
        say(f"  remark: {remark}")
    if not verdict.verified or verdict.approval is None:
        raise IntegrityError(f"{folder} is NOT verified: {verdict.name}.", "Ask its office for the release.")
    signer = verdict.approval.reviewer
    say(f"verified: {verdict.approval.item}, signed by {signer.name} at {verdict.approval.time}.")


def _say_what_is_signed(matter: Matter, item: Item) -> str:
    """How the review stands; the digest of the submission that was told of, so that no other is signed."""
    from pipelines.commands.rows import say_progress
    from pipelines.review.desk import open_desk

    try:
        desk = open_desk(matter, item)
    except IntegrityError:
        return ""  # what was sealed is altered: the gate says so itself, and voids the item
    say_progress(desk)
    return desk.submission_sha256
