"""Where everything of a matter stands: states by replay, and what has quietly become void.

Answers: the state of every revision (reads the ledger only, so it is instant); which items in review or
approved something they are bound to has left behind. Refuses: a ledger that does not verify.
"""

from __future__ import annotations

from datetime import datetime

from extractors.errors import IntegrityError
from pipelines.ledger import Ledger
from pipelines.matter import Matter
from pipelines.matter_file import load_matter
from pipelines.office import Office, office_of
from pipelines.policy import Policy
from pipelines.review.approval import standing_approval
from pipelines.review.case import record_void
from pipelines.review.history import History, Item, replay
from pipelines.review.refusal import Refusal, Rule
from pipelines.review.roster import SYSTEM, Roster
from pipelines.review.states import State
from pipelines.review.submission import AGAIN, change_since, load_submission


def status(matter: Matter) -> tuple[History, ...]:
    """Every revision of every deliverable with its state, in order.

    Raises:
        LedgerError: the ledger does not verify.
    """
    items = replay(Ledger(matter.ledger).entries())
    return tuple(items[item] for item in sorted(items))


def void_changed(matter: Matter, now: datetime) -> tuple[tuple[Item, Refusal], ...]:
    """Void every item in review or approved that something it is bound to has left behind.

    The gate does the same when it is asked to approve or release; this finds it earlier. Hashes every
    source of those items.

    Returns:
        what was voided, and why.
    """
    office, matter = office_of(matter), load_matter(matter.folder)
    policy, roster = office.policy(), office.roster()
    voided: list[tuple[Item, Refusal]] = []
    with Ledger(matter.ledger).transaction() as tx:
        for history in replay(tx.entries).values():
            if history.state not in (State.IN_REVIEW, State.APPROVED):
                continue
            change = _change(office, roster, policy, matter, history, now)
            if change is not None:
                record_void(tx, history.item, change.rule, SYSTEM, now)
                voided.append((history.item, change))
    return tuple(voided)


def _change(
    office: Office, roster: Roster, policy: Policy, matter: Matter, history: History, now: datetime
) -> Refusal | None:
    try:
        submission = load_submission(matter, history)
    except IntegrityError as error:
        return Refusal(Rule.SEALED_CHANGED, error.problem, AGAIN)
    change = change_since(office.templates, policy, matter, history, submission)
    if change is None and history.state is State.APPROVED:
        stands = standing_approval(matter, history, submission, roster, policy, now)
        change = stands if isinstance(stands, Refusal) else None
    return change
