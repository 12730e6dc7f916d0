"""How a clause report is reviewed: clauses, types not found, duties, dates, abstract, points of form.

Answers: each line as it prints, with its passages and what found it. A row may be withdrawn, for a reviewer
can see that a passage is no such clause; nothing in it is reworded. A withdrawn clause leaves its passage as
the nearest one of a type not found, a withdrawn duty its sentence among those left out. Refuses to withdraw
what says that nothing was found.
"""

from __future__ import annotations

import hashlib
from collections import defaultdict
from collections.abc import Mapping, Sequence
from functools import lru_cache
from typing import Any

from extractors.errors import UsageError
from pipelines.approved import ApprovedTemplate
from pipelines.canonical_json import canonical_bytes
from pipelines.clauses.report import (
    AbstractRow,
    Cited,
    ClauseReport,
    ClauseRow,
    DatedRow,
    FlagRow,
    NotFoundRow,
    ObligationRow,
    all_of,
    words_of,
)
from pipelines.clauses.report_json import report_from_bytes, report_to_json, value_to_json
from pipelines.clauses.stop_work import CONFIRMED_DATE_ABSENT
from pipelines.clauses.word_cells import BY_RULE, missed_words, paper_name, share, type_words
from pipelines.deliverables.clauses_withdrawn import Withdrawn, withdrawn_rows
from pipelines.page_ledger import NO_TEXT
from pipelines.render.printing import in_words, one_line, us_date
from pipelines.review_rows import Correction, PageOf, ReviewRow
from pipelines.rows import PageEntry

CRITICAL_TYPES = (
    *("Date", "Term", "Renewal", "Termination", "Payment", "Price", "Liability", "Indemn", "Insurance"),
    *("Damages", "Warranty", "Commitment", "Restriction"),
)
"""Parts of the names of types that must not be wrong: dates, money, termination, indemnity."""


class ClausesReview:
    """The review form of a clause report."""

    def rows(self, sealed: bytes) -> tuple[ReviewRow, ...]:
        """Every line to decide on, in the order of the tables."""
        return tuple(_line(_read(sealed)).values())

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

    def correctable(self, sealed: bytes, row_id: str) -> tuple[str, ...]:
        """Nothing: a row stands as printed or is withdrawn."""
        return ()

    def check(self, sealed: bytes, correction: Correction, page_of: PageOf) -> None:
        """Refuse what is no withdrawal of a row that was found.

        Raises:
            UsageError: the row is to be reworded, or says that nothing was found.
        """
        _withdrawn(_sources(_read(sealed)), correction)

    def correct(
        self, sealed: bytes, corrections: Sequence[Correction], template: ApprovedTemplate, page_of: PageOf
    ) -> bytes:
        """The report without the withdrawn rows.

        Raises:
            UsageError: a row is to be reworded, or cannot be withdrawn.
        """
        report = _read(sealed)
        ids = _sources(report)
        gone = [_withdrawn(ids, correction) for correction in corrections]
        return canonical_bytes(report_to_json(withdrawn_rows(report, gone)))

    def touched(self, sealed: bytes, corrections: Sequence[Correction]) -> frozenset[str]:
        """The lines of the types of which a clause is withdrawn."""
        ids = _sources(_read(sealed))
        rows = [ids.get(c.row_id) for c in corrections]
        return frozenset(_not_found_id(r.type, r.own) for r in rows if isinstance(r, ClauseRow))


@lru_cache(maxsize=2)
def _read(sealed: bytes) -> ClauseReport:
    """The rows of a revision are asked for again and again, and are large."""
    return report_from_bytes(sealed)


def _line(report: ClauseReport) -> dict[str, ReviewRow]:
    """By id, in the order in which the tables print."""
    lines: dict[str, ReviewRow] = {}
    made = (
        *(_abstract(report, row) for row in report.abstract if row.value or row.passages),
        *(_flag(report, row) for row in report.flags),
        *(_dated(report, row) for row in report.dates),
        *(_clause(report, row) for row in report.clauses),
        *(_not_found(report, rows) for rows in _by_type(report.not_found)),
        *(_obligation(report, row) for row in report.obligations),
    )
    for line in made:
        lines.setdefault(line.id, line)
    return lines


def _sources(report: ClauseReport) -> dict[str, Withdrawn | AbstractRow | NotFoundRow]:
    """What each line's id stands for; of a type not found, the first of its rows."""
    return {
        **{_abstract_id(row): row for row in report.abstract},
        **{_flag_id(row): row for row in report.flags},
        **{row.id: row for row in report.dates},
        **{row.id: row for row in report.clauses},
        **{row.id: row for row in report.obligations},
        **{_not_found_id(rows[0].type, rows[0].own): rows[0] for rows in _by_type(report.not_found)},
    }


def _withdrawn(ids: Mapping[str, Withdrawn | AbstractRow | NotFoundRow], one: Correction) -> Withdrawn:
    row = ids.get(one.row_id)
    if not one.withdrawn or row is None or isinstance(row, NotFoundRow | AbstractRow):
        raise UsageError(
            f"{one.row_id} cannot be corrected here.",
            "Reject a wrong clause, duty, date or point of form; for the rest request changes.",
        )
    return row


def _clause(report: ClauseReport, row: ClauseRow) -> ReviewRow:
    words = words_of(row.citations)
    name = type_words(row.type, own=row.own)
    sure = BY_RULE if row.confidence is None else share(row.confidence)
    same = [
        other.id
        for other in report.clauses
        if other.id != row.id and other.sha256 == row.sha256 and set(other.citations) & set(row.citations)
    ]
    return _made(
        row.id,
        "possible clauses" if row.low else "clauses",
        f"{name} · {paper_name(report, row.sha256)}",
        (("Type", name), ("Section", row.section), ("Clause", words), ("Confidence", sure)),
        (row.citations,),
        critical=any(part in row.type for part in CRITICAL_TYPES),
        flags=("low confidence",) * row.low,
        because=row.because,
        related=tuple(same),
        digest=row,
    )


def _not_found(report: ClauseReport, rows: Sequence[NotFoundRow]) -> ReviewRow:
    first = rows[0]
    name = type_words(first.type, own=first.own)
    nearest = [(paper_name(report, r.sha256), words_of(r.best) or "nothing came near") for r in rows]
    return _made(
        _not_found_id(first.type, first.own),
        "not found",
        f"{name}: not found in {len(rows)} of {len(report.papers)} papers",
        (("Type", name), ("Overlooked when measured", missed_words(first)), *nearest),
        tuple(r.best for r in rows),
        critical=any(part in first.type for part in CRITICAL_TYPES),
        flags=(),
        because=("no sentence reached the threshold",),
        related=(),
        digest=tuple(rows),
    )


def _obligation(report: ClauseReport, row: ObligationRow) -> ReviewRow:
    parts = (
        ("Who", words_of(row.obligor)),
        ("Duty or right", row.modality),
        ("What", words_of(row.action)),
        ("If or when", words_of(row.trigger)),
        ("By when", words_of(row.deadline)),
        ("How often", words_of(row.recurrence)),
        ("Sentence", words_of(row.citations)),
    )
    return _made(
        row.id,
        "obligations",
        f"{row.modality} · {paper_name(report, row.sha256)}",
        parts,
        row.passages,
        critical=bool(row.deadline or row.deadline_value),
        flags=(),
        because=(row.modality,),
        related=(),
        digest=row,
    )


def _dated(report: ClauseReport, row: DatedRow) -> ReviewRow:
    return _made(
        row.id,
        "dates",
        f"{us_date(row.confirmed_date or row.date)} · {one_line(row.what)}",
        (
            ("Date", us_date(row.date)),
            ("What", row.what),
            ("Worked out", row.how),
            ("Confirmed", f"{row.confirmed_name} {us_date(row.confirmed_on)}".strip()),
            *(("Passage", words_of(passage)) for passage in row.passages),
        ),
        row.passages,
        critical=True,
        flags=("worked out, not printed",) * bool(row.how),
        because=(row.how,) if row.how else (),
        related=(),
        digest=row,
    )


def _abstract(report: ClauseReport, row: AbstractRow) -> ReviewRow:
    return _made(
        _abstract_id(row),
        "abstract",
        f"{row.field} · {paper_name(report, row.sha256)}",
        (
            ("Field", row.field),
            ("Value", row.value),
            *(("As printed", words_of(passage)) for passage in row.passages),
            ("Left open", row.abstained),
        ),
        row.passages,
        critical=any(part in row.field for part in CRITICAL_TYPES),
        flags=(*(("worked out",) * bool(row.computed_from)), *(("left open",) * bool(row.abstained))),
        because=row.computed_from,
        related=(),
        digest=row,
    )


def _flag(report: ClauseReport, row: FlagRow) -> ReviewRow:
    return _made(
        _flag_id(row),
        "points of form",
        f"{in_words(row.kind)} · {paper_name(report, row.sha256)}",
        (
            ("Kind", in_words(row.kind)),
            ("What was found", row.message),
            *(("Passage", words_of(passage)) for passage in row.passages),
        ),
        row.passages,
        critical=False,
        flags=(in_words(row.kind),),
        because=(row.kind,),
        related=(),
        digest=row,
    )


def _made(
    row_id: str,
    section: str,
    heading: str,
    fields: tuple[tuple[str, str], ...],
    passages: Sequence[Cited],
    *,
    critical: bool,
    flags: tuple[str, ...],
    because: tuple[str, ...],
    related: tuple[str, ...],
    digest: Any,
) -> ReviewRow:
    return ReviewRow(
        row_id,
        section,
        heading,
        tuple((column, text) for column, text in fields if text),
        all_of(passages),
        critical,
        flags,
        because,
        related,
        _digest(digest),
    )


def _by_type(rows: Sequence[NotFoundRow]) -> list[list[NotFoundRow]]:
    kinds: dict[tuple[str, bool], list[NotFoundRow]] = defaultdict(list)
    for row in rows:
        kinds[(row.type, row.own)].append(row)
    return list(kinds.values())


def _not_found_id(type_: str, own: bool) -> str:
    return f"n-{_digest((type_, own))[:10]}"


def _abstract_id(row: AbstractRow) -> str:
    return f"a-{_digest((row.sha256, row.field))[:10]}"


def _flag_id(row: FlagRow) -> str:
    return f"f-{_digest(row)[:10]}"


def _digest(value: Any) -> str:
    """Of a row or of plain values, as canonical JSON."""
    return hashlib.sha256(canonical_bytes(value_to_json(value))).hexdigest()
