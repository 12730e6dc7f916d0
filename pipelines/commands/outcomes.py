"""Commands around a review: ask, answer, set the tier, send back, reject, void, revoke, report an error."""

from __future__ import annotations

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
    find_item,
    naming,
    now,
)
from pipelines.commands.review import review
from pipelines.commands.words import command, say, say_next
from pipelines.matter import Matter
from pipelines.review.history import Item
from pipelines.review.verdicts import ReasonCode
from pipelines.task import Tier


def register() -> None:
    """Add the commands to those of the review."""
    review.command("escalate")(review_escalate)
    review.command("answer")(review_answer)
    review.command("questions")(review_questions)
    review.command("tier")(review_tier)
    review.command("request-changes")(review_request_changes)
    review.command("reject")(review_reject)
    review.command("void")(review_void)
    review.command("revoke")(review_revoke)
    review.command("report-error")(review_report_error)


def review_escalate(
    named: MatterArgument,
    actor: ActorOption,
    question: Annotated[str, typer.Option(help="What must be answered. It is sealed in the matter.")],
    office: OfficeOption = None,
    deliverable: DeliverableOption = TREATMENT,
    revision: RevisionOption = None,
    row: Annotated[str, typer.Option("--row", metavar="ROW", help="The row it is about.")] = "",
    owner: Annotated[str, typer.Option(metavar="ID", help="Who must answer it.")] = "",
    trigger: Annotated[str, typer.Option(help="The stop-work trigger that it is about.")] = "",
    hold: Annotated[
        bool, typer.Option("--hold", help="Stop everything until a supervising attorney has answered.")
    ] = False,
) -> None:
    """Ask an attorney. An open question blocks approval; one that holds the draft blocks everything.

    \b
    Examples:
      pincite review escalate OFFICE/matters/2024-017 --actor pat \\
          --question "Pages 12 to 14 name another patient. Leave them out?"
      pincite review escalate OFFICE/matters/2024-017 --actor lee --hold \\
          --question "The client says these are not her records."
    """
    from pipelines.review.escalations import escalate

    matter, item = find_item(named, office, deliverable, revision)
    asked = escalate(matter, item, question, trigger, actor, now(), owner=owner, row_id=row, hold=hold)
    say(f"{asked.id} is asked: for {asked.owner} to answer by {asked.due}.")
    answer = ("--escalation", asked.id, "--actor", owner or "ATTORNEY-ID", "--answer", "…")
    say_next(command("review", "answer", matter.folder, *naming(item.deliverable), *answer))


def review_answer(
    named: MatterArgument,
    actor: ActorOption,
    escalation: Annotated[str, typer.Option(metavar="ID", help="Which question, e.g. E1.")],
    answer: Annotated[str, typer.Option(help="The answer. It is sealed in the matter.")],
    office: OfficeOption = None,
    deliverable: DeliverableOption = TREATMENT,
    revision: RevisionOption = None,
) -> None:
    """Answer a question. Where it holds the draft, the draft goes on from where it stood.

    \b
    Example:
      pincite review answer OFFICE/matters/2024-017 --actor sue --escalation E1 \\
          --answer "Leave them out."
    """
    from pipelines.review.escalations import answer as answer_question

    matter, item = find_item(named, office, deliverable, revision)
    answer_question(matter, item, escalation, answer, actor, now())
    say(f"{escalation} is answered.")


def review_questions(
    named: MatterArgument,
    office: OfficeOption = None,
    deliverable: DeliverableOption = TREATMENT,
    revision: RevisionOption = None,
) -> None:
    """Show every question asked about a draft, and its answer.

    \b
    Example:
      pincite review questions OFFICE/matters/2024-017
    """
    from pipelines.ledger import Ledger
    from pipelines.matter_key import keyed
    from pipelines.review.desk import open_desk
    from pipelines.review.escalations import escalations_of, words

    matter, item = find_item(named, office, deliverable, revision)
    found = escalations_of(Ledger(matter.ledger).entries(), item)
    rows = {keyed(matter, "row", row.id): row.id for row in open_desk(matter, item).rows}
    for asked in found:
        about = f" about {rows.get(asked.row, 'a row that is no more')}" if asked.row else ""
        say(f"{asked.id}  {asked.trigger}{about}, asked by {asked.asked_by} at {asked.asked_at}")
        for line in words(matter, asked.question_sha256).splitlines():
            say(f"  {line}")
        if asked.open:
            say(f"  open: for {asked.owner} to answer by {asked.due}{', work is held' if asked.hold else ''}")
        else:
            say(f"  {words(matter, asked.answer_sha256)} ({asked.answered_by}, {asked.answered_at})")
    if not found:
        say("Nothing was asked.")


def review_tier(
    named: MatterArgument,
    actor: ActorOption,
    to: Annotated[Tier, typer.Option("--to", help="How much is at stake from now on.")],
    reason: ReasonOption,
    office: OfficeOption = None,
    deliverable: DeliverableOption = TREATMENT,
    revision: RevisionOption = None,
) -> None:
    """Say how much is at stake in a draft, before it is submitted. Only a supervising attorney lowers it.

    \b
    Example:
      pincite review tier OFFICE/matters/2024-017 --to medium --actor sue \\
          --reason "For our own use; nothing of it is served or filed."
    """
    from pipelines.review.tier_setting import set_tier

    matter, item = find_item(named, office, deliverable, revision)
    before = set_tier(matter, item, to, actor, reason, now())
    say(f"{item} is of {to} tier; it was {before}.")


def review_request_changes(
    named: MatterArgument,
    actor: ActorOption,
    reason: ReasonOption,
    office: OfficeOption = None,
    deliverable: DeliverableOption = TREATMENT,
    revision: RevisionOption = None,
    code: CodeOption = ReasonCode.OTHER,
) -> None:
    """Send a submission back. The next draft is a new revision.

    \b
    Example:
      pincite review request-changes OFFICE/matters/2024-017 --actor lee \\
          --code missing_source --reason "The 03/04 visit lacks its imaging report."
    """
    from pipelines.review.ending import request_changes

    matter, item = find_item(named, office, deliverable, revision)
    request_changes(matter, item, actor, code, reason, now())
    say(f"{item} is sent back: changes requested.")
    _say_draft_again(matter, item)


def review_reject(
    named: MatterArgument,
    actor: ActorOption,
    reason: ReasonOption,
    office: OfficeOption = None,
    deliverable: DeliverableOption = TREATMENT,
    revision: RevisionOption = None,
    code: CodeOption = ReasonCode.OTHER,
) -> None:
    """Refuse a submission for good.

    \b
    Example:
      pincite review reject OFFICE/matters/2024-017 --actor lee \\
          --reason "The client has withdrawn this claim."
    """
    from pipelines.review.ending import reject

    matter, item = find_item(named, office, deliverable, revision)
    reject(matter, item, actor, code, reason, now())
    say(f"{item} is rejected.")


def review_void(
    named: MatterArgument,
    actor: ActorOption,
    reason: ReasonOption,
    office: OfficeOption = None,
    deliverable: DeliverableOption = TREATMENT,
    revision: RevisionOption = None,
) -> None:
    """Withdraw a draft, a submission or an approval that was not released.

    \b
    Example:
      pincite review void OFFICE/matters/2024-017 --actor lee --reason "Wrong client."
    """
    from pipelines.review.ending import void

    matter, item = find_item(named, office, deliverable, revision)
    void(matter, item, actor, reason, now())
    say(f"{item} is void.")
    _say_draft_again(matter, item)


def review_revoke(
    named: MatterArgument,
    actor: ActorOption,
    reason: ReasonOption,
    office: OfficeOption = None,
    deliverable: DeliverableOption = TREATMENT,
    revision: RevisionOption = None,
    code: CodeOption = ReasonCode.OTHER,
) -> None:
    """Take a release back: `pincite verify` calls it revoked from now on. For supervising attorneys.

    \b
    Example:
      pincite review revoke OFFICE/matters/2024-017 --revision 1 --actor sue \\
          --code wrong_person --reason "Two rows are of another patient."
    """
    from pipelines.review.ending import revoke

    matter, item = find_item(named, office, deliverable, revision)
    revoke(matter, item, actor, code, reason, now())
    say(f"{item} is revoked. Tell everyone who has a copy, and give them the new roster.toml.")


def review_report_error(
    named: MatterArgument,
    actor: ActorOption,
    reason: ReasonOption,
    code: CodeOption,
    office: OfficeOption = None,
    deliverable: DeliverableOption = TREATMENT,
    revision: RevisionOption = None,
    row: Annotated[str, typer.Option("--row", metavar="ROW", help="The row that is wrong.")] = "",
    critical: Annotated[
        bool,
        typer.Option("--critical", help="A fact is wrong that must not be: a date, an amount, a person."),
    ] = False,
) -> None:
    """Report an error found after release: the one figure that measures the review itself.

    \b
    Example:
      pincite review report-error OFFICE/matters/2024-017 --actor pat --row r-0012 \\
          --code wrong_date --reason "The visit was on 03/05."
    """
    from pipelines.review.reported_errors import report_error

    matter, item = find_item(named, office, deliverable, revision)
    report_error(matter, item, actor, code, reason, now(), row_id=row, critical=critical)
    say(f"The error in {item} is recorded. A supervising attorney decides whether to revoke it.")


def _say_draft_again(matter: Matter, item: Item) -> None:
    say_next(command("draft", item.deliverable, matter.folder, "--preparer", "PREPARER-ID"))
