"""Every deliverable Pincite makes, as an explicit tuple: no registration by import."""

from __future__ import annotations

from collections.abc import Mapping

from extractors.errors import UsageError
from pipelines.approved import ApprovedTemplate
from pipelines.deliverables.kind import DeliverableKind, Mark
from pipelines.rows import Chronology


def _treatment(chronology: Chronology, template: ApprovedTemplate, mark: Mark) -> Mapping[str, bytes]:
    # Imported here: the document libraries cost more than a `status` or `verify` may take.
    from pipelines.render.chronology import render

    return render(chronology, template, mark)


KINDS: tuple[DeliverableKind, ...] = (DeliverableKind("treatment", "Treatment chronology", _treatment),)


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
