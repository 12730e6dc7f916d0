"""Names for the parts of a chronology's row, as a reviewer reads and corrects them.

Answers: the column of each quote. A heading under which a row quotes twice has a number behind it, so that
every part of a row has one name.
"""

from __future__ import annotations

from collections import Counter

from pipelines.rows import Row, VerbatimFinding

DATE = "Date"


def quote_columns(row: Row) -> tuple[tuple[str, VerbatimFinding], ...]:
    """(Column, quote) in the order in which they print: ``Diagnosis``, ``Diagnosis 2``."""
    seen: Counter[str] = Counter()
    named = []
    for finding in row.findings:
        seen[finding.heading] += 1
        count = seen[finding.heading]
        named.append((f"{finding.heading} {count}" if count > 1 else finding.heading, finding))
    return tuple(named)
