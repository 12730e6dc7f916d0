"""Which pages go into which volume, so that every file stays under the court's limits.

Answers: exhibits in their order, whole wherever one fits into a file; cut between pages only where one
exhibit alone is over a limit. Refuses nothing: a page that is over the limit by itself gets a volume of its
own, which whoever binds it finds over the limit.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

Measure = Callable[[str, int, int], int]
"""Bytes of a PDF of pages ``first`` to ``last`` (from 1, both included) of the exhibit with this id."""


@dataclass(frozen=True, slots=True)
class Load:
    """What is to be put somewhere: its id, bytes and pages."""

    id: str
    size: int
    pages: int


@dataclass(frozen=True, slots=True)
class Limits:
    """The most that a file may hold, ``None`` without limit, and what each volume, exhibit and page adds.

    ``per_volume`` counts the cover and what a file needs once; ``per_piece`` a bookmark and its links;
    ``per_page`` the printed number.
    """

    max_bytes: int | None
    max_pages: int | None
    per_volume: int = 0
    per_piece: int = 0
    per_page: int = 0


@dataclass(frozen=True, slots=True)
class Piece:
    """Pages ``first`` to ``last`` of an exhibit; ``part`` of ``parts`` where it was cut, 1 of 1 else."""

    id: str
    first: int
    last: int
    part: int = 1
    parts: int = 1

    @property
    def pages(self) -> int:
        return self.last - self.first + 1


def divide(
    loads: Sequence[Load], front: Load, limits: Limits, measure: Measure
) -> tuple[tuple[Piece, ...], ...]:
    """Divide exhibits into volumes; ``front`` (index and chronology) opens the first.

    Args:
        loads: the exhibits in order, each with a page at least.
        front: bytes and pages before the first exhibit, without a cover.
        limits: as above. One volume has no cover, several have one of one page each.
        measure: called only inside an exhibit that is alone over the limit.
    """
    pieces = tuple(Piece(load.id, 1, load.pages) for load in loads)
    size = front.size + sum(_weight(load.size, load.pages, limits) for load in loads) + limits.per_volume
    if _fits(size, front.pages + sum(load.pages for load in loads), limits):
        return (pieces,)
    filling = _Filling(limits, front)
    for load in loads:
        if filling.takes(load.size, load.pages):
            filling.add(Piece(load.id, 1, load.pages), load.size)
        elif filling.would_take(load.size, load.pages):
            filling.turn()
            filling.add(Piece(load.id, 1, load.pages), load.size)
        else:
            _cut(load, filling, measure)
    return _with_parts(filling.volumes())


def _weight(size: int, pages: int, limits: Limits) -> int:
    return size + limits.per_piece + pages * limits.per_page


def _fits(size: int, pages: int, limits: Limits) -> bool:
    return (limits.max_bytes is None or size <= limits.max_bytes) and (
        limits.max_pages is None or pages <= limits.max_pages
    )


class _Filling:
    """Volumes as they are filled, one after the other."""

    def __init__(self, limits: Limits, front: Load) -> None:
        self._limits = limits
        self._done: list[tuple[Piece, ...]] = []
        self._pieces: list[Piece] = []
        self._size = limits.per_volume + front.size
        self._pages = 1 + front.pages
        self._holds_front = front.pages > 0

    @property
    def empty(self) -> bool:
        """Whether there is nothing but a cover in the volume that is being filled."""
        return not self._pieces and not self._holds_front

    def takes(self, size: int, pages: int) -> bool:
        weight = _weight(size, pages, self._limits)
        return _fits(self._size + weight, self._pages + pages, self._limits)

    def would_take(self, size: int, pages: int) -> bool:
        """Whether a new volume would take it."""
        weight = _weight(size, pages, self._limits)
        return _fits(self._limits.per_volume + weight, 1 + pages, self._limits)

    def add(self, piece: Piece, size: int) -> None:
        self._pieces.append(piece)
        self._size += _weight(size, piece.pages, self._limits)
        self._pages += piece.pages

    def turn(self) -> None:
        """Begin the next volume."""
        self._done.append(tuple(self._pieces))
        self._pieces = []
        self._size, self._pages, self._holds_front = self._limits.per_volume, 1, False

    def volumes(self) -> tuple[tuple[Piece, ...], ...]:
        return (*self._done, tuple(self._pieces))


def _cut(load: Load, filling: _Filling, measure: Measure) -> None:
    """Put an exhibit that is over the limit by itself into volumes of its own, as many pages as go in."""
    first = 1
    while first <= load.pages:
        if not filling.empty:
            filling.turn()
        last = _furthest(load, first, filling, measure)
        filling.add(Piece(load.id, first, last), measure(load.id, first, last))
        first = last + 1


def _furthest(load: Load, first: int, filling: _Filling, measure: Measure) -> int:
    """The last page up to which everything from ``first`` goes into the volume; ``first`` at the least."""
    fits, fails = first, load.pages + 1
    while fails - fits > 1:
        middle = (fits + fails) // 2
        pages = middle - first + 1
        # The count of pages is free to ask; a trial file is not.
        if filling.takes(0, pages) and filling.takes(measure(load.id, first, middle), pages):
            fits = middle
        else:
            fails = middle
    return fits


def _with_parts(volumes: tuple[tuple[Piece, ...], ...]) -> tuple[tuple[Piece, ...], ...]:
    """The same pieces, each knowing which of how many it is."""
    count: dict[str, int] = {}
    for volume in volumes:
        for piece in volume:
            count[piece.id] = count.get(piece.id, 0) + 1
    seen: dict[str, int] = {}
    numbered = []
    for volume in volumes:
        row = []
        for piece in volume:
            seen[piece.id] = seen.get(piece.id, 0) + 1
            row.append(Piece(piece.id, piece.first, piece.last, seen[piece.id], count[piece.id]))
        numbered.append(tuple(row))
    return tuple(numbered)
