"""The exhibit sets of a matter that were released: what no later set may renumber.

Answers: every set that was released, superseded and revoked ones too, oldest first, as the ledger names it
and the sealed store keeps it. There is no register to go astray: a number was given if, and only if, it was
released. Refuses sealed rows that are no longer what the ledger recorded, or that this version cannot read.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from extractors.errors import UsageError
from pipelines.exhibits.exhibit_set import ExhibitRow, ExhibitSet
from pipelines.exhibits.set_json import set_from_bytes
from pipelines.matter import Matter
from pipelines.review.history import History
from pipelines.review.standing import status
from pipelines.review.states import OUT
from pipelines.sealed import unseal

EXHIBITS = "exhibits"
"""The deliverable's name."""


def released_sets(matter: Matter) -> tuple[tuple[int, ExhibitSet], ...]:
    """(revision, set) of every release, oldest first.

    Raises:
        LedgerError: the ledger does not verify.
        IntegrityError: a released set's rows are missing or altered.
        UsageError: a released set is of a form that this version does not read.
    """
    return tuple((h.item.revision, _released(matter, h)) for h in _histories(matter))


def standing_numbers(released: Sequence[tuple[int, ExhibitSet]]) -> ExhibitSet | None:
    """The last released set, each exhibit as it last went out with its pages: one that was withdrawn or held
    since may come back, but only as what it was."""
    if not released:
        return None
    with_pages = {row.designation: row for _, made in released for row in made.rows if _whole(row)}
    last = released[-1][1]
    return replace(last, rows=tuple(with_pages.get(row.designation, row) for row in last.rows))


def _whole(row: ExhibitRow) -> bool:
    return bool(row.pages) and not row.held


def _histories(matter: Matter) -> tuple[History, ...]:
    if not matter.ledger.exists():
        return ()
    return tuple(h for h in status(matter) if h.item.deliverable == EXHIBITS and h.state in OUT)


def _released(matter: Matter, history: History) -> ExhibitSet:
    try:
        return set_from_bytes(unseal(matter.sealed, history.made("rows")))
    except ValueError:
        raise UsageError(
            f"This version cannot read the released {history.item}, so it cannot keep its numbers.",
            "Use the version that made it, or a newer one.",
        ) from None
