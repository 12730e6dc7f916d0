"""What a deliverable is: a name, a title, and pure functions from facts to rows and from rows to files."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING

from pipelines.approved import ApprovedTemplate
from pipelines.matter import Matter
from pipelines.rows import AnyChronology, SetAside

if TYPE_CHECKING:  # what gathers facts loads spaCy
    from pipelines.gather import Facts


class Mark(StrEnum):
    """Which rendition: the value is the status that the files carry.

    ``DRAFT`` is what people see before release: the words stand on every page and sheet. ``CLEAN`` is sealed
    at submission and copied at release; it holds the same rows, and proves nothing without its certificate.
    """

    DRAFT = "DRAFT, NOT REVIEWED"
    CLEAN = "CLEAN"


@dataclass(frozen=True, slots=True)
class DeliverableKind:
    """One deliverable.

    ``draft`` gives the rows of a matter's facts (matter, facts, files set aside, template, program) and
    refuses what it cannot prove. ``render`` gives file name → bytes, deterministic, and refuses a template
    that is not the one the rows were made for (``TemplateError``). ``stem`` names its files, without suffix.
    """

    name: str
    title: str
    stem: str
    draft: Callable[[Matter, Facts, Sequence[SetAside], ApprovedTemplate, str], AnyChronology]
    render: Callable[[AnyChronology, ApprovedTemplate, Mark], Mapping[str, bytes]]
