"""Commands of the review gate: what waits, submit, quality control, approve, release, verify.

Decisions on rows are in `pipelines.cli_decide`, questions and the moves that end a review in
`pipelines.cli_outcomes`.
"""

from __future__ import annotations

import json
from enum import StrEnum
from pathlib import Path
from typing import Annotated

import typer

from extractors.errors import IntegrityError
from pipelines.cli_inputs import (
    TREATMENT,
    ActorOption,
    CodeOption,
    DeliverableOption,
    MatterArgument,
    OfficeOption,
    PassphraseOption,
    ReasonOption,
    RevisionOption,
    at_terminal,
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
from pipelines.office import office_of, open_office
from pipelines.review.standing import status
from pipelines.review.states import State
from pipelines.review.verdicts import ReasonCode

review = typer.Typer(help="What waits for review, and decisions about it.", no_args_is_help=True)


class Purpose(StrEnum):
    """What an approval is for, as the gate takes it."""

    INTERNAL = "internal"
    SERVE = "serve"
    FILE = "file"


def register(app: typer.Typer) -> None:
    """Add the commands to the command line."""
    app.add_typer(review, name="review")
    review.command("approve")(approve)
    app.command("approve")(approve)
    app.command("release")(release)
    app.command("verify")(verify)


@review.command("list")
def review_list(office: OfficeOption = None) -> None:
    """List everything in the office that still waits for somebody, the most pressing first.

    \b
    Example:
      pincite review list --office OFFICE
    """
    from pipelines.review.queue import waiting

    opened = open_office(needed_office(office))
    moment = now()
    found = waiting(opened, opened.matters())
    for each in found:
        tier = f", {each.tier} tier" if each.tier else ", template refused"
        what = "answer" if each.history.state is State.ESCALATED else "decision"
        due = f", {what} due {each.due:%Y-%m-%d %H:%M} UTC" if each.due else ""
        late = " (LATE)" if each.late(moment) else ""
        asked = f", open questions: {each.questions}" if each.questions else ""
        history = each.history
        since = f"since {history.last.time}"
        say(f"{each.matter.slug}  {history.item}  {history.state}  {since}{tier}{due}{late}{asked}")
    if not found:
        say("Nothing waits.")


@review.command("show")
def review_show(
    named: MatterArgument,
    office: OfficeOption = None,
    deliverable: DeliverableOption = TREATMENT,
    revision: RevisionOption = None,
) -> None:
    """Show a draft: its files, what it was made from, who did what to it, and what its review still needs.

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
    if history.state in (State.IN_REVIEW, State.ESCALATED):
        from pipelines.cli_rows import say_progress
        from pipelines.review.desk import open_desk

        say_progress(open_desk(matter, item))


@review.command("submit")
def review_submit(
    named: MatterArgument,
    actor: ActorOption,
    office: OfficeOption = None,
    deliverable: DeliverableOption = TREATMENT,
    revision: RevisionOption = None,
) -> None:
    """Send a draft to quality control: its clean files are rendered, sealed, and bound by their digests.

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
    say(f"{item} is in quality control. Sealed:")
    for file in submission.files:
        say(f"  {file.sha256}  {file.name}")
    say(_told(draft))
    of = naming(item.deliverable)
    say_next(
        command("review", "pass", matter.folder, *of, "--actor", "QC-ID"),
        command("review", "return", matter.folder, *of, "--actor", "QC-ID", "--reason", "…"),
    )


@review.command("pass")
def review_pass(
    named: MatterArgument,
    actor: ActorOption,
    office: OfficeOption = None,
    deliverable: DeliverableOption = TREATMENT,
    revision: RevisionOption = None,
    confirmed: Annotated[
        list[str] | None,
        typer.Option(metavar="CHECKPOINT", help="A checkpoint that you confirm; repeat it for each."),
    ] = None,
) -> None:
    """Confirm each checkpoint of the task definition and pass the draft on to the attorney.

    At a terminal it asks for those that are not confirmed in the command.

    \b
    Example:
      pincite review pass OFFICE/matters/2024-017 --actor quinn \\
          --confirmed caption --confirmed set-aside
    """
    from pipelines.drafting import approved_template
    from pipelines.review.quality_control import pass_qc

    matter = find_matter(named, office)
    item = item_of(matter, deliverable, revision)
    checks: dict[str, bool] = dict.fromkeys(confirmed or (), True)
    for point in approved_template(matter, item.deliverable).task.checkpoints:
        if point.id not in checks and at_terminal():
            checks[point.id] = typer.confirm(f"{point.id}: {point.text}", default=False, err=True)
    plan = pass_qc(matter, item, actor, checks, now())
    drawn = f", and {len(plan.sampled)} drawn at random" if plan.sampled else ""
    say(f"{item} is in review at {plan.tier} tier: {len(plan.required)} rows to decide{drawn}.")
    of = naming(item.deliverable)
    say_next(
        command("review", "rows", matter.folder, *of),
        command("review", "accept", matter.folder, *of, "--actor", "ATTORNEY-ID", "--row", "ROW"),
        command("approve", matter.folder, *of, "--actor", "ATTORNEY-ID", "--key", "ATTORNEY.key"),
    )


@review.command("return")
def review_return(
    named: MatterArgument,
    actor: ActorOption,
    reason: ReasonOption,
    office: OfficeOption = None,
    deliverable: DeliverableOption = TREATMENT,
    revision: RevisionOption = None,
    code: CodeOption = ReasonCode.OTHER,
) -> None:
    """Return a draft from quality control to its preparer. The next draft is a new revision.

    \b
    Example:
      pincite review return OFFICE/matters/2024-017 --actor quinn \\
          --code missing_source --reason "The file from County General is not in."
    """
    from pipelines.review.quality_control import return_draft

    matter = find_matter(named, office)
    item = item_of(matter, deliverable, revision)
    return_draft(matter, item, actor, code, reason, now())
    say(f"{item} is returned to its preparer.")
    say_next(command("draft", item.deliverable, matter.folder, "--preparer", "PREPARER-ID"))


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

    matter = find_matter(named, office)
    item = item_of(matter, deliverable, revision)
    secret = passphrase(passphrase_fd, f"Signing for {item} of {matter.slug}. Passphrase")
    approved = sign(matter, item, actor, key, secret, now(), purpose=purpose)
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
