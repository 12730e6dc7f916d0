"""The glossary: the abbreviations that the rows' quotes print, each with its usual readings.

Answers: what an abbreviation can stand for. The quotes stay as printed; where several readings are usual, all
of them stand here and none is chosen.
"""

from __future__ import annotations

from collections.abc import Sequence

from extractors.abbreviations import abbreviations_of
from extractors.citations import Citation, cite
from pipelines.citing import Citer
from pipelines.indexes.visits import Visit, ids_of
from pipelines.rows import Index, IndexLine

COLUMNS = ("abbreviation", "meaning")


def glossary(visits: Sequence[Visit], citer: Citer) -> Index:
    """One line for each abbreviation, in order of the alphabet, cited where each form first stands.

    Args:
        visits: the encounters, in the order of their groups.
        citer: the matter's citer.
    """
    forms: dict[str, dict[str, Citation]] = {}
    seen: dict[str, list[Visit]] = {}
    readings: dict[str, str] = {}
    for visit in visits:
        for finding in visit.row.findings:
            quoted = finding.source.citation
            page = citer.pages[(quoted.sha256, quoted.page)]
            for found in abbreviations_of(quoted.quote):
                name = found.abbreviation.name
                printed = quoted.quote[found.start : found.end]
                place = cite(page, quoted.start + found.start, quoted.start + found.end)
                forms.setdefault(name, {}).setdefault(printed, place)
                seen.setdefault(name, []).append(visit)
                readings[name] = " / ".join(found.abbreviation.readings)
    lines = (
        IndexLine(
            ("; ".join(sorted(forms[name])), readings[name]),
            ids_of(seen[name]),
            tuple(citer.source(c) for c in forms[name].values()),
        )
        for name in sorted(forms, key=lambda n: (min(forms[n]).lower(), n))
    )
    return Index("glossary", COLUMNS, tuple(lines))
