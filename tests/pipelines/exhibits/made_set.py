"""A made-up exhibit set of any size, with everything an index has to cope with. No real person or record."""

from __future__ import annotations

import hashlib
from dataclasses import replace

from pipelines.exhibits.exhibit_set import (
    Check,
    ExhibitPage,
    ExhibitRow,
    ExhibitSet,
    FilingCaption,
    Outcome,
    OutputFile,
    Placed,
)
from pipelines.rows import MatterCaption, SetAside, TemplateStamp

STAMP = TemplateStamp("exhibits", "1.0.0", "0" * 64)
DESCRIPTIONS = (
    "Emergency department record, Larkspur Regional Hospital, September 16, 2016",
    "MRI report, cervical spine",
    "Deposition of Odalys T. Brightwater, MD, volume 1, taken at the offices of Fenwick & Associates, with "
    "exhibits 1 through 14, errata sheet and reporter's certificate, as corrected on March 3, 2019",
    "Photograph of vehicle",
    "Itemized statement of charges <Larkspur ASC>, account ending 4471",
    "Correspondence between adjuster and counsel, with enclosures",
)
PARTIES = ("plaintiff", "defendant", "joint")
FILING = FilingCaption(
    profile="strict",
    profile_name="Strict preset",
    confirmed_by="",
    confirmed_on="",
    filing_date="2026-03-02",
    court="Superior Court of the State of Fairmont\nCounty of Alder",
    case_number="26-CV-00417",
    caption="MARGUERITE QUILLFEATHER,\nPlaintiff,\nv.\nDUNMORE FREIGHT, INC., and DOES 1 through 20,\n"
    "Defendants.",
    short_caption="Quillfeather v. Dunmore Freight",
    judge="Hon. Ines Calloway, Dept. 12",
    party="plaintiff",
    layout="motion",
    title="Index of Exhibits in Support of Plaintiff’s Motion for Summary Adjudication",
    filer="Reyes & Lindqvist LLP, attorneys for plaintiff",
)


def exhibit_set(
    count: int, layout: str = "motion", stamp: TemplateStamp = STAMP, volumes: int = 1
) -> ExhibitSet:
    """``count`` exhibits. Of every twelve, one is withdrawn, one omitted, one held."""
    rows: list[ExhibitRow] = []
    page = 1 + -(-count // 20)
    for n in range(1, count + 1):
        row = _row(n, page, 1 + (n - 1) * volumes // count)
        page += len(row.pages)
        rows.append(row)
    return ExhibitSet(
        matter=MatterCaption("quillfeather", "Marguerite Quillfeather", "1971-04-02", "2016-09-16", "Q v. D"),
        filing=replace(FILING, layout=layout),
        template=stamp,
        program="Pincite 0.1.0",
        proposed=False,
        rows=tuple(rows),
        checks=_checks(rows),
        escalations=("Exhibit PX-7 could not be made into pages: get an unlocked copy.",)[: count // 7],
        outputs=(OutputFile("bundle.pdf", _digest("bundle"), 1_204_551, page - 1),),
        set_aside=(
            SetAside(
                "scan 7.pdf",
                None,
                "pdf.open",
                "damaged",
                "The file ends in the middle of page 3.",
                "Ask the sender for the file again.",
            ),
        ),
        unused=(("fax cover.pdf", _digest("fax cover")),),
        readers="r1",
    )


def _row(n: int, first: int, volume: int) -> ExhibitRow:
    state = n % 12
    status = {4: "withdrawn", 9: "intentionally omitted"}.get(state, "proposed" if n % 2 else "offered")
    gone = state in (4, 9)
    held = "The file asks for a password." if state == 7 else ""
    length = 0 if gone else 1 if held else 1 + n * 7 % 23
    source = _digest(f"source {n}")
    pages = tuple(
        ExhibitPage(
            sha256="" if held else source,
            source_page=0 if held else k,
            bates=f"QUILL-{n * 100 + k:06d}",
            exhibit_page=0 if held else k,
            bundle_page=first + k - 1,
            volume=volume,
            text_layer="none" if held else "ocr" if n % 3 == 0 else "native",
            remarks=("Page enlarged at its foot.",) if n == 2 and k == 1 else (),
        )
        for k in range(1, length + 1)
    )
    return ExhibitRow(
        id=f"E-{_digest(str(n))[:10]}",
        designation=f"PX-{n}",
        party=PARTIES[n % 3],
        description=DESCRIPTIONS[n % len(DESCRIPTIONS)],
        date=("2016-09-16", "2019-03", "2021", "")[n % 4],
        status=status,
        witness="O. Brightwater" if n % 2 else "",
        purpose="Damages" if n % 3 else "",
        objection="Hearsay (FRE 802)" if n % 5 == 0 else "",
        stipulated="Authenticity" if n % 4 == 0 else "",
        criterion="Extraordinary ability, original contributions" if n % 2 else "",
        tier="CONFIDENTIAL" if n % 3 == 0 else "",
        translation="yes" if n % 6 == 0 else "no",
        bates_first=pages[0].bates if pages else "",
        bates_last=pages[-1].bates if pages else "",
        sources=() if gone else ((f"source {n}.pdf", source),),
        source_pages="" if gone else f"1-{length}",
        page_count=length,
        first_page=first if pages else 0,
        last_page=first + length - 1 if pages else 0,
        volume=volume if pages else 0,
        file="" if gone else f"PX-{n} {n:03d}.pdf",
        label=Placed.NONE if gone else Placed.SHEET if held else Placed.PAGE,
        label_text=() if gone else ("PLAINTIFF’S EXHIBIT", f"PX-{n}", "26-CV-00417"),
        held=held,
        remarks=("A stamped copy is filed; its digital signature is not carried.",) if n == 3 else (),
        pages=pages,
    )


def _checks(rows: list[ExhibitRow]) -> tuple[Check, ...]:
    designations = [row.designation for row in rows]
    return (
        Check("opens", "Opens and saves again", Outcome.PASS, "All files."),
        Check(
            "identifiers",
            "Identifiers",
            Outcome.FAIL,
            "A number like a social security number, ending in 21.",
            "Redact it, or tick the exhibit as reviewed.",
            "PX-1 001.pdf",
            1,
            designations[0],
        ),
        Check(
            "pii_reviewed",
            "Reviewed for identifiers",
            Outcome.NOT_CHECKED,
            "Nobody ticked it.",
            "Look at each page, then tick the exhibit in the plan.",
            designation=designations[-1],
        ),
    )


def _digest(text: str) -> str:
    return hashlib.sha256(text.encode()).hexdigest()
