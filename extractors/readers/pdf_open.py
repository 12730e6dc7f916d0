"""Opening a PDF: is it one, is it locked, is it whole, how many pages has it.

Answers: an open document, its page count by two independent readers, and remarks on what it carries
besides pages. Refuses empty, locked and damaged files, each with what to do. Nothing in a file is run:
scripts, launches and embedded files are named, never followed.
"""

from __future__ import annotations

import io
import warnings
from dataclasses import dataclass
from pathlib import Path

import pikepdf
import pypdfium2 as pdfium
import pypdfium2.raw as pdfium_c

from extractors.errors import Reason, SetAsideError
from extractors.readers.library_logs import silence
from extractors.readers.pdf_loops import cut_loops
from extractors.readers.pdf_plain import count_plain_pages
from extractors.readers.pdf_remarks import PdfRemarks, remarks_on

MAX_PAGES = 10_000
"""Pages of one file at most."""

_HEAD = 1024


@dataclass(frozen=True, slots=True)
class OpenedPdf:
    """A document open in PDFium.

    Args:
        pdf: pages by index from 0; ``None`` when only the slow reader can open the file.
        readable: pages PDFium offers.
        pages: pages the file has, by the reader that found more.
        carried: what the file carries besides its pages.
    """

    pdf: pdfium.PdfDocument | None
    readable: int
    pages: int
    carried: PdfRemarks


def open_pdf(path: Path, name: str) -> OpenedPdf:
    """Open a PDF, repairing it in memory when it does not open as it is.

    Raises:
        SetAsideError: empty, locked, damaged beyond repair, or larger than `MAX_PAGES`.
    """
    silence("pikepdf")
    _refuse_hollow(path, name)
    pdf, refusal = _open(path)
    if refusal == pdfium_c.FPDF_ERR_PASSWORD:
        raise SetAsideError(
            Reason.ENCRYPTED,
            f"{name} needs a password to open.",
            "Ask the sender for the password, save a copy without it, and add that copy.",
        )
    if refusal == pdfium_c.FPDF_ERR_SECURITY:
        raise SetAsideError(
            Reason.ENCRYPTED,
            f"{name} is locked with a certificate or a security scheme that cannot be opened here.",
            "Open it in the program it was made for, print it to an unlocked PDF, and add that.",
        )
    counted, carried, looping = _second_opinion(path)
    if looping and pdf is not None:
        pdf.close()
        pdf = repaired(path)
        carried = carried.with_remark("a drawing that contains itself was cut")
    if pdf is None or (counted is not None and counted > len(pdf)):
        mended = repaired(path)
        if mended is not None and (pdf is None or len(mended) > len(pdf)):
            if pdf is not None:
                pdf.close()
            remark = "damaged; read from a copy repaired in memory" if pdf is None else None
            pdf, carried = mended, carried.with_remark(remark)
        elif mended is not None:
            mended.close()
    if pdf is None and (plain := 0 if counted == 0 else count_plain_pages(path)):
        counted = max(plain, counted or 0)
        carried = carried.with_remark("damaged; read by the fallback reader")
    elif pdf is None:
        raise damaged(name, counted)
    readable = len(pdf) if pdf is not None else 0
    pages = max(readable, counted or 0)
    if pdf is not None and counted is not None and counted != readable:
        carried = carried.with_remark(
            f"page count: {readable} by one reader, {counted} by another; the larger set is kept"
        )
    if pages > MAX_PAGES:
        if pdf is not None:
            pdf.close()
        raise SetAsideError(
            Reason.OVERSIZED,
            f"{name} has {pages} pages, more than the {MAX_PAGES} read from one file.",
            "Split it into smaller files and add those.",
        )
    return OpenedPdf(pdf, readable, pages, carried)


def repaired(path: Path) -> pdfium.PdfDocument | None:
    """The file rewritten in memory by qpdf and opened again; ``None`` when that fails too."""
    copy = io.BytesIO()
    try:
        with warnings.catch_warnings(), pikepdf.open(path, suppress_warnings=True) as untrusted_pdf:
            warnings.simplefilter("ignore")
            cut_loops(untrusted_pdf)
            untrusted_pdf.save(copy)
        return pdfium.PdfDocument(copy.getvalue())
    except (pikepdf.PdfError, pdfium.PdfiumError, ValueError, RuntimeError, RecursionError):
        return None


def _refuse_hollow(path: Path, name: str) -> None:
    size = path.stat().st_size
    if size == 0:
        raise SetAsideError(
            Reason.EMPTY, f"{name} is empty (0 bytes).", "Ask the sender to send the file again."
        )
    with path.open("rb") as file:
        head = file.read(_HEAD)
    if size <= _HEAD and b"obj" not in head and b"%PDF-" in head:
        raise SetAsideError(
            Reason.EMPTY,
            f"{name} has a PDF header and nothing after it.",
            "Ask the sender to send the file again; the transfer was cut off.",
        )


def _open(path: Path) -> tuple[pdfium.PdfDocument | None, int]:
    try:
        return pdfium.PdfDocument(path), 0
    except pdfium.PdfiumError as error:
        return None, error.err_code or pdfium_c.FPDF_ERR_UNKNOWN


def _second_opinion(path: Path) -> tuple[int | None, PdfRemarks, bool]:
    """Pages counted by the second reader, what it sees in the file, and whether a drawing contains itself.

    The count is ``None`` if it cannot open the file.
    """
    try:
        with pikepdf.open(path, suppress_warnings=True) as untrusted_pdf:
            return len(untrusted_pdf.pages), remarks_on(untrusted_pdf), bool(cut_loops(untrusted_pdf))
    except (pikepdf.PdfError, ValueError, RuntimeError, RecursionError):
        return None, PdfRemarks(), False


def damaged(name: str, counted: int | None = None) -> SetAsideError:
    """The refusal of a file no reader can open, or in which none finds a readable page."""
    if counted == 0:
        return SetAsideError(
            Reason.EMPTY, f"{name} is a PDF without pages.", "Ask the sender to send the file again."
        )
    return SetAsideError(
        Reason.DAMAGED,
        f"{name} cannot be opened as a PDF, and repairing it failed.",
        "Ask the sender to send the file again, or print it to a new PDF and add that.",
    )
