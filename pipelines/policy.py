"""The office's policy (``policy.toml``): the few rules that a firm sets for itself.

Answers: may a solo attorney approve their own work, how long an approval may wait for its release; when the
office works, how old a ledger's last anchor may be, how long a closed matter is kept; how long a file must
lie still before a run takes it, who is told what a run did. Refuses: unknown settings. No setting here, nor
anywhere, lets a file out without a signed approval. An approval binds the digest of the rules of approval, so
that changing one of those voids what is under way; other settings, comments and spacing are not part of it.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from datetime import date, time
from pathlib import Path

from extractors.errors import UsageError
from pipelines.business_time import WEEKDAYS, WorkingHours
from pipelines.canonical_json import canonical_bytes
from pipelines.durable import sha256_of
from pipelines.notice_settings import NoticeSettings, notice_settings
from pipelines.toml_file import Table, read_toml

_PAGE_ADDRESS = re.compile(r"https?://[A-Za-z0-9.\-\[\]:]+/?")

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

[uploads]
# Seconds for which a file in a drop folder must lie still before a run takes it.
settle_seconds = 10

[review]
# Where the review page is reached, for the links in notices; such as "http://127.0.0.1:8700". Empty: no link.
address = ""

# Who is told what a run did: "2024-017: 3 files arrived, treatment draft 4 awaits review". A notice holds the
# matter's short name, counts and revision numbers, never a name or a word from a record.
[notices]
# A folder for one small text file each, and one for payloads (JSON) that your own software passes on: below
# this folder, or a path of its own. Empty: none.
folder = ""
payloads = ""
# A mail relay on this machine, such as "127.0.0.1:25"; it passes the message on. Empty: no mail.
relay = ""
from = ""
to = []   # such as "records@firm.example"
"""


@dataclass(frozen=True, slots=True)
class Policy:
    """``solo_attorney`` is a roster id or empty; ``approval_valid_days`` counts from the approval,
    ``anchor_days`` from the last anchor, ``retention_years`` from the close of a matter; ``review_address``
    is the beginning of the review page's addresses, or empty."""

    solo_attorney: str = ""
    approval_valid_days: int = 30
    hours: WorkingHours = field(default_factory=WorkingHours)
    anchor_days: int = 7
    retention_years: int = 7
    settle_seconds: int = 10
    review_address: str = ""
    notices: NoticeSettings = field(default_factory=NoticeSettings)

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
    names = ("approval", "ledger", "retention", "uploads", "review", "notices")
    approval, ledger, retention, uploads, review, notices = (table.table(name) for name in names)
    policy = Policy(
        approval.text("solo_attorney", ""),
        _within(approval.number("valid_days", 30), 1, 365, path, "valid_days"),
        _hours(table.table("hours"), path),
        _within(ledger.number("anchor_days", 7), 1, 365, path, "anchor_days"),
        _within(retention.number("years", 7), 1, 100, path, "years"),
        _within(uploads.number("settle_seconds", 10), 0, 3600, path, "settle_seconds"),
        _address(review.text("address", ""), path),
        notice_settings(notices, path.name),
    )
    for read in (approval, ledger, retention, uploads, review, notices, table):
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


def _address(text: str, path: Path) -> str:
    if text and not _PAGE_ADDRESS.fullmatch(text):
        raise UsageError(
            f"{path.name}: address must be the review page's, such as http://127.0.0.1:8700.", "Correct it."
        )
    return text.rstrip("/")


def _within(value: int, low: int, high: int, path: Path, key: str) -> int:
    if not low <= value <= high:
        raise UsageError(f"{path.name}: {key} must be {low} to {high}.", "Correct it.")
    return value
