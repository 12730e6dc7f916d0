"""A made-up chronology of any size, with everything a renderer has to cope with. No real person or "
"record."""

from __future__ import annotations

import hashlib
import random
import tomllib
from collections.abc import Sequence
from datetime import date, timedelta
from decimal import Decimal
from itertools import pairwise
from pathlib import Path

from extractors.citations import Citation
from extractors.pages import Box
from pipelines.rows import (
    Chronology,
    MatterCaption,
    MatterFinding,
    PageEntry,
    SetAside,
    SourceCitation,
    TemplateStamp,
    TreatmentChronology,
    TreatmentRow,
    VerbatimFinding,
)

STAMP = TemplateStamp("treatment", "1.0.0", "0" * 64)
INCIDENT = date(2016, 9, 16)

VISITS = tomllib.loads((Path(__file__).parent / "made_visits.toml").read_text(encoding="utf-8"))["visit"]
FILES = (
    "Larkspur Regional - certified records (rec'd 2017-02-14).pdf",
    "KMOI_films_and_reports.pdf",
    "fax_20170322_0918.pdf",
    "Glenhaven Family Practice chart, part 2 of 2, with correspondence and authorizations.pdf",
    "billing.zip/Larkspur ASC statement.pdf",
)

SCAN = FILES[2]
SET_ASIDE = (
    SetAside(
        "Dr Abernathy notes.pdf",
        "a" * 64,
        "pdf.open",
        "encrypted",
        "The file asks for a password.",
        "Get the password or an unlocked copy, then add the file again.",
    ),
    SetAside(
        "scan 7.pdf",
        None,
        "pdf.open",
        "damaged",
        "The file ends in the middle of page 3.",
        "Ask the sender for the file again.",
    ),
)


def digest(name: str) -> str:
    """A stand-in for a file's SHA-256."""
    return hashlib.sha256(name.encode()).hexdigest()


def cited(file: str, page: int, quote: str, start: int = 0) -> SourceCitation:
    """A citation of ``quote`` on a page of a file; the first file carries Bates numbers."""
    citation = Citation(digest(file), page, start, start + len(quote), quote)
    bates = f"LRH {page:06d}" if file == FILES[0] else None
    return SourceCitation(citation, file, bates, Box(72.0, 100.25, 540.0, 131.5))


def chronology(rows: int, template: TemplateStamp = STAMP) -> TreatmentChronology:
    """A chronology of ``rows`` encounters, the first fifth of them before the incident."""
    encounters = _rows(rows)
    pages = _pages(rows)
    return Chronology(
        matter=MatterCaption(
            "quillfeather",
            "Marguerite Quillfeather",
            "1971-04-02",
            INCIDENT.isoformat(),
            "Quillfeather v. Dunmore Freight",
        ),
        template=template,
        program="Pincite 0.1.0",
        rows=encounters,
        findings=_findings(encounters),
        pages=pages,
        set_aside=SET_ASIDE,
        stats=(("files_read", len(FILES)), ("pages", len(pages)), ("rows", rows)),
    )


def _rows(rows: int) -> tuple[TreatmentRow, ...]:
    draw = random.Random(7)
    day = INCIDENT - timedelta(days=40 * (rows // 5) + 30)
    made: list[TreatmentRow] = []
    for n in range(rows):
        day = INCIDENT if n == rows // 5 else day
        made.append(_row(n, day, Decimal(draw.randrange(9_000, 1_200_000)) / 100))
        day += timedelta(days=draw.choice((2, 3, 7, 14, 48 if n % 9 == 0 else 5)))
    return tuple(made)


def _row(n: int, day: date, amount: Decimal) -> TreatmentRow:
    """Encounter ``n``: now and then a stay, a month without its day, a scan, nothing quoted, no facility."""
    kind = (n * 3) % 5 if n % 7 else 0
    visit, file, page = VISITS[kind], FILES[kind], 1 + n * 3
    start = day.isoformat()[: 7 if n == 3 else 10]
    stay = kind == 0 and n % 14 == 0 and n > 0
    findings = tuple(
        VerbatimFinding(
            heading,
            cited(file, page + i // 3, text.strip(), 40 * i),
            low_confidence=file == SCAN and i == 1 and n % 2 == 0,
        )
        for i, (heading, text) in enumerate(visit["passages"])
    )
    more = [cited(file, page + 2, "Page 3 of 3")] if n % 4 == 0 else []
    return TreatmentRow(
        id=f"R-{digest(str(n))[:10]}",
        date_start=start,
        date_end=(day + timedelta(days=2)).isoformat() if stay else start,
        date_precision="month" if n == 3 else "day",
        facility="" if n % 11 == 5 else visit["facility"],
        provider=visit["provider"],
        type=visit["type"],
        findings=() if n % 17 == 16 else findings,
        icd10=tuple(visit["icd10"]),
        cpt=tuple(visit["cpt"]),
        billed=None if n % 3 else amount,
        citations=(cited(file, page, day.strftime("%m/%d/%Y"), 3), *more),
        flags=("facility from a neighbouring page of the file",) if n % 13 == 4 else (),
    )


def _pages(rows: int) -> tuple[PageEntry, ...]:
    """Five files of one and a half pages per row; every nineteenth page a fax cover, and so on."""
    return tuple(
        PageEntry(
            file,
            digest(file),
            page,
            *_disposition(page),
            "ocr" if file == SCAN else "native",
            round(0.91 + (page % 8) / 100, 2) if file == SCAN else None,
            "fax cover sheet" if page % 19 == 0 else "clinical note",
        )
        for file in sorted(FILES)
        for page in range(1, rows * 3 // 2 + 2)
    )


def _disposition(page: int) -> tuple[str, str]:
    if page % 19 == 0:
        return "excluded", "fax cover sheet"
    if page % 23 == 0:
        return "blank", ""
    if page % 29 in (0, 1, 2) and page > 3:
        return "duplicate of", f"{FILES[0]}, p. {page + 100}"
    if page % 31 == 0:
        return "needs review", "no date of service found on this page"
    return "cited", ""


def _findings(rows: Sequence[TreatmentRow]) -> tuple[MatterFinding, ...]:
    absent = "MRI C-spine from 10/02/2016 at Stillwater Imaging reviewed with the patient."
    found = [
        MatterFinding(
            "other_patient",
            f"{FILES[3]}, p. 12 carries another person's identity. Stop and escalate.",
            (),
            (("page", 12), ("source", FILES[3])),
        ),
        MatterFinding(
            "undated",
            f"{FILES[3]}, p. 31 has no date of service and continues no dated note.",
            (cited(FILES[3], 31, "Follow up as needed."),),
            (("page", 31), ("placed", ""), ("source", FILES[3])),
        ),
        MatterFinding(
            "referenced_absent",
            "Mentioned but not in the file: Stillwater Imaging, 2016-10-02. Consider requesting.",
            (cited(FILES[0], 9, absent),),
            (("date", "2016-10-02"), ("facility", "Stillwater Imaging")),
        ),
        MatterFinding(
            "bill_without_record",
            "Billed without a record in the file: 2016-11-03, Larkspur ASC, $1,240.00.",
            (cited(FILES[4], 2, "11/03/2016 99285 1,240.00"),),
            (("amount", "1240.00"), ("codes", "99285"), ("date", "2016-11-03")),
        ),
        MatterFinding(
            "low_confidence",
            f"{SCAN}, p. 6 was read with confidence 0.71, below 0.90: check it against the image.",
            (cited(SCAN, 6, "cervica1 strain"),),
            (("page", 6), ("source", SCAN)),
        ),
    ]
    for before, after in pairwise(rows):
        if len(before.date_start) < 10 or len(after.date_start) < 10:
            continue
        days = (date.fromisoformat(after.date_start) - date.fromisoformat(before.date_start)).days
        if days > 30:
            start, end = before.date_start, after.date_start
            found.append(
                MatterFinding(
                    "treatment_gap",
                    f"No treatment recorded for {days} days: {start} to {end}.",
                    (before.citations[0], after.citations[0]),
                    (("days", days), ("end", end), ("start", start)),
                )
            )
    found += [
        MatterFinding(
            "duplicate",
            f"{FILES[3]}, p. {n + 40} repeats {FILES[0]}, p. {n} (same text, 100 % alike).",
            (cited(FILES[0], n, "Larkspur Regional"), cited(FILES[3], n + 40, "Larkspur Regional")),
        )
        for n in range(1, 1 + len(rows) // 10)
    ]
    return tuple(found)
