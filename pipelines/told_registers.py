"""The registers of what the records say in words: contradictions, copied text, statements, orders.

Answers: all of their findings from one reading of the sentences, and the rows that repeat an earlier one.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from extractors.facts import CLINICAL, PageKind
from pipelines.citing import Citer
from pipelines.contradictions import contradiction_findings
from pipelines.copied_forward import copied_forward, copied_forward_findings, copied_rows
from pipelines.gather import Facts
from pipelines.merging import Group
from pipelines.rows import MatterFinding
from pipelines.statement_findings import order_findings, statement_findings
from pipelines.told import tell

COPIED_FORWARD = "copied forward"
"""The flag of a row that repeats an earlier one."""


@dataclass(frozen=True, slots=True)
class ToldRegisters:
    """The findings, and the indexes of the rows to flag as `COPIED_FORWARD`."""

    findings: tuple[MatterFinding, ...]
    copied: frozenset[int]


def told_registers(
    facts: Facts, groups: Sequence[Group], incident: date | None, citer: Citer
) -> ToldRegisters:
    """Read the sentences of the client's clinical pages and intake forms, and make the registers.

    Args:
        facts: the matter's facts.
        groups: the rows' groups, in the order of the rows.
        incident: the matter's date of incident.
        citer: the matter's citer.
    """
    told = tell(facts, groups, citer, CLINICAL | {PageKind.INTAKE})
    copied = copied_forward(told, groups)
    return ToldRegisters(
        (
            *contradiction_findings(told, groups, facts, incident, citer),
            *copied_forward_findings(copied, groups, citer),
            *statement_findings(told, groups, citer),
            *order_findings(told, groups, citer),
        ),
        copied_rows(copied),
    )
