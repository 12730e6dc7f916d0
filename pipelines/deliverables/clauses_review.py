"""How a clause report is reviewed: clauses, types not found, duties, dates, abstract, points of form.

Answers: each line as it prints, with its passages and what found it. A row may be withdrawn, for a reviewer
can see that a passage is no such clause; nothing in it is reworded. A withdrawn clause leaves its passage as
the nearest one of a type not found, a withdrawn duty its sentence among those left out. Refuses to withdraw
what says that nothing was found.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import lru_cache

from extractors.errors import UsageError
from pipelines.approved import ApprovedTemplate
from pipelines.canonical_json import canonical_bytes
from pipelines.clauses.report import AbstractRow, ClauseReport, ClauseRow, NotFoundRow
from pipelines.clauses.report_json import report_from_bytes, report_to_json
from pipelines.clauses.stop_work import CONFIRMED_DATE_ABSENT
from pipelines.deliverables.clause_lines import Reviewed, lines_of, not_found_id, rows_by_id
from pipelines.deliverables.clauses_withdrawn import Withdrawn, withdrawn_rows
from pipelines.page_ledger import NO_TEXT
from pipelines.review_rows import Correction, PageOf, ReviewRow
from pipelines.rows import MatterFinding, PageEntry, SetAside


class ClausesReview:
    """The review form of a clause report."""

    def rows(self, sealed: bytes) -> tuple[ReviewRow, ...]:
        """Every line to decide on, in the order of the tables."""
        return tuple(lines_of(_read(sealed)).values())

    def readers(self, sealed: bytes) -> str:
        """As the report states them."""
        return _read(sealed).readers

    def pages(self, sealed: bytes) -> tuple[PageEntry, ...]:
        """The page ledger."""
        return _read(sealed).pages

    def found(self, sealed: bytes) -> Mapping[str, tuple[str, ...]]:
        """Files set aside, pages without text, a search by rules alone, confirmed dates that are gone."""
        report = _read(sealed)
        found = {
            "set_aside": [f"{entry.file}: {entry.reason}" for entry in report.set_aside],
            "unreadable": [f"{p.source}, p. {p.page}" for p in report.pages if p.disposition == NO_TEXT],
            "rules_only": [] if report.finder.sha256 else [f"Found by rules alone: {report.finder.name}"],
            CONFIRMED_DATE_ABSENT: [f.message for f in report.flags if f.kind == CONFIRMED_DATE_ABSENT],
        }
        return {kind: tuple(sorted(told)) for kind, told in sorted(found.items()) if told}

    def findings(self, sealed: bytes) -> tuple[MatterFinding, ...]:
        """None: points of form are rows."""
        return ()

    def set_aside(self, sealed: bytes) -> tuple[SetAside, ...]:
        """Files that could not be read."""
        return _read(sealed).set_aside

    def correctable(self, sealed: bytes, row_id: str) -> tuple[str, ...]:
        """Nothing: a row stands as printed or is withdrawn."""
        return ()

    def check(self, sealed: bytes, correction: Correction, page_of: PageOf) -> None:
        """Refuse what is no withdrawal of a row that was found.

        Raises:
            UsageError: the row is to be reworded, or says that nothing was found.
        """
        _withdrawn(rows_by_id(_read(sealed)), correction)

    def correct(
        self, sealed: bytes, corrections: Sequence[Correction], template: ApprovedTemplate, page_of: PageOf
    ) -> bytes:
        """The report without the withdrawn rows.

        Raises:
            UsageError: a row is to be reworded, or cannot be withdrawn.
        """
        report = _read(sealed)
        ids = rows_by_id(report)
        gone = [_withdrawn(ids, correction) for correction in corrections]
        return canonical_bytes(report_to_json(withdrawn_rows(report, gone)))

    def touched(self, sealed: bytes, corrections: Sequence[Correction]) -> frozenset[str]:
        """The lines of the types of which a clause is withdrawn."""
        ids = rows_by_id(_read(sealed))
        rows = [ids.get(c.row_id) for c in corrections]
        return frozenset(not_found_id(r.type, r.own) for r in rows if isinstance(r, ClauseRow))


@lru_cache(maxsize=2)
def _read(sealed: bytes) -> ClauseReport:
    """The rows of a revision are asked for again and again, and are large."""
    return report_from_bytes(sealed)


def _withdrawn(ids: Mapping[str, Reviewed], one: Correction) -> Withdrawn:
    row = ids.get(one.row_id)
    if not one.withdrawn or row is None or isinstance(row, NotFoundRow | AbstractRow):
        raise UsageError(
            f"{one.row_id} cannot be corrected here.",
            "Reject a wrong clause, duty, date or point of form; for the rest request changes.",
        )
    return row
