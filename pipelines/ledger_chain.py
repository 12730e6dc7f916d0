"""The ledger's lines as values: how an entry is written, read back, and linked to the one before it.

A line is canonical JSON whose last member is the digest of everything before it, domain first:

    {"actor":…,"details":{…},"event":…,"prev":…,"seq":…,"time":…,"sha256":"<digest of the bytes before>"}

``prev`` is the digest of the line before (64 zeros for the first), so a line that is altered, missing,
inserted or moved breaks a link, and `examine` says which of these it was. Pure: opens no file. Refuses:
prose. Details are ids, digests and counts, because the ledger must never carry what the records say.
"""

from __future__ import annotations

import hashlib
import json
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime
from enum import StrEnum

from pipelines.canonical_json import canonical_bytes
from pipelines.json_shape import exact_keys, text, whole_number

DOMAIN = b"pincite ledger entry 1\n"
"""Prefixed before hashing, so that an entry's digest can never be the digest of another kind of thing."""

GENESIS = "0" * 64
Details = Mapping[str, str | int]

_KEYS = ("actor", "details", "event", "prev", "seq", "time", "sha256")
_ID = re.compile(r"[A-Za-z0-9][A-Za-z0-9._:@+-]{0,199}")
_EVENT = re.compile(r"[a-z_]+\.[a-z_]+")
_TIME = re.compile(r"\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}Z")
_MOVED_BACK = "moved-back"
_TAIL = re.compile(rb'(?s)(\{.*),"sha256":"([0-9a-f]{64})"\}')


class FaultKind(StrEnum):
    """What is wrong with a ledger; kept apart because each needs another response."""

    ALTERED = "altered"
    MISSING = "missing"
    INSERTED = "inserted"
    REORDERED = "reordered"
    TORN_TAIL = "torn tail"
    CUT_TAIL = "cut tail"
    REWRITTEN = "rewritten"
    TIME_REVERSAL = "time reversal"
    COPIES_DIFFER = "copies differ"
    COPY_LOST = "copy lost"
    COPY_UNGUARDED = "copy unguarded"
    UNANCHORED_TAIL = "unanchored tail"
    BAD_ANCHOR = "bad anchor signature"


@dataclass(frozen=True, slots=True)
class Fault:
    """One thing that is wrong, and at which entry (0: at none, but with ``about``, a file's name)."""

    kind: FaultKind
    seq: int
    about: str = ""

    def __str__(self) -> str:
        return f"{self.kind} at entry {self.seq}" if self.seq else f"{self.kind}: {self.about}"


@dataclass(frozen=True, slots=True)
class Entry:
    """One event as stored; ``line`` is its exact bytes without the line end."""

    seq: int
    time: str
    actor: str
    event: str
    details: Details
    prev: str
    sha256: str
    line: bytes = field(repr=False)

    @property
    def clock_back(self) -> bool:
        """Whether the clock stood before the entry before, as the entry itself says."""
        return self.details.get("clock") == _MOVED_BACK


def utc_text(now: datetime) -> str:
    """``2026-03-01T14:05:09Z``: UTC to the second, so that text order is time order.

    Raises:
        ValueError: ``now`` has no time zone (a programming error).
    """
    if now.tzinfo is None:
        raise ValueError("a time without a zone cannot be recorded")
    return now.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")


def is_id(name: str) -> bool:
    """Whether ``name`` may stand in the ledger: an id, a digest, a version; no blanks, no prose."""
    return _ID.fullmatch(name) is not None


def new_entry(previous: Entry | None, actor: str, event: str, details: Details, now: datetime) -> Entry:
    """The entry that follows ``previous`` (``None``: the first).

    Raises:
        ValueError: the actor, event or details hold anything but ids, digests and counts.
    """
    prose = [k for k, v in details.items() if isinstance(v, str) and not is_id(v)]
    if not is_id(actor) or not _EVENT.fullmatch(event) or prose:
        raise ValueError("the ledger takes ids, digests and counts only")
    seq = previous.seq + 1 if previous else 1
    prev = previous.sha256 if previous else GENESIS
    time = utc_text(now)
    if previous and time < previous.time:
        details = {**details, "clock": _MOVED_BACK}
    body = canonical_bytes(
        {"seq": seq, "time": time, "actor": actor, "event": event, "details": details, "prev": prev}
    )[:-2]  # without the closing brace and the line end: the digest is the last member
    sha256 = hashlib.sha256(DOMAIN + body).hexdigest()
    line = body + b',"sha256":"' + sha256.encode() + b'"}'
    return Entry(seq, time, actor, event, dict(details), prev, sha256, line)


def read_entry(line: bytes) -> Entry:
    """Read one line and prove its own digest.

    Raises:
        ValueError: not an entry, or its bytes are not those of its digest.
    """
    match = _TAIL.fullmatch(line)
    if match is None or hashlib.sha256(DOMAIN + match[1]).hexdigest() != match[2].decode():
        raise ValueError("the line is not the bytes of its digest")
    d = exact_keys(json.loads(line), "entry", _KEYS)
    details = d["details"]
    if not isinstance(details, dict):
        raise ValueError("entry.details: an object is expected")
    time = text(d["time"], "entry.time")
    if not _TIME.fullmatch(time):
        raise ValueError("entry.time: not a UTC time")
    return Entry(
        seq=whole_number(d["seq"], "entry.seq"),
        time=time,
        actor=text(d["actor"], "entry.actor"),
        event=text(d["event"], "entry.event"),
        details=details,
        prev=text(d["prev"], "entry.prev"),
        sha256=match[2].decode(),
        line=line,
    )


def examine(
    data: bytes, *, whole: bool = True, after: Entry | None = None
) -> tuple[tuple[Entry, ...], tuple[Fault, ...]]:
    """Read a ledger's bytes and name everything that is wrong with them.

    Args:
        data: the file's bytes.
        whole: the ledger from its first entry; ``False`` for an extract, which may begin anywhere.
        after: the last entry of what was proven already; ``data`` is then what stands behind it.

    Returns:
        the entries that hold, in file order, and the faults. A tail cut at a line end, and a chain rewritten
        to its end, look whole from inside: only the second copy or an anchor kept elsewhere shows them.
    """
    *lines, torn = data.split(b"\n")
    read: list[Entry | None] = []
    for line in lines:
        try:
            read.append(read_entry(line))
        except (ValueError, RecursionError):  # the second: brackets nested without end
            read.append(None)
    entries = [e for e in read if e is not None]
    first = after.seq + 1 if after else 1
    if not whole and entries:
        first = entries[0].seq - read.index(entries[0])
    prev = after.sha256 if after else GENESIS
    faults = _walk(read, first, prev if whole else None, after)
    if torn:
        faults.append(Fault(FaultKind.TORN_TAIL, first + len(lines)))
    return tuple(entries), tuple(faults)


def _walk(read: Sequence[Entry | None], expected: int, prev: str | None, last: Entry | None) -> list[Fault]:
    """Follow the links. ``prev`` is the digest the next entry must name; ``None`` where it is not known.
    ``last`` is the entry before, if it is known."""
    held = [e for e in read if e is not None]
    in_order = sorted(held, key=lambda e: e.seq)
    complete = [e.seq for e in in_order] == list(range(expected, expected + len(read)))
    if complete and held != in_order:
        moved = next(e for e, due in zip(held, in_order, strict=True) if e != due)
        return [Fault(FaultKind.REORDERED, moved.seq), *_walk(in_order, expected, prev, last)]

    faults: list[Fault] = []
    later = [e.seq for e in held]
    followed = {e.prev for e in held}
    for entry in read:
        if entry is None:
            faults.append(Fault(FaultKind.ALTERED, expected))
            expected, prev, last = expected + 1, None, None
            continue
        later.remove(entry.seq)
        if entry.seq < expected or (entry.seq > expected and expected in later):
            faults.append(Fault(FaultKind.INSERTED, entry.seq))
            if last and last.seq == entry.seq and last.sha256 not in followed:
                last, prev = entry, entry.sha256  # of two with one number, the chained one is genuine
            continue
        if entry.seq > expected:
            faults.append(Fault(FaultKind.MISSING, expected))
        elif prev is not None and entry.prev != prev:
            faults.append(Fault(FaultKind.ALTERED, max(entry.seq - 1, 1)))
        elif last and entry.time < last.time and not entry.clock_back:
            faults.append(Fault(FaultKind.TIME_REVERSAL, entry.seq))  # the ledger itself would have marked it
        expected, prev, last = entry.seq + 1, entry.sha256, entry
    return faults
