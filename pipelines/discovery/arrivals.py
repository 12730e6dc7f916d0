"""What can happen to a file of the drop folder, and what a run over a matter did: the values that move along.

    look ─▶ Sighting (still moving, or settled) ─▶ take ─▶ Arrival ─▶ read ─▶ draft ─▶ Drafted ─▶ RunReport
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum


class Change(StrEnum):
    """What a file of the drop folder is, against what was taken from there before.

    ``SAME`` is a further copy of bytes that the matter holds, while the earlier copy still lies where it lay;
    ``MOVED`` is the only copy, at another path than before. ``REPLACED`` is other bytes at a path that was
    taken before. ``REMOVED`` lies there no more; what it held stays in the matter.
    """

    NEW = "new"
    SAME = "same"
    MOVED = "moved"
    REPLACED = "replaced"
    REMOVED = "removed"


@dataclass(frozen=True, slots=True)
class Arrival:
    """One change of the drop folder that a run took in.

    ``path`` is relative to the drop folder, as printable data. ``before`` is the former path of what was
    moved, the former digest of what was replaced, else "". ``delivery`` is the number of its line in the
    production log. ``seen`` is when a run first saw these bytes there (UTC, as the ledger writes times).
    """

    path: str
    sha256: str
    size: int
    change: Change
    before: str
    delivery: int
    seen: str


@dataclass(frozen=True, slots=True)
class Look:
    """What lies in the drop folder now.

    ``settled`` are paths ready to be taken; ``moving`` those whose size or bytes have not been still for long
    enough, or that somebody still writes; ``removed`` those taken before and gone; ``unchanged`` counts those
    taken before and not touched since. ``ready_in`` are the seconds after which another look is worthwhile,
    0.0 when nothing is moving.
    """

    settled: tuple[str, ...]
    moving: tuple[str, ...]
    removed: tuple[str, ...]
    unchanged: int
    ready_in: float = 0.0


@dataclass(frozen=True, slots=True)
class Attention:
    """Something that only a person can decide. ``id`` is the same for the same thing, whenever it is found.

    ``question`` is asked in the matter, in words, and may name files; ``sources`` are the digests that it is
    about; ``stop`` holds whatever was drafted from them and is not released yet.
    """

    id: str
    kind: str
    question: str
    sources: tuple[str, ...]
    stop: bool = True


@dataclass(frozen=True, slots=True)
class NewDraft:
    """A revision that a run drafted. ``revision`` is the one before where nothing changed (``new`` false).

    ``added``, ``changed``, ``withdrawn`` count rows in comparison with the revision ``against`` (0: none).
    """

    deliverable: str
    revision: int
    new: bool
    rows_sha256: str
    against: int = 0
    added: int = 0
    changed: int = 0
    withdrawn: int = 0


@dataclass(frozen=True, slots=True)
class RunReport:
    """What a run over one matter did. Counts, ids and digests only: it may be shown anywhere.

    ``set_aside`` are (beginning of the digest or "", reason) pairs of what these arrivals set aside.
    """

    matter: str
    arrivals: tuple[Arrival, ...]
    still_arriving: int
    pages_read: int
    set_aside: tuple[tuple[str, str], ...]
    drafts: tuple[NewDraft, ...]
    questions: int
