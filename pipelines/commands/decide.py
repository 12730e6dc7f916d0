"""Commands on the rows of a draft in review: look at one beside its source, decide it, take that back.

The library enforces what the review page enforces; nothing here decides several rows at once.
"""

from __future__ import annotations

from typing import Annotated

import typer

from extractors.errors import UsageError
from pipelines.commands.inputs import (
    TREATMENT,
    ActorOption,
    CodeOption,
    DeliverableOption,
    MatterArgument,
    OfficeOption,
    RevisionOption,
    RowOption,
    at_terminal,
    find_item,
    find_matter,
    item_of,
    naming,
    now,
)
from pipelines.commands.review import review
from pipelines.commands.words import command, say, say_next
from pipelines.matter import Matter
from pipelines.review.history import Item

NoteOption = Annotated[str, typer.Option("--note", help="In words. They are sealed in the matter.")]


def register() -> None:
    """Add the commands to those of the review."""
    review.command("rows")(review_rows)
    review.command("row")(review_row)
    review.command("accept")(review_accept)
    review.command("correct")(review_correct)
    review.command("reject-row")(review_reject_row)
    review.command("undo")(review_undo)
    review.command("reconfirm")(review_reconfirm)
    review.command("look-through")(review_look_through)
    review.command("apply")(review_apply)


def review_rows(
    named: MatterArgument,
    office: OfficeOption = None,
    deliverable: DeliverableOption = TREATMENT,
    revision: RevisionOption = None,
    all_rows: Annotated[bool, typer.Option("--all", help="Also rows that need no decision.")] = False,
) -> None:
    """List the rows to decide, the riskiest first, and what was decided.

    \b
    Example:
      pincite review rows OFFICE/matters/2024-017
    """
    from pipelines.commands.rows import say_progress
    from pipelines.review.desk import open_desk

    matter = find_matter(named, office)
    desk = open_desk(matter, item_of(matter, deliverable, revision))
    rows = {row.id: row for row in desk.rows}
    needed = {*desk.required, *desk.sampled}
    for row_id in desk.order:
        if all_rows or row_id in needed or row_id in desk.decisions:
            decided = desk.decisions.get(row_id)
            verdict = (
                f"{decided.verdict} by {decided.by}" if decided else "to decide" if row_id in needed else ""
            )
            flags = f"  [{'; '.join(rows[row_id].flags)}]" if rows[row_id].flags else ""
            say(f"{row_id}  {verdict:20}  {rows[row_id].heading}{flags}")
    say_progress(desk)


def review_row(
    named: MatterArgument,
    row: RowOption,
    actor: ActorOption,
    office: OfficeOption = None,
    deliverable: DeliverableOption = TREATMENT,
    revision: RevisionOption = None,
) -> None:
    """Show a row with its sources. That you saw it is logged.

    \b
    Example:
      pincite review row OFFICE/matters/2024-017 --row r-0012 --actor lee
    """
    matter = find_matter(named, office)
    _show(matter, item_of(matter, deliverable, revision), row, actor)


def review_accept(
    named: MatterArgument,
    row: RowOption,
    actor: ActorOption,
    office: OfficeOption = None,
    deliverable: DeliverableOption = TREATMENT,
    revision: RevisionOption = None,
) -> None:
    """Show a row with its sources, then accept it as it will print. At a terminal it asks first.

    \b
    Example:
      pincite review accept OFFICE/matters/2024-017 --row r-0012 --actor lee
    """
    from pipelines.review.decisions import Verdict, decide

    matter, item = find_item(named, office, deliverable, revision)
    seconds = _show(matter, item, row, actor, ask="Accept it as it will print?")
    decide(matter, item, row, Verdict.ACCEPT, actor, now(), seconds=seconds)
    _say_left(matter, item, f"{row} is accepted.")


def review_correct(
    named: MatterArgument,
    row: RowOption,
    actor: ActorOption,
    code: CodeOption,
    changes: Annotated[
        list[str], typer.Option("--set", metavar="FIELD=TEXT", help="What it shall read. May be repeated.")
    ],
    office: OfficeOption = None,
    deliverable: DeliverableOption = TREATMENT,
    revision: RevisionOption = None,
    note: NoteOption = "",
) -> None:
    """Show a row with its sources, then correct it. `review apply` makes the next revision of it.

    \b
    Example:
      pincite review correct OFFICE/matters/2024-017 --row r-0012 --actor lee \\
          --code wrong_date --set Date=2016-09-17
    """
    from pipelines.review.decisions import Verdict, decide

    values = tuple(_change(text) for text in changes)
    matter, item = find_item(named, office, deliverable, revision)
    seconds = _show(matter, item, row, actor, ask="Correct it as given?")
    decide(
        matter,
        item,
        row,
        Verdict.CORRECT,
        actor,
        now(),
        code=code,
        note=note,
        values=values,
        seconds=seconds,
    )
    _say_left(matter, item, f"{row} is to be corrected.")


def review_reject_row(
    named: MatterArgument,
    row: RowOption,
    actor: ActorOption,
    code: CodeOption,
    note: NoteOption,
    office: OfficeOption = None,
    deliverable: DeliverableOption = TREATMENT,
    revision: RevisionOption = None,
) -> None:
    """Show a row with its sources, then strike it. `review apply` makes the next revision without it.

    \b
    Example:
      pincite review reject-row OFFICE/matters/2024-017 --row r-0012 --actor lee \\
          --code duplicate --note "The same visit as r-0011."
    """
    from pipelines.review.decisions import Verdict, decide

    matter, item = find_item(named, office, deliverable, revision)
    seconds = _show(matter, item, row, actor, ask="Strike it?")
    decide(matter, item, row, Verdict.REJECT, actor, now(), code=code, note=note, seconds=seconds)
    _say_left(matter, item, f"{row} is to be struck.")


def review_undo(
    named: MatterArgument,
    actor: ActorOption,
    office: OfficeOption = None,
    deliverable: DeliverableOption = TREATMENT,
    revision: RevisionOption = None,
) -> None:
    """Take back your last decision.

    \b
    Example:
      pincite review undo OFFICE/matters/2024-017 --actor lee
    """
    from pipelines.review.decisions import undo

    matter, item = find_item(named, office, deliverable, revision)
    _say_left(matter, item, f"The decision on {undo(matter, item, actor, now())} is taken back.")


def review_reconfirm(
    named: MatterArgument,
    actor: ActorOption,
    office: OfficeOption = None,
    deliverable: DeliverableOption = TREATMENT,
    revision: RevisionOption = None,
) -> None:
    """Confirm what you decided on rows that are the same in this revision as in the one before.

    \b
    Example:
      pincite review reconfirm OFFICE/matters/2024-017 --actor lee
    """
    from pipelines.review.decisions import reconfirm

    matter, item = find_item(named, office, deliverable, revision)
    _say_left(matter, item, f"Decisions confirmed: {reconfirm(matter, item, actor, now())}.")


def review_look_through(
    named: MatterArgument,
    actor: ActorOption,
    office: OfficeOption = None,
    deliverable: DeliverableOption = TREATMENT,
    revision: RevisionOption = None,
) -> None:
    """List the pages that no row cites, then say that you looked them through: omissions show nowhere else.

    \b
    Example:
      pincite review look-through OFFICE/matters/2024-017 --actor lee
    """
    from pipelines.review.decisions import look_through
    from pipelines.review.desk import open_desk

    matter, item = find_item(named, office, deliverable, revision)
    for page in open_desk(matter, item).pages_without_rows:
        say(f"  {page.source}, p. {page.page}: {page.disposition}{f', {page.reason}' if page.reason else ''}")
    _confirm("Did you look at each of them?")
    _say_left(matter, item, f"Pages looked through: {look_through(matter, item, actor, now())}.")


def review_apply(
    named: MatterArgument,
    actor: ActorOption,
    office: OfficeOption = None,
    deliverable: DeliverableOption = TREATMENT,
    revision: RevisionOption = None,
) -> None:
    """Make the next revision from your corrections and strikes; nothing else changes in it.

    \b
    Example:
      pincite review apply OFFICE/matters/2024-017 --actor lee
    """
    from pipelines.review.corrections import apply_corrections

    matter = find_matter(named, office)
    made = apply_corrections(matter, item_of(matter, deliverable, revision), actor, now())
    of = naming(made.deliverable)
    _say_left(matter, made.item, f"{made.item} is made and in review; only what was decided differs.")
    say_next(command("review", "reconfirm", matter.folder, *of, "--actor", actor))


def _show(matter: Matter, item: Item, row_id: str, actor: str, ask: str = "") -> int:
    """Show a row, logged as shown, and ask; the seconds that took."""
    from pipelines.commands.rows import say_row
    from pipelines.review.decisions import show_row

    say_row(matter, show_row(matter, item, row_id, actor, now()))
    before = now()
    if ask:
        _confirm(ask)
    return (now() - before).seconds


def _confirm(question: str) -> None:
    """Ask at a terminal; a script that runs this command has answered by running it.

    Raises:
        UsageError: the answer is no.
    """
    if at_terminal() and not typer.confirm(question, default=False, err=True):
        raise UsageError("Nothing was decided.", "Run it again when you have looked.")


def _change(text: str) -> tuple[str, str]:
    field, equals, value = text.partition("=")
    if not equals or not field.strip():
        raise UsageError(f"{text!r} names no field.", "Write --set FIELD=TEXT, e.g. --set Date=2016-09-17.")
    return field.strip(), value.strip()


def _say_left(matter: Matter, item: Item, done: str) -> None:
    from pipelines.commands.rows import say_progress
    from pipelines.review.desk import open_desk

    say(done)
    say_progress(open_desk(matter, item))
