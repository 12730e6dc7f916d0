"""The chronology that is bound in behind the index: the released one, byte for byte.

Answers: the PDF of the latest release of a deliverable, proven against what was signed. Refuses a draft: a
bundle that goes to a court holds nothing that no attorney signed for. Where nothing is released, nothing is
bound in, and a person is told.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from io import BytesIO

import pikepdf

from extractors.errors import UsageError
from pipelines.exhibits.exhibit_set import ExhibitRow
from pipelines.matter import Matter
from pipelines.review.standing import status
from pipelines.review.states import State
from pipelines.review.submission import load_submission
from pipelines.rows import ROW_KINDS
from pipelines.sealed import unseal
from pipelines.source_links import page_link


@dataclass(frozen=True, slots=True)
class BoundChronology:
    """``pdf`` is empty where none is bound in; ``missing`` says why one that was asked for is not."""

    pdf: bytes = b""
    missing: str = ""


def bound_chronology(matter: Matter, deliverable: str) -> BoundChronology:
    """The chronology that a plan asks for; "" asks for none.

    Raises:
        UsageError: there is no such deliverable.
        IntegrityError: a released file is no longer what was signed.
    """
    if not deliverable:
        return BoundChronology()
    if deliverable not in ROW_KINDS:
        raise UsageError(
            f"{deliverable!r} is no chronology.", f"Name one of these in the plan: {', '.join(ROW_KINDS)}."
        )
    histories = status(matter) if matter.ledger.exists() else ()
    released = [h for h in histories if h.item.deliverable == deliverable and h.state is State.RELEASED]
    if not released:
        return BoundChronology(
            missing=f"No {deliverable} chronology is released, so none is bound in. Release one, "
            "then draft again."
        )
    files = load_submission(matter, released[-1]).files
    (pdf,) = (f.sha256 for f in files if f.name.endswith(".pdf"))
    return BoundChronology(unseal(matter.sealed, pdf))


def cited_exhibits(chronology: bytes, rows: Sequence[ExhibitRow]) -> tuple[str, ...]:
    """Designations of the exhibits that hold a page which the chronology cites, in the order of the index."""
    with pikepdf.open(BytesIO(chronology)) as pdf:
        cited = {
            str(mark.A.URI)
            for page in pdf.pages
            for mark in page.obj.get("/Annots", [])
            if "/A" in mark and "/URI" in mark.A
        }
    return tuple(row.designation for row in rows if cited & _links_to(row))


def _links_to(row: ExhibitRow) -> set[str]:
    names = {sha256: name for name, sha256 in row.sources}
    return {page_link(names[p.sha256], p.sha256, p.source_page) for p in row.pages if p.source_page}
