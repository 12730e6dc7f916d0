"""Contradictions in the records as paired quotes, never resolved: mechanism, date of injury, side, history.

Answers: where two sentences of the client's records cannot both be right. A false pair costs an attorney
time: a pair needs explicit words, the same field, and for a part of the body the same part. Copies are none.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from pipelines.citing import Citer
from pipelines.contradiction_pairs import Pair, finding_of, usable
from pipelines.gather import Facts
from pipelines.history_contradictions import history_pairs
from pipelines.mechanism_contradictions import mechanism_pairs, onset_pairs
from pipelines.merging import Group
from pipelines.rows import MatterFinding
from pipelines.side_contradictions import note_pairs, study_pairs, version_pairs
from pipelines.told import Told


def contradiction_findings(
    told: Sequence[Told], groups: Sequence[Group], facts: Facts, incident: date | None, citer: Citer
) -> tuple[MatterFinding, ...]:
    """Every pair found, by field.

    Args:
        told: the sentences of clinical pages and intake forms.
        groups: the rows' groups that ``told`` was told with.
        facts: the matter's facts.
        incident: the matter's date of incident; without one only sides are compared.
        citer: the matter's citer.
    """
    own = usable(told, citer)
    pairs: list[Pair] = []
    if incident:
        pairs += mechanism_pairs(own, groups, facts, incident, citer)
        pairs += onset_pairs(own, groups, facts, incident, citer)
    pairs += version_pairs(own, groups, citer)
    pairs += note_pairs(own, groups, citer)
    pairs += study_pairs(own, groups, citer)
    if incident:
        pairs += history_pairs(own, groups, facts, incident, citer)
    return tuple(finding_of(pair, groups, citer) for pair in pairs)
