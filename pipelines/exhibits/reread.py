"""Read a finished bundle again with other engines than made it, and compare everything with the plan.

Answers: nothing if the files are right: every page in its place, page numbers printed and called alike, every
bookmark, every link and every number of the index, every label and Bates number in its box, and the text of
every source page as it was. Refuses the whole bundle for the first difference; there is no tolerance.
PDFium and pypdf read; the writer was neither. The plan is what callers asked for: the parts in their order,
and index and chronology as they were before binding.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from contextlib import ExitStack

from extractors.pages import Box
from pipelines.exhibits.bundle_parts import (
    BoundPart,
    Bundle,
    BundleError,
    BundleSpec,
    Leaf,
    Volume,
)
from pipelines.exhibits.reread_links import AGAIN, check_links
from pipelines.exhibits.reread_pdfium import PdfiumFile, PdfiumPage
from pipelines.exhibits.reread_pypdf import PypdfFile
from pipelines.exhibits.reread_text import copy_pages, misprinted, same_text, solid
from pipelines.exhibits.stamp_font import width
from pipelines.exhibits.zones import SIZE, Side, line_box


def reread(bundle: Bundle, parts: Sequence[BoundPart], spec: BundleSpec) -> None:
    """Prove the volumes.

    Args:
        bundle: what `pipelines.exhibits.bundle.bind` gave.
        parts: what it was given.
        spec: as it was given.

    Raises:
        BundleError: the first difference, by file and page.
    """
    by_id = {part.id: part for part in parts}
    _check_order(bundle, parts)
    for volume in bundle.volumes:
        with PdfiumFile(volume.path) as pdfium, PypdfFile(volume.path) as pypdf:
            _check_outside(bundle, volume, by_id, spec, pdfium, pypdf)
            check_links(bundle, volume, by_id, spec, pdfium, pypdf)
            _check_pages(volume, by_id, spec, pdfium, pypdf)


def reread_exhibit(part: BoundPart) -> None:
    """Prove an exhibit's own file: its labels and numbers, and the text of its pages.

    Raises:
        BundleError: the first difference.
    """
    with PdfiumFile(part.path) as pdfium, PypdfFile(part.path) as pypdf:
        if pdfium.count != len(part.pages):
            raise BundleError(f"{part.path.name} has not the pages of {part.designation}.", AGAIN)
        run = [(n, n) for n in range(1, pdfium.count + 1)]
        _check_run(part, run, {}, part.path.name, pdfium, pypdf)


def _check_order(bundle: Bundle, parts: Sequence[BoundPart]) -> None:
    """Every page of every exhibit once, in order, behind index and chronology, numbered from 1."""
    pages = [page for volume in bundle.volumes for page in volume.pages]
    exhibits = [(page.exhibit, page.page) for page in pages if page.leaf is Leaf.EXHIBIT]
    wanted = [(part.id, page) for part in parts for page in range(1, len(part.pages) + 1)]
    if exhibits != wanted or [page.number for page in pages] != list(range(1, len(pages) + 1)):
        raise BundleError("The bundle's pages are not those of the plan, in its order.", AGAIN)
    first: dict[str, int] = {}
    last: dict[str, int] = {}
    for page in pages:
        if page.leaf is Leaf.EXHIBIT:
            first.setdefault(page.exhibit, page.number)
            last[page.exhibit] = page.number
    said = {id: (place.first_page, place.last_page) for id, place in bundle.places.items()}
    if said != {id: (first[id], last[id]) for id in first}:
        raise BundleError("The bundle's table of places differs from its pages.", AGAIN)


def _check_outside(
    bundle: Bundle,
    volume: Volume,
    parts: Mapping[str, BoundPart],
    spec: BundleSpec,
    pdfium: PdfiumFile,
    pypdf: PypdfFile,
) -> None:
    """Count, page labels, bookmarks and opening view."""
    name, count = volume.path.name, len(volume.pages)
    if (pdfium.count, pypdf.count) != (count, count):
        raise BundleError(f"{name} has {pdfium.count} pages; {count} were bound.", AGAIN)
    called = tuple(str(page.number) for page in volume.pages)
    for engine, labels in (
        ("PDFium", tuple(pdfium.label(n) for n in range(1, count + 1))),
        ("pypdf", pypdf.labels()),
    ):
        for number, (label, wanted) in enumerate(zip(labels, called, strict=True), 1):
            if label != wanted:
                raise BundleError(f"{name}, page {number}: its page label is not {wanted} ({engine}).", AGAIN)
    marks = _bookmarks(bundle, volume, parts, spec)
    for engine, found in (("PDFium", pdfium.bookmarks()), ("pypdf", pypdf.bookmarks())):
        if len(found) != len(marks):
            raise BundleError(f"{name} has {len(found)} bookmarks instead of {len(marks)} ({engine}).", AGAIN)
        for mark, wanted_mark in zip(found, marks, strict=True):
            if mark != wanted_mark:
                raise BundleError(f"{name}: no bookmark leads to page {wanted_mark[1]} ({engine}).", AGAIN)
    if pypdf.opening != ("/UseOutlines" if spec.open_at_bookmarks else "/UseNone", False):
        raise BundleError(f"{name} does not open as the court wants it.", AGAIN)


def _bookmarks(
    bundle: Bundle, volume: Volume, parts: Mapping[str, BoundPart], spec: BundleSpec
) -> tuple[tuple[str, int], ...]:
    """One for each document that begins in the volume or goes on in it."""
    begun: dict[tuple[Leaf, str], int] = {}
    for position, page in enumerate(volume.pages, 1):
        begun.setdefault((page.leaf, page.exhibit), position)
    names = {Leaf.COVER: "Cover", Leaf.INDEX: spec.index, Leaf.CHRONOLOGY: spec.chronology_title}
    found = []
    for (leaf, id), position in begun.items():
        title = names.get(leaf) or parts[id].title
        held = [v.number for v in bundle.volumes if any(page.exhibit == id for page in v.pages)]
        if leaf is Leaf.EXHIBIT and len(held) > 1:
            title += f" (part {held.index(volume.number) + 1} of {len(held)})"
        found.append((title, position))
    return tuple(found)


def _check_pages(
    volume: Volume, parts: Mapping[str, BoundPart], spec: BundleSpec, pdfium: PdfiumFile, pypdf: PypdfFile
) -> None:
    """Every printed number, everything printed on exhibits, every source page's text."""
    name = volume.path.name
    numbers = {n: str(page.number) for n, page in enumerate(volume.pages, 1)} if spec.paginated else {}
    runs: dict[str, list[tuple[int, int]]] = {}
    for position, page in enumerate(volume.pages, 1):
        if page.leaf is Leaf.EXHIBIT:
            runs.setdefault(page.exhibit, []).append((position, page.page))
            continue
        with pdfium.page(position) as opened:
            printed = _number_line(numbers, position, opened)
            _check_printed(printed, position, name, opened, pypdf)
            if page.leaf is Leaf.COVER:
                for line in (f"VOLUME {volume.number} OF {volume.of}", _span(volume)):
                    if solid(line) not in solid(opened.text()):
                        raise BundleError(f"{name}, page {position} does not say {line}.", AGAIN)
    for id, run in runs.items():
        _check_run(parts[id], run, numbers, name, pdfium, pypdf)


def _span(volume: Volume) -> str:
    return f"Pages {volume.pages[0].number}-{volume.pages[-1].number}"


def _number_line(numbers: Mapping[int, str], position: int, page: PdfiumPage) -> list[tuple[str, Box]]:
    """The printed page number and its box: the middle of the lowest row."""
    number = numbers.get(position)
    if number is None:
        return []
    return [(number, line_box(page.size, width(number, SIZE), Side.CENTRE))]


def _check_printed(
    printed: Sequence[tuple[str, Box]], position: int, name: str, page: PdfiumPage, pypdf: PypdfFile
) -> None:
    if text := misprinted(page, pypdf, position, printed):
        raise BundleError(f"{name}, page {position}: {text} is not printed in its place.", AGAIN)


def _check_run(
    part: BoundPart,
    run: Sequence[tuple[int, int]],
    numbers: Mapping[int, str],
    name: str,
    pdfium: PdfiumFile,
    pypdf: PypdfFile,
) -> None:
    """Pages of one exhibit: (page of the file, page of the exhibit) each."""
    printed: dict[int, list[tuple[str, Box]]] = {}
    for line in part.printed:
        printed.setdefault(line.page, []).append((line.text, line.box))
    with ExitStack() as stack:
        copy = stack.enter_context(PdfiumFile(part.copy)) if part.copy else None
        made_from = copy_pages(copy, part.pages) if copy else (0,) * len(part.pages)
        if made_from is None:
            raise BundleError(f"{part.designation} has other pages than its copy.", AGAIN)
        for position, number in run:
            with pdfium.page(position) as page:
                lines = [*printed.get(number, ()), *_number_line(numbers, position, page)]
                _check_printed(lines, position, name, page, pypdf)
                before = made_from[number - 1]
                if copy is None or not before:
                    continue
                with copy.page(before) as source:
                    if not same_text(page, source, lines):
                        where = f"{name}, page {position} ({part.designation}, page {number})"
                        raise BundleError(f"{where} does not have the text of its source.", AGAIN)
