"""The lines of a clause report as a reviewer takes them: one for each that prints, with its passages.

Answers: each line as a review row, what stands behind its id. Ids of rows that have none of their own are
made of what the row is, so that they do not move when others leave. Says nothing that the report does not.
"""

from __future__ import annotations

import hashlib
from collections import defaultdict
from collections.abc import Sequence
from typing import Any

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
from pipelines.clauses.report_json import value_to_json
from pipelines.clauses.word_cells import BY_RULE, missed_words, paper_name, share, type_words
from pipelines.deliverables.clauses_withdrawn import Withdrawn
from pipelines.nameless import nameless
from pipelines.render.printing import in_words, one_line, us_date
from pipelines.review_rows import ReviewRow

Reviewed = Withdrawn | AbstractRow | NotFoundRow
"""What a line may stand for."""

CRITICAL_TYPES = (
    *("Date", "Term", "Renewal", "Termination", "Payment", "Price", "Liability", "Indemn", "Insurance"),
    *("Damages", "Warranty", "Commitment", "Restriction"),
)
"""Parts of the names of types that must not be wrong: dates, money, termination, indemnity."""


def lines_of(report: ClauseReport) -> dict[str, ReviewRow]:
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


def rows_by_id(report: ClauseReport) -> dict[str, Reviewed]:
    """What each line's id stands for; of a type not found, the first of its rows."""
    return {
        **{_abstract_id(row): row for row in report.abstract},
        **{_flag_id(row): row for row in report.flags},
        **{row.id: row for row in report.dates},
        **{row.id: row for row in report.clauses},
        **{row.id: row for row in report.obligations},
        **{not_found_id(rows[0].type, rows[0].own): rows[0] for rows in _by_type(report.not_found)},
    }


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
        not_found_id(first.type, first.own),
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
        _content(digest),
    )


def _by_type(rows: Sequence[NotFoundRow]) -> list[list[NotFoundRow]]:
    kinds: dict[tuple[str, bool], list[NotFoundRow]] = defaultdict(list)
    for row in rows:
        kinds[(row.type, row.own)].append(row)
    return list(kinds.values())


def not_found_id(type_: str, own: bool) -> str:
    """The id of the line that says of which contracts a type was not found."""
    return f"n-{_digest((type_, own))[:10]}"


def _abstract_id(row: AbstractRow) -> str:
    return f"a-{_digest((row.sha256, row.field))[:10]}"


def _flag_id(row: FlagRow) -> str:
    return f"f-{_content(row)[:10]}"


def _digest(value: Any) -> str:
    """Of a row or of plain values, as canonical JSON."""
    return hashlib.sha256(canonical_bytes(value_to_json(value))).hexdigest()


def _content(value: Any) -> str:
    """The same without the names that its sources bear."""
    return hashlib.sha256(canonical_bytes(nameless(value_to_json(value)))).hexdigest()
