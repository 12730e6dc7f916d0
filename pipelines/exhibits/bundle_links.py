"""Links, bookmarks and page labels of a volume.

Answers: links of the index and the chronology that lead to pages of the volume, links inside an exhibit that
go on leading where they led, one bookmark for each exhibit, and page labels that equal the printed numbers.
Refuses links to anything else: they are taken out, and those of index and chronology are reported.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence, Set

import pikepdf
from pikepdf import Array, Dictionary, Name

from pipelines.exhibits.bundle_parts import BoundPart, BundlePage, BundleSpec, Leaf, LostLink
from pipelines.exhibits.bundle_targets import Targets
from pipelines.exhibits.volumes import Piece

_PRINTED = 4
"""The annotation flag without which PDF/A takes no link."""
_LEFT_BEHIND = (Name.B, Name.StructParents)
"""What of a page points into parts of its file that are not bound: threads of articles, structure."""


def lead_into_volume(
    pdf: pikepdf.Pdf, pages: Sequence[BundlePage], targets: Targets, volume: int
) -> tuple[LostLink, ...]:
    """Turn each link of index and chronology into one to a page of this volume; give those that were lost."""
    lost = []
    for position, page in enumerate(pages, 1):
        if page.leaf not in (Leaf.INDEX, Leaf.CHRONOLOGY):
            continue
        kept = Array()
        for note in pdf.pages[position - 1].obj.get(Name.Annots, Array()):
            if note.get(Name.Subtype) != Name.Link:
                kept.append(note)
                continue
            target = _address(note)
            leads = targets.position(target)
            if leads is None:
                lost.append(LostLink(volume, position, target))
                continue
            _lead(note, pdf.pages[leads - 1].obj)
            kept.append(note)
        _set_notes(pdf.pages[position - 1].obj, kept)
    return tuple(lost)


def _address(note: pikepdf.Object) -> str:
    action = note.get(Name.A)
    address = action.get(Name.URI) if isinstance(action, Dictionary) else None
    return str(address) if isinstance(address, pikepdf.String) else ""


def _lead(note: pikepdf.Object, page: pikepdf.Object) -> None:
    for key in (Name.A, Name.PA, Name.Dest):
        if key in note:
            del note[key]
    note[Name.Dest] = Array([page, Name.Fit])
    note[Name.F] = _PRINTED


def _set_notes(page: pikepdf.Object, notes: Array) -> None:
    if len(notes):
        page[Name.Annots] = notes
    elif Name.Annots in page:
        del page[Name.Annots]


def loosen(exhibit: pikepdf.Pdf, first: int, last: int) -> bool:
    """Take from pages ``first`` to ``last`` (from 1) of an open exhibit what points out of them, so that
    copying them brings no other page along. Links between those pages stay.

    Returns:
        Whether any page has annotations left.
    """
    noted = False
    inside = {exhibit.pages[n].obj.objgen for n in range(first - 1, last)}
    for number in range(first - 1, last):
        page = exhibit.pages[number].obj
        for key in _LEFT_BEHIND:
            if key in page:
                del page[key]
        if Name.Annots in page:
            _set_notes(page, Array([note for note in page.Annots if _stays(note, inside)]))
            noted = noted or Name.Annots in page
    return noted


def _stays(note: pikepdf.Object, inside: Set[tuple[int, int]]) -> bool:
    """Whether an annotation is no link, a link to an address, or a link to one of these pages."""
    if note.get(Name.Subtype) != Name.Link:
        return True
    action = note.get(Name.A)
    leads = note.get(Name.Dest)
    if isinstance(action, Dictionary) and action.get(Name.S) == Name.GoTo:
        leads = action.get(Name.D)
    elif action is not None:
        return leads is None
    return isinstance(leads, Array) and len(leads) > 0 and leads[0].objgen in inside


def write_bookmarks(pdf: pikepdf.Pdf, bookmarks: Sequence[tuple[str, int]]) -> None:
    """One bookmark for each (title, page from 1), all on one level."""
    with pdf.open_outline() as outline:
        outline.root[:] = [pikepdf.OutlineItem(title, page - 1, "Fit") for title, page in bookmarks]


def write_labels(pdf: pikepdf.Pdf, first: int) -> None:
    """Let the viewer call the pages by the numbers they bear, from ``first`` on."""
    label = Dictionary(S=Name.D, St=first)
    pdf.Root[Name.PageLabels] = Dictionary(Nums=Array([0, label]))


def write_opening(pdf: pikepdf.Pdf, at_bookmarks: bool) -> None:
    """Open with the bookmarks beside the page where the court wants that. Viewers show the first page where
    no action says otherwise, and one that says so would be an action all the same."""
    pdf.Root[Name.PageMode] = Name.UseOutlines if at_bookmarks else Name.UseNone


def bookmarks(
    pages: Sequence[BundlePage], parts: Mapping[str, BoundPart], spec: BundleSpec, pieces: Sequence[Piece]
) -> tuple[tuple[str, int], ...]:
    """The bookmarks of a volume: (title, page from 1)."""
    names = {Leaf.COVER: "Cover", Leaf.INDEX: spec.index, Leaf.CHRONOLOGY: spec.chronology_title}
    cut = {piece.id: f" (part {piece.part} of {piece.parts})" for piece in pieces if piece.parts > 1}
    found: list[tuple[str, int]] = []
    before: tuple[Leaf, str] | None = None
    for position, page in enumerate(pages, 1):
        if (page.leaf, page.exhibit) != before:
            before = (page.leaf, page.exhibit)
            title = names.get(page.leaf) or parts[page.exhibit].title + cut.get(page.exhibit, "")
            found.append((title, position))
    return tuple(found)
