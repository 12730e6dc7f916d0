"""The papers of load-file volumes, from what the load files list and the names that stand.

Answers: which files are one paper (pictures page by page, a native, a file of pictures), which extracted text
lies beside one, what a load file names and is not there, what lies in a volume's folders and is named by no
load file. Pure, and the same for any order of arrival: nothing is asked but what stands now. Refuses to take
a text for a mere copy while its paper's pictures are not all there, and to take what is no plain text for
one.

Two load files tell of one paper when it has the same first number in both; of several the nearest by folder
is meant, so that copies of a volume stay apart.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import groupby

from extractors.errors import UsageError
from extractors.sniffing import LOAD_DAT, TEXT
from pipelines.discovery.volume_listing import Listed, Listing, plain
from pipelines.discovery.volume_paths import File, Standing, below, common_folder
from pipelines.exhibits.bates_numbers import BatesRange


@dataclass(frozen=True, slots=True)
class LoadFile:
    """A load file with what it lists, or why it cannot be read."""

    file: File
    listing: Listing | None
    torn: UsageError | None = None


@dataclass(frozen=True, slots=True)
class VolumePaper:
    """One paper. ``pages`` are the (key, picture) of its pages, one for each different file that is there;
    ``texts`` the extracted texts beside it, none where they are all there is: then they are the paper, in
    ``stands``. ``range`` is ``None`` where the load file's numbers are no Bates numbers."""

    begin: str
    range: BatesRange | None
    place: str
    pages: tuple[tuple[str, File], ...]
    native: File | None
    texts: tuple[File, ...]
    stands: tuple[File, ...] = ()

    @property
    def bodies(self) -> tuple[File, ...]:
        """The files that are the paper, whatever else they are said to be."""
        native = (self.native,) if self.native else ()
        return (*(file for _, file in self.pages), *native, *self.stands)


@dataclass(frozen=True, slots=True)
class Missing:
    """A path that leads nowhere, or (``several``) to different files of one name, and which load file names
    it."""

    load_file: str
    path: str
    several: bool = False


@dataclass(frozen=True, slots=True)
class Volume:
    """What one folder holds of a production. ``apart`` are (first number, why) of papers whose single pages
    could not be joined; ``unnamed`` names of files that no load file names."""

    folder: str
    load_files: tuple[LoadFile, ...]
    papers: tuple[VolumePaper, ...]
    missing: tuple[Missing, ...]
    unnamed: tuple[str, ...]
    apart: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True, slots=True)
class _Located:
    """A listed paper with the files that its paths lead to; ``whole``: each of its pictures is there."""

    load: File
    listed: Listed
    pages: tuple[tuple[str, File], ...]
    whole: bool
    native: File | None
    text: File | None
    missing: tuple[Missing, ...]

    @property
    def files(self) -> tuple[File, ...]:
        return (*(f for _, f in self.pages), *(f for f in (self.native, self.text) if f))


def volumes_of(loads: Sequence[LoadFile], standing: Standing) -> tuple[Volume, ...]:
    """The volumes, by folder.

    Args:
        loads: every load file that stands, each under each of its names.
        standing: all names that stand, and those set aside at intake.
    """
    located = {
        load.file.name: tuple(_locate(load.file, one, standing) for one in load.listing.papers)
        for load in loads
        if load.listing
    }
    folders = _folders(loads, located)
    papers = _papers(loads, located, _texts_by_stem(standing), folders)
    volumes = []
    for folder in sorted(set(folders.values())):
        own = tuple(load for load in loads if folders[load.file.name] == folder)
        found = [one for load in own for one in located.get(load.file.name, ())]
        named = {file.name for one in found for file in one.files}
        named |= {file.name for paper in papers[folder] for file in paper.texts}
        missing = tuple(dict.fromkeys(m for one in found for m in one.missing))
        unnamed = _unnamed(standing.files, folder, named, {load.file.name for load in loads})
        volumes.append(Volume(folder, own, tuple(papers[folder]), missing, unnamed))
    return tuple(volumes)


def _locate(load: File, listed: Listed, standing: Standing) -> _Located:
    missing: list[Missing] = []

    def one(path: str) -> File | None:
        found = standing.find(path, load.name) if path else ()
        if len(found) > 1:
            missing.append(Missing(load.name, path, several=True))
        elif not found and path and not standing.was_set_aside(path, load.name):
            missing.append(Missing(load.name, path))
        return found[0] if len(found) == 1 else None

    pictures = [(key, one(path)) for key, path in listed.pages]
    pages = [(key, file) for key, file in pictures if file]
    # A file of all pages is listed once for each of them.
    distinct = tuple(next(same) for _, same in groupby(pages, key=lambda pair: pair[1].name))
    native, text = one(listed.native), one(listed.text)
    whole = bool(pages) and len(pages) == len(pictures)
    return _Located(load, listed, distinct, whole, native, text, tuple(missing))


def _folders(loads: Sequence[LoadFile], located: Mapping[str, Sequence[_Located]]) -> dict[str, str]:
    """The folder of each load file's volume: what holds it and the files that it names; a volume inside
    another one's folder belongs to it."""
    own = {
        load.file.name: common_folder(
            (load.file.name, *(f.name for one in located.get(load.file.name, ()) for f in one.files))
        )
        for load in loads
    }
    outer = sorted({folder for folder in own.values() if folder}, key=len)
    return {
        name: next((o for o in outer if folder == o or below(folder, o)), folder) if folder else ""
        for name, folder in own.items()
    }


def _papers(
    loads: Sequence[LoadFile],
    located: Mapping[str, Sequence[_Located]],
    texts: Mapping[str, Sequence[File]],
    folders: Mapping[str, str],
) -> dict[str, list[VolumePaper]]:
    """The papers of each volume, in the order of its load files."""
    found: dict[str, list[VolumePaper]] = {folder: [] for folder in folders.values()}
    rows: dict[str, list[_Located]] = {}
    by_page, by_paper = [], []
    for load in loads:
        for one in located.get(load.file.name, ()):
            if load.file.media_type == LOAD_DAT:
                rows.setdefault(plain(one.listed.begin), []).append(one)
                by_paper.append(one)
            else:
                by_page.append(one)
    told = set()
    for one in by_page:
        row = _nearest(rows.get(plain(one.listed.begin), ()), one.load)
        told.add(id(row))
        folder = folders[one.load.name]
        found[folder].append(_paper(one, row, texts, folder))
    for row in by_paper:
        if id(row) not in told:
            folder = folders[row.load.name]
            found[folder].append(_paper(row, None, texts, folder))
    return found


def _nearest(rows: Sequence[_Located], load: File) -> _Located | None:
    """The row whose load file shares most folders with this one."""
    if not rows:
        return None
    return min(rows, key=lambda row: (-len(common_folder((row.load.name, load.name))), row.load.name))


def _paper(
    one: _Located, row: _Located | None, texts: Mapping[str, Sequence[File]], folder: str
) -> VolumePaper:
    told = row or one
    native = one.native or (row.native if row else None)
    pages = one.pages or (row.pages if row else ())
    whole = one.whole if one.pages else bool(row and row.whole)
    body = {file.name for _, file in pages} | ({native.name} if native else set())
    keys = dict.fromkeys(key.casefold() for key in (one.listed.begin, *(key for key, _ in one.listed.pages)))
    beside = [one.text, row.text if row else None]
    beside += [file for key in keys for file in texts.get(key, ()) if below(file.name, folder)]
    extracted = tuple(dict.fromkeys(file for file in beside if file and file.name not in body))
    copied = native is not None or whole
    return VolumePaper(
        begin=told.listed.begin,
        range=told.listed.range or one.listed.range,
        place=f"{told.load.name} [{told.load.sha256[:8]}] {told.listed.place}",
        pages=pages,
        native=native,
        texts=tuple(file for file in extracted if file.media_type == TEXT) if copied else (),
        stands=() if copied else extracted,
    )


def _texts_by_stem(standing: Standing) -> dict[str, list[File]]:
    found: dict[str, list[File]] = {}
    for file in standing.files:
        if file.media_type == TEXT:
            found.setdefault(file.stem, []).append(file)
    return found


def _unnamed(files: Iterable[File], folder: str, named: set[str], load_files: set[str]) -> tuple[str, ...]:
    """Files in the same folders of the volume as those that are named. The drop folder itself is no volume's
    own: what lies there beside a volume is none of it."""
    at = len(folder) + 1 if folder else 0
    tops = {name[at:].split("/")[0] for name in named if "/" in name[at:]}
    flat = bool(folder) and any("/" not in name[at:] for name in named)
    return tuple(
        file.name
        for file in files
        if below(file.name, folder)
        and file.name not in named
        and file.name not in load_files
        and (flat if "/" not in file.name[at:] else file.name[at:].split("/")[0] in tops)
    )


def with_apart(volume: Volume, apart: Mapping[str, str]) -> Volume:
    """The volume with the papers whose pages could not be joined: first number → why."""
    told = tuple((paper.begin, apart[paper.begin]) for paper in volume.papers if paper.begin in apart)
    return replace(volume, apart=told)
