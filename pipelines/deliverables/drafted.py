"""What every drafted chronology states of itself: its caption and its counts.

Answers: the caption from what a person typed about the matter, and the counts of rows, quotes, pages and
findings. Counts nothing twice and estimates nothing.
"""

from __future__ import annotations

from collections.abc import Sequence

from pipelines.gather import Facts
from pipelines.matter import Matter
from pipelines.rows import MatterCaption, MatterFinding, PageEntry, Row, SetAside


def caption(matter: Matter) -> MatterCaption:
    """What the deliverable prints about the matter."""
    born, incident = matter.client.date_of_birth, matter.date_of_incident
    return MatterCaption(
        matter.slug,
        matter.client.name,
        born.isoformat() if born else "",
        incident.isoformat() if incident else "",
        matter.title,
    )


def stats(
    facts: Facts,
    rows: Sequence[Row],
    findings: Sequence[MatterFinding],
    pages: Sequence[PageEntry],
    set_aside: Sequence[SetAside],
) -> tuple[tuple[str, str | int], ...]:
    """Sorted (name, count) pairs: files, pages by disposition and layer, rows, quotes, findings by kind."""
    counted: dict[str, str | int] = {
        "files_read": len(facts.documents),
        "files_set_aside": len(set_aside),
        "pages": len(pages),
        "rows": len(rows),
        "quotes": sum(len(r.findings) for r in rows),
    }
    for entry in pages:
        key = "pages_" + entry.disposition.replace(" ", "_")
        counted[key] = int(counted.get(key, 0)) + 1
        layer = "pages_layer_" + entry.text_layer
        counted[layer] = int(counted.get(layer, 0)) + 1
    for finding in findings:
        key = "findings_" + finding.kind
        counted[key] = int(counted.get(key, 0)) + 1
    return tuple(sorted(counted.items()))
