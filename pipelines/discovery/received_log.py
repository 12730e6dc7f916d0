"""The production log of what was received: a line for each delivery, with its files, numbers and digest.

Answers: what came when, as what, how many files, documents and pages, under which Bates numbers; and what
people know of it beside (`pipelines.discovery.descriptions`). The counts are taken anew at each question, so
that they hold what was read since. Refuses to fill in what nobody said, and to guess a number between two
that were found: numbers that do not follow each other stand as ranges of their own.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

from pipelines.discovery.arrival_rows import UPLOADS
from pipelines.discovery.arrivals import Change
from pipelines.discovery.descriptions import described
from pipelines.discovery.received_bates import AT_EDGE
from pipelines.durable import sha256_of
from pipelines.exhibits.bates_numbers import BatesRange
from pipelines.matter_database import Run
from pipelines.source_rows import NO_BYTES
from pipelines.store import Store

ARRIVED = (Change.NEW, Change.SAME, Change.REPLACED)
"""What came with a delivery; the others only say what became of files that were there."""


@dataclass(frozen=True, slots=True)
class ReceivedFile:
    """One file of a delivery. ``arrival`` is its number in the database, ``taken`` when a run had it (UTC);
    the other fields are those of `pipelines.discovery.arrivals.Arrival`."""

    arrival: int
    path: str
    sha256: str
    size: int
    change: Change
    before: str
    seen: str
    taken: str


@dataclass(frozen=True, slots=True)
class ReceivedLine:
    """One line of the log. ``name`` is what lay uppermost in the drop folder; ``received`` when the run took
    it (UTC); ``described`` are (field, value) pairs; ``documents`` and ``pages`` are those that were read,
    ``set_aside`` counts what could not be, ``withdrawn`` what is out of use since; ``bates`` are the numbers
    found, by series, those that run on as one."""

    number: int
    name: str
    received: str
    described: tuple[tuple[str, str], ...]
    files: tuple[ReceivedFile, ...]
    documents: int
    pages: int
    set_aside: int
    withdrawn: int
    bates: tuple[BatesRange, ...]

    def said(self, field: str) -> str:
        """What is known of that field, "" if nothing."""
        return dict(self.described).get(field, "")

    def count(self, *changes: Change) -> int:
        """How many files are any of these."""
        return sum(file.change in changes for file in self.files)

    @property
    def sha256(self) -> str:
        """Digest of the delivery: of the lines ``<digest>  <path>`` of the files that came with it, sorted
        by path, as ``sha256sum`` prints them in the drop folder; "" where none came."""
        lines = sorted({(f.path, f.sha256) for f in self.files if f.change in ARRIVED and f.sha256})
        text = "".join(f"{sha256}  {path}\n" for path, sha256 in lines)
        return sha256_of(text.encode("utf-8", "surrogatepass")) if lines else ""


def received_log(store: Store) -> tuple[ReceivedLine, ...]:
    """Every delivery, in the order in which they came.

    Raises:
        StoreError: the matter's database is busy or damaged.
    """
    with store.database.reading() as run:
        said = described(run)
        deliveries = run("SELECT id, name, received FROM deliveries ORDER BY id").fetchall()
        files = _files(run)
        return tuple(
            _line(run, number, name, received, said.get(number, {}), files.get(number, []))
            for number, name, received in deliveries
        )


def joined_ranges(ranges: Iterable[BatesRange]) -> tuple[BatesRange, ...]:
    """The ranges by series and number; those that touch or overlap as one."""
    joined: list[BatesRange] = []
    for range_ in sorted(ranges, key=lambda r: (r.series, r.first, r.last, r.prefix, r.separator, r.digits)):
        last = joined[-1] if joined else None
        if last is not None and last.series == range_.series and range_.first <= last.last + 1:
            joined[-1] = replace(last, last=max(last.last, range_.last))
        else:
            joined.append(range_)
    return tuple(joined)


def _files(run: Run) -> dict[int, list[ReceivedFile]]:
    found: dict[int, list[ReceivedFile]] = {}
    question = (
        "SELECT delivery, id, path, sha256, size, change, before, seen, taken FROM arrivals"
        " ORDER BY delivery, path, id"
    )
    for delivery, id, path, sha256, size, change, before, seen, taken in run(question).fetchall():
        file = ReceivedFile(id, path, sha256, size, Change(change), before, seen, taken)
        found.setdefault(delivery, []).append(file)
    return found


def _line(
    run: Run,
    number: int,
    name: str,
    received: str,
    said: dict[str, str],
    files: Sequence[ReceivedFile],
) -> ReceivedLine:
    held = sorted({h for file in files if file.change in ARRIVED for h in _held(run, file)})
    papers = sorted({paper for sha256 in held for paper in _papers(run, sha256)})
    of_it = sorted({*held, *papers})
    read = [pages for sha256 in papers if (pages := _pages(run, sha256)) is not None]
    return ReceivedLine(
        number,
        name,
        received,
        tuple(sorted(said.items())),
        tuple(files),
        len(read),
        sum(read),
        _set_asides(run, files, held),
        sum(_is_withdrawn(run, sha256) for sha256 in of_it),
        joined_ranges(r for sha256 in of_it for r in _numbers(run, sha256)),
    )


def _held(run: Run, file: ReceivedFile) -> set[str]:
    """The file's own bytes, and those of everything that was unpacked from it."""
    inside = run("SELECT sha256 FROM brought WHERE arrival = ?", (file.arrival,)).fetchall()
    return {file.sha256, *(member for (member,) in inside)}


def _papers(run: Run, sha256: str) -> list[str]:
    """The papers that a source makes: itself, or those that stand of its page joined to others, or none."""
    if run("SELECT 1 FROM parts WHERE sha256 = ?", (sha256,)).fetchone() is None:
        return [sha256]
    joined = "SELECT DISTINCT paper FROM joined WHERE page = ? AND paper NOT IN (SELECT sha256 FROM parts)"
    return [str(paper) for (paper,) in run(joined, (sha256,)).fetchall()]


def _pages(run: Run, sha256: str) -> int | None:
    """As the last readers counted them; ``None`` where nobody has read it."""
    question = "SELECT pages FROM documents WHERE sha256 = ? ORDER BY rowid DESC LIMIT 1"
    found = run(question, (sha256,)).fetchone()
    return None if found is None else int(found[0])


def _set_asides(run: Run, files: Iterable[ReceivedFile], held: Iterable[str]) -> int:
    """How many entries of the list of what was set aside are of these files, or of what they held."""
    by_root = "SELECT rowid FROM set_asides WHERE root = ?"
    by_digest = "SELECT rowid FROM set_asides WHERE sha256 = ?"
    found = {id for file in files for (id,) in run(by_root, (UPLOADS + file.path,)).fetchall()}
    for sha256 in held:
        if sha256 not in ("", NO_BYTES):  # what has no bytes is told from others by its place alone
            found |= {id for (id,) in run(by_digest, (sha256,)).fetchall()}
    return len(found)


def _is_withdrawn(run: Run, sha256: str) -> bool:
    found = run("SELECT 1 FROM withdrawn WHERE sha256 = ? AND kept = 0", (sha256,)).fetchone()
    return found is not None


def _numbers(run: Run, sha256: str) -> list[BatesRange]:
    question = (
        "SELECT prefix, separator, digits, first, last FROM bates_received WHERE sha256 = ? AND stated <> ?"
    )
    return [BatesRange(*row) for row in run(question, (sha256, AT_EDGE)).fetchall()]
