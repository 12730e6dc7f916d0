"""What a deliverable is: a name, a title, and a pure function from rows and template to files."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from enum import StrEnum

from pipelines.approved import ApprovedTemplate
from pipelines.rows import Chronology


class Mark(StrEnum):
    """Which rendition: the value is the status that the files carry.

    ``DRAFT`` is what people see before release: the words stand on every page and sheet. ``CLEAN`` is sealed
    at submission and copied at release; it holds the same rows, and proves nothing without its certificate.
    """

    DRAFT = "DRAFT, NOT REVIEWED"
    CLEAN = "CLEAN"


@dataclass(frozen=True, slots=True)
class DeliverableKind:
    """One deliverable. ``render`` gives file name → bytes, deterministic, and refuses a template that is not
    the one the rows were made for (``TemplateError``)."""

    name: str
    title: str
    render: Callable[[Chronology, ApprovedTemplate, Mark], Mapping[str, bytes]]
