"""Redacts a prepared copy: what is marked is gone from the file, not covered.

Answers: a new file in which every page that bears a mark is one picture of itself, black where the marks are,
with the reason white on the black and an invisible text layer of the words that stay; and what was taken
away, for `pipelines.exhibits.redaction_proof`. Everything that is not on a page is left out, whatever it
holds: earlier revisions, metadata, outlines, structure tree with its alternate texts, forms (their values are
printed first), annotations, attachments, scripts, thumbnails.

A mark takes away what it covers and nothing else. Whether the same words may stay at other places is for a
person to say: the proof refuses a file in which they still stand, and names the pages. What a litigator fears
is the second place nobody looked at; a name blacked out once and legible on the next page is no redaction.
But last names, dates and phrases can have good reasons to stay, so the way out is one line in the plan
(`Region.elsewhere`), which says why and is kept with the exhibit. It excuses print that any reader sees, and
nothing that is hidden.

A page that no mark is on becomes a picture too if it holds the marked page's picture, or its content cut
otherwise, as pages made of one scan do. Refuses files with layers: what they show depends on the viewer. The
width of the black still tells how long the words were, as it does on paper.
"""

from __future__ import annotations

import io
from collections.abc import Mapping, Sequence
from pathlib import Path

import pikepdf
import pypdfium2 as pdfium
from pikepdf import Dictionary, Name

from extractors.pages import Box, Word
from extractors.readers.pdf_objects import objects_of
from extractors.readers.pdf_words import geometry_of
from pipelines.exhibits.copies import ScannedPage
from pipelines.exhibits.geometry import Displayed, displayed
from pipelines.exhibits.page_text import lay_over
from pipelines.exhibits.plan import Region
from pipelines.exhibits.redacted import Redacted, RedactionError, Removed
from pipelines.exhibits.redaction_picture import Lettered, black_out, draw, packed
from pipelines.exhibits.redaction_places import covered, on_copy, places
from pipelines.exhibits.redaction_scrub import contents_of, pictures_of, prune, scrub
from pipelines.exhibits.saving import save
from pipelines.exhibits.stamp_font import StampFont

__all__ = ["on_copy", "redact"]

_PRINT_IT = "Open it, print it to a new PDF, and add that."


def redact(
    copy: Path, out: Path, regions: Sequence[Region], words: Mapping[int, Sequence[Word]], name: str
) -> Redacted:
    """Write a redacted file.

    Args:
        copy: the prepared copy; only read.
        out: the redacted file; its folder exists.
        regions: their pages count in the copy (`pipelines.exhibits.redaction_places.on_copy`).
        words: by page of the copy, from 1: its words in reading order, as the extractors read them.
        name: what messages call the exhibit.

    Raises:
        UsageError: a region lies off its page, or its words do not stand there.
        RedactionError: the copy has layers, or cannot be taken apart.
    """
    try:
        with pikepdf.open(copy) as untrusted_pdf:
            return _redact(untrusted_pdf, out, regions, words, name)
    except (pikepdf.PdfError, pdfium.PdfiumError, RecursionError) as error:
        raise RedactionError(f"{name} could not be taken apart for redaction.", _PRINT_IT) from error


def _redact(
    untrusted_pdf: pikepdf.Pdf,
    out: Path,
    regions: Sequence[Region],
    words: Mapping[int, Sequence[Word]],
    name: str,
) -> Redacted:
    if "/OCProperties" in untrusted_pdf.Root:
        raise RedactionError(f"{name} has layers that can be switched.", _PRINT_IT)
    shown = [displayed(page) for page in untrusted_pdf.pages]
    in_points = {n: _in_points(here, shown[n - 1]) for n, here in words.items() if 1 <= n <= len(shown)}
    removed = places(regions, [(s.width, s.height) for s in shown], in_points, name)
    _print_annotations(untrusted_pdf)
    scrub(untrusted_pdf)
    prune(untrusted_pdf)
    snapshot = io.BytesIO()
    untrusted_pdf.save(snapshot)
    remarks: list[str] = []
    font = StampFont(untrusted_pdf)
    with pdfium.PdfDocument(snapshot.getvalue()) as drawing:
        marked = sorted({r.page for r in removed})
        others = _sharing(untrusted_pdf, drawing, removed, shown)
        for number in sorted({*marked, *others}):
            here = [r for r in removed if r.page == number]
            remarks += _become_picture(
                untrusted_pdf, drawing, number, shown[number - 1], here, in_points.get(number, ()), font
            )
        remarks += [f"page {n} became a picture: it holds a redacted page's picture" for n in sorted(others)]
    font.embed()
    scrub(untrusted_pdf)
    save(untrusted_pdf, out)
    return Redacted(tuple(sorted({*marked, *others})), removed, tuple(remarks))


def _in_points(words: Sequence[Word], shown: Displayed) -> tuple[Word, ...]:
    """The words with boxes in points: readers leave a page's /UserUnit aside."""
    u = shown.unit
    if u == 1:
        return tuple(words)
    return tuple(
        Word(w.text, Box(w.box.x0 * u, w.box.top * u, w.box.x1 * u, w.box.bottom * u), w.start) for w in words
    )


def _print_annotations(pdf: pikepdf.Pdf) -> None:
    """Print form values and comments into the pages, except marks for redaction: they are carried out."""
    for page in pdf.pages:
        annotations = page.obj.get("/Annots")
        if isinstance(annotations, pikepdf.Array):
            page.obj["/Annots"] = pikepdf.Array(
                [
                    a
                    for a in annotations
                    if not (isinstance(a, Dictionary) and a.get("/Subtype") == Name.Redact)
                ]
            )
    if "/AcroForm" in pdf.Root:
        pdf.generate_appearance_streams()
    pdf.flatten_annotations("all")


def _sharing(
    pdf: pikepdf.Pdf, drawing: pdfium.PdfDocument, removed: Sequence[Removed], shown: Sequence[Displayed]
) -> frozenset[int]:
    """Pages without a mark that hold what one covers: the same picture, or the same content cut otherwise."""
    marked = {r.page for r in removed}
    pictures: set[tuple[int, int]] = set()
    contents: dict[tuple[int, int], Displayed] = {}
    for number in sorted(marked):
        boxes = [b for r in removed if r.page == number for b in r.boxes]
        sizes = _pixels_under(drawing[number - 1], boxes, shown[number - 1].unit)
        page = pdf.pages[number - 1]
        pictures.update(ref for ref, pixels in pictures_of(page).items() if pixels in sizes)
        contents.update(dict.fromkeys(contents_of(page), shown[number - 1]))
    found: set[int] = set()
    for number, page in enumerate(pdf.pages, 1):
        if number in marked:
            continue
        cut_otherwise = any(
            contents.get(r, shown[number - 1]) != shown[number - 1] for r in contents_of(page)
        )
        if cut_otherwise or pictures & pictures_of(page).keys():
            found.add(number)
    return frozenset(found)


def _pixels_under(page: pdfium.PdfPage, boxes: Sequence[Box], unit: float) -> frozenset[int]:
    """How many pixels the pictures have that the boxes cover in part."""
    found = objects_of(page, geometry_of(page)).images
    return frozenset(
        i.pixels
        for i in found
        for b in boxes
        if i.box.x0 * unit < b.x1
        and b.x0 < i.box.x1 * unit
        and i.box.top * unit < b.bottom
        and b.top < i.box.bottom * unit
    )


def _become_picture(
    pdf: pikepdf.Pdf,
    drawing: pdfium.PdfDocument,
    number: int,
    shown: Displayed,
    removed: Sequence[Removed],
    words: Sequence[Word],
    font: StampFont,
) -> list[str]:
    """Put the page's picture in its place, painted; returns remarks."""
    drawn = draw(drawing[number - 1], shown.width, shown.height)
    remarks: list[str] = []
    printed: dict[int, tuple[Lettered, ...]] = {}
    for one in removed:
        printed[one.number] = black_out(drawn, one.boxes, one.reason)
        if one.reason and not printed[one.number]:
            remarks.append(f"{one.called}: no room on the black for its reason")
        if not one.values:
            remarks.append(f"{one.called}: no words are known there; its pixels are gone")
    page = pdf.pages[number - 1]
    for key in set(page.obj.keys()) - {"/Type", "/Parent"}:
        del page.obj[key]
    page.obj["/MediaBox"] = pikepdf.Array([0, 0, round(shown.width, 3), round(shown.height, 3)])
    page.obj["/Rotate"] = 0
    page.obj["/Resources"] = Dictionary(XObject=Dictionary(Page=packed(pdf, drawn.image)))
    size = f"{round(shown.width, 3):g} 0 0 {round(shown.height, 3):g}"
    page.obj["/Contents"] = pdf.make_stream(f"q {size} 0 0 cm /Page Do Q\n".encode("ascii"))
    layer = _layer(words, removed, printed)
    if layer:
        lay_over(page, ScannedPage(number, shown.width, shown.height, layer), font)
    else:
        remarks.append(f"page {number} became a picture without searchable text: none was read on it")
    return remarks


def _layer(
    words: Sequence[Word], removed: Sequence[Removed], printed: Mapping[int, Sequence[Lettered]]
) -> tuple[Word, ...]:
    """The words that stay, with each reason where the words were that it stands for."""
    layer: list[Word] = []
    due = {one.number: one for one in removed}
    for word in words:
        over = [one for one in removed if covered(word, one.boxes)]
        if not over:
            layer.append(word)
        for one in over:
            if due.pop(one.number, None):
                layer += _as_words(printed[one.number])
    for number in due:
        layer += _as_words(printed[number])
    return tuple(layer)


def _as_words(printed: Sequence[Lettered]) -> list[Word]:
    return [Word(p.text, p.box, 0) for p in printed]
