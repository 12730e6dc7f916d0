"""The delta of a revision: what it changes against the one that was reviewed.

Answers: against the latest earlier revision that came before an attorney (a released one did); where none
did, against the revision before. Reads sealed rows and recorded manifests only, proven by the ledger's
digests. Refuses what those refuse: a revision that is not recorded, altered rows, rows of another form. Two
revisions never change, so a comparison is made once in a process.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache

from extractors.errors import UsageError
from pipelines.deliverables.catalog import kind
from pipelines.delta.finding_changes import finding_counts, gap_changes, missing_changes
from pipelines.delta.paper_changes import (
    file_changes,
    newly_set_aside,
    set_aside_no_more,
    withdrawn_for,
)
from pipelines.delta.row_changes import added_rows, changed_rows, withdrawn_rows
from pipelines.delta.values import Delta
from pipelines.draft_folders import recorded_draft
from pipelines.ledger import Ledger
from pipelines.matter import Matter
from pipelines.review.history import History, Item, replay
from pipelines.review.sealed_rows import SealedRows, parsed_rows
from pipelines.review.standing_decisions import reviewed_before
from pipelines.rows import MatterFinding, SetAside
from pipelines.sealed import unseal

_KEPT = 4
"""Comparisons kept: those of the deliverables that lie open."""


def delta(matter: Matter, deliverable: str, revision: int) -> Delta:
    """What this revision changes against the one that was reviewed, or against none.

    Raises:
        UsageError: there is no such revision; or another version of the program made the rows of either, in
            a form that this one does not read.
        IntegrityError: rows or manifest of either revision are missing or altered.
        LedgerError: the ledger does not verify.
    """
    items = replay(Ledger(matter.ledger).entries())
    history = items.get(Item(deliverable, revision))
    if history is None:
        raise UsageError(
            f"There is no {deliverable} revision {revision} in {matter.slug}.", "See `pincite status`."
        )
    before = compared_with(items, history)
    now = _revision(matter, history)
    stood = before.state.value if before else ""
    return _compared(matter, deliverable, _revision(matter, before) if before else None, stood, now)


def compared_with(items: Mapping[Item, History], history: History) -> History | None:
    """The revision that a delta compares with: the one reviewed before, else the one before; ``None`` for the
    first."""
    reviewed = reviewed_before(items, history.item)
    if reviewed is not None:
        return reviewed
    own = history.item
    earlier = [h for i, h in items.items() if i.deliverable == own.deliverable and i.revision < own.revision]
    return max(earlier, key=lambda h: h.item.revision, default=None)


@dataclass(frozen=True, slots=True)
class _Revision:
    """What stands for a revision's content: equal values, equal content."""

    number: int
    rows: str
    inputs: tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True)
class _Content:
    """A revision as it is compared."""

    sealed: SealedRows
    findings: tuple[MatterFinding, ...]
    set_aside: tuple[SetAside, ...]


def _revision(matter: Matter, history: History) -> _Revision:
    return _Revision(history.item.revision, history.made("rows"), recorded_draft(matter, history).inputs)


@lru_cache(maxsize=_KEPT)
def _compared(
    matter: Matter, deliverable: str, before: _Revision | None, stood: str, now: _Revision
) -> Delta:
    new = _content(matter, deliverable, now)
    rows = new.sealed.rows
    title = kind(deliverable).title
    if before is None:
        return Delta(matter.slug, deliverable, title, now.number, 0, "", len(rows), len(rows))
    old = _content(matter, deliverable, before)
    held = frozenset(sha256 for _, sha256 in now.inputs)
    why = withdrawn_for(new.set_aside)
    files = file_changes(before.inputs, now.inputs, old.sealed.pages, new.sealed.pages, why)
    added, changed = added_rows(old.sealed.rows, rows), changed_rows(old.sealed.rows, rows)
    return Delta(
        matter.slug,
        deliverable,
        title,
        now.number,
        before.number,
        stood,
        len(rows),
        len(rows) - len(added) - len(changed),
        added,
        changed,
        withdrawn_rows(old.sealed.rows, rows, held, why),
        files,
        newly_set_aside(old.set_aside, new.set_aside, files),
        set_aside_no_more(old.set_aside, new.set_aside),
        gap_changes(old.findings, new.findings, held),
        missing_changes(old.findings, new.findings, held),
        finding_counts(old.findings, new.findings),
    )


def _content(matter: Matter, deliverable: str, revision: _Revision) -> _Content:
    form = kind(deliverable).review()
    try:
        sealed = unseal(matter.sealed, revision.rows)
        rows = parsed_rows(matter, deliverable, revision.rows)
        return _Content(rows, form.findings(sealed), form.set_aside(sealed))
    except ValueError:
        raise UsageError(
            f"This version cannot read the rows of {deliverable} revision {revision.number}.", "Draft again."
        ) from None
