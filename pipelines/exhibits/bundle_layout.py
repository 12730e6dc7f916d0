"""Which page of the bundle is what: every page of every volume, numbered through.

Answers: the pages of each volume in order, with the number each bears, and where each exhibit stands.
"""

from __future__ import annotations

from collections.abc import Sequence

from pipelines.exhibits.bundle_parts import BundlePage, Leaf, PlaceInBundle
from pipelines.exhibits.volumes import Piece

Layout = tuple[tuple[BundlePage, ...], ...]
"""Pages of each volume."""


def lay_out(volumes: Sequence[Sequence[Piece]], index_pages: int, chronology_pages: int) -> Layout:
    """Number every page from 1 through all volumes; a set of several volumes has a cover on each."""
    number = 0
    laid = []
    for at, pieces in enumerate(volumes):
        leaves: list[tuple[Leaf, str, int]] = []
        if len(volumes) > 1:
            leaves.append((Leaf.COVER, "", 1))
        if at == 0:
            leaves += [(Leaf.INDEX, "", page) for page in range(1, index_pages + 1)]
            leaves += [(Leaf.CHRONOLOGY, "", page) for page in range(1, chronology_pages + 1)]
        for piece in pieces:
            leaves += [(Leaf.EXHIBIT, piece.id, page) for page in range(piece.first, piece.last + 1)]
        laid.append(tuple(BundlePage(number + n, *leaf) for n, leaf in enumerate(leaves, 1)))
        number += len(leaves)
    return tuple(laid)


def places(layout: Layout) -> dict[str, PlaceInBundle]:
    """Where each exhibit stands, by id, in order."""
    pages: dict[str, list[tuple[int, int]]] = {}
    for volume, leaves in enumerate(layout, 1):
        for leaf in leaves:
            if leaf.leaf is Leaf.EXHIBIT:
                pages.setdefault(leaf.exhibit, []).append((leaf.number, volume))
    return {
        exhibit: PlaceInBundle(at[0][0], at[-1][0], at[0][1], at[-1][1], tuple(at))
        for exhibit, at in pages.items()
    }
