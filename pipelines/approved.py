"""The one approved template of a deliverable, pinned by digest; anything else is refused.

    templates/approvals.toml          who approved which bytes, per deliverable
    templates/<deliverable>/          approved.docx · task.toml · example.json, and nothing more

Answers: the template's bytes and its task definition, read once, proven against the pin. Refuses: a missing
or altered file, a folder that holds anything beyond those three (a second template is how wrong ones get
used), a deliverable without an approval. Opens no Word file: that is the renderer's work.
"""

from __future__ import annotations

import hashlib
import json
import re
import tomllib
from dataclasses import dataclass
from datetime import UTC, datetime
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

_NAME = re.compile(r"[a-z][a-z0-9_]*")
_DIGEST = re.compile(r"[0-9a-f]{64}")
_ENTRY_KEYS = {"version", "sha256", "approver", "approved_at"}


@dataclass(frozen=True, slots=True)
class ApprovedTemplate:
    """A proven template. ``sha256`` covers both files: see `template_digest`."""

    deliverable: str
    version: str
    sha256: str
    docx: bytes
    task: Task

    @property
    def stamp(self) -> TemplateStamp:
        """What a deliverable prints about its template."""
        return TemplateStamp(self.deliverable, self.version, self.sha256)


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
    approvals = _read_approvals(templates / APPROVALS)
    entry = approvals.get(deliverable)
    if entry is None:
        raise TemplateError(
            f"The template {deliverable!r} has no approval in {APPROVALS}.",
            "Have it approved before drafting.",
        )
    digest = template_digest(docx, task_bytes)
    if digest != entry["sha256"]:
        raise TemplateError(
            f"The template {deliverable!r} was altered after its approval "
            f"({digest[:12]} instead of {entry['sha256'][:12]}).",
            f"Restore the approved {DOCX} and {TASK}, or have the new ones approved.",
        )
    task = parse_task(task_bytes)
    if task.deliverable != deliverable or task.version != entry["version"]:
        raise TemplateError(
            f"The template {deliverable!r} and its approval name different deliverables or versions.",
            f"Correct {TASK}, then have the template approved again.",
        )
    return ApprovedTemplate(deliverable, task.version, digest, docx, task)


def pin(templates: Path, deliverable: str, approver: str, now: datetime) -> None:
    """Record in ``approvals.toml`` that ``approver`` approved the template as it now stands.

    Args:
        templates: the folder of the approved set.
        deliverable: its name.
        approver: who approved it, as it shall be printed.
        now: when; must carry a time zone, stored in UTC to the second.

    Raises:
        TemplateError: files are missing or too many, or the task definition is malformed.
        UsageError: the approver's name is blank or holds control characters, or ``now`` has no time zone.
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
    path = templates / APPROVALS
    approvals = _read_approvals(path) if path.exists() else {}
    approvals[deliverable] = {
        "version": task.version,
        "sha256": template_digest(docx, task_bytes),
        "approver": approver.strip(),
        "approved_at": now.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ"),
    }
    replace_file(path, _approvals_toml(approvals).encode("utf-8"), READABLE)


def _read_only_pair(templates: Path, deliverable: str) -> tuple[bytes, bytes]:
    if not _NAME.fullmatch(deliverable):
        raise TemplateError(f"{deliverable!r} is not the name of a template.", "Use a lower-case name.")
    folder = templates / deliverable
    if not folder.is_dir():
        raise TemplateError(
            f"There is no approved template {deliverable!r}: the folder {folder} is missing.",
            "Restore it from the firm's approved set; `pincite template add` brings the shipped one.",
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


def _read_approvals(path: Path) -> dict[str, dict[str, str]]:
    try:
        data: dict[str, Any] = tomllib.loads(path.read_bytes().decode("utf-8"))
    except OSError:
        raise TemplateError(
            f"{APPROVALS} is missing: no template is approved.", f"Restore it as {path}."
        ) from None
    except (UnicodeDecodeError, tomllib.TOMLDecodeError):
        raise TemplateError(f"{APPROVALS} is not valid TOML in UTF-8.", f"Restore {path}.") from None
    for name, entry in data.items():
        whole = isinstance(entry, dict) and set(entry) == _ENTRY_KEYS
        texts = whole and all(isinstance(v, str) for v in entry.values())
        if not texts or not _DIGEST.fullmatch(entry["sha256"]):
            raise TemplateError(
                f"{APPROVALS}: the entry {name!r} is malformed.", "Have that template approved again."
            )
    return data


def _approvals_toml(approvals: dict[str, dict[str, str]]) -> str:
    lines = ["# Who approved which template bytes. A template with any other digest is refused."]
    for deliverable in sorted(approvals):
        entry = approvals[deliverable]
        lines += ["", f"[{deliverable}]"]
        # A printable text quoted as JSON is a TOML basic string.
        lines += [f"{key} = {json.dumps(entry[key], ensure_ascii=False)}" for key in sorted(entry)]
    return "\n".join(lines) + "\n"
