"""What a viewer draws over the pages of a PDF: printed into them, or kept without its actions.

Answers: pages without annotations and form fields that look as they did with them, and a remark on every page
where something was printed in or left away: comments, links, media and hidden marks are not part of a copy.
Refuses marks that the file does not draw, because viewers disagree on their look, and marks for redaction
that nobody applied, unless the redaction is about to be made.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal

import pikepdf

from pipelines.exhibits.copies import HeldError, HeldFor
from pipelines.exhibits.pdf_fields import PRINT_IT, Undrawn, appearance_of, draw, undrawn, value_of

_MAX_ANNOTATIONS = 20_000
_HIDDEN = 1 << 1 | 1 << 5  # hidden, no view
_COMMENTS = frozenset({"/Text", "/Popup"})
_MEDIA = frozenset({"/FileAttachment", "/Sound", "/Movie", "/Screen", "/RichMedia", "/3D"})
_LINES = frozenset({"/Line", "/PolyLine", "/Polygon", "/Square", "/Circle", "/Ink"})
_NOT_PART = frozenset({"/Link", "/PrinterMark", "/TrapNet"})
_LEFT_AWAY = (
    ("/Text", "comments of a viewer are not on the copy"),
    ("/Link", "links are not on the copy"),
    ("media", "sound, video or attached files are not on the copy"),
    ("hidden", "hidden marks are not on the copy"),
)


@dataclass(frozen=True, slots=True)
class Settled:
    """By page number: remarks, and the form values that the page should now show."""

    remarks: Mapping[int, tuple[str, ...]]
    values: Mapping[int, tuple[str, ...]]


def burn(pdf: pikepdf.Pdf, wanted: Sequence[int], redacting: bool, name: str) -> Settled:
    """Print annotations and form values into the wanted pages of ``pdf``, in memory.

    Args:
        pdf: altered; its other pages lose their annotations.
        wanted: page numbers from 1.
        redacting: marks for redaction are dropped, because the regions are redacted afterwards.
        name: the file's, for messages.

    Raises:
        HeldError: marks without appearance, values that do not fit, redactions not applied.
    """
    settled = _settle(pdf, frozenset(wanted), redacting, name, flatten=True)
    form = pdf.Root.get("/AcroForm")
    if isinstance(form, pikepdf.Dictionary) and "/NeedAppearances" in form:
        del form["/NeedAppearances"]
    pdf.flatten_annotations("all")
    for number in wanted:
        page = pdf.pages[number - 1]
        if "/Annots" in page.obj:  # what draws nothing
            del page.obj["/Annots"]
    return settled


def keep(pdf: pikepdf.Pdf, wanted: Sequence[int], redacting: bool, name: str) -> Settled:
    """Keep fields and marks of the wanted pages, drawn and without actions; parameters as for `burn`."""
    settled = _settle(pdf, frozenset(wanted), redacting, name, flatten=False)
    for number in wanted:
        for annotation in _annotations(pdf.pages[number - 1]):
            node: pikepdf.Object | None = annotation
            for _ in range(16):
                if not isinstance(node, pikepdf.Dictionary):
                    break
                for action in ("/A", "/AA", "/PA"):
                    if action in node:
                        del node[action]
                node = node.get("/Parent")
    return settled


def _settle(
    pdf: pikepdf.Pdf, wanted: frozenset[int], redacting: bool, name: str, *, flatten: bool
) -> Settled:
    """Leave on each wanted page the marks that print, each with an appearance."""
    form = pdf.Root.get("/AcroForm")
    asked: object = form.get("/NeedAppearances") if isinstance(form, pikepdf.Dictionary) else False
    redraw = asked is True
    texts: list[Undrawn] = []
    remarks: dict[int, tuple[str, ...]] = {}
    values: dict[int, tuple[str, ...]] = {}
    for number, page in enumerate(pdf.pages, start=1):
        if "/Annots" not in page.obj:
            continue
        if number not in wanted:
            del page.obj["/Annots"]
            continue
        kept: list[pikepdf.Object] = []
        count: Counter[str] = Counter()
        for annotation in _annotations(page):
            left = _left_away(annotation, redacting, number, name)
            if left:
                count[left] += 1
                continue
            kind = str(annotation.get("/Subtype", ""))
            if kind in ("/Widget", "/FreeText"):
                text = undrawn(annotation, redraw, number, name)
                if text is not None:
                    texts.append(text)
                if flatten and (value := value_of(annotation)):
                    values[number] = (*values.get(number, ()), value)
            elif appearance_of(annotation) is None and _draws_nothing(annotation, kind):
                continue
            elif appearance_of(annotation) is None:
                raise HeldError(
                    HeldFor.UNDRAWN,
                    f"{name} has a mark on page {number} ({kind[1:]}) that it does not draw itself.",
                    PRINT_IT,
                )
            _give_room(annotation)
            count["widgets" if kind == "/Widget" else "marks"] += 1
            kept.append(annotation)
        page.obj["/Annots"] = pikepdf.Array(kept)
        if said := tuple(_said(count, flatten)):
            remarks[number] = said
    draw(pdf, texts, name)
    return Settled(remarks, values)


def _left_away(annotation: pikepdf.Dictionary, redacting: bool, number: int, name: str) -> str:
    """Under which heading the mark is left away; "" if it stays."""
    kind = str(annotation.get("/Subtype", ""))
    if kind == "/Redact":
        if not redacting:
            raise HeldError(
                HeldFor.UNAPPLIED,
                f"{name} has a mark for redaction on page {number} that was never applied.",
                'Put redaction_marks = "apply" into its line of the plan, or remove it and add it again.',
            )
        return "redaction"
    if kind in _COMMENTS or kind in _NOT_PART:
        return kind
    flags = annotation.get("/F", 0)
    if isinstance(flags, int) and int(flags) & _HIDDEN:
        return "field" if kind == "/Widget" else "hidden"
    if kind in _MEDIA and (kind == "/FileAttachment" or appearance_of(annotation) is None):
        return "media"
    return ""


def _draws_nothing(annotation: pikepdf.Dictionary, kind: str) -> bool:
    """A line of no width and no filling: some programs put one over every page (ISO 32000, table 168)."""
    style = annotation.get("/BS")
    width: object = style.get("/W", 1) if isinstance(style, pikepdf.Dictionary) else _border(annotation)
    return kind in _LINES and not annotation.get("/IC") and isinstance(width, int | Decimal) and width == 0


def _give_room(annotation: pikepdf.Dictionary) -> None:
    """A level or upright line has a look without area, which would be lost when printed into the page."""
    look = appearance_of(annotation)
    if look is None:
        return
    boxes = [(annotation, "/Rect"), (look, "/BBox")]
    try:
        corners = [[float(v) for v in holder[key]] for holder, key in boxes]
    except (KeyError, TypeError, ValueError):
        return
    if all(len(c) == 4 and (c[0] == c[2] or c[1] == c[3]) for c in corners):
        for (holder, key), (x0, y0, x1, y1) in zip(boxes, corners, strict=True):
            holder[key] = pikepdf.Array([min(x0, x1) - 1, min(y0, y1) - 1, max(x0, x1) + 1, max(y0, y1) + 1])


def _border(annotation: pikepdf.Dictionary) -> object:
    border = annotation.get("/Border")
    return border[2] if isinstance(border, pikepdf.Array) and len(border) > 2 else 1


def _said(count: Counter[str], flatten: bool) -> Iterator[str]:
    if flatten and count["widgets"]:
        yield f"form fields printed into the page: {count['widgets']}"
    if count["marks"]:
        done = "printed into the page" if flatten else "kept"
        yield f"marks of a viewer {done}: {count['marks']}"
    for heading, words in _LEFT_AWAY:
        if count[heading]:
            yield f"{words}: {count[heading]}"


def _annotations(page: pikepdf.Page) -> Iterator[pikepdf.Dictionary]:
    annotations = page.obj.get("/Annots")
    if isinstance(annotations, pikepdf.Array):
        for index in range(min(len(annotations), _MAX_ANNOTATIONS)):
            annotation = annotations[index]
            if isinstance(annotation, pikepdf.Dictionary):
                yield annotation
