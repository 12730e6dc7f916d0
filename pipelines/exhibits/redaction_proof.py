"""Proves that what was redacted is gone: reads the finished file in every way a curious opponent would.

Answers: nothing, if nothing is found. Searched are the text of every page, by two engines; the words of OCR
on the picture of each redacted page; every string, name and stream, in whatever coding; what stands under
each black box, as text and as pixels; and files or leftovers that no search can clear. What is searched for
are the words of a text mark and the lines under a box, in any case and spacing
(`pipelines.exhibits.redaction_text`).

Refuses the file on any find. Print that any reader sees on an unmarked place is excused where a person wrote
why it stays (`Region.elsewhere`); what is hidden, and what is under the black, never is. Where a page cannot
be read by both engines nothing is proven, and it is refused too. Errors name redactions by number and page,
never by what they removed.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import pikepdf
import pypdf
import pypdfium2 as pdfium

from extractors.pages import Box, Word
from extractors.readers.library_logs import silence
from extractors.readers.pdf_objects import objects_of
from extractors.readers.pdf_words import geometry_of, native_text
from pipelines.exhibits.redacted import RedactionError, Removed
from pipelines.exhibits.redaction_picture import Drawn, draw, pixels_of
from pipelines.exhibits.redaction_places import covered
from pipelines.exhibits.redaction_search import hidden_places, unclearable
from pipelines.exhibits.redaction_text import Searched

_DARK = 64
_MOSTLY_DARK = 0.5
"""Share of a box that is dark at least: the reason on it is white."""

_WHOLE = 0.99
_NAMED_AT_MOST = 6


@dataclass(frozen=True, slots=True)
class Remain:
    """Something removed that can still be found. ``open_print``: any reader sees it, on an unmarked place."""

    called: str
    where: str
    open_print: bool


def prove_redaction(path: Path, removed: Sequence[Removed], name: str, *, moved: bool = False) -> None:
    """Read a redacted file again in every way there is, and stop if anything removed is found.

    Args:
        path: the redacted file, or one made of it.
        removed: what `pipelines.exhibits.redaction.redact` took away.
        name: what messages call the exhibit.
        moved: the file was made of the redacted one by stamping or joining. Its pages may be larger or
            elsewhere, so only words are searched for, not places, and no OCR is made again.

    Raises:
        RedactionError: something removed can still be read; says which redaction and where, never what.
    """
    silence("pypdf", "pikepdf")
    try:
        remains = [*_in_print(path, removed), *_in_hiding(path, removed)]
        if not moved:
            remains += _on_marked_pages(path, removed)
    except (pikepdf.PdfError, pdfium.PdfiumError, pypdf.errors.PyPdfError) as error:
        raise RedactionError(
            f"{name} could not be read again in full after redaction, so nothing is proven.",
            "Open the source, print it to a new PDF, and add that.",
        ) from error
    if remains:
        raise _refusal(remains, name)


def _refusal(remains: Sequence[Remain], name: str) -> RedactionError:
    found = tuple(dict.fromkeys(f"{r.called}: {r.where}" for r in remains))
    more = f"; and {len(found) - _NAMED_AT_MOST} more" if len(found) > _NAMED_AT_MOST else ""
    problem = f"{name} still holds what was redacted: {'; '.join(found[:_NAMED_AT_MOST])}{more}."
    if all(r.open_print for r in remains):
        return RedactionError(
            problem,
            "Mark it there too, or, if it is meant to stay, say why in the redaction's elsewhere.",
        )
    return RedactionError(
        problem, "Do not use the file: print the source to a new PDF, add that and mark it."
    )


def _in_print(path: Path, removed: Sequence[Removed]) -> Iterator[Remain]:
    """Values in the text of pages, as each of two engines extracts it."""
    wanted = [(one, value) for one in removed if not one.elsewhere for value in one.values]
    if not wanted:
        return
    with pdfium.PdfDocument(path) as pdf, path.open("rb") as file:
        second = pypdf.PdfReader(file, strict=False)
        for number in range(1, len(pdf) + 1):
            texts = [Searched(_by_pdfium(pdf[number - 1])), Searched(_by_pypdf(second, number))]
            for one, value in wanted:
                if any(text.holds(value) for text in texts):
                    yield Remain(one.called, f"text on page {number}", True)


def _by_pdfium(page: pdfium.PdfPage) -> str:
    return str(page.get_textpage().get_text_range())


def _by_pypdf(pdf: pypdf.PdfReader, number: int) -> str:
    try:
        return pdf.pages[number - 1].extract_text()
    except pypdf.errors.PyPdfError:
        raise
    except Exception as error:  # it fails on strange fonts in ways it does not name
        raise pypdf.errors.PyPdfError("unreadable page") from error


def _in_hiding(path: Path, removed: Sequence[Removed]) -> Iterator[Remain]:
    values = tuple(dict.fromkeys(value for one in removed for value in one.values))
    for found in hidden_places(path, values):
        for one in removed:
            if found.value in one.values:
                yield Remain(one.called, found.where, False)
    for carried in unclearable(path):
        yield Remain("the file", f"it carries {carried}", False)


def _on_marked_pages(path: Path, removed: Sequence[Removed]) -> Iterator[Remain]:
    """What the marked pages are made of, what is under their boxes, and what OCR reads on them."""
    with pdfium.PdfDocument(path) as pdf:
        for number in sorted({one.page for one in removed}):
            here = [one for one in removed if one.page == number]
            page = pdf[number - 1]
            if not _is_one_picture(page):
                yield Remain(f"page {number}", "it is not one picture with its words", False)
            yield from _under_boxes(page, here)
            drawn = draw(page, *page.get_size())
            yield from _not_black(drawn, here)
            yield from _read_again(drawn, here)


def _is_one_picture(page: pdfium.PdfPage) -> bool:
    """Whether the page draws one picture over all of it, and no text that is seen."""
    made_of = objects_of(page, geometry_of(page))
    seen = made_of.texts.keys() - made_of.invisible
    pictures = made_of.images
    return len(pictures) == 1 and pictures[0].share >= _WHOLE and not made_of.drawings and not seen


def _under_boxes(page: pdfium.PdfPage, removed: Sequence[Removed]) -> Iterator[Remain]:
    """Words of the text layer under a box, other than those of its reason."""
    native = native_text(page.get_textpage(), geometry_of(page)).words
    words = [Word(w.placed.text, w.placed.box, 0) for w in native]
    for one in removed:
        over = [b for other in removed for b in other.boxes if other is not one]
        reasons = " ".join([one.reason, *(o.reason for o in removed if _meet(o, one))])
        left = [w for w in words if covered(w, one.boxes) and not covered(w, over)]
        if any(_besides(w.text, reasons) for w in left):
            yield Remain(one.called, "text under the black", False)


def _besides(text: str, reasons: str) -> str:
    """Letters of an extracted word that are not words of the reasons, whichever way these run together."""
    left = _letters(text)
    for word in sorted({_letters(w) for w in reasons.split()}, key=lambda w: (-len(w), w)):
        left = left.replace(word, "") if word else left
    return left


def _letters(text: str) -> str:
    return "".join(c for c in text.casefold() if c.isalnum())


def _meet(one: Removed, other: Removed) -> bool:
    return any(
        a.x0 < b.x1 and b.x0 < a.x1 and a.top < b.bottom and b.top < a.bottom
        for a in one.boxes
        for b in other.boxes
    )


def _not_black(drawn: Drawn, removed: Sequence[Removed]) -> Iterator[Remain]:
    pixels = np.asarray(drawn.image.convert("L"))
    for one in removed:
        if any(_share_dark(pixels, box, drawn) < _MOSTLY_DARK for box in one.boxes):
            yield Remain(one.called, "pixels that are not black", False)


def _share_dark(pixels: np.ndarray, box: Box, drawn: Drawn) -> float:
    left, top, right, bottom = pixels_of(box, drawn)
    part = pixels[top:bottom, left:right]
    return np.count_nonzero(part < _DARK) / part.size if part.size else 0.0


def _read_again(drawn: Drawn, removed: Sequence[Removed]) -> Iterator[Remain]:
    """Values that OCR reads on the page's picture, letters that it confuses taken for one another."""
    from extractors.readers.ocr import read_print  # loads the text engine: only redacted pages pay

    found = read_print(np.asarray(drawn.image.convert("L")))
    text = Searched("\n".join(" ".join(w.text for w in line) for line in found.lines))
    for one in removed:
        if not one.elsewhere and any(text.holds(v, alike=True) for v in one.values):
            yield Remain(one.called, f"OCR reads it on page {one.page}", True)
