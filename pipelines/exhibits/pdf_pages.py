"""The wanted pages of a PDF in a file of their own, with nothing else of what the file carried.

Answers: pages with their content, fonts and pictures as they were, and remarks on what was left behind:
scripts, actions, attachments, bookmarks, names, structure, thumbnails, private data, metadata. What a page
may keep is listed; whatever is not on the list is not taken along. Refuses pages whose content cannot be
read, and pages no paper can be.
"""

from __future__ import annotations

from collections.abc import Sequence

import pikepdf
from pikepdf import Dictionary, Name, Stream

from pipelines.exhibits.copies import HeldError, HeldFor
from pipelines.exhibits.geometry import displayed, settle
from pipelines.exhibits.wrapping import streams

LONGEST_SIDE = 14_400.0
"""Points: 200 inches, the format's own limit."""

MOST_CONTENT = 75_000_000
"""Bytes of drawing operators on one page."""

_KEPT = frozenset(
    ("/Type", "/Parent", "/MediaBox", "/CropBox", "/Rotate", "/UserUnit", "/Contents", "/Resources", "/Group",
     "/Annots")
)  # fmt: skip
_LEFT_BEHIND = (
    "/AA", "/AF", "/PieceInfo", "/Metadata", "/LastModified", "/Thumb", "/StructParent", "/StructParents",
    "/OPI", "/Alternates", "/JS", "/Measure", "/PtData",
)  # fmt: skip
_VERSION = "1.7"


def pages_alone(pdf: pikepdf.Pdf, wanted: Sequence[int], name: str, *, fields: bool) -> pikepdf.Pdf:
    """A new PDF of these pages.

    Args:
        pdf: open in memory; annotations have been dealt with.
        wanted: page numbers from 1.
        name: for messages.
        fields: form fields are kept, and the form they belong to.

    Raises:
        HeldError: a page's content is damaged, too large, or no page.
    """
    alone = pikepdf.new()
    for number in wanted:
        page = pdf.pages[number - 1]
        _require_content(page, number, name)
        alone.pages.append(page)
        taken = alone.pages[-1]
        settle(taken)
        for key in sorted(set(taken.obj.keys()) - _KEPT):
            del taken.obj[key]
        shown = displayed(taken)
        if max(shown.width, shown.height) > LONGEST_SIDE:
            raise HeldError(
                HeldFor.OVERSIZED,
                f"Page {number} of {name} is longer than 200 inches, which no court takes.",
                "Print it to a new PDF on letter paper, add that, and name it in the plan.",
            )
        if fields and "/Annots" in taken.obj:
            alone.acroform.fix_copied_annotations(taken, page, pdf.acroform)
    _scrub(alone)
    alone.Root[Name.Version] = Name("/" + max(_VERSION, str(pdf.pdf_version)))
    return alone


def _require_content(page: pikepdf.Page, number: int, name: str) -> None:
    size = 0
    try:
        for part in streams(page):
            size += len(part.read_bytes())
            if size > MOST_CONTENT:
                raise HeldError(
                    HeldFor.UNSAFE,
                    f"Page {number} of {name} unpacks to more than a page can hold.",
                    "Ask the sender for another copy, or scan the paper.",
                )
    except pikepdf.PdfError as error:
        raise HeldError(
            HeldFor.DAMAGED,
            f"Page {number} of {name} is damaged: what is printed on it cannot be read.",
            "Ask the sender for that page again, or name only the other pages in the plan.",
        ) from error


def _scrub(pdf: pikepdf.Pdf) -> None:
    """Take from every object what is neither seen nor needed to see."""
    for thing in pdf.objects:
        if not isinstance(thing, Dictionary | Stream):
            continue
        for key in _LEFT_BEHIND:
            if key in thing:
                del thing[key]
        if isinstance(thing, Stream) and thing.get("/Subtype") == Name.Form and "/Ref" in thing:
            del thing["/Ref"]  # a page of another file
        form = thing.get("/A")
        if thing.get("/Subtype") == Name.Widget and form is not None:
            del thing["/A"]
