"""What reviewers said of single rows, by replay of the ledger.

Answers: each row's standing decision, how often it was decided or undone, who had its source on the screen.
The ledger names a row by its keyed digest only; what a decision says in words (a reason, a corrected value)
lies sealed under the digest that the ledger records. Nothing else decides what was decided.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from enum import StrEnum

from pipelines.ledger_chain import Entry
from pipelines.review.history import Item, is_of

SHOWN = "row.shown"
DECIDED = "row.decided"
UNDONE = "row.undone"
RECONFIRMED = "review.reconfirmed"
LOOKED_THROUGH = "pages.looked_through"


class Verdict(StrEnum):
    """What an attorney says of a row."""

    ACCEPT = "accept"
    CORRECT = "correct"
    REJECT = "reject"
    ESCALATE = "escalate"


class ReasonCode(StrEnum):
    """Why a row is corrected or rejected: what the figures count."""

    WRONG_DATE = "wrong_date"
    WRONG_FACILITY = "wrong_facility"
    WRONG_PROVIDER = "wrong_provider"
    WRONG_TYPE = "wrong_type"
    WRONG_QUOTE = "wrong_quote"
    WRONG_SOURCE = "wrong_source"
    WRONG_PERSON = "wrong_person"
    DUPLICATE = "duplicate"
    NOT_AN_EVENT = "not_an_event"
    MISSING_SOURCE = "missing_source"
    WORDING = "wording"
    OTHER = "other"


@dataclass(frozen=True, slots=True)
class Decision:
    """The standing decision on a row.

    ``note_sha256`` is the digest of the sealed words ("" for none); ``time`` is UTC text; ``opened``: its
    source had been shown to the one who decided; ``seconds`` spent on it, as the page measured. ``carried``
    from the revision before, for a row that did not change. ``values`` are (field, new text) of a correction.
    ``version`` counts what was done to the row in this revision, so that two people cannot overwrite each
    other unseen; 0 for a decision that was carried.
    """

    row_id: str
    verdict: Verdict
    code: str
    note_sha256: str
    by: str
    time: str
    opened: bool
    seconds: int
    carried: bool
    values: tuple[tuple[str, str], ...]
    version: int


@dataclass(frozen=True, slots=True)
class Said:
    """What the ledger says of one row in one revision: its decisions that stand, the last on top, and how
    many entries there are."""

    standing: tuple[Entry, ...] = ()
    version: int = 0

    @property
    def verdict(self) -> Verdict | None:
        """The verdict that stands; ``None`` where all was undone."""
        return Verdict(str(self.standing[-1].details["verdict"])) if self.standing else None


def said_of(entries: Iterable[Entry], item: Item) -> Mapping[str, Said]:
    """Keyed row → what was said of it in that revision."""
    said: dict[str, Said] = {}
    for entry in entries:
        if entry.event not in (DECIDED, UNDONE) or not is_of(entry, item):
            continue
        key = str(entry.details["row"])
        before = said.get(key, Said())
        standing = (*before.standing, entry) if entry.event == DECIDED else before.standing[:-1]
        said[key] = Said(standing, before.version + 1)
    return said


def shown_to(entries: Iterable[Entry], item: Item) -> Mapping[str, frozenset[str]]:
    """Keyed row → everyone to whom it was shown in that revision."""
    shown: dict[str, frozenset[str]] = {}
    for entry in entries:
        if entry.event == SHOWN and is_of(entry, item):
            key = str(entry.details["row"])
            shown[key] = shown.get(key, frozenset()) | {entry.actor}
    return shown
