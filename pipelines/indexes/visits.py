"""One encounter as the indexes see it: what was merged, its own row, and the row it is printed in."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from extractors.facts import Encounter
from pipelines.merging import Group
from pipelines.rows import SourceCitation, TreatmentRow


@dataclass(frozen=True, slots=True)
class Visit:
    """``row`` is the encounter's own, before a house folds several into one; ``shown`` is the id of the row
    that prints it."""

    group: Group
    row: TreatmentRow
    shown: str

    @property
    def encounters(self) -> tuple[Encounter, ...]:
        """All that was merged into it, a stay's daily notes included."""
        return (*self.group.members, *self.group.folded)


def visits_of(
    groups: Sequence[Group], rows: Sequence[TreatmentRow], shown: Mapping[str, str]
) -> tuple[Visit, ...]:
    """The encounters in the order of the groups.

    Args:
        groups: the merged encounters.
        rows: one for each group, parallel to ``groups``, before folding.
        shown: the id of the row that prints an encounter, by the id of its own row; its own where it is not
            named here.
    """
    return tuple(
        Visit(group, row, shown.get(row.id, row.id)) for group, row in zip(groups, rows, strict=True)
    )


def ids_of(visits: Iterable[Visit]) -> tuple[str, ...]:
    """The rows that print these encounters, each once."""
    return tuple(dict.fromkeys(v.shown for v in visits))


def span_of(visits: Sequence[Visit]) -> tuple[str, str]:
    """The first and the last day, ISO; empty where there is no visit."""
    return (
        min((v.row.date_start for v in visits), default=""),
        max((v.row.date_end for v in visits), default=""),
    )


def ends_of(visits: Sequence[Visit]) -> tuple[SourceCitation, ...]:
    """The citations of the dates of the first and of the last visit."""
    if not visits:
        return ()
    first = min(visits, key=lambda v: v.row.date_start)
    last = max(visits, key=lambda v: v.row.date_end)
    return tuple(dict.fromkeys((first.row.citations[0], last.row.citations[0])))
