"""Every deliverable Pincite makes, as an explicit tuple: no registration by import."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING

from extractors.errors import UsageError
from pipelines.approved import ApprovedTemplate
from pipelines.deliverables.kind import DeliverableKind, Mark
from pipelines.matter import Matter
from pipelines.rows import AnyChronology, SetAside

# What reads facts, and the document libraries, cost more than a `status` or `verify` may take: they are
# imported inside the functions.
if TYPE_CHECKING:
    from pipelines.gather import Facts


def _treatment(
    matter: Matter, facts: Facts, set_aside: Sequence[SetAside], template: ApprovedTemplate, program: str
) -> AnyChronology:
    from pipelines.deliverables.treatment import draft_chronology

    return draft_chronology(matter, facts, set_aside, template, program)


def _liability(
    matter: Matter, facts: Facts, set_aside: Sequence[SetAside], template: ApprovedTemplate, program: str
) -> AnyChronology:
    from pipelines.deliverables.liability import draft_liability

    return draft_liability(matter, facts, set_aside, template, program)


def _damages(
    matter: Matter, facts: Facts, set_aside: Sequence[SetAside], template: ApprovedTemplate, program: str
) -> AnyChronology:
    from pipelines.deliverables.damages import draft_damages

    return draft_damages(matter, facts, set_aside, template, program)


def _render(chronology: AnyChronology, template: ApprovedTemplate, mark: Mark) -> Mapping[str, bytes]:
    from pipelines.render.chronology import render

    return render(chronology, template, mark, kind(chronology.template.deliverable).stem)


KINDS: tuple[DeliverableKind, ...] = (
    DeliverableKind("treatment", "Treatment chronology", "chronology", _treatment, _render),
    DeliverableKind("liability", "Liability chronology", "liability-chronology", _liability, _render),
    DeliverableKind("damages", "Damages chronology", "damages-chronology", _damages, _render),
)


def kind(name: str) -> DeliverableKind:
    """The deliverable of that name.

    Raises:
        UsageError: there is none.
    """
    for candidate in KINDS:
        if candidate.name == name:
            return candidate
    known = ", ".join(k.name for k in KINDS)
    raise UsageError(f"There is no deliverable named {name!r}.", f"Use one of: {known}.")
