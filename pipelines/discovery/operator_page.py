"""What an operator sees of a run: its name, its outcome, the files it set aside, where the review is.

Answers: words and tables made of counts, beginnings of digests, reason codes and revision numbers. They go to
an orchestrator's page, which keeps them in the clear, so nothing here takes a file's name, a person's name or
a word of a record: what to do about a file is said by its reason, not by what the program said of the file.
"""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import suppress
from typing import Any, Protocol

from extractors.errors import Reason
from pipelines.discovery.arrivals import Change, NewDraft, RunReport
from pipelines.discovery.received_log import ARRIVED
from pipelines.matter import Matter
from pipelines.rows import SetAside

DIGEST_SHOWN = 12
SHOWN_EVERY_SECONDS = 3.0

_REMEDIES: Mapping[str, str] = {
    Reason.ENCRYPTED: "Ask for it without a password.",
    Reason.DAMAGED: "Ask for it again.",
    Reason.EMPTY: "Ask for it again.",
    Reason.OVERSIZED: "Split it and put the parts there.",
    Reason.UNSUPPORTED: "Print it to a PDF and put that there.",
    Reason.UNSAFE: "Unpack it with a program you trust, and look at the files.",
    Reason.TIMED_OUT: "Print it to a new PDF and put that there.",
    Reason.OUT_OF_MEMORY: "Split it and put the parts there.",
    Reason.CRASHED: "Print it to a new PDF and put that there.",
    Reason.UNREADABLE: "Copy it from its origin again.",
}
_ASK = "See the draft: a person has to decide."


def run_name(slug: str, arrivals: int, waiting: int) -> str:
    """The run's name once it is known what arrived and how many files have to be read."""
    came = f"{_number(arrivals, 'file')} arrived" if arrivals else "no new files"
    return f"{slug}: {came}, {waiting} to read" if arrivals or waiting else f"{slug}: {came}"


def outcome_line(report: RunReport) -> str:
    """What a run did, in one line without the matter's name."""
    parts = list(_arrived(report))
    if report.pages_read:
        parts.append(f"{_number(report.pages_read, 'page')} read")
    if report.set_aside:
        parts.append(f"{_number(len(report.set_aside), 'file')} set aside")
    if report.still_arriving:
        parts.append(f"{_number(report.still_arriving, 'file')} still arriving")
    if report.questions:
        parts.append(f"{_number(report.questions, 'question')} asked")
    drafts = [draft_line(draft) for draft in report.drafts]
    return "; ".join([", ".join(parts), *drafts] if parts else drafts or ["nothing new"])


def draft_line(draft: NewDraft) -> str:
    """One draft of a run."""
    if not draft.new:
        return f"{draft.deliverable} draft {draft.revision} stands as it is"
    line = f"{draft.deliverable} draft {draft.revision} awaits review"
    if not draft.against:
        return line
    changed = f"{_number(draft.added, 'row')} added, {draft.changed} changed, {draft.withdrawn} withdrawn"
    return f"{line} ({changed} since revision {draft.against})"


def set_aside_table(entries: Sequence[SetAside]) -> list[dict[str, str]]:
    """The files set aside, sorted, as rows of a table."""
    rows = sorted((entry.stage, entry.reason, (entry.sha256 or "")[:DIGEST_SHOWN]) for entry in entries)
    return [
        {
            "digest": digest or "none",
            "stage": stage,
            "reason": reason,
            "to do": _REMEDIES.get(reason, _ASK),
        }
        for stage, reason, digest in rows
    ]


def review_link(address: str, slug: str, drafts: Sequence[NewDraft]) -> str | None:
    """Where the first of the new drafts is reviewed; ``None`` without one, or where no address is known."""
    new = [draft for draft in drafts if draft.new]
    return f"{address}/m/{slug}/{new[0].deliverable}/{new[0].revision}" if address and new else None


class Artifacts(Protocol):
    """What the orchestrator can show: the functions of ``prefect.artifacts``."""

    def create_progress_artifact(self, progress: float, key: str, description: str) -> Any: ...

    def update_progress_artifact(self, artifact_id: Any, progress: float, description: str) -> Any: ...

    def create_table_artifact(self, table: list[dict[str, str]], key: str, description: str) -> Any: ...

    def create_link_artifact(self, link: str, link_text: str, key: str, description: str) -> Any: ...


class OperatorPage:
    """What one run shows of itself. That something cannot be shown stops no run.

    Args:
        matter: whose run it is.
        artifacts: what the orchestrator can show.
        rename: gives the run a name that tells its counts; by default it keeps its own.
    """

    def __init__(
        self, matter: Matter, artifacts: Any, rename: Callable[[str], None] = lambda _: None
    ) -> None:
        self._matter = matter
        self._artifacts: Artifacts = artifacts
        self._rename = rename
        self._bar: Any = None
        self._waiting = 0
        self._shown = 0.0

    def reading(self, arrivals: int, waiting: int) -> None:
        """Reading begins."""
        self._waiting = waiting
        name = run_name(self._matter.slug, arrivals, waiting)
        with suppress(Exception):
            self._rename(name)
        if waiting:
            with suppress(Exception):
                self._bar = self._artifacts.create_progress_artifact(0.0, self._key("reading"), name)
        self._shown = time.monotonic()

    def read(self, done: int, pages: int) -> None:
        """So many files, and pages, are read."""
        now = time.monotonic()
        if self._bar is None or (done < self._waiting and now < self._shown + SHOWN_EVERY_SECONDS):
            return
        self._shown = now
        said = f"{done} of {_number(self._waiting, 'file')}, {_number(pages, 'page')}"
        with suppress(Exception):
            self._artifacts.update_progress_artifact(self._bar, 100.0 * done / self._waiting, said)

    def done(self, report: RunReport, set_aside: Sequence[SetAside], review_address: str) -> None:
        """The run is done: ``set_aside`` are all files that are set aside in the matter now."""
        if set_aside:
            table = set_aside_table(set_aside)
            said = f"{_number(len(table), 'file')} of {self._matter.slug} set aside"
            with suppress(Exception):
                self._artifacts.create_table_artifact(table, self._key("set-aside"), said)
        link = review_link(review_address, self._matter.slug, report.drafts)
        if link:
            with suppress(Exception):
                said = next(draft_line(draft) for draft in report.drafts if draft.new)
                self._artifacts.create_link_artifact(link, "Review the new draft", self._key("review"), said)

    def _key(self, what: str) -> str:
        return f"{self._matter.slug}-{what}"


def _arrived(report: RunReport) -> Iterator[str]:
    """What came, and of what kind where not all of it is new; what was moved or is gone came with nothing."""
    changes = [arrival.change for arrival in report.arrivals]
    counts = {change: changes.count(change) for change in Change if change in changes}
    kinds = [f"{counts[change]} {change}" for change in ARRIVED if change in counts]
    if kinds:
        came = _number(sum(counts.get(change, 0) for change in ARRIVED), "file")
        yield f"{came} arrived" + (f" ({', '.join(kinds)})" if set(counts) & {*ARRIVED[1:]} else "")
    yield from (f"{_number(counts[c], 'file')} {c}" for c in counts if c not in ARRIVED)


def _number(count: int, thing: str) -> str:
    return f"{count} {thing}{'s' * (count != 1)}"
