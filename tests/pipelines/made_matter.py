"""A made matter drafted from made documents: everything behind the readers, nothing before them."""

from __future__ import annotations

from functools import cache
from pathlib import Path

from extractors.pages import Document
from pipelines.approved import ApprovedTemplate, load_approved
from pipelines.deliverables.treatment import draft_chronology
from pipelines.gather import Facts, gather
from pipelines.matter import Client, Matter
from pipelines.rows import MatterFinding, SetAside, TreatmentChronology
from tests.made_pages import BORN, INCIDENT

CLIENT = Client("Rosalind Quimby", BORN)
MATTER = Matter(Path("matter"), "quimby", CLIENT, INCIDENT)


@cache
def template() -> ApprovedTemplate:
    """The house's approved treatment template."""
    return load_approved(Path(__file__).resolve().parents[2] / "templates", "treatment")


def facts_of(*documents: Document) -> Facts:
    """The gathered facts of a matter of these documents."""
    return gather(documents, CLIENT, INCIDENT)


def draft(*documents: Document, set_aside: tuple[SetAside, ...] = ()) -> TreatmentChronology:
    """The treatment chronology of a matter of these documents."""
    return draft_chronology(MATTER, facts_of(*documents), set_aside, template(), "pincite test")


def findings(chronology: TreatmentChronology, kind: str) -> list[MatterFinding]:
    """The findings of one kind."""
    return [f for f in chronology.findings if f.kind == kind]


def dispositions(chronology: TreatmentChronology) -> list[tuple[str, int, str]]:
    """(file, page, disposition) of every page."""
    return [(p.source, p.page, p.disposition) for p in chronology.pages]
