"""Ledgers made line by line for the tests of figures: what happened, at which minute, and nothing else."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from typing import Any

from pipelines.ledger_chain import Entry, new_entry
from pipelines.metrics.counted import Record
from pipelines.metrics.reading import record

MONDAY = datetime(2026, 3, 2, 15, 0, tzinfo=UTC)
"""10:00 in New York."""


@dataclass
class Told:
    """A ledger being told. Each call moves the clock one minute on; ``wait`` moves it further."""

    deliverable: str = "treatment"
    tier: str = "high"
    now: datetime = MONDAY
    entries: list[Entry] = field(default_factory=list)
    revision: int = 0

    def wait(self, **time: float) -> Told:
        self.now += timedelta(**time)
        return self

    def say(self, event: str, actor: str = "anna", **details: str | int) -> Told:
        last = self.entries[-1] if self.entries else None
        self.entries.append(new_entry(last, actor, event, details, self.now))
        return self.wait(minutes=1)

    def of(self, event: str, actor: str = "anna", **details: str | int) -> Told:
        """An event of the present revision."""
        return self.say(event, actor, deliverable=self.deliverable, revision=self.revision, **details)

    def draft(self) -> Told:
        self.revision += 1
        return self.of("draft.written", "paula")

    def submit(self) -> Told:
        self.of("review.submitted", "paula", tier=self.tier, triggers=0)
        return self.of("review.qc_passed", "quinn", tier=self.tier, rows=3)

    def decide(
        self,
        row: str,
        verdict: str = "accept",
        code: str = "",
        *,
        actor: str = "anna",
        critical: int = 1,
        opened: int = 1,
        seconds: int = 12,
    ) -> Told:
        more: dict[str, Any] = {"code": code} if code else {}
        return self.of(
            "row.decided", actor, row=row, verdict=verdict, critical=critical, flagged=0, opened=opened,
            seconds=seconds, **more,
        )  # fmt: skip

    def correct(self) -> Told:
        """The corrections become the next revision, which is in review at once."""
        self.revision += 1
        made_from: dict[str, Any] = {"from": self.revision - 1}
        return self.of("draft.corrected", tier=self.tier, corrections=1, **made_from)

    def approve(self, rows: int = 3) -> Told:
        return self.of("review.approved", tier=self.tier, rows=rows, decided=rows, required=rows)

    def release(self) -> Told:
        return self.of("review.released", "rita")

    def record(self, matter: str = "2026-001") -> Record:
        return record(matter, self.entries)
