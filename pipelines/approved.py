"""The one approved template of a deliverable, pinned by digest; anything else is refused.

    templates/approvals.toml          who approved which bytes, per deliverable, and until when
    templates/<deliverable>/          approved.docx · task.toml · example.json, and nothing more

Answers: the template's bytes and its task definition, read once, proven against the pin. Refuses: a missing
or altered file, a folder that holds anything beyond those three (a second template is how wrong ones get
used), a deliverable without an approval, an approval whose day of review has passed. Opens no Word file: that
is the renderer's work.
"""

from __future__ import annotations

import hashlib
import json
import re
import tomllib
from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from typing import Any

from extractors.errors import TemplateError, UsageError
from pipelines.durable import replace_file
from pipelines.rows import TemplateStamp
from pipelines.task import Task, parse_task

APPROVALS = "approvals.toml"
DOCX = "approved.docx"
TASK = "task.toml"
EXAMPLE = "example.json"
READABLE = 0o644
REVIEW_AFTER = timedelta(days=365)
"""How long an approval holds when no other day of review is given."""

_NAME = re.compile(r"[a-z][a-z0-9_]*")
_DIGEST = re.compile(r"[0-9a-f]{64}")
_ENTRY_KEYS = {"version", "sha256", "approver", "approved_at"}


@dataclass(frozen=True, slots=True)
class TemplateApproval:
    """One entry of ``approvals.toml``: ``approver`` as printed, ``approved_at`` in UTC. ``review_by`` is the
    last day on which it holds; ``None`` in the set that ships with Pincite, which expires in no office but
    by the office's own date."""

    version: str
    sha256: str
    approver: str
    approved_at: str
    review_by: date | None = None


@dataclass(frozen=True, slots=True)
class ApprovedTemplate:
    """A proven template. ``sha256`` covers both files: see `template_digest`."""

    deliverable: str
    version: str
    sha256: str
    docx: bytes
    task: Task
    approval: TemplateApproval

    @property
    def stamp(self) -> TemplateStamp:
        """What a deliverable prints about its template."""
        return TemplateStamp(self.deliverable, self.version, self.sha256)

    def in_force(self, now: datetime) -> ApprovedTemplate:
        """The template itself, if its review is not overdue.

        Raises:
            TemplateError: it is.
        """
        review_by = self.approval.review_by
        if review_by is not None and now.astimezone(UTC).date() > review_by:
            raise TemplateError(
                f"The approval of the template {self.deliverable!r} expired: review was due by {review_by}.",
                f"Have it reviewed: `pincite templates approve {self.deliverable}`.",
            )
        return self


def template_digest(docx: bytes, task: bytes) -> str:
    """SHA-256 (hex) over the SHA-256 of the Word file followed by that of the task definition."""
    return hashlib.sha256(hashlib.sha256(docx).digest() + hashlib.sha256(task).digest()).hexdigest()


def load_approved(templates: Path, deliverable: str) -> ApprovedTemplate:
    """Load the deliverable's template from the firm's approved set.

    Args:
        templates: the folder that holds ``approvals.toml`` and one folder per deliverable.
        deliverable: its name, e.g. ``treatment``.

    Raises:
        TemplateError: missing, altered, accompanied by another file, not approved, or its task is malformed.
    """
    docx, task_bytes = _read_only_pair(templates, deliverable)
    approvals = read_approvals(templates)
    entry = approvals.get(deliverable)
    if entry is None:
        raise TemplateError(
            f"The template {deliverable!r} has no approval in {APPROVALS}.",
            "Have it approved before drafting.",
        )
    digest = template_digest(docx, task_bytes)
    if digest != entry.sha256:
        raise TemplateError(
            f"The template {deliverable!r} was altered after its approval "
            f"({digest[:12]} instead of {entry.sha256[:12]}).",
            f"Restore the approved {DOCX} and {TASK}, or have the new ones approved.",
        )
    task = parse_task(task_bytes)
    if task.deliverable != deliverable or task.version != entry.version:
        raise TemplateError(
            f"The template {deliverable!r} and its approval name different deliverables or versions.",
            f"Correct {TASK}, then have the template approved again.",
        )
    return ApprovedTemplate(deliverable, task.version, digest, docx, task, entry)


def pin(
    templates: Path,
    deliverable: str,
    approver: str,
    now: datetime,
    review_by: date | None = None,
    *,
    log: Callable[[TemplateApproval], object] = lambda _: None,
) -> TemplateApproval:
    """Record in ``approvals.toml`` that ``approver`` approved the template as it now stands.

    Args:
        templates: the folder of the approved set.
        deliverable: its name.
        approver: who approved it, as it shall be printed.
        now: when; must carry a time zone, stored in UTC to the second.
        review_by: the last day on which the approval holds; a year from ``now`` if left out.
        log: told of the approval before it is written: what is not logged does not come into force.

    Raises:
        TemplateError: files are missing or too many, or the task definition is malformed.
        UsageError: the approver's name is blank or holds control characters, ``now`` has no time zone, or
            the day of review is past.
    """
    if not approver.strip() or not approver.isprintable():
        raise UsageError("The approver's name is empty or not printable.", "Give the approver's full name.")
    if now.tzinfo is None:
        raise UsageError("The time of approval has no time zone.", "Give the time with its zone.")
    docx, task_bytes = _read_only_pair(templates, deliverable)
    task = parse_task(task_bytes)
    if task.deliverable != deliverable:
        raise TemplateError(
            f"{TASK} in the folder {deliverable!r} defines another deliverable.",
            "Put it into the folder of its own deliverable.",
        )
    today = now.astimezone(UTC).date()
    if review_by is not None and review_by < today:
        raise UsageError(f"The day of review, {review_by}, is past.", "Give a day to come.")
    approval = TemplateApproval(
        task.version,
        template_digest(docx, task_bytes),
        approver.strip(),
        now.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ"),
        review_by or today + REVIEW_AFTER,
    )
    approvals = read_approvals(templates) if (templates / APPROVALS).exists() else {}
    log(approval)
    _write_approvals(templates, {**approvals, deliverable: approval})
    return approval


def date_reviews(templates: Path, now: datetime) -> None:
    """Give every approval without a day of review one that lies a year ahead: an office took the shipped set.

    Raises:
        TemplateError: ``approvals.toml`` is missing or malformed.
    """
    due = now.astimezone(UTC).date() + REVIEW_AFTER
    approvals = read_approvals(templates)
    dated = {name: replace(a, review_by=a.review_by or due) for name, a in approvals.items()}
    if dated != approvals:
        _write_approvals(templates, dated)


def read_approvals(templates: Path) -> dict[str, TemplateApproval]:
    """The entries of ``approvals.toml``, by deliverable.

    Raises:
        TemplateError: it is missing or malformed.
    """
    path = templates / APPROVALS
    try:
        data: dict[str, Any] = tomllib.loads(path.read_bytes().decode("utf-8"))
    except OSError:
        raise TemplateError(
            f"{APPROVALS} is missing: no template is approved.", f"Restore it as {path}."
        ) from None
    except (UnicodeDecodeError, tomllib.TOMLDecodeError):
        raise TemplateError(f"{APPROVALS} is not valid TOML in UTF-8.", f"Restore {path}.") from None
    return {name: _approval(name, entry) for name, entry in data.items()}


def _read_only_pair(templates: Path, deliverable: str) -> tuple[bytes, bytes]:
    if not _NAME.fullmatch(deliverable):
        raise TemplateError(f"{deliverable!r} is not the name of a template.", "Use a lower-case name.")
    folder = templates / deliverable
    if not folder.is_dir():
        raise TemplateError(
            f"There is no approved template {deliverable!r}: the folder {folder} is missing.",
            "Restore it from the firm's approved set; `pincite templates add` brings the shipped one.",
        )
    for name in sorted(entry.name for entry in folder.iterdir()):
        if name not in (DOCX, TASK, EXAMPLE) and not _is_litter(name):
            raise TemplateError(
                f"The template folder {deliverable!r} holds a second file, {name!r}; "
                "exactly one approved template is allowed.",
                f"Move {name!r} out of {folder}.",
            )
    try:
        return (folder / DOCX).read_bytes(), (folder / TASK).read_bytes()
    except OSError as error:
        name = Path(str(error.filename)).name
        raise TemplateError(
            f"The template {deliverable!r} cannot be read: {name} is missing or not readable.",
            f"Restore {name} in {folder}.",
        ) from None


def _is_litter(name: str) -> bool:
    """What systems and Word leave in folders, and nobody mistakes for a template."""
    return name.startswith((".", "~$")) or name.casefold() in ("thumbs.db", "desktop.ini", "__pycache__")


def _approval(name: str, entry: object) -> TemplateApproval:
    if isinstance(entry, dict) and set(entry) - {"review_by"} == _ENTRY_KEYS:
        review_by = entry.get("review_by")
        texts = all(isinstance(entry[key], str) for key in _ENTRY_KEYS) and _DIGEST.fullmatch(entry["sha256"])
        # A date with a time of day is a date to Python too.
        if texts and (review_by is None or type(review_by) is date):
            return TemplateApproval(**entry)
    raise TemplateError(
        f"{APPROVALS}: the entry {name!r} is malformed.", "Have that template approved again."
    )


def _write_approvals(templates: Path, approvals: dict[str, TemplateApproval]) -> None:
    lines = ["# Who approved which template bytes. A template with any other digest is refused."]
    for deliverable in sorted(approvals):
        a = approvals[deliverable]
        # A printable text quoted as JSON is a TOML basic string.
        approver = json.dumps(a.approver, ensure_ascii=False)
        lines += ["", f"[{deliverable}]", f'approved_at = "{a.approved_at}"', f"approver = {approver}"]
        lines += [f"review_by = {a.review_by}"] if a.review_by else []
        lines += [f'sha256 = "{a.sha256}"', f'version = "{a.version}"']
    replace_file(templates / APPROVALS, ("\n".join(lines) + "\n").encode("utf-8"), READABLE)
