"""Whether what was redacted in an exhibit is told elsewhere in the same bundle.

Answers: for each redacted exhibit, that its removed words stand neither in its line of the index (which
bookmarks and file names repeat) nor in the chronology that is bound in, which quotes the papers as they came.
Never names the words. What other exhibits say is theirs: each is redacted, or not, as the plan has it.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

import pypdfium2 as pdfium

from pipelines.exhibits.exhibit_copies import Copied, Outcome
from pipelines.exhibits.exhibit_set import Check, ExhibitRow
from pipelines.exhibits.exhibit_set import Outcome as Result
from pipelines.exhibits.redaction_text import Searched

_ID, _TITLE = "redacted_beside", "Redacted words stand nowhere beside their exhibit"
_REMEDY = (
    "Reword the line, leave the chronology out, or, if the words may stand there, say why in the redaction's "
    "elsewhere."
)


def redaction_checks(
    copies: Mapping[str, Outcome], rows: Sequence[ExhibitRow], chronology: bytes
) -> tuple[Check, ...]:
    """One check for each place that tells what was redacted; one that passed, if none does; none without
    redactions.

    Args:
        copies: working copies by exhibit id.
        rows: the lines of the index.
        chronology: the PDF that is bound in, empty for none.
    """
    removed = {row.id: _values(copies.get(row.id)) for row in rows}
    redacted = [row for row in rows if removed[row.id] is not None]
    if not redacted:
        return ()
    pages = tuple(Searched(text) for text in _texts(chronology))
    found = [
        Check(
            _ID, _TITLE, Result.FAIL, f"what was redacted stands in {place}", _REMEDY, "", 0, row.designation
        )
        for row in redacted
        for place in _places(row, removed[row.id] or (), pages)
    ]
    return tuple(found) or (Check(_ID, _TITLE, Result.PASS, f"{len(redacted)} redacted exhibits."),)


def _values(copy: Outcome | None) -> tuple[str, ...] | None:
    """What was taken from an exhibit and may stand nowhere else; ``None`` if nothing was taken."""
    if not isinstance(copy, Copied) or not copy.removed:
        return None
    return tuple(value for one in copy.removed if not one.elsewhere for value in one.values)


def _places(row: ExhibitRow, values: Sequence[str], pages: Sequence[Searched]) -> Iterator[str]:
    line = Searched(" ".join((row.description, row.witness, row.purpose, row.objection, row.stipulated)))
    if any(line.holds(value) for value in values):
        yield "its line of the index"
    told = [n for n, page in enumerate(pages, 1) if any(page.holds(value) for value in values)]
    if told:
        more = f" and {len(told) - 1} more" if len(told) > 1 else ""
        yield f"the chronology, page {told[0]}{more}"


def _texts(chronology: bytes) -> Iterator[str]:
    if not chronology:
        return
    with pdfium.PdfDocument(chronology) as pdf:
        for page in pdf:
            yield str(page.get_textpage().get_text_range())
