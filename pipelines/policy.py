"""The office's policy (``policy.toml``): the few rules that a firm sets for itself.

Answers: may a solo attorney approve their own work, how long an approval may wait for its release; when the
office works, how old a ledger's last anchor may be, how long a closed matter is kept. Refuses: unknown
settings. No setting here, nor anywhere, lets a file out without a signed approval. An approval binds the
digest of the rules of approval, so that changing one of those voids what is under way; the other settings,
comments and spacing are not part of it.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date, time
from pathlib import Path

from extractors.errors import UsageError
from pipelines.business_time import WEEKDAYS, WorkingHours
from pipelines.canonical_json import canonical_bytes
from pipelines.durable import sha256_of
from pipelines.toml_file import Table, read_toml

POLICY_TEXT = """\
# The office's policy. Nothing here can let a file out without an attorney's signature.

schema = 1

# Each approval is bound to the values of this table: changing one voids every item that is in quality control
# or in review, or approved and not yet released.
[approval]
# Roster id of the one attorney who practises alone and may approve what they prepared, at medium and low tier
# only. Leave it empty where anyone else can review. When it is used, the certificate says so in words.
solo_attorney = ""

# Days after which an approval that was not released lapses.
valid_days = 30

# When the office works: deadlines of reviews and of questions are counted in these hours.
[hours]
zone = "America/New_York"
opens = "09:00"
closes = "17:00"
days = ["mon", "tue", "wed", "thu", "fri"]
holidays = []   # such as "2026-11-26"

[ledger]
# Days after which the end of a matter's ledger should have been signed again (`pincite ledger anchor`).
anchor_days = 7

[retention]
# Years for which a closed matter is kept before two people may dispose of it.
years = 7
"""


@dataclass(frozen=True, slots=True)
class Policy:
    """``solo_attorney`` is a roster id or empty; ``approval_valid_days`` counts from the approval,
    ``anchor_days`` from the last anchor, ``retention_years`` from the close of a matter."""

    solo_attorney: str = ""
    approval_valid_days: int = 30
    hours: WorkingHours = field(default_factory=WorkingHours)
    anchor_days: int = 7
    retention_years: int = 7

    @property
    def sha256(self) -> str:
        """Digest of the rules of approval."""
        values = {"solo_attorney": self.solo_attorney, "approval_valid_days": self.approval_valid_days}
        return sha256_of(b"pincite policy 1\n" + canonical_bytes(values))


def load_policy(path: Path) -> Policy:
    """Read ``policy.toml``.

    Raises:
        UsageError: missing, malformed, or a value out of range.
    """
    table = Table(read_toml(path), path.name)
    if table.number("schema") != 1:
        raise UsageError(f"{path.name}: this version reads schema 1.", "Use the version that wrote it.")
    approval, ledger, retention = (table.table(name) for name in ("approval", "ledger", "retention"))
    policy = Policy(
        approval.text("solo_attorney", ""),
        _within(approval.number("valid_days", 30), 1, 365, path, "valid_days"),
        _hours(table.table("hours"), path),
        _within(ledger.number("anchor_days", 7), 1, 365, path, "anchor_days"),
        _within(retention.number("years", 7), 1, 100, path, "years"),
    )
    for read in (approval, ledger, retention, table):
        read.done()
    return policy


def _hours(table: Table, path: Path) -> WorkingHours:
    shipped = WorkingHours()
    hours = WorkingHours(
        table.text("zone", shipped.zone),
        _time(table.text("opens", "09:00"), path, "opens"),
        _time(table.text("closes", "17:00"), path, "closes"),
        table.texts("days") or WEEKDAYS[:5],
        tuple(_day(text, path) for text in table.texts("holidays")),
    )
    table.done()
    return hours


def _time(text: str, path: Path, key: str) -> time:
    try:
        read = time.fromisoformat(text)
    except ValueError:
        read = None
    if read is None or len(text) != len("09:00"):
        raise UsageError(f"{path.name}: {key} must be a time such as 09:00.", "Correct it.")
    return read


def _day(text: str, path: Path) -> date:
    try:
        return date.fromisoformat(text)
    except ValueError:
        raise UsageError(f"{path.name}: holidays must be days such as 2026-11-26.", "Correct it.") from None


def _within(value: int, low: int, high: int, path: Path, key: str) -> int:
    if not low <= value <= high:
        raise UsageError(f"{path.name}: {key} must be {low} to {high}.", "Correct it.")
    return value
