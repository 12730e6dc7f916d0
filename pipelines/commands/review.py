"""Commands of the review gate: what waits, submit, quality control.

Decisions on rows are in `pipelines.commands.decide`, questions and the moves that end a review in
`pipelines.commands.outcomes`, signature and release in `pipelines.commands.release`.
"""

from __future__ import annotations

import json
from typing import Annotated

import typer

from pipelines.commands.inputs import (
    TREATMENT,
    ActorOption,
    CodeOption,
    DeliverableOption,
    MatterArgument,
    OfficeOption,
    ReasonOption,
    RevisionOption,
    at_terminal,
    find_item,
    naming,
    needed_office,
    now,
)
from pipelines.commands.words import command, say, say_next
from pipelines.deliverables.catalog import kind
from pipelines.drafts import Draft, load_draft
from pipelines.durable import read_regular
from pipelines.office import open_office
from pipelines.review.standing import status
from pipelines.review.states import State
from pipelines.review.verdicts import ReasonCode

review = typer.Typer(help="What waits for review, and decisions about it.", no_args_is_help=True)


def register(app: typer.Typer) -> None:
    """Add the commands to the command line."""
    app.add_typer(review, name="review")


@review.command("list")
def review_list(office: OfficeOption = None) -> None:
    """List everything in the office that still waits for somebody, the most pressing first.

    \b
    Example:
      pincite review list --office OFFICE
    """
    from pipelines.delta.newer import newer_draft
    from pipelines.review.queue import waiting

    opened = open_office(needed_office(office))
    moment = now()
    found = waiting(opened, opened.matters())
    for each in found:
        newer = newer_draft(each.matter, status(each.matter), each.history)
        tier = f", {each.tier} tier" if each.tier else ", template refused"
        what = "answer" if each.history.state is State.ESCALATED else "decision"
        due = f", {what} due {each.due:%Y-%m-%d %H:%M} UTC" if each.due else ""
        late = " (LATE)" if each.late(moment) else ""
        asked = f", open questions: {each.questions}" if each.questions else ""
        history = each.history
        since = f"since {history.last.time}"
        say(f"{each.matter.slug}  {history.item}  {history.state}  {since}{tier}{due}{late}{asked}")
        if newer:
            say(f"  {newer.words}")
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
    from pipelines.delta.newer import newer_draft

    matter, item = find_item(named, office, deliverable, revision)
    draft = load_draft(matter, item.deliverable, item.revision)
    draft.check_files()
    histories = status(matter)
    history = next(h for h in histories if h.item == item)
    say(f"{item} of {matter.slug}: {history.state}")
    newer = newer_draft(matter, histories, history)
    if newer:
        say(f"  {newer.words} See `pincite review delta`.")
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
        from pipelines.commands.rows import say_progress
        from pipelines.review.desk import open_desk

        say_progress(open_desk(matter, item))


@review.command("delta")
def review_delta(
    named: MatterArgument,
    office: OfficeOption = None,
    deliverable: DeliverableOption = TREATMENT,
    revision: RevisionOption = None,
) -> None:
    """Show what a draft changes against the one reviewed before: rows, files, gaps, what was missing.

    Writes it beside the drafts too: one page to print (Word), all of it as a page and as data.

    \b
    Example:
      pincite review delta OFFICE/matters/2024-017
    """
    from pipelines.commands.changes import say_delta
    from pipelines.delta.compare import delta
    from pipelines.delta.folder import write_delta

    matter, item = find_item(named, office, deliverable, revision)
    found = delta(matter, item.deliverable, item.revision)
    say_delta(found, write_delta(matter, found))


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
    from pipelines.review.gate import submit

    matter, item = find_item(named, office, deliverable, revision)
    draft = load_draft(matter, item.deliverable, item.revision)
    submission = submit(matter, draft, actor, now())
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

    matter, item = find_item(named, office, deliverable, revision)
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

    matter, item = find_item(named, office, deliverable, revision)
    return_draft(matter, item, actor, code, reason, now())
    say(f"{item} is returned to its preparer.")
    say_next(command("draft", item.deliverable, matter.folder, "--preparer", "PREPARER-ID"))


def _told(draft: Draft) -> str:
    """What a draft holds, in one line."""
    made = kind(draft.deliverable)
    return made.told(json.loads(read_regular(draft.folder / f"{made.stem}.json")))
