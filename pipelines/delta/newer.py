"""Whether a later revision of what somebody has before them was drafted meanwhile, and what it holds more.

Answers: from the ledger and two manifests, so that queue and status may ask for every item. A later draft
takes nothing from the earlier revision: it stays where it is, and may be decided on, approved and released.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from extractors.errors import IntegrityError
from pipelines.draft_folders import recorded_draft
from pipelines.matter import Matter
from pipelines.review.history import History
from pipelines.review.states import State

_BEFORE_SOMEBODY = frozenset({State.QC, State.IN_REVIEW, State.ESCALATED, State.APPROVED, State.RELEASED})


@dataclass(frozen=True, slots=True)
class Newer:
    """The latest revision. ``more`` and ``fewer`` count the sources that it has, and has not, against the
    earlier one."""

    revision: int
    draft: bool
    more: int
    fewer: int

    @property
    def words(self) -> str:
        """In a sentence: ``Draft 5 holds 3 files more and lacks 1.``"""
        name = f"{'Draft' if self.draft else 'Revision'} {self.revision}"
        files = f" file{'s' * ((self.more or self.fewer) != 1)}"
        holds = f"holds {self.more:,}{files} more" if self.more else ""
        lacks = f"lacks {self.fewer:,}{'' if holds else files}" if self.fewer else ""
        told = " and ".join(part for part in (holds, lacks) if part)
        return f"{name} {told or 'has been drafted since'}."


def newer_draft(matter: Matter, histories: Iterable[History], history: History) -> Newer | None:
    """The latest revision after one that somebody has before them; ``None`` if there is none.

    Args:
        histories: those of the matter, as `pipelines.review.standing.status` gives them.
    """
    item = history.item
    own = [h for h in histories if h.item.deliverable == item.deliverable]
    latest = max(own, key=lambda h: h.item.revision)
    if history.state not in _BEFORE_SOMEBODY or latest.item.revision <= item.revision:
        return None
    try:
        before, now = (frozenset(recorded_draft(matter, h).inputs) for h in (history, latest))
    except IntegrityError:  # whoever opens either is told
        before = now = frozenset()
    old, new = ({sha256 for _, sha256 in inputs} for inputs in (before, now))
    return Newer(latest.item.revision, latest.state is State.DRAFT, len(new - old), len(old - new))
