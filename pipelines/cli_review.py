"""Commands of the review gate: submit, look, decide, release, and verify what was released."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Annotated

import typer

from extractors.errors import IntegrityError
from pipelines.cli_inputs import (
    TREATMENT,
    ActorOption,
    DeliverableOption,
    MatterArgument,
    OfficeOption,
    PassphraseOption,
    RevisionOption,
    find_matter,
    item_of,
    naming,
    needed_office,
    now,
    passphrase,
)
from pipelines.cli_words import command, say, say_next
from pipelines.deliverables.catalog import kind
from pipelines.drafts import Draft, load_draft
from pipelines.durable import read_regular
from pipelines.matter import Matter
from pipelines.office import office_of, open_office
from pipelines.review.history import Item
from pipelines.review.standing import status
from pipelines.review.states import OPEN

review = typer.Typer(help="What waits for review, and decisions about it.", no_args_is_help=True)


def register(app: typer.Typer) -> None:
    """Add the commands to the command line."""
    app.add_typer(review, name="review")
    app.command("approve")(approve)
    app.command("release")(release)
    app.command("verify")(verify)


@review.command("list")
def review_list(office: OfficeOption = None) -> None:
    """List everything in the office that still waits for somebody.

    \b
    Example:
      pincite review list --office OFFICE
    """
    waiting = [
        (matter, history)
        for matter in open_office(needed_office(office)).matters()
        for history in status(matter)
        if history.state in OPEN
    ]
    for matter, history in waiting:
        say(f"{matter.slug}  {history.item}  {history.state}  since {history.last.time}")
    if not waiting:
        say("Nothing waits.")


@review.command("show")
def review_show(
    named: MatterArgument,
    office: OfficeOption = None,
    deliverable: DeliverableOption = TREATMENT,
    revision: RevisionOption = None,
) -> None:
    """Show a draft: its files, their digests, what it was made from, who did what to it.

    \b
    Example:
      pincite review show OFFICE/matters/2024-017
    """
    matter = find_matter(named, office)
    item = item_of(matter, deliverable, revision)
    draft = load_draft(matter, item.deliverable, item.revision)
    draft.check_files()
    history = next(h for h in status(matter) if h.item == item)
    say(f"{item} of {matter.slug}: {history.state}")
    say(f"  rows      {draft.rows_sha256}")
    say(f"  template  {draft.template.deliverable} {draft.template.version}, {draft.template.sha256}")
    say(f"  program   {draft.program}")
    say(f"  sources   {len({sha256 for _, sha256 in draft.inputs})}")
    say(f"  {_told(draft)}")
    for file in draft.files:
        say(f"  {draft.folder / file.name}  {file.size} bytes")
    for entry in history.entries:
        say(f"  {entry.time}  {entry.event}  {entry.actor}")


@review.command("submit")
def review_submit(
    named: MatterArgument,
    actor: ActorOption,
    office: OfficeOption = None,
    deliverable: DeliverableOption = TREATMENT,
    revision: RevisionOption = None,
) -> None:
    """Send a draft to review: its clean files are rendered, sealed, and bound by their digests.

    \b
    Example:
      pincite review submit OFFICE/matters/2024-017 --actor pat
    """
    from pipelines.drafting import clean_rendition
    from pipelines.review.gate import submit

    matter = find_matter(named, office)
    item = item_of(matter, deliverable, revision)
    draft = load_draft(matter, item.deliverable, item.revision)
    submission = submit(matter, draft, actor, lambda: clean_rendition(matter, draft), now())
    say(f"{item} is in review. Sealed:")
    for file in submission.files:
        say(f"  {file.sha256}  {file.name}")
    of = naming(item.deliverable)
    say(_told(draft))
    say_next(
        command("approve", matter.folder, *of, "--actor", "ATTORNEY-ID", "--key", "ATTORNEY.key"),
        command("review", "request-changes", matter.folder, *of, "--actor", "ATTORNEY-ID", "--reason", "…"),
    )


@review.command("request-changes")
def review_request_changes(
    named: MatterArgument,
    actor: ActorOption,
    reason: Annotated[str, typer.Option(help="What to change. It is sealed in the matter.")],
    office: OfficeOption = None,
    deliverable: DeliverableOption = TREATMENT,
    revision: RevisionOption = None,
) -> None:
    """Send a submission back. The next draft is a new revision.

    \b
    Example:
      pincite review request-changes OFFICE/matters/2024-017 --actor lee \\
          --reason "The 03/04 visit lacks its imaging report."
    """
    from pipelines.review.gate import request_changes

    matter = find_matter(named, office)
    item = item_of(matter, deliverable, revision)
    request_changes(matter, item, actor, reason, now())
    say(f"{item} is sent back: changes requested.")
    say_next(command("draft", item.deliverable, matter.folder, "--preparer", "PREPARER-ID"))


@review.command("void")
def review_void(
    named: MatterArgument,
    actor: ActorOption,
    reason: Annotated[str, typer.Option(help="Why. It is sealed in the matter.")],
    office: OfficeOption = None,
    deliverable: DeliverableOption = TREATMENT,
    revision: RevisionOption = None,
) -> None:
    """Withdraw a draft, a submission or an approval that was not released.

    \b
    Example:
      pincite review void OFFICE/matters/2024-017 --actor lee --reason "Wrong client."
    """
    from pipelines.review.gate import void

    matter = find_matter(named, office)
    item = item_of(matter, deliverable, revision)
    void(matter, item, actor, reason, now())
    say(f"{item} is void.")


def approve(
    named: MatterArgument,
    actor: ActorOption,
    key: Annotated[Path, typer.Option(help="Your private key's file.")],
    office: OfficeOption = None,
    deliverable: DeliverableOption = TREATMENT,
    revision: RevisionOption = None,
    passphrase_fd: PassphraseOption = None,
) -> None:
    """Sign for the exact files of a submission, with your own key. For attorneys.

    \b
    Example:
      pincite approve OFFICE/matters/2024-017 --actor lee --key ~/lee.key
    """
    from pipelines.review.gate import approve as sign

    matter = find_matter(named, office)
    item = item_of(matter, deliverable, revision)
    secret = passphrase(passphrase_fd, f"Signing for {item} of {matter.slug}. Passphrase")
    approved = sign(matter, item, actor, key, secret, now())
    say(f"{item} is approved by {approved.approval.reviewer.name}. Signed:")
    for name, sha256 in approved.approval.subjects:
        say(f"  {sha256}  {name}")
    say_next(_release_command(matter, item))


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

    matter = find_matter(named, office)
    item = item_of(matter, deliverable, revision)
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


def _told(draft: Draft) -> str:
    """What a draft holds, in one line."""
    made = kind(draft.deliverable)
    return made.told(json.loads(read_regular(draft.folder / f"{made.stem}.json")))


def _release_command(matter: Matter, item: Item) -> str:
    return command("release", matter.folder, "--actor", "RELEASER-ID", *naming(item.deliverable))
