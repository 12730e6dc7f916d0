"""All indexes of a treatment chronology, in the order in which they print."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date

from pipelines.billing import Reconciliation
from pipelines.citing import Citer
from pipelines.gather import Facts
from pipelines.indexes.body_parts import body_part_index
from pipelines.indexes.codes import code_index
from pipelines.indexes.glossary import glossary
from pipelines.indexes.incident_split import incident_split
from pipelines.indexes.medications import medication_index
from pipelines.indexes.providers import provider_index, providers
from pipelines.indexes.visits import visits_of
from pipelines.merging import Group
from pipelines.rows import Index, MatterFinding, TreatmentRow


def treatment_indexes(
    facts: Facts,
    groups: Sequence[Group],
    rows: Sequence[TreatmentRow],
    shown: Mapping[str, str],
    bills: Reconciliation,
    findings: Sequence[MatterFinding],
    incident: date | None,
    cites: Citer,
) -> tuple[Index, ...]:
    """The indexes that have something to say, in print order.

    Args:
        facts: the matter's facts.
        groups: the merged encounters.
        rows: one for each group, parallel to ``groups``, before a house folds several into one.
        shown: by the id of such a row, the id of the row that the chronology prints for it.
        bills: which charges bill which group.
        findings: the chronology's findings.
        incident: the matter's date of incident.
        cites: the matter's citer.
    """
    visits = visits_of(groups, rows, shown)
    facilities = providers(visits, facts, cites)
    found = (
        provider_index(facilities, findings, cites),
        incident_split(visits, incident, facilities, cites),
        body_part_index(visits, incident, cites),
        medication_index(facts, visits, cites),
        code_index(visits, bills, cites),
        glossary(visits, cites),
    )
    return tuple(index for index in found if index.lines or index.note)
