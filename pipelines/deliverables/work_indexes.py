"""The tables of what is said in writing about work, wages and liens, each statement as printed.

Answers: statements in order of what they date, with the period and the sum that they themselves print.
Refuses to add sums up or to work out a day or an amount.
"""

from __future__ import annotations

from collections.abc import Sequence

from extractors.facts import DateMention
from pipelines.citing import Citer
from pipelines.gather import Facts
from pipelines.rows import DamagesRow, Index, IndexLine
from pipelines.wage_loss import Statement, letter_day, period_in

WORK_STATUS = "Work status / restrictions"
_WAGE_NOTE = (
    "What employers state in writing, as printed. A period or a sum stands apart only where the statement "
    "prints one; nothing is added up or worked out."
)
_WORK_NOTE = (
    "What the records say about work, as printed; from and to where the words themselves join two days."
)
_LIEN_NOTE = (
    "Statements about liens, subrogation or reimbursement, as printed. Whether any holds is not said."
)


def wage_index(statements: Sequence[Statement], rows: Sequence[DamagesRow], cites: Citer) -> Index:
    """Statements of wage verifications, in the order of their pages.

    Args:
        statements: the statements.
        rows: the rows of absences: a statement stands for the row that quotes it.
        cites: the matter's citer.
    """
    lines = tuple(
        IndexLine(
            (_iso(s.first), _iso(s.last), s.amount, s.words),
            tuple(r.id for r in rows if any(f.source.citation == s.citation for f in r.findings)),
            (cites.source(s.citation),),
        )
        for s in statements
    )
    return Index("wage_loss", ("from", "to", "amount", "statement"), lines, _WAGE_NOTE)


def work_index(rows: Sequence[DamagesRow], facts: Facts) -> Index:
    """Every quote about work status or restrictions, by date."""
    pages = facts.page_facts()
    lines = []
    for row in rows:
        for finding in row.findings:
            if finding.heading == WORK_STATUS:
                c = finding.source.citation
                first, last = period_in(c, pages[(c.sha256, c.page)].dates)
                words = " ".join(finding.quote.split())
                values = (row.date_start, row.facility or row.provider, _iso(first), _iso(last), words)
                lines.append(IndexLine(values, (row.id,), (finding.source,)))
    lines.sort(key=lambda line: str(line.values[0]))
    return Index("work_status", ("date", "provider", "from", "to", "statement"), tuple(lines), _WORK_NOTE)


def lien_index(statements: Sequence[Statement], cites: Citer) -> Index:
    """Statements about liens, in the order of their pages."""
    lines = []
    for s in statements:
        day = letter_day(s.page)
        values = (day.isoformat() if day else "", s.amount, s.words)
        lines.append(IndexLine(values, (), (cites.source(s.citation),)))
    return Index("liens", ("date", "amount", "statement"), tuple(lines), _LIEN_NOTE)


def _iso(mention: DateMention | None) -> str:
    return mention.iso if mention else ""
