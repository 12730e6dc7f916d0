"""Load-file volumes that lie in the drop folder: their papers put together, and what is no paper put apart.

    load files ─▶ listing ─▶ papers (by the names that stand) ─▶ pages joined ─▶ parts, names, numbers stated

Answers: the volumes as they stand now. Single-page pictures of one paper become one source, its originals
kept; extracted text beside a paper is none of its own; what a load file names and is not there is set aside
in words. All of it follows from what stands, so it may be asked again after every arrival, and any order ends
in the same. Refuses torn load files, with the line: they are set aside, and their files stand as they came.
"""

from __future__ import annotations

import tempfile
from collections.abc import Iterable, Iterator, Sequence

from extractors.errors import UsageError
from extractors.printable import printable
from extractors.reading import LOAD_FILES
from extractors.sniffing import LOAD_DAT, LOAD_OPT
from pipelines.discovery.descriptions import note
from pipelines.discovery.joined_pages import MOST_BYTES, ApartError, join_pages
from pipelines.discovery.received_bates import LOAD_FILE, Stated, note_stated
from pipelines.discovery.volume_faults import STAGE, set_asides
from pipelines.discovery.volume_listing import Listing, read_listing
from pipelines.discovery.volume_papers import LoadFile, Volume, VolumePaper, volumes_of, with_apart
from pipelines.discovery.volume_paths import File, Standing
from pipelines.durable import sha256_of, sync_folder
from pipelines.exhibits.bates_numbers import parse_range
from pipelines.matter import Matter
from pipelines.matter_database import Run
from pipelines.source_names import shortened
from pipelines.source_rows import put_set_aside
from pipelines.source_vault import keep, measure
from pipelines.store import Store

JOINED_TYPE = "image/tiff"
JOINABLE = frozenset({"image/tiff", "image/jpeg"})
_TOLD = 5
_LONGEST_LABEL = 60


def volumes(matter: Matter, store: Store) -> tuple[Volume, ...]:
    """The volumes as they stand, without touching anything."""
    if not _any_load_file(store):
        return ()
    files, aside = _standing(store)
    found = volumes_of(_load_files(matter, files), Standing(files, aside))
    return tuple(with_apart(volume, _never_joined(store, volume)) for volume in found)


def _never_joined(store: Store, volume: Volume) -> dict[str, str]:
    several = (paper for paper in volume.papers if len(paper.pages) > 1)
    return {paper.begin: "its pages are not joined" for paper in several if not _known(store, _pages(paper))}


def arrange(matter: Matter, store: Store) -> tuple[Volume, ...]:
    """Bring the matter's sources into line with the load files that stand.

    To be called when files were taken, before anything is read; a matter without load files costs a query.

    Raises:
        StoreError: the database is busy or full.
        OSError: a joined paper cannot be written.
    """
    if not _any_load_file(store):
        if _arranged(store):  # the last load file was replaced
            _write(store, (), (), {})
        return ()
    files, aside = _standing(store)
    found = volumes_of(_load_files(matter, files), Standing(files, aside))
    joined: dict[tuple[str, ...], str] = {}
    told = []
    for volume in found:
        apart: dict[str, str] = {}
        for paper in volume.papers:
            pages = _pages(paper)
            if len(pages) > 1 and pages not in joined:
                try:
                    joined[pages] = _joined(matter, store, paper)
                except ApartError as error:
                    apart[paper.begin] = error.problem
        told.append(with_apart(volume, apart))
    _write(store, files, told, joined)
    return tuple(told)


def _standing(store: Store) -> tuple[tuple[File, ...], tuple[str, ...]]:
    with store.database.reading() as run:
        rows = run(
            "SELECT name, sha256, media_type FROM names JOIN sources USING (sha256)"
            " WHERE sha256 NOT IN (SELECT paper FROM joined) ORDER BY name, sha256"
        ).fetchall()
        aside = run("SELECT DISTINCT file FROM set_asides WHERE stage = 'intake' ORDER BY file").fetchall()
    return tuple(File(*row) for row in rows), tuple(file for (file,) in aside)


def _any_load_file(store: Store) -> bool:
    with store.database.reading() as run:
        found = run(
            "SELECT 1 FROM sources WHERE media_type IN (?, ?)"
            " AND sha256 IN (SELECT sha256 FROM names) LIMIT 1",
            (LOAD_DAT, LOAD_OPT),
        ).fetchone()
    return found is not None


def _arranged(store: Store) -> bool:
    with store.database.reading() as run:
        return run("SELECT 1 FROM parts LIMIT 1").fetchone() is not None


def _load_files(matter: Matter, files: Iterable[File]) -> list[LoadFile]:
    read: dict[str, Listing | UsageError] = {}
    found = []
    for file in files:
        if file.media_type not in LOAD_FILES:
            continue
        if file.sha256 not in read:
            try:
                untrusted = (matter.sources / file.sha256).read_bytes()
                read[file.sha256] = read_listing(untrusted, file.media_type, file.name)
            except UsageError as error:
                read[file.sha256] = error
        listing = read[file.sha256]
        found.append(
            LoadFile(file, None, listing) if isinstance(listing, UsageError) else LoadFile(file, listing)
        )
    return found


def _pages(paper: VolumePaper) -> tuple[str, ...]:
    return tuple(file.sha256 for _, file in paper.pages)


def _joined(matter: Matter, store: Store, paper: VolumePaper) -> str:
    """Digest of the paper's pages as one file, made where it was not made before.

    Raises:
        ApartError: they cannot be joined.
    """
    pages = _pages(paper)
    known = _known(store, pages)
    if known and (matter.sources / known).exists():
        return known
    other = next((file.media_type for _, file in paper.pages if file.media_type not in JOINABLE), None)
    if other:
        raise ApartError(f"its pages are of the kind {other}, which are not joined")
    with tempfile.TemporaryFile(dir=matter.folder) as file:
        join_pages(((matter.sources / sha256).read_bytes() for sha256 in pages), len(pages), file)
        file.flush()
        sha256, size = measure(file, MOST_BYTES)
        keep(file, sha256, matter.sources)
    sync_folder(matter.sources)
    with store.database.writing() as run:
        run("INSERT OR IGNORE INTO sources VALUES (?, ?, ?)", (sha256, JOINED_TYPE, size))
        for number, page in enumerate(pages, 1):
            run("INSERT OR REPLACE INTO joined VALUES (?, ?, ?, ?)", (_key(pages), number, page, sha256))
    return sha256


def _known(store: Store, pages: Sequence[str]) -> str | None:
    with store.database.reading() as run:
        found = run("SELECT paper FROM joined WHERE pages = ? LIMIT 1", (_key(pages),)).fetchone()
    return found[0] if found else None


def _key(pages: Sequence[str]) -> str:
    """Names these pages in this order: other pages may make the same paper, if only their notes differ."""
    return sha256_of("\n".join(pages).encode("ascii"))


def _write(
    store: Store, files: Sequence[File], found: Sequence[Volume], joined: dict[tuple[str, ...], str]
) -> None:
    """All that follows from the volumes, in place of what followed before."""
    parts = {file.name: (STAGE, "") for file in files if file.media_type in LOAD_FILES}
    names: list[tuple[str, str]] = []
    stated: list[Stated] = []
    bodies = {file.name for volume in found for paper in volume.papers for file in paper.bodies}
    for volume in found:
        for paper in volume.papers:
            whole = joined.get(_pages(paper), "")
            if whole:
                names.append((_name(paper), whole))
                parts |= {file.name: ("page", whole) for _, file in paper.pages}
            body = whole or (
                paper.pages[0][1].sha256 if paper.pages else paper.native.sha256 if paper.native else ""
            )
            # What one record calls the text of its paper may be the paper of another.
            parts |= {file.name: ("text", body) for file in paper.texts if file.name not in bodies}
            stated += _stated(paper, whole)
    of: dict[str, list[str]] = {}
    for file in files:
        of.setdefault(file.sha256, []).append(file.name)
    rows = [
        (sha256, *parts[min(own)]) for sha256, own in sorted(of.items()) if all(name in parts for name in own)
    ]
    with store.database.writing() as run:
        run("DELETE FROM parts")
        run("DELETE FROM names WHERE sha256 IN (SELECT paper FROM joined)")
        run("DELETE FROM set_asides WHERE stage = ?", (STAGE,))
        for row in rows:
            run("INSERT INTO parts VALUES (?, ?, ?)", row)
        for pair in sorted(set(names)):
            run("INSERT OR IGNORE INTO names VALUES (?, ?)", pair)
        for entry in set_asides(found):
            put_set_aside(run, entry, "", "")
        note_stated(run, stated)
        _describe(run, found)


def _describe(run: Run, found: Iterable[Volume]) -> None:
    """Tell the production log which media a delivery's load files speak of."""
    labels: dict[int, set[str]] = {}
    for load in (load for volume in found for load in volume.load_files if load.listing):
        came = run(
            "SELECT delivery FROM roots JOIN arrivals ON root = 'uploads/' || path"
            " WHERE roots.name = ? AND roots.sha256 = ? ORDER BY arrivals.id DESC LIMIT 1",
            (load.file.name, load.file.sha256),
        ).fetchone()
        if came and load.listing and load.listing.volumes:
            labels.setdefault(came[0], set()).update(load.listing.volumes)
    for delivery, own in sorted(labels.items()):
        told = sorted(label for label in own if len(label) <= _LONGEST_LABEL)[:_TOLD]
        note(run, delivery, {"volume": ", ".join(told) + (" …" if len(own) > len(told) else "")}, LOAD_FILE)


def _name(paper: VolumePaper) -> str:
    """``VOL001/IMAGES/QX-000001-012.tif``: in the folder of its first page, by the numbers that are there."""
    first, last = paper.pages[0][0], paper.pages[-1][0]
    try:
        shown = parse_range(f"{first} to {last}").text
    except UsageError:
        shown = f"{first} to {last}"
    folder = paper.pages[0][1].folder
    name = printable(shown).replace("/", "_").replace("\\", "_") + ".tif"
    return shortened(f"{folder}/{name}" if folder else name)


def _stated(paper: VolumePaper, whole: str) -> Iterator[Stated]:
    """The numbers that the load file gives each file; single pages that stand apart have each their own."""
    bodies = [whole] if whole else [paper.pages[0][1].sha256] if len(paper.pages) == 1 else []
    bodies += [file.sha256 for file in (paper.native, *paper.stands) if file]
    if paper.range:
        yield from (Stated(sha256, paper.range, LOAD_FILE, paper.place) for sha256 in bodies)
    if not whole and len(paper.pages) > 1:
        for key, file in paper.pages:
            try:
                number = parse_range(key)
            except UsageError:
                continue
            yield Stated(file.sha256, number, LOAD_FILE, paper.place)


def lines(found: Iterable[Volume]) -> Iterator[str]:
    """What to say of each volume, a line for each thing."""
    for volume in found:
        folder, loads = volume.folder or "uploads", len(volume.load_files)
        papers = f"{len(volume.papers):,} {'paper' if len(volume.papers) == 1 else 'papers'}"
        yield f"{folder}: {papers} by {loads} load {'file' if loads == 1 else 'files'}"
        for load in volume.load_files:
            if load.torn:
                yield f"  {load.torn.problem}"
        for missing in volume.missing:
            what = "is the name of different files" if missing.several else "is not there"
            yield f"  {printable(missing.path)}, named by {missing.load_file}, {what}"
        yield from (f"  {printable(begin)}: {why}" for begin, why in volume.apart)
        yield from (f"  {name} lies there and is named by no load file" for name in volume.unnamed)
