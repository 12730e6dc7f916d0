"""Whether links of index and chronology lead where they were asked to, and the index shows the right numbers.

Answers: each link of the documents as they were before binding, found again in the bound file at the same
place of the same page, leading to a page that its target names; each page number under ``exhibit:ID#page``
the number of the exhibit's first page; each exhibit linked from the index.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence

from pipelines.exhibits.bundle_parts import (
    BoundPart,
    Bundle,
    BundleError,
    BundlePage,
    BundleSpec,
    Leaf,
    LostLink,
    Volume,
    linked_exhibit,
)
from pipelines.exhibits.reread_pdfium import PdfiumFile, Rect
from pipelines.exhibits.reread_pypdf import PypdfFile

_DIGITS = 10
_TO = re.compile(r"[–-]([0-9]+)")
"""The last page, where the layout of an index prints it behind the first."""
_NEAR = 0.05
"""Points that a rectangle may differ by, for PDFium keeps them in single precision."""
AGAIN = "Draft the exhibits again; if it happens again, report it with the name of the file and the page."


def check_links(
    bundle: Bundle,
    volume: Volume,
    parts: Mapping[str, BoundPart],
    spec: BundleSpec,
    pdfium: PdfiumFile,
    pypdf: PypdfFile,
) -> None:
    """Compare the links of a volume's index and chronology with what was asked.

    Raises:
        BundleError: the first one that is not as it was asked for.
    """
    raw = {
        leaf: PypdfFile(document)
        for leaf, document in ((Leaf.INDEX, bundle.index), (Leaf.CHRONOLOGY, bundle.chronology))
        if document and any(page.leaf is leaf for page in volume.pages)
    }
    named = _named(volume.pages, parts)
    numbered: set[str] = set()
    linked: set[str] = set()
    lost: list[LostLink] = []
    for position, page in enumerate(volume.pages, 1):
        if page.leaf not in raw:
            continue
        asked = raw[page.leaf].links(page.page) if page.page <= raw[page.leaf].count else ()
        kept = []
        for rect, target in asked:
            leads = _leads(str(target), named)
            if leads:
                kept.append((rect, leads))
            else:
                lost.append(LostLink(volume.number, position, target if isinstance(target, str) else ""))
        where = f"{volume.path.name}, page {position}"
        _compare(kept, pypdf.links(position), f"{where} (pypdf)")
        with pdfium.page(position) as opened:
            _compare(kept, opened.links(), f"{where} (PDFium)")
        if page.leaf is Leaf.INDEX:
            linked |= {found[0] for _, target in asked if (found := linked_exhibit(str(target)))}
            numbers = [(rect, id) for rect, target in asked if (id := _numbered(target))]
            _check_numbers(numbers, bundle, position, where, pdfium, pypdf)
            numbered |= {id for _, id in numbers}
    if tuple(lost) != tuple(link for link in bundle.lost if link.volume == volume.number):
        raise BundleError(f"{volume.path.name} lost other links than were reported.", AGAIN)
    if Leaf.INDEX in raw:
        for part in parts.values():
            if part.id not in linked or (spec.index_numbers and part.id not in numbered):
                raise BundleError(f"The index has no link and page number for {part.designation}.", AGAIN)


def _numbered(target: str | int) -> str:
    """The exhibit whose page number a link stands on, "" for another link."""
    found = linked_exhibit(str(target))
    return found[0] if found and found[1] else ""


def _leads(target: str, named: Mapping[str, Sequence[tuple[int, int]]]) -> set[int]:
    """Pages of the volume that a target names."""
    if exhibit := linked_exhibit(target):
        return {position for page, position in named.get(exhibit[0], ()) if page == 1}
    name, _, page = target.removeprefix("../sources/").partition("#page=")
    if not target.startswith("../sources/"):
        return set()
    digest = name.rpartition(".")[0].rpartition("-")[2]
    pages = named.get(f"{digest}/", ()) if len(digest) == _DIGITS else ()
    return {position for source_page, position in pages if page in ("", str(source_page))}


def _named(pages: Sequence[BundlePage], parts: Mapping[str, BoundPart]) -> dict[str, list[tuple[int, int]]]:
    """By exhibit its pages, and by ``DIGEST/`` those of a source: (page there, page of the volume) each."""
    found: dict[str, list[tuple[int, int]]] = {}
    for position, page in enumerate(pages, 1):
        if page.leaf is Leaf.EXHIBIT:
            found.setdefault(page.exhibit, []).append((page.page, position))
            sha256, source_page = parts[page.exhibit].pages[page.page - 1]
            if source_page:
                found.setdefault(f"{sha256[:_DIGITS]}/", []).append((source_page, position))
    return found


def _compare(
    asked: Sequence[tuple[Rect, set[int]]], found: Sequence[tuple[Rect, int | str]], where: str
) -> None:
    if len(asked) != len(found):
        raise BundleError(f"{where} has {len(found)} links; {len(asked)} were asked for.", AGAIN)
    for number, ((rect, leads), (place, goes)) in enumerate(zip(asked, found, strict=True), 1):
        if goes not in leads or any(abs(a - b) > _NEAR for a, b in zip(rect, place, strict=True)):
            raise BundleError(f"{where}: link {number} does not lead where it should.", AGAIN)


def _check_numbers(
    numbers: Sequence[tuple[Rect, str]],
    bundle: Bundle,
    position: int,
    where: str,
    pdfium: PdfiumFile,
    pypdf: PypdfFile,
) -> None:
    if not numbers:
        return
    stands: dict[str, list[int]] = {}
    for bound in (page for volume in bundle.volumes for page in volume.pages if page.leaf is Leaf.EXHIBIT):
        stands.setdefault(bound.exhibit, []).append(bound.number)
    wanted = [stands.get(id, [0]) for _, id in numbers]
    rects = [rect for rect, _ in numbers]
    with pdfium.page(position) as page:
        seen = tuple((page.text_at(rect), page.text_after(rect)) for rect in rects)
    for engine, said in (("PDFium", seen), ("pypdf", pypdf.words_in(position, rects))):
        for (text, after), pages in zip(said, wanted, strict=True):
            to = _TO.match(after)
            if text != str(pages[0]) or (to and to[1] != str(pages[-1])):
                span = f"{pages[0]}-{pages[-1]}"
                raise BundleError(f"{where}: an index line does not show pages {span} ({engine}).", AGAIN)
