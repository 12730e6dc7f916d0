"""What a deliverable would be drafted from, as one digest: a run drafts again only what changed its basis.

Answers: the basis of a deliverable as the matter now stands, and whether that is what it was last drafted
from; which deliverables a run keeps up to date. No record is opened for it. It may say "changed" where the
draft will turn out the same (such a draft makes no new revision), and never "unchanged" where it would not.
"""

from __future__ import annotations

import stat
from collections.abc import Iterator, Sequence
from datetime import datetime
from pathlib import Path

from extractors.errors import PinciteError
from pipelines.canonical_json import canonical_bytes
from pipelines.deliverables.catalog import KINDS, kind
from pipelines.drafting import approved_template
from pipelines.durable import file_digest, sha256_of
from pipelines.ledger import Ledger
from pipelines.matter import Matter
from pipelines.matter_file import caption_digest
from pipelines.review.history import replay
from pipelines.store import Store
from pipelines.version import PROGRAM

FIRST_DELIVERABLE = "treatment"
"""What a run drafts in a matter that nothing was drafted in yet."""

_OWN_SUFFIXES = frozenset({".toml", ".csv", ".xlsx", ".dat", ".opt"})
_NOT_DRAFTED_FROM = frozenset({"access.toml", "matter.toml"})
"""Of ``matter.toml`` only the caption is printed, which has a digest of its own."""

_STANDS = (
    "SELECT sha256, media_type, size FROM sources ORDER BY sha256",
    "SELECT name, sha256 FROM names ORDER BY name, sha256",
    "SELECT sha256, role, paper FROM parts ORDER BY sha256",
    "SELECT * FROM withdrawn ORDER BY sha256",
    "SELECT file, sha256, stage, reason, detail, remedy FROM set_asides ORDER BY 1, 2, 3, 4, 5, 6",
)


def wanted_deliverables(matter: Matter, store: Store, named: Sequence[str]) -> tuple[str, ...]:
    """The deliverables that a run drafts: those named, else those with a recorded revision, else the first.
    None in a matter that nothing ever came to.

    Raises:
        UsageError: one that is named does not exist.
        LedgerError: the ledger does not verify.
    """
    recorded = replay(Ledger(matter.ledger).entries()) if matter.ledger.exists() else {}
    drafted = {item.deliverable for item in recorded}
    if not drafted and _empty(store):
        return ()
    wanted = {kind(name).name for name in named} or drafted or {FIRST_DELIVERABLE}
    return tuple(sorted(wanted, key=_order))


def basis(matter: Matter, store: Store, deliverable: str, readers: str) -> str:
    """The digest of everything that a draft of this deliverable would be made from now.

    Args:
        readers: who reads here, as `pipelines.matter_reading.readers` says it.

    Raises:
        TemplateError: the deliverable has no approved template.
    """
    with store.database.reading() as run:
        stands = [run(question).fetchall() for question in _STANDS]
    values = {
        "stands": stands,
        "readers": readers,
        "program": PROGRAM,
        "caption": caption_digest(matter),
        "template": approved_template(matter, deliverable).sha256,
        "own": sorted(_own_files(matter.folder)),
        "released": _released(matter),
    }
    return sha256_of(b"pincite basis 1\n" + canonical_bytes(values))


def last_drafted(store: Store) -> dict[str, tuple[str, int]]:
    """The basis and the revision of each deliverable's last draft, by deliverable."""
    with store.database.reading() as run:
        rows = run("SELECT deliverable, basis, revision FROM drafted").fetchall()
    return {deliverable: (basis, revision) for deliverable, basis, revision in rows}


def note_drafted(store: Store, deliverable: str, basis: str, revision: int) -> None:
    """Remember from what the deliverable's latest revision was drafted."""
    with store.database.writing() as run:
        run("INSERT OR REPLACE INTO drafted VALUES (?, ?, ?)", (deliverable, basis, revision))


def stale(matter: Matter, store: Store, named: Sequence[str], readers: str, now: datetime) -> bool:
    """Whether a deliverable would now be drafted from something else than it was, without asking the ledger.

    A template that was refused, or whose review is overdue, is no reason to run: a person has to see to it
    first.
    """
    before = last_drafted(store)
    if not before and _empty(store):
        return False
    for deliverable in named or tuple(before) or (FIRST_DELIVERABLE,):
        try:
            approved_template(matter, deliverable).in_force(now)
            made_from = basis(matter, store, deliverable, readers)
        except PinciteError:
            continue
        if deliverable not in before or before[deliverable][0] != made_from:
            return True
    return False


def _empty(store: Store) -> bool:
    with store.database.reading() as run:
        return all(run(f"SELECT 1 FROM {t} LIMIT 1").fetchone() is None for t in ("sources", "set_asides"))


def _own_files(folder: Path) -> Iterator[tuple[str, str]]:
    """What persons put beside ``matter.toml``: plans, lists, confirmed dates, as (name, digest)."""
    for path in folder.iterdir():
        if path.suffix.lower() not in _OWN_SUFFIXES or path.name in _NOT_DRAFTED_FROM or not is_plain(path):
            continue
        yield path.name, file_digest(path)


def is_plain(path: Path) -> bool:
    """Whether a regular file lies there: no link, pipe or folder."""
    try:
        return stat.S_ISREG(path.lstat().st_mode)
    except OSError:
        return False


def _released(matter: Matter) -> list[str]:
    """Which revisions went out: an exhibit set runs on from the last one, and binds a released chronology."""
    return sorted(p.relative_to(matter.folder).as_posix() for p in matter.released.glob("*/*"))


def _order(name: str) -> int:
    return next(n for n, candidate in enumerate(KINDS) if candidate.name == name)
