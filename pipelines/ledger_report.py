"""What verification says of a ledger: its chain, its second copy and anchors kept elsewhere, held together.

Answers: is the record whole; if not, what is wrong and at which entry. Refuses nothing: what to do about a
fault is for `pipelines/ledger.py`. Bytes that this process has proven are compared, not read again.
"""

from __future__ import annotations

import threading
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from pipelines.ledger_chain import GENESIS, Entry, Fault, FaultKind, examine
from pipelines.ledger_database import Copy

_LARGEST_MEMORY = 16
_guard = threading.Lock()
_proven: dict[Path, tuple[bytes, tuple[Entry, ...]]] = {}
"""By ledger, the bytes proven so far and their entries."""


@dataclass(frozen=True, slots=True)
class Head:
    """A point of the chain: the entry's sequence (0: none yet) and digest."""

    seq: int = 0
    sha256: str = GENESIS


@dataclass(frozen=True, slots=True)
class LedgerReport:
    """What verification found. ``clock_back`` lists entries whose time precedes that of the entry before."""

    entries: tuple[Entry, ...]
    faults: tuple[Fault, ...]

    @property
    def clock_back(self) -> tuple[int, ...]:
        return tuple(e.seq for e in self.entries if e.clock_back)


def examined(path: Path, data: bytes) -> tuple[tuple[Entry, ...], tuple[Fault, ...]]:
    """As `examine`, but bytes proven before are only compared."""
    known, entries = _proven.get(path, (b"", ()))
    faults: tuple[Fault, ...] = ()
    if entries and data.startswith(known):
        more, faults = examine(data[len(known) :], after=entries[-1])
        entries += more
    if not entries or faults or not data.startswith(known):
        entries, faults = examine(data)
    if not faults:
        with _guard:
            _proven.pop(path, None)
            while len(_proven) >= _LARGEST_MEMORY:
                _proven.pop(next(iter(_proven)))  # the one that was not asked for the longest
            _proven[path] = (data, entries)
    return entries, faults


def head_of(entries: Sequence[Entry]) -> Head:
    """The last entry, as a point of the chain."""
    return Head(entries[-1].seq, entries[-1].sha256) if entries else Head()


def beside_copy(entries: Sequence[Entry], copy: Copy | None) -> Iterator[Fault]:
    """What the second copy says against the entries. One entry may be missing there: a crash came between the
    two, and the next who holds the lock adds it."""
    if copy is None:
        if len(entries) > 1:
            yield Fault(FaultKind.COPY_LOST, len(entries))
        return
    if not copy.guarded:
        yield Fault(FaultKind.COPY_UNGUARDED, len(copy.lines) or 1)
    pairs = enumerate(zip(entries, copy.lines, strict=False), start=1)
    differs = next((seq for seq, (entry, line) in pairs if entry.line != line), None)
    if differs is None and len(entries) > len(copy.lines) + 1:
        differs = len(copy.lines) + 1
    if differs is not None:
        yield Fault(FaultKind.COPIES_DIFFER, differs)
    elif len(entries) < len(copy.lines):
        yield Fault(FaultKind.CUT_TAIL, len(entries) + 1)


def against_anchors(entries: Sequence[Entry], anchors: Sequence[Head]) -> Iterator[Fault]:
    """What heads known from elsewhere say against the entries."""
    for anchor in anchors:
        if anchor.seq > len(entries):
            yield Fault(FaultKind.CUT_TAIL, len(entries) + 1)
        elif anchor.seq < 1 or entries[anchor.seq - 1].sha256 != anchor.sha256:
            yield Fault(FaultKind.REWRITTEN, anchor.seq)
