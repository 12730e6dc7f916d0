"""Writes one volume: cover, index, chronology, exhibits, each page with its number.

Answers: a file made from its parts one after the other, so that memory follows the volume's page tree and
never the size of what is on the pages.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from io import BytesIO
from itertools import groupby
from pathlib import Path

import pikepdf
from pikepdf import Name

from pipelines.exhibits.bundle_links import (
    bookmarks,
    lead_into_volume,
    loosen,
    write_bookmarks,
    write_labels,
    write_opening,
)
from pipelines.exhibits.bundle_parts import BoundPart, BundlePage, BundleSpec, Leaf, LostLink
from pipelines.exhibits.bundle_targets import Targets
from pipelines.exhibits.geometry import LETTER, displayed
from pipelines.exhibits.saving import save
from pipelines.exhibits.sheets import Sheet, draw_sheet
from pipelines.exhibits.stamp_font import StampFont
from pipelines.exhibits.stamps import NumberLine, stamp
from pipelines.exhibits.volumes import Piece


@dataclass(frozen=True, slots=True)
class Contents:
    """What volumes are made of. ``blank`` pages follow the index."""

    parts: Mapping[str, BoundPart]
    index: bytes
    blank: int
    spec: BundleSpec


def write_volume(
    contents: Contents,
    pieces: Sequence[Piece],
    pages: Sequence[BundlePage],
    volume: tuple[int, int],
    path: Path,
) -> tuple[LostLink, ...]:
    """Write volume (n, N) to ``path``; give the links that lead nowhere in it."""
    spec = contents.spec
    with pikepdf.new() as pdf:
        for leaf, run in groupby(pages, key=lambda page: (page.leaf, page.exhibit)):
            _add(pdf, contents, leaf[0], tuple(run))
        targets = Targets(tuple(contents.parts.values()), pages)
        lost = lead_into_volume(pdf, pages, targets, volume[0])
        if spec.paginated or volume[1] > 1:
            _stamp(pdf, contents, pages, volume)
        write_bookmarks(pdf, bookmarks(pages, contents.parts, spec, pieces))
        write_labels(pdf, pages[0].number)
        write_opening(pdf, spec.open_at_bookmarks)
        save(pdf, path)
    return lost


def write_piece(exhibit: Path, first: int, last: int, path: Path) -> None:
    """Write pages ``first`` to ``last`` of an exhibit to a file of their own."""
    with pikepdf.new() as pdf:
        _add_pages(pdf, exhibit, first, last)
        save(pdf, path)


def _add(pdf: pikepdf.Pdf, contents: Contents, leaf: Leaf, pages: Sequence[BundlePage]) -> None:
    """Append pages that follow each other in one document."""
    spec = contents.spec
    if leaf is Leaf.EXHIBIT:
        _add_pages(pdf, contents.parts[pages[0].exhibit].path, pages[0].page, pages[-1].page)
    elif leaf is Leaf.COVER:
        pdf.add_blank_page(page_size=LETTER)
    elif leaf is Leaf.CHRONOLOGY:
        _add_document(pdf, spec.chronology)
    else:
        _add_document(pdf, contents.index)
        for _ in range(contents.blank):
            pdf.add_blank_page(page_size=LETTER)


def _add_pages(pdf: pikepdf.Pdf, exhibit: Path, first: int, last: int) -> None:
    with pikepdf.open(exhibit) as source:
        if loosen(source, first, last) or Name.AcroForm in source.Root:
            pdf.add_pages_from(source, range(first - 1, last))
        else:  # without links and fields to follow it, a page is copied in half the time
            for number in range(first - 1, last):
                pdf.pages.append(source.pages[number])


def _add_document(pdf: pikepdf.Pdf, document: bytes) -> None:
    with pikepdf.open(BytesIO(document)) as source:
        pdf.add_pages_from(source)


def _stamp(
    pdf: pikepdf.Pdf, contents: Contents, pages: Sequence[BundlePage], volume: tuple[int, int]
) -> None:
    """Print the cover's words, and each page's number at the centre of its foot, where
    `pipelines.exhibits.zones` keeps room for it."""
    font = StampFont(pdf)
    for page, made in zip(pdf.pages, pages, strict=True):
        if made.leaf is Leaf.COVER:
            draw_sheet(page, font, cover(contents.spec, volume, pages))
        if contents.spec.paginated:
            own = made.leaf in (Leaf.EXHIBIT, Leaf.COVER)
            stamp(page, font, [NumberLine(str(made.number))], displayed(page) if own else None)
    font.embed()


def cover(spec: BundleSpec, volume: tuple[int, int], pages: Sequence[BundlePage]) -> Sheet:
    """What the cover of a volume says: the caption, which volume of how many, its pages."""
    span = f"Pages {pages[0].number}-{pages[-1].number}"
    return Sheet(f"VOLUME {volume[0]} OF {volume[1]}", spec.cover, (spec.title, span))
