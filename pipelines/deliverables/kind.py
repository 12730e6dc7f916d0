"""What a deliverable is: a name, a title, and what makes its rows and files.

A draft is made once, from what was read of the matter; what goes to review is made again from the draft's
sealed rows, so that nothing can differ but the mark. How those rows are reviewed is the deliverable's too.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path
from typing import Any

from extractors.errors import UsageError
from extractors.pages import Document
from pipelines.approved import ApprovedTemplate
from pipelines.matter import Matter
from pipelines.rendition import Rendition
from pipelines.review_rows import ReviewForm
from pipelines.rows import SetAside


class BasisChangedError(UsageError):
    """What a draft was made by, beside its sources, is another now."""


class Mark(StrEnum):
    """Which rendition: the value is the status that the files carry.

    ``DRAFT`` is what people see before release: the words stand on every page and sheet. ``CLEAN`` is sealed
    at submission and copied at release; it holds the same rows, and proves nothing without its certificate.
    """

    DRAFT = "DRAFT, NOT REVIEWED"
    CLEAN = "CLEAN"


@dataclass(frozen=True, slots=True)
class Order:
    """What a draft is made from: everything read of the matter (sorted by digest), the files that could not
    be read, who read them, and an empty folder for files too large for memory, gone when the draft is
    written."""

    matter: Matter
    documents: Sequence[Document]
    set_aside: Sequence[SetAside]
    readers: str
    template: ApprovedTemplate
    program: str
    work: Path


@dataclass(frozen=True, slots=True)
class Drafted:
    """A draft before it is recorded: its rows as canonical JSON, and the files marked DRAFT."""

    rows: bytes
    files: Rendition


@dataclass(frozen=True, slots=True)
class DeliverableKind:
    """One deliverable.

    ``draft`` gives rows and files of an order and refuses what it cannot prove. ``render`` gives the files
    again from the sealed rows, under the draft's names and with that mark; it raises ``ValueError`` for rows
    of another form, and refuses a template that is not the one they were made for (``TemplateError``).
    ``review`` says how the rows are decided one by one.
    ``follows`` refuses sealed rows that what was released since they were drafted no longer allows, and
    raises ``ValueError`` for those of another form, `BasisChangedError` where what they were made by changed.
    ``told`` says in one line what a draft holds, given its published JSON. ``check`` refuses, before
    anything is read, a matter that the draft would refuse in the end. ``stem`` names its files, without
    suffix.
    """

    name: str
    title: str
    stem: str
    draft: Callable[[Order], Drafted]
    render: Callable[[Matter, bytes, ApprovedTemplate, Mark], Rendition]
    review: Callable[[], ReviewForm]
    follows: Callable[[Matter, bytes], None]
    told: Callable[[Mapping[str, Any]], str]
    check: Callable[[Matter], None]
