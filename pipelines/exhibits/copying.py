"""Inside the process that may be harmed: one source to a working copy on which labels may be put.

Answers: a PDF of the wanted pages, flat or with its fields, free of what acts or hides, its text all there,
scans searchable; and one line for each page. Refuses, with a reason and a way out, whatever cannot become
such a copy without a person's decision. Writes one file, beside where the copy is to go; the parent names it.

    source ─▶ PDF ─▶ refusals ─▶ layers ─▶ marks burned ─▶ pages alone ─▶ OCR words ─▶ saved ─▶ re-read
           └▶ picture, text, mail, Word ─▶ pages made ─────────┘
"""

from __future__ import annotations

import warnings
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import pikepdf
import pypdfium2 as pdfium

from extractors.errors import UsageError
from extractors.pages import Box, Document, Layer
from extractors.readers.library_logs import silence
from extractors.readers.pdf_loops import cut_loops
from extractors.readers.pdf_open import open_pdf
from extractors.reading import READERS, refusal, sniff
from extractors.sniffing import DOCX, EMAIL, PDF, TEXT
from pipelines.exhibits import pdf_marks
from pipelines.exhibits.copies import (
    CopyJob,
    CopyPage,
    HeldError,
    HeldFor,
    ScannedPage,
    Told,
    job_from_json,
    told_to_json,
)
from pipelines.exhibits.geometry import displayed
from pipelines.exhibits.marked import marked_regions
from pipelines.exhibits.page_text import lay_over, missing, text_of_words
from pipelines.exhibits.pdf_layers import Layers
from pipelines.exhibits.pdf_pages import pages_alone
from pipelines.exhibits.pdf_refusals import refuse
from pipelines.exhibits.picture_pages import picture_pdf
from pipelines.exhibits.plan import Region
from pipelines.exhibits.saving import save
from pipelines.exhibits.stamp_font import StampFont
from pipelines.exhibits.text_kept import Kept, boxes_of, compare, letters, text_of
from pipelines.exhibits.word_pages import word_pdf
from pipelines.exhibits.written_pages import written_pdf

ASK_AGAIN = "Ask the sender to send the file again, or print it to a new PDF and add that."
Tell = Callable[[int, int], None]


@dataclass(frozen=True, slots=True)
class _Pages:
    """The wanted pages, not yet saved. ``before`` gives the text that a source page has, by its number,
    ``boxes`` where its words stand."""

    pdf: pikepdf.Pdf
    wanted: tuple[int, ...]
    before: Callable[[int], str] | None
    boxes: Callable[[int], Sequence[Box]] | None = None
    remarks: tuple[str, ...] = ()
    marks: pdf_marks.Settled = field(default_factory=lambda: pdf_marks.Settled({}, {}))


def make_copy(order: dict[str, Any], tell: Tell) -> dict[str, Any]:
    """Make the copy that an order asks for.

    Args:
        order: a job (`pipelines.exhibits.copies.job_to_json`) whose source has the digest it says.
        tell: told of pages done, and pages in all.

    Returns:
        The pages and remarks, or ``held`` with reason, problem and remedy.

    Raises:
        SetAsideError: the source as a whole cannot be read.
    """
    silence("pikepdf", "pypdf")
    job = job_from_json(order)
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")  # they quote what is parsed
            told = _copied(job, tell)
    except HeldError as error:
        held = error.held
        return {"held": [held.reason.value, held.problem, held.remedy]}
    return told_to_json(told)


def _copied(job: CopyJob, tell: Tell) -> Told:
    media_type = sniff(job.source)
    refused = refusal(media_type, job.name)
    if refused is not None:
        raise refused
    if media_type not in READERS:
        raise HeldError(
            HeldFor.UNSUPPORTED,
            f"{job.name} is an archive, not a paper.",
            "Name the files in it in the plan.",
        )
    try:
        made = _pdf_pages(job) if media_type == PDF else _made_pages(job, media_type)
    except (pikepdf.PikepdfError, UnicodeError) as error:
        raise HeldError(
            HeldFor.DAMAGED, f"{job.name} is damaged and cannot be copied page by page.", ASK_AGAIN
        ) from error
    read = _add_words(job, made)
    part = job.out.with_name(job.out.name + ".part")
    save(made.pdf, part)
    marked = _marked(job, made.wanted) if job.apply_marks and media_type == PDF else ()
    return Told(_reread(job, made, read, part, tell), made.remarks, marked)


def _pdf_pages(job: CopyJob) -> _Pages:
    opened = open_pdf(job.source, job.name)
    original = opened.pdf
    if original is None:
        raise HeldError(HeldFor.DAMAGED, f"{job.name} is too damaged to be copied page by page.", ASK_AGAIN)
    pdf = pikepdf.open(job.source, suppress_warnings=True)
    cut_loops(pdf)
    remarks = refuse(pdf, job, _last_page(original, len(pdf.pages), opened.readable))
    wanted = _wanted(job, len(pdf.pages))
    layers = Layers(pdf)
    for number in sorted(set(wanted)):
        if layers.hide_on(pdf.pages[number - 1]):
            raise HeldError(
                HeldFor.LAYERS,
                f"Page {number} of {job.name} has a layer that can be hidden; nobody has decided what shows.",
                "Open it, switch the layers as they are to be filed, print it to a new PDF, and add that.",
            )
        layers.lift(pdf.pages[number - 1])
    settle_marks = pdf_marks.burn if job.flatten else pdf_marks.keep
    marks = settle_marks(pdf, wanted, job.apply_marks, job.name)
    alone = pages_alone(pdf, wanted, job.name, fields=not job.flatten)
    left = ("layers made part of the pages",) if layers.present else ()
    carried = (*(f"of the source: {said}" for said in opened.carried.remarks), *remarks, *left)
    return _Pages(
        alone,
        wanted,
        lambda number: text_of(original, number),
        lambda number: boxes_of(original, number),
        carried,
        marks,
    )


def _marked(job: CopyJob, wanted: Sequence[int]) -> tuple[Region, ...]:
    try:
        return tuple(r for r in marked_regions(job.source, job.name) if r.page in wanted)
    except UsageError as error:
        raise HeldError(HeldFor.UNAPPLIED, error.problem, error.remedy) from error


def _last_page(pdf: pdfium.PdfDocument, least: int, most: int) -> int:
    """The last page that PDFium opens. A page count too high is a lie told often; a page gone is a loss."""
    for number in range(most, least, -1):
        try:
            pdf[number - 1].close()
        except pdfium.PdfiumError:
            continue
        return number
    return least


def _made_pages(job: CopyJob, media_type: str) -> _Pages:
    """Pages of a file that is no PDF."""
    document: Document | None = None
    if media_type in (TEXT, EMAIL):
        pdf, document, remarks = written_pdf(job.source, media_type, job.name)
    elif media_type == DOCX:
        pdf, remarks = word_pdf(job.source, media_type, job.name)
    else:
        pdf, remarks = picture_pdf(job.source, job.name)
    if job.page_count and len(pdf.pages) != job.page_count:
        raise HeldError(
            HeldFor.DAMAGED, f"{job.name} has other pages now than when it was read.", "Add it again."
        )
    wanted = _wanted(job, len(pdf.pages))
    alone = pages_alone(pdf, wanted, job.name, fields=False)
    texts = [page.text for page in document.pages] if document is not None else []
    before = (lambda number: texts[number - 1]) if texts else None
    return _Pages(alone, wanted, before, remarks=remarks)


def _wanted(job: CopyJob, count: int) -> tuple[int, ...]:
    if count == 0:
        raise HeldError(HeldFor.EMPTY, f"{job.name} has no pages.", "Ask the sender to send the file again.")
    beyond = [n for n in job.pages if not 1 <= n <= count]
    if beyond:
        raise HeldError(
            HeldFor.PAGES,
            f"{job.name} has {count} pages; the plan asks for page {beyond[0]}.",
            "Correct the pages in the plan.",
        )
    return job.pages or tuple(range(1, count + 1))


def _add_words(job: CopyJob, made: _Pages) -> Mapping[int, ScannedPage | None]:
    """Lay OCR words over pages that lack them. By place in the copy (from 0): the words laid over it, or
    ``None`` for a page read by OCR that keeps a text layer of its own."""
    read = {scan.page: scan for scan in job.words if scan.words and scan.width > 0 and scan.height > 0}
    font: StampFont | None = None
    added: dict[int, ScannedPage | None] = {}
    for place, number in enumerate(made.wanted):
        scan = read.get(number)
        if scan is None or (made.before is not None and made.boxes is None):
            continue
        added[place] = missing(scan, made.boxes(number) if made.boxes is not None else ())
        if (words := added[place]) is not None:
            font = font or StampFont(made.pdf)
            lay_over(made.pdf.pages[place], words, font)
    if font is not None:
        font.embed()
    return added


def _reread(
    job: CopyJob, made: _Pages, added: Mapping[int, ScannedPage | None], part: Path, tell: Tell
) -> tuple[CopyPage, ...]:
    """What the saved copy has on each page, by another library than the one that wrote it."""
    pages: list[CopyPage] = []
    saved = pdfium.PdfDocument(part)
    try:
        for place, number in enumerate(made.wanted):
            after = text_of(saved, place + 1)
            words = added.get(place)
            remarks = [
                *made.marks.remarks.get(number, ()),
                *_said_of_words(place in added, words),
                *_said_of_values(made.marks.values.get(number, ()), after),
            ]
            before = made.before(number) if made.before is not None else "" if words else after
            if words is not None:
                before += text_of_words(words.words)
            kept = compare(before, after)
            if kept is Kept.CHANGED:
                raise HeldError(
                    HeldFor.TEXT,
                    f"The text of page {number} of {job.name} would not be the same in the copy.",
                    "Print it to a new PDF, add that, and name it in the plan.",
                )
            if kept is Kept.ADDED and not remarks:
                remarks.append("the copy holds more text than the page had")
            shown = displayed(made.pdf.pages[place])
            characters = len(letters(after))
            layer = Layer.OCR if words else Layer.NATIVE if characters else Layer.NONE
            size = round(shown.width, 3), round(shown.height, 3)
            pages.append(CopyPage(number, *size, layer.value, characters, tuple(remarks)))
            tell(place + 1, len(made.wanted))
    finally:
        saved.close()
    return tuple(pages)


def _said_of_values(values: Sequence[str], after: str) -> tuple[str, ...]:
    """A field's look is what is seen and filed; what it stores may be something else."""
    printed = letters(after)
    astray = sum(any(letters(word) not in printed for word in value.split()) for value in values)
    return (
        (f"form values that the page prints otherwise than the form stores them: {astray}",) if astray else ()
    )


def _said_of_words(was_read: bool, words: ScannedPage | None) -> tuple[str, ...]:
    if words is not None:
        return ("searchable by words that OCR read",)
    return ("keeps a text layer of its own, though OCR was trusted more",) if was_read else ()
