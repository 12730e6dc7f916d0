"""Where everything of a matter stands: the state of every revision, by replay.

Reads the ledger only, so it is instant. Refuses a ledger that does not verify.
"""

from __future__ import annotations

from pipelines.ledger import Ledger
from pipelines.matter import Matter
from pipelines.review.history import History, replay


def status(matter: Matter) -> tuple[History, ...]:
    """Every revision of every deliverable with its state, in order.

    Raises:
        LedgerError: the ledger does not verify.
    """
    items = replay(Ledger(matter.ledger).entries())
    return tuple(items[item] for item in sorted(items))
