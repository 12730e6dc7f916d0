"""PDF files that are not copied, each with its finding and a way out.

Answers: whether a file can stand as an exhibit's pages at all. Refuses script-driven forms, portfolios,
signed files that nobody decided on, and files of which two readers do not see the same pages: an exhibit made
from them would not be the paper that was sent.
"""

from __future__ import annotations

from collections.abc import Iterator

import pikepdf

from pipelines.exhibits.copies import CopyJob, HeldError, HeldFor
from pipelines.exhibits.plan import SignedAs

_MAX_FIELDS = 50_000
SIGNATURE_DROPPED = "the digital signature of the source is not carried into the copy"


def refuse(pdf: pikepdf.Pdf, job: CopyJob, pages: int) -> tuple[str, ...]:
    """Remarks on a file that may be copied.

    Args:
        pdf: open in memory.
        job: what is wanted.
        pages: by the reader that found more.

    Raises:
        HeldError: it may not.
    """
    name = job.name
    if "/Collection" in pdf.Root:
        raise HeldError(
            HeldFor.PORTFOLIO,
            f"{name} is a portfolio: its documents are files inside it, its own page is only a cover.",
            "Save the documents inside it as files, add those, and name them in the plan.",
        )
    form = pdf.Root.get("/AcroForm")
    form = form if isinstance(form, pikepdf.Dictionary) else pikepdf.Dictionary()
    if "/XFA" in form:
        raise HeldError(
            HeldFor.XFA,
            f"{name} is an XFA form: a program inside it draws what is seen, not its pages.",
            "Open it in Adobe Acrobat or Reader, print it to a new PDF, add that, and name it in the plan.",
        )
    if len(pdf.pages) < pages or (job.page_count and job.page_count != len(pdf.pages)):
        raise HeldError(
            HeldFor.DAMAGED,
            f"{name} is damaged: not every reader finds the same number of pages in it.",
            "Ask the sender to send the file again, or print it to a new PDF and add that.",
        )
    if not _signed(pdf, form):
        return ()
    if job.signed_as is SignedAs.UNDECIDED:
        raise HeldError(
            HeldFor.SIGNED,
            f"{name} is digitally signed; a label on it would break the signature.",
            'Decide in the plan: signed_as = "copy" (a stamped copy, signature not carried) or "native" '
            "(a slip sheet, the signed file beside it).",
        )
    if job.signed_as is SignedAs.NATIVE:
        raise HeldError(
            HeldFor.NATIVE,
            f"{name} is digitally signed and is filed as it is, as the plan says.",
            "File the signed file itself beside the slip sheet.",
        )
    return (SIGNATURE_DROPPED,)


def _signed(pdf: pikepdf.Pdf, form: pikepdf.Dictionary) -> bool:
    """Whether a signature was put into the file: a field for one that is still empty is none."""
    permissions = pdf.Root.get("/Perms")
    if isinstance(permissions, pikepdf.Dictionary) and "/DocMDP" in permissions:
        return True
    return any(_is_signature(field) for field in _fields(form.get("/Fields"))) or any(
        _is_signature(annotation)
        for page in pdf.pages
        for annotation in _dictionaries(page.obj.get("/Annots"))
    )


def _is_signature(field: pikepdf.Dictionary) -> bool:
    value = field.get("/V")
    if not isinstance(value, pikepdf.Dictionary):
        return False
    return "/ByteRange" in value or str(field.get("/FT", "")) == "/Sig"


def _fields(roots: object) -> Iterator[pikepdf.Dictionary]:
    """Every field of a form, however deep; each once, and a bounded number."""
    waiting = list(_dictionaries(roots))
    seen: set[tuple[int, int]] = set()
    for _ in range(_MAX_FIELDS):
        if not waiting:
            return
        field = waiting.pop()
        if field.is_indirect:
            if field.objgen in seen:
                continue
            seen.add(field.objgen)
        yield field
        waiting += _dictionaries(field.get("/Kids"))


def _dictionaries(array: object) -> Iterator[pikepdf.Dictionary]:
    if isinstance(array, pikepdf.Array):
        for index in range(min(len(array), _MAX_FIELDS)):
            item = array[index]
            if isinstance(item, pikepdf.Dictionary):
                yield item
