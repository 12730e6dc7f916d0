"""Copies made in this process, for tests that need no isolation; and small PDFs to make them from."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from functools import cached_property
from pathlib import Path
from typing import Any

import pikepdf
import pypdf
import pypdfium2 as pdfium

from extractors.pages import Box, Word
from fixtures.generator.bad.raw_pdf import pages, raw_pdf, words
from pipelines.exhibits.copies import CopyJob, CopyPage, HeldFor, ScannedPage, job_to_json, told_from_json
from pipelines.exhibits.copying import make_copy
from pipelines.exhibits.plan import Region


def job(source: Path, out: Path, **wishes: Any) -> CopyJob:
    """A job for a file as it lies there."""
    digest = hashlib.sha256(source.read_bytes()).hexdigest()
    return CopyJob(source, source.name, "", digest, out, **wishes)


class Made:
    """One copy: its pages, or ``held``. ``path`` is where it was written."""

    def __init__(self, data: bytes, folder: Path, name: str = "paper.pdf", **wishes: Any) -> None:
        source = folder / name
        source.write_bytes(data)
        out = folder / f"{name}.copy"
        order = job(source, out, **wishes)
        reply: Mapping[str, Any] = make_copy(job_to_json(order), lambda done, total: None)
        self.path = out.with_name(out.name + ".part")
        self.held: HeldFor | None = None
        self.pages: tuple[CopyPage, ...] = ()
        self.remarks: tuple[str, ...] = ()
        self.marked: tuple[Region, ...] = ()
        self.problem = self.remedy = ""
        if "held" in reply:
            reason, self.problem, self.remedy = reply["held"]
            self.held = HeldFor(reason)
        else:
            told = told_from_json(reply, order)
            self.pages, self.remarks, self.marked = told.pages, told.remarks, told.marked

    @cached_property
    def pdf(self) -> pikepdf.Pdf:
        return pikepdf.open(self.path)

    def text(self, number: int = 1) -> str:
        """By PDFium."""
        return str(pdfium.PdfDocument(self.path)[number - 1].get_textpage().get_text_range())

    def second_text(self, number: int = 1) -> str:
        """By pypdf."""
        return str(pypdf.PdfReader(self.path).pages[number - 1].extract_text()).strip()

    @property
    def everything(self) -> bytes:
        """The file with every stream unpacked, to search for what must be gone."""
        with pikepdf.open(self.path) as pdf:
            streams = [o.read_bytes() for o in pdf.objects if isinstance(o, pikepdf.Stream)]
        return self.path.read_bytes() + b"\n".join(streams)


def plain(*texts: str, entries: tuple[bytes, ...] = ()) -> dict[int, bytes]:
    """Objects of a PDF with one line on each page; to be changed, then given to `raw_pdf`."""
    return pages([words(text) for text in texts], entries)


def with_root(objects: dict[int, bytes], entries: bytes) -> dict[int, bytes]:
    """The same with further entries in the catalog."""
    return {**objects, 1: b"<< /Type /Catalog /Pages 2 0 R %s >>" % entries}


def with_annotation(annotation: bytes, root: bytes = b"", **more: bytes) -> bytes:
    """A PDF of one page with one annotation (object 20); further objects by number (``o21=...``)."""
    objects = plain("A visit on 03/04/2023", entries=(b"/Annots [20 0 R]",))
    objects = with_root(objects, root) if root else objects
    objects[20] = annotation
    objects.update({int(name[1:]): body for name, body in more.items()})
    return raw_pdf(objects)


def read_words(*placed: tuple[str, float, float, float, float], width: float = 612) -> ScannedPage:
    """Words with their boxes, as OCR gives them, on a page of letter size."""
    found: list[Word] = []
    at = 0
    for text, x0, top, x1, bottom in placed:
        found.append(Word(text, Box(x0, top, x1, bottom), at, 0.97))
        at += len(text) + 1
    return ScannedPage(1, width, 792.0 if width == 612 else 612.0, tuple(found))
