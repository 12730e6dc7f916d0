"""Row ids that do not move: made of what the row says, never of its place or of what else arrived."""

from __future__ import annotations

import hashlib
from collections import Counter
from collections.abc import Sequence

from pipelines.merging import Group
from pipelines.same_names import facility_key, last_name


def row_ids(groups: Sequence[Group]) -> tuple[str, ...]:
    """An id for each group: ``R-`` and ten hexadecimal digits over date, facility, provider and kind.

    Two rows that say the same are told apart by a counter in their order.
    """
    seen: Counter[str] = Counter()
    ids: list[str] = []
    for group in groups:
        lead = group.lead
        parts = (
            lead.date.iso,
            facility_key(lead.facility.value) if lead.facility else "",
            last_name(lead.provider.value) if lead.provider else "",
            lead.kind.value,
        )
        base = "\x1f".join(parts)
        seen[base] += 1
        digest = hashlib.sha256(f"{base}\x1f{seen[base]}".encode()).hexdigest()
        ids.append(f"R-{digest[:10]}")
    return tuple(ids)
