"""Files that have text and no pages (plain text, mails, tables of values) printed onto letter paper.

Answers: one sheet for each page that the matter's citations count, with the same text, so that a citation to
page 3 is page 3 of the exhibit. Refuses to print half of a file: a mail that is encrypted, or a
character the font lacks, is held.
"""

from __future__ import annotations

from pathlib import Path

import pikepdf

from extractors.pages import Document, Source
from extractors.readers.email import read_email
from extractors.readers.text import read_text
from extractors.reading import ReadingOptions
from extractors.sniffing import EMAIL
from pipelines.exhibits.copies import HeldError, HeldFor
from pipelines.exhibits.pdf_fields import PRINT_IT
from pipelines.exhibits.typeset import Sheet, TooLongError, typeset
from pipelines.render.pdf_fonts import face_of
from pipelines.render.word_blocks import Letters

WIDTH, HEIGHT = 612.0, 792.0
MARGIN = 36.0
SIZE = 10.0


def written_pdf(path: Path, media_type: str, name: str) -> tuple[pikepdf.Pdf, Document, tuple[str, ...]]:
    """The printed pages, the pages as they were read, and remarks.

    Args:
        path: a text file or a mail.
        media_type: which of them.
        name: for messages.

    Raises:
        SetAsideError: it cannot be read.
        HeldError: parts of it cannot be read, or a page does not fit its sheet.
    """
    reader = read_email if media_type == EMAIL else read_text
    document = reader(path, Source("", (name,), media_type, path.stat().st_size), ReadingOptions(ocr=False))
    encrypted = [u for u in document.unread if "encrypted" in u.reason]
    if encrypted:
        raise HeldError(HeldFor.ENCRYPTED, f"{name}: {encrypted[0].reason}", encrypted[0].remedy)
    face = face_of(Letters())
    for number, page in enumerate(document.pages, start=1):
        if face.shown(page.text) != page.text:
            raise HeldError(
                HeldFor.UNSUPPORTED,
                f"Page {number} of {name} has characters that the font of the copies lacks.",
                PRINT_IT,
            )
    try:
        pdf = typeset([Sheet(page.text, WIDTH, HEIGHT, MARGIN, SIZE) for page in document.pages])
    except TooLongError as error:
        raise HeldError(
            HeldFor.UNSUPPORTED,
            f"Page {error.sheet + 1} of {name} holds more text than fits on a sheet.",
            PRINT_IT,
        ) from error
    unread = tuple(u.reason for u in document.unread)
    return pdf, document, ("printed from its text; the file has no pages of its own", *unread)
