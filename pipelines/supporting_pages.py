"""Pages that record no encounter of their own but support one: chart pages of a stay, intake forms."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Sequence
from dataclasses import replace
from datetime import date

from extractors.facts import CHART, DateRole, PageFacts, PageKind
from extractors.identity import Owner
from pipelines.gather import Facts
from pipelines.merging import Group
from pipelines.same_names import same_facility

_CHART_ROLES = frozenset(
    {
        DateRole.CHART_DAY,
        DateRole.SERVICE,
        DateRole.COLLECTED,
        DateRole.ADMISSION,
        DateRole.UNKNOWN,
        DateRole.HISTORY,
        DateRole.BILLED_SERVICE,
        DateRole.PRESCRIBED,
        DateRole.REPORTED,
    }
)
_VISIT_FORMS = frozenset({PageKind.INTAKE})
_FORM_ROLES = (DateRole.FORM, DateRole.SERVICE, DateRole.SIGNED)


def attach_support(groups: Sequence[Group], facts: Facts) -> tuple[Group, ...]:
    """Groups with the chart pages and intake forms that support them."""
    extra: dict[int, set[tuple[str, int]]] = defaultdict(set)
    own = {(e.sha256, p) for g in groups for e in (*g.members, *g.folded) for p in e.pages}
    for document in facts.facts:
        for page, owner in zip(document.pages, document.owners, strict=True):
            key = (page.sha256, page.page)
            if key in own or owner == Owner.OTHER.value:
                continue
            home = _home(page, groups)
            if home is not None:
                extra[home].add(key)
    return tuple(
        replace(g, support=tuple(sorted(extra[i]))) if i in extra else g for i, g in enumerate(groups)
    )


def _home(page: PageFacts, groups: Sequence[Group]) -> int | None:
    if page.kind in CHART:
        days = _days(page)
        if not days:
            return None
        day, _ = min(days.most_common(), key=lambda item: (-item[1], item[0]))
        return next(
            (i for i, g in enumerate(groups) if g.start <= day <= g.end and _stay_like(g) and _fits(page, g)),
            None,
        )
    if page.kind in _VISIT_FORMS:
        for role in _FORM_ROLES:
            for mention in page.dates:
                if mention.role is role:
                    home = next(
                        (i for i, g in enumerate(groups) if g.start == mention.start and _fits(page, g)), None
                    )
                    if home is not None:
                        return home
    return None


def _days(page: PageFacts) -> Counter[date]:
    return Counter(d.start for d in page.dates if d.role in _CHART_ROLES)


def _stay_like(group: Group) -> bool:
    return group.end > group.start or group.lead.kind in (
        PageKind.EMERGENCY,
        PageKind.HOSPITAL,
        PageKind.DISCHARGE,
        PageKind.OPERATIVE,
        PageKind.NOTE,
    )


def _fits(page: PageFacts, group: Group) -> bool:
    if page.facility and group.lead.facility:
        return same_facility(page.facility.value, group.lead.facility.value)
    return any(e.sha256 == page.sha256 for e in group.members)
