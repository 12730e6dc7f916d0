"""Pages and documents made from plain text: the smallest input the facts code can be asked about.

Every name, facility, number and word is invented here. Two spaces and more become a gap on the page.
"""

from __future__ import annotations

import hashlib
from datetime import date

from extractors.document_facts import ClientFacts, read_facts
from extractors.facts import DocumentFacts
from extractors.pages import Box, Document, Layer, Page, Source, Word

BORN = date(1967, 9, 21)
INCIDENT = date(2021, 3, 1)
WHO = ClientFacts("Rosalind Quimby", (), BORN, INCIDENT)

_LETTER_WIDTH, _LINE_HEIGHT = 5.0, 12.0


def digest(name: str) -> str:
    """A stable stand-in for a file's SHA-256."""
    return hashlib.sha256(name.encode()).hexdigest()


def page(
    text: str,
    number: int = 1,
    *,
    name: str = "a.pdf",
    layer: Layer = Layer.NATIVE,
    confidence: float | None = None,
) -> Page:
    """A page set in a typewriter face: every word has a box where its characters stand."""
    kept: list[str] = []
    words: list[Word] = []
    at = 0
    for row, line in enumerate(text.split("\n")):
        column = 0
        printed: list[str] = []
        for piece in line.split(" "):
            if piece:
                start = at + sum(len(p) + 1 for p in printed)
                left, top = 40 + column * _LETTER_WIDTH, 40 + row * _LINE_HEIGHT
                box = Box(left, top, left + len(piece) * _LETTER_WIDTH, top + 9)
                words.append(Word(piece, box, start, confidence))
                printed.append(piece)
            column += len(piece) + 1
        kept.append(" ".join(printed))
        at += len(kept[-1]) + 1
    return Page(digest(name), number, 612, 792, "\n".join(kept), tuple(words), layer, confidence)


def document(
    name: str, *texts: str | None, layer: Layer = Layer.NATIVE, confidence: float | None = None
) -> Document:
    """A document of one page for each text; ``None`` is a blank page."""
    pages = tuple(
        Page(digest(name), i, 612, 792, "", (), layer, None, ("blank",))
        if text is None
        else page(text, i, name=name, layer=layer, confidence=confidence)
        for i, text in enumerate(texts, 1)
    )
    return Document(Source(digest(name), (name,), "application/pdf", 1000), pages)


def scan(name: str, *texts: str | None, confidence: float = 0.97) -> Document:
    """The same, read from an image."""
    return document(name, *texts, layer=Layer.OCR, confidence=confidence)


def read(*texts: str | None, who: ClientFacts = WHO, layer: Layer = Layer.NATIVE) -> DocumentFacts:
    """The facts of one document made of ``texts``."""
    return read_facts(document("a.pdf", *texts, layer=layer), who)


def days(facts: DocumentFacts) -> list[tuple[str, tuple[int, ...]]]:
    """Date and pages of each encounter, in the order they were read."""
    return [(e.date.iso, e.pages) for e in facts.encounters]


_ALIKE = {
    "o": "0",
    "l": "1",
    "e": "c",
    "m": "rn",
    "i": "l",
    "a": "o",
    "s": "5",
    "t": "f",
    "n": "ri",
    "h": "b",
}


def noisy(text: str, every: int = 17) -> str:
    """``text`` as a middling OCR reads it: each ``every``-th confusable letter becomes its look-alike."""
    out: list[str] = []
    count = 0
    for letter in text:
        if letter in _ALIKE:
            count += 1
            if count % every == 0:
                out.append(_ALIKE[letter])
                continue
        out.append(letter)
    return "".join(out)


def visit(
    day: str,
    *,
    facility: str = "Larkspur Family Medicine",
    provider: str = "Odalys T. Brightwater, MD",
    patient: str = "Rosalind Quimby",
    born: str = "09/21/1967",
    complaint: str = "Neck and low back pain.",
    footer: str = "",
) -> str:
    """An office note as a small practice prints it. Without ``born`` no birth date is printed."""
    lines = [
        facility,
        "1200 Harbor Road, Suite 4, Port Ellery, FL 33480",
        f"Patient: {patient}",
        *([f"DOB: {born}"] if born else []),
        f"Date of Service: {day}",
        "OFFICE VISIT",
        f"CHIEF COMPLAINT: {complaint}",
        "PHYSICAL EXAMINATION: Tender over the paraspinal muscles, motion limited by pain.",
        "ASSESSMENT: Cervical strain. Lumbar strain.",
        "PLAN: Continue therapy two times a week and return in two weeks.",
        f"Electronically signed by {provider}",
        *([footer] if footer else []),
    ]
    return "\n".join(lines)


def therapy(day: str, number: int = 2) -> str:
    """A therapist's daily note: the same words at each visit, as clinics print them."""
    return "\n".join(
        [
            "Stride Physical Therapy",
            "88 Mill Street, Port Ellery, FL 33481",
            "Patient: Rosalind Quimby",
            "DOB: 09/21/1967",
            "Date of Injury: 03/01/2021",
            f"DATE: {day} Visit #: {number}",
            "SUBJECTIVE: Neck pain 6/10 today, sleeping a little better.",
            "OBJECTIVE: Tender trapezius, motion limited at the end of range.",
            "TREATMENT: Manual therapy (97140) and therapeutic exercise (97110), tolerated well.",
            "PLAN: Continue two times a week.",
            "Electronically signed by Ines Vale, PT",
        ]
    )


def ledger(*rows: str, facility: str = "Larkspur Family Medicine", patient: str = "Rosalind Quimby") -> str:
    """An itemised account with these rows."""
    return "\n".join(
        [
            facility,
            "1200 Harbor Road, Port Ellery, FL 33480",
            "ITEMIZED STATEMENT OF ACCOUNT",
            f"Patient: {patient}",
            "Date Code Description Amount",
            *rows,
            "TOTAL CHARGES: $9,999.00",
            "BALANCE DUE: $9,999.00",
        ]
    )


def claim(day: str, *lines: str, facility: str = "Larkspur Family Medicine") -> str:
    """A CMS-1500 claim of one day (``MM DD YY``); ``lines`` are "code pointers dollars cents units"."""
    return "\n".join(
        [
            "HEALTH INSURANCE CLAIM FORM",
            "APPROVED BY NATIONAL UNIFORM CLAIM COMMITTEE (NUCC) 02/12",
            "2. PATIENT'S NAME",
            "QUIMBY, ROSALIND",
            "3. PATIENT'S BIRTH DATE",
            "09 21 1967",
            "5. PATIENT'S ADDRESS 12 Elm Street",
            "7. INSURED'S ADDRESS 12 Elm Street",
            "14. DATE OF CURRENT ILLNESS",
            "03 01 2021",
            "21. DIAGNOSIS OR NATURE OF ILLNESS",
            "A. S16.1XXA B. S39.012A",
            "24. A. DATE(S) OF SERVICE",
            *(f"{day} {day} 11 {line}" for line in lines or ("99213 A B 185 00 1",)),
            "28. TOTAL CHARGE",
            "999 00",
            "32. SERVICE FACILITY LOCATION INFORMATION",
            facility,
        ]
    )


STAY = "\n".join(
    [
        "Larkspur Regional Hospital",
        "1 Hospital Way, Port Ellery, FL 33480",
        "DISCHARGE SUMMARY",
        "Patient: Rosalind Quimby",
        "Admission Date: 03/01/2021 Discharge Date: 03/04/2021",
        "HOSPITAL COURSE: Observed, pain controlled.",
        "DISCHARGE DIAGNOSIS: Rib fractures.",
        "Electronically signed by Ada Roe, MD",
    ]
)
STAY_DAY = "\n".join(
    [
        "Larkspur Regional Hospital",
        "1 Hospital Way, Port Ellery, FL 33480",
        "INPATIENT PROGRESS NOTE",
        "Patient: Rosalind Quimby",
        "Date of Service: 03/02/2021",
        "Hospital day 2",
        "SUBJECTIVE: Pain better.",
        "PLAN: Continue.",
        "Electronically signed by Ada Roe, MD",
    ]
)
STAY_CHART = "\n".join(
    [
        "Larkspur Regional Hospital",
        "MEDICATION ADMINISTRATION RECORD",
        "Patient: Rosalind Quimby",
        "Date: 03/02/2021",
        "Medication Dose Route Given by",
        "Ketorolac 30 mg IV RN Poe",
    ]
)
STAY_CT = "\n".join(
    [
        "Larkspur Regional Hospital",
        "1 Hospital Way, Port Ellery, FL 33480",
        "RADIOLOGY REPORT",
        "Patient: Rosalind Quimby",
        "Exam: CT chest",
        "Date of Exam: 03/01/2021",
        "TECHNIQUE: Axial.",
        "FINDINGS: Rib fractures.",
        "IMPRESSION: Two rib fractures.",
        "Electronically signed by Ivo Lens, MD",
    ]
)
STRANGER = "\n".join(
    [
        "Patient: Gordon Blackwell",
        "DOB: 01/02/1950",
        "Date of Service: 05/01/2021",
        "OFFICE VISIT",
        "CHIEF COMPLAINT: Knee pain for two weeks.",
        "PHYSICAL EXAMINATION: Swollen knee, warm to the touch.",
        "ASSESSMENT: Gout.",
        "Electronically signed by Ada Roe, MD",
        "Page 1 of 1",
    ]
)
UNDATED = "\n".join(
    [
        "PHYSICAL EXAMINATION: Tender over the neck.",
        "ASSESSMENT: Cervical strain.",
        "PLAN: Therapy for six weeks.",
    ]
)
