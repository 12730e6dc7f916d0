"""Bind finished exhibits behind their index: one PDF, or volumes of it.

Answers: files whose pages are numbered through, with the index first and one index for all volumes in the
first, every index line and citation a link to its page, a bookmark for each exhibit, page labels equal to the
numbers.
Refuses to guess: index and volumes are laid out again until the numbers in the index are those of the pages.
Nothing here is taken on trust; `pipelines.exhibits.reread` proves the files.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from io import BytesIO
from pathlib import Path

import pikepdf

from pipelines.exhibits.bundle_layout import Layout, lay_out, places
from pipelines.exhibits.bundle_parts import (
    BoundPart,
    Bundle,
    BundleError,
    BundleSpec,
    Leaf,
    LostLink,
    MakeIndex,
    Volume,
)
from pipelines.exhibits.bundle_volume import Contents, write_piece, write_volume
from pipelines.exhibits.stamp_font import shared_bytes
from pipelines.exhibits.volumes import Limits, Load, Piece, divide

_ROUNDS = 12
"""Of laying out. Two are the rule; a third where the numbers made the index longer."""
_PER_VOLUME = 60_000
"""Bytes: a cover, and the letters of the stamps."""
_PER_PIECE = 600
"""Bytes: a bookmark."""
_PER_PAGE = 420
"""Bytes: the printed number with its resources."""
_MORE = 1.5
"""Where a file came out over the limit all the same: how much more the next try sets aside."""
_TRIES = 6
_SLACK = 2_000
"""Bytes by which the index may grow between two rounds of laying out without a third."""


@dataclass(frozen=True, slots=True)
class _Laid:
    """A division whose index shows the numbers of its own pages. ``blank`` pages fill the index up."""

    pieces: tuple[tuple[Piece, ...], ...]
    layout: Layout
    index: bytes
    blank: int


def bind(parts: Sequence[BoundPart], index: MakeIndex, spec: BundleSpec, out: Path) -> Bundle:
    """Write the volumes into the folder ``out``, which exists.

    Args:
        parts: the exhibits in their order, each with a page at least, ids unlike.
        index: makes the index from the places of the exhibits; the same places give the same bytes.
        spec: how to bind.
        out: where the files go; files of the same names are overwritten.

    Raises:
        BundleError: the index has another length each time it is made.
    """
    limits = Limits(spec.max_bytes, spec.max_pages, _PER_VOLUME, _PER_PIECE, _PER_PAGE)
    for attempt in range(_TRIES):
        laid = _lay_out(parts, index, spec, limits, out)
        volumes, lost = _write(parts, laid, spec, out)
        over = [volume for volume in volumes if _over(volume, spec)]
        if attempt == _TRIES - 1 or not any(_divisible(v, laid.pieces[v.number - 1]) for v in over):
            break
        limits = replace(
            limits, per_volume=round(limits.per_volume * _MORE), per_page=round(limits.per_page * _MORE)
        )
    remarks = tuple(_remark(volume, laid.pieces[volume.number - 1], parts) for volume in over)
    return Bundle(volumes, places(laid.layout), laid.index, spec.chronology, lost, remarks)


def _lay_out(
    parts: Sequence[BoundPart], index: MakeIndex, spec: BundleSpec, limits: Limits, out: Path
) -> _Laid:
    """Lay out until the index that was made for a layout has the length the layout was made for.

    The length given to the index never shrinks from the third round on, so that an index which wraps one way
    for one length and the other way for the other comes to rest, with a blank page at its end.
    """
    loads = [Load(part.id, _size(part, spec), len(part.pages)) for part in parts]
    measured = _Measured(parts, out)
    chronology = page_count(spec.chronology) if spec.chronology else 0
    given, size = 1, 0
    for turn in range(_ROUNDS):
        front = Load("", size + len(spec.chronology), given + chronology)
        pieces = divide(loads, front, limits, measured)
        layout = lay_out(pieces, given, chronology)
        made = index(places(layout))
        count = page_count(made)
        settled = len(made) <= size and (count == given or (turn > 1 and count < given))
        if settled:
            return _Laid(pieces, layout, made, given - count)
        given = max(count, given) if turn > 1 else count
        size = max(len(made) + _SLACK, size)
    raise BundleError(
        "The index of the bundle has another length each time it is made.",
        "Report it with the number of exhibits; shorter descriptions may help meanwhile.",
    )


def _size(part: BoundPart, spec: BundleSpec) -> int:
    """Bytes that an exhibit adds to a volume, whose page numbers have the letters of its stamps already."""
    shared = shared_bytes(line.text for line in part.printed) if spec.paginated else 0
    return part.path.stat().st_size - shared


def page_count(document: bytes) -> int:
    """Pages of a PDF of our own."""
    with pikepdf.open(BytesIO(document)) as pdf:
        return len(pdf.pages)


class _Measured:
    """Bytes of some pages of an exhibit, by trial; each trial once."""

    def __init__(self, parts: Sequence[BoundPart], out: Path) -> None:
        self._paths = {part.id: part.path for part in parts}
        self._out = out
        self._known: dict[tuple[str, int, int], int] = {}

    def __call__(self, id: str, first: int, last: int) -> int:
        key = (id, first, last)
        if key not in self._known:
            trial = self._out / ".measuring.pdf"
            try:
                write_piece(self._paths[id], first, last, trial)
                self._known[key] = trial.stat().st_size
            finally:
                trial.unlink(missing_ok=True)
        return self._known[key]


def _write(
    parts: Sequence[BoundPart], laid: _Laid, spec: BundleSpec, out: Path
) -> tuple[tuple[Volume, ...], tuple[LostLink, ...]]:
    contents = Contents({part.id: part for part in parts}, laid.index, laid.blank, spec)
    volumes: list[Volume] = []
    lost: list[LostLink] = []
    for number, (pieces, pages) in enumerate(zip(laid.pieces, laid.layout, strict=True), 1):
        of = len(laid.pieces)
        path = out / spec.file_name((number, of) if of > 1 else None)
        lost += write_volume(contents, pieces, pages, (number, of), path)
        volumes.append(Volume(number, of, path, path.stat().st_size, pages))
    return tuple(volumes), tuple(lost)


def _over(volume: Volume, spec: BundleSpec) -> bool:
    return (spec.max_bytes is not None and volume.size > spec.max_bytes) or (
        spec.max_pages is not None and len(volume.pages) > spec.max_pages
    )


def _divisible(volume: Volume, pieces: Sequence[Piece]) -> bool:
    """Whether anything could go elsewhere: more than one page, or one beside the index."""
    front = any(page.leaf in (Leaf.INDEX, Leaf.CHRONOLOGY) for page in volume.pages)
    return sum(piece.pages for piece in pieces) > (0 if front else 1)


def _remark(volume: Volume, pieces: Sequence[Piece], parts: Sequence[BoundPart]) -> str:
    names = {part.id: part.designation for part in parts}
    what = ", ".join(f"page {piece.first} of {names[piece.id]}" for piece in pieces) or "the index"
    return f"Volume {volume.number} is over the limit with nothing in it but {what}."
