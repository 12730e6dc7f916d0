"""A small matter of made-up papers of liability, gathered, and its template as shipped."""

from __future__ import annotations

from pathlib import Path

from extractors.pages import Document
from pipelines.approved import ApprovedTemplate, load_approved
from pipelines.deliverables.liability import draft_liability
from pipelines.gather import Facts, gather
from pipelines.matter import Client, Matter
from pipelines.rows import LiabilityChronology
from tests.extractors import made_papers as papers
from tests.made_pages import BORN, INCIDENT, document

TEMPLATES = Path(__file__).resolve().parents[2] / "templates"
CLIENT = Client("Rosalind Quimby", BORN, (), ())
VISIT = "\n".join(
    [
        "Larkspur Family Medicine",
        "1200 Harbor Road, Suite 4, Port Ellery, FL 33480",
        "Patient: Rosalind Quimby",
        "DOB: 09/21/1967",
        "Date of Service: 03/04/2021",
        "OFFICE VISIT",
        "HISTORY OF PRESENT ILLNESS: On 03/01/2021 she was the restrained driver of a car hit from behind.",
        "PHYSICAL EXAMINATION: Tender over the neck.",
        "ASSESSMENT: Cervical strain.",
        "Electronically signed by Odalys T. Brightwater, MD",
    ]
)


def documents() -> tuple[Document, ...]:
    """A crash report, a run sheet, a visit, a deposition, a statement, two letters and an e-mail."""
    return (
        document("crash report.pdf", papers.CODED_REPORT, papers.CODED_REPORT_2),
        document("ems.pdf", papers.RUN_SHEET),
        document("larkspur.pdf", VISIT),
        document("stannard depo.pdf", *papers.DEPOSITION),
        document("odell statement.pdf", papers.RECORDED_STATEMENT),
        document("tidewater 041921.pdf", papers.DENIAL_LETTER),
        document("farrow.eml", papers.EMAIL),
        document("records request.pdf", papers.RECORDS_REQUEST),
        document("call notes.txt", papers.CALL_NOTES),
    )


def facts_of(*made: Document) -> Facts:
    return gather(made, CLIENT, INCIDENT)


def template() -> ApprovedTemplate:
    return load_approved(TEMPLATES, "liability")


def drafted(*made: Document) -> LiabilityChronology:
    """The chronology of these documents, of all of them if none is named."""
    matter = Matter(Path("matter"), "quimby", CLIENT, INCIDENT, "Quimby v. Stannard")
    return draft_liability(matter, facts_of(*(made or documents())), (), template(), "Pincite 0.1.0")
