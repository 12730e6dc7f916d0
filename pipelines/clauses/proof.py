"""Before a report exists: every quote found again on its page, every duty in its sentence, no value bare.

Answers: how many citations were verified. Refuses a report in which one is not where it is cited.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from extractors.citations import Citation
from extractors.errors import CitationError
from extractors.pages import Page
from pipelines.clauses.report import Cited, ClauseReport, ObligationRow, all_of

_AGAIN = "Draft again; if it recurs, report it: nothing is rendered on an unproven fact."


def prove(report: ClauseReport, pages: Mapping[tuple[str, int], Page]) -> int:
    """Verify all of it; returns the number of citations verified.

    Args:
        report: what is to be proven.
        pages: every page of the matter, by digest and number.

    Raises:
        CitationError: a quote is not where it is cited, a row has none, a part of an obligation lies outside
            of its sentence, or a paper is cited under another's name.
    """
    count = 0
    for sha256, cited in _passages(report):
        for source in cited:
            citation = source.citation
            page = pages.get((citation.sha256, citation.page))
            if page is None or citation.sha256 != sha256:
                raise CitationError(
                    f"Page {citation.page} of source {citation.sha256[:12]} is not in this paper.", _AGAIN
                )
            citation.verify(page)
            count += 1
    quoted = [row.citations for row in report.clauses]
    quoted += [row.citations for row in report.obligations]
    quoted += [row.citations for row in report.left_out]
    if not all(quoted):
        raise CitationError("A row has no citation.", _AGAIN)
    for field in report.abstract:
        if field.value and not field.passages:
            raise CitationError(f"The field {field.field!r} has a value and no passage.", _AGAIN)
    for day in report.dates:
        if not day.passages:
            raise CitationError(f"The date {day.id} has no passage.", _AGAIN)
    for one in report.obligations:
        _prove_parts(one)
    return count


def _prove_parts(row: ObligationRow) -> None:
    """What is to be done is in the sentence itself, and nothing of the row stands after it."""
    for source in row.action:
        if not any(_holds(whole.citation, source.citation) for whole in row.citations):
            raise CitationError(f"What {row.id} asks for is not in its sentence.", _AGAIN)
    last = max((whole.citation.page, whole.citation.end) for whole in row.citations)
    if any((c.citation.page, c.citation.end) > last for c in all_of(row.passages)):
        raise CitationError(f"A part of {row.id} stands after its sentence.", _AGAIN)


def _holds(whole: Citation, part: Citation) -> bool:
    same = (whole.sha256, whole.page) == (part.sha256, part.page)
    return same and whole.start <= part.start and part.end <= whole.end


def _passages(report: ClauseReport) -> Iterator[tuple[str, Cited]]:
    """Every passage of the report with the paper it belongs to."""
    whole = (report.papers, report.clauses, report.left_out)
    yield from ((row.sha256, row.citations) for rows in whole for row in rows)
    yield from ((row.sha256, row.best) for row in report.not_found)
    several = (report.abstract, report.obligations, report.flags, report.dates)
    yield from ((row.sha256, passage) for rows in several for row in rows for passage in row.passages)
