"""What practices disagree on, set in the task: each setting changes what it says, and nothing else."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal
from io import BytesIO
from pathlib import Path
from typing import Any

import docx
import pytest

from extractors.errors import TemplateError
from pipelines.approved import ApprovedTemplate
from pipelines.deliverables.kind import Mark
from pipelines.deliverables.treatment import draft_chronology
from pipelines.folding import DATES_ATTENDED
from pipelines.house import (
    APPLIED,
    Cites,
    CiteStyle,
    Codes,
    Glossary,
    House,
    Layout,
    PreIncident,
    SameDay,
    Therapy,
)
from pipelines.render.docx import render_docx
from pipelines.render.sources import cited_pages
from pipelines.rows import TreatmentChronology
from pipelines.task import Sort, parse_task
from tests.made_pages import document, ledger, therapy, visit
from tests.pipelines.made_chronology import FILES, cited
from tests.pipelines.made_matter import MATTER, facts_of, template

TASK = Path(__file__).resolve().parents[2] / "templates" / "treatment" / "task.toml"
ATTENDED = ("04/02/2021", "04/06/2021", "04/09/2021", "04/13/2021")
DOCUMENTS = (
    document("before.pdf", visit("01/11/2021")),
    document("after.pdf", visit("03/17/2021"), visit("05/20/2021", complaint="Neck pain, limited ROM.")),
    document("therapy.pdf", *(therapy(day, n) for n, day in enumerate(ATTENDED, 2))),
    document("bill.pdf", ledger("03/17/2021 99203 Office visit 185.00")),
)


COUNSEL = """Larkspur Family Medicine
Patient: Rosalind Quimby   DOB: 09/21/1967
Date of Service: 03/17/2021
NUTRITION COUNSELING
SUBJECTIVE: Wants to lose ten pounds before summer and asks about fiber.
PLAN: Food diary for two weeks, then review together.
Electronically signed by Peter Marsh, RD"""


def house(sort: Sort = Sort.DATE_ASCENDING, **settings: Any) -> ApprovedTemplate:
    shipped = template()
    task = replace(shipped.task, sort=sort, house=House(**settings))
    return replace(shipped, task=task)


def drafted(approved: ApprovedTemplate) -> TreatmentChronology:
    return draft_chronology(MATTER, facts_of(*DOCUMENTS), (), approved, "pincite test")


def words(approved: ApprovedTemplate) -> str:
    """All text of the Word file, tables included."""
    file = docx.Document(BytesIO(render_docx(drafted(approved), approved, Mark.DRAFT)))
    return "\n".join(t.text or "" for t in file.element.body.iter() if t.tag.endswith("}t"))


def starts(chronology: TreatmentChronology) -> list[str]:
    return [r.date_start for r in chronology.rows]


AS_SHIPPED = starts(drafted(house()))


def test_the_shipped_house_is_what_the_code_calls_shipped() -> None:
    assert template().task.house == House()
    assert sorted(AS_SHIPPED) == AS_SHIPPED
    assert len(AS_SHIPPED) == 3 + len(ATTENDED)


def test_oldest_or_newest_first() -> None:
    assert starts(drafted(house(Sort.DATE_DESCENDING))) == AS_SHIPPED[::-1]


def test_before_the_incident_in_the_stream_or_apart() -> None:
    apart = house(pre_incident=PreIncident.APART)
    assert starts(drafted(apart)) == [*AS_SHIPPED[1:], AS_SHIPPED[0]]
    assert "Before the date of incident" in words(apart)
    assert "Before the date of incident" not in words(house())


def test_a_course_of_therapy_in_one_row_lists_every_date_attended() -> None:
    chronology = drafted(house(therapy=Therapy.FOLDED))
    (course,) = [r for r in chronology.rows if r.date_start != r.date_end]
    assert (course.date_start, course.date_end) == ("2021-04-02", "2021-04-13")
    assert [f.quote for f in course.findings if f.heading == DATES_ATTENDED] == list(ATTENDED)
    assert "4 visits in one row" in course.flags[0]
    assert len(chronology.rows) == len(AS_SHIPPED) - len(ATTENDED) + 1
    unfolded = drafted(house())
    cited = [{c for r in made.rows for c in r.citations} for made in (chronology, unfolded)]
    assert cited[0] == cited[1]
    assert chronology.pages == unfolded.pages
    assert chronology.findings == unfolded.findings


def test_therapy_is_not_folded_over_the_incident_a_gap_or_an_evaluation() -> None:
    approved = house(therapy=Therapy.FOLDED)
    days = ("01/04/2021", "01/06/2021", "04/02/2021", "07/02/2021", "07/05/2021")
    evaluation = therapy("07/07/2021").replace("SUBJECTIVE", "PHYSICAL THERAPY RE-EVALUATION\nSUBJECTIVE", 1)
    papers = (document("t.pdf", *(therapy(d) for d in days), evaluation),)
    rows = draft_chronology(MATTER, facts_of(*papers), (), approved, "t").rows
    assert [(r.date_start, r.date_end) for r in rows] == [
        ("2021-01-04", "2021-01-06"),
        ("2021-04-02", "2021-04-02"),
        ("2021-07-02", "2021-07-05"),
        ("2021-07-07", "2021-07-07"),
    ]


def test_one_row_for_all_providers_of_a_facility_on_a_day() -> None:
    papers = (
        document("a.pdf", visit("03/17/2021", provider="Nora Ellwood, MD")),
        document("b.pdf", COUNSEL),
        document("c.pdf", ledger("03/17/2021 99203 Office visit 185.00")),
    )
    each = draft_chronology(MATTER, facts_of(*papers), (), house(), "t")
    assert len(each.rows) == 2
    (row,) = draft_chronology(MATTER, facts_of(*papers), (), house(same_day=SameDay.EACH_FACILITY), "t").rows
    assert row.provider == "; ".join(r.provider for r in each.rows)
    assert row.billed == sum((r.billed or Decimal(0) for r in each.rows), Decimal(0))
    assert {c for r in each.rows for c in r.citations} == set(row.citations)


@pytest.mark.parametrize(
    ("style", "shown", "hidden"),
    [
        (CiteStyle.FILE_PAGE, "p. 1", "QBY 0001"),
        (CiteStyle.FILE_PAGE_BATES, "p. 1 (QBY 0001)", ""),
        (CiteStyle.BATES, "QBY 0001", "p. 1 (QBY"),
    ],
)
def test_a_page_is_cited_in_the_houses_style(style: CiteStyle, shown: str, hidden: str) -> None:
    approved = house(cite_style=style)
    notes = (visit(day) + f"\nQBY 000{n}" for n, day in enumerate(("03/17/2021", "05/20/2021"), 1))
    paper = document("bates.pdf", *notes)
    made = draft_chronology(MATTER, facts_of(paper), (), approved, "t")
    assert made.rows[0].citations[0].bates == "QBY 0001"
    file = docx.Document(BytesIO(render_docx(made, approved, Mark.DRAFT)))
    text = "\n".join(t.text or "" for t in file.element.body.iter() if t.tag.endswith("}t"))
    assert shown in text
    assert not hidden or hidden not in text


def test_cites_may_stay_in_the_workbook() -> None:
    text = words(house(cites=Cites.IN_DATA))
    assert "In the workbook" in text
    assert "after.pdf, " not in text
    assert drafted(house(cites=Cites.IN_DATA)).rows == drafted(house()).rows


def test_paragraphs_say_what_the_table_says() -> None:
    approved = house(layout=Layout.PARAGRAPHS, pre_incident=PreIncident.IN_STREAM)
    text = " ".join(words(approved).split())
    for row in drafted(approved).rows:
        assert row.id in text
        for finding in row.findings:
            assert " ".join(finding.quote.split()) in text
    assert "Date of incident" in text


@pytest.mark.parametrize("codes", Codes)
def test_codes_stand_where_the_house_wants_them(codes: Codes) -> None:
    made = drafted(house(codes=codes))
    in_rows = any(r.icd10 or r.cpt for r in made.rows)
    in_index = any(i.name == "codes" for i in made.indexes)
    assert (in_rows, in_index) == (codes in (Codes.ROWS, Codes.BOTH), codes in (Codes.INDEX, Codes.BOTH))


def test_the_glossary_is_appended_or_left_out() -> None:
    assert any(i.name == "glossary" for i in drafted(house()).indexes)
    assert not any(i.name == "glossary" for i in drafted(house(glossary=Glossary.OUT)).indexes)


def test_a_setting_is_one_of_its_words_and_of_this_deliverable() -> None:
    shipped = TASK.read_bytes()
    with pytest.raises(TemplateError, match="therapy: must be one of each_visit, folded"):
        parse_task(shipped.replace(b'therapy = "each_visit"', b'therapy = "some"'))
    with pytest.raises(TemplateError, match="house: missing therapy"):
        parse_task(shipped.replace(b'therapy = "each_visit"', b""))
    assert set(APPLIED["liability"]) < set(APPLIED["treatment"])
    with pytest.raises(TemplateError, match="house: unknown"):
        parse_task(shipped.replace(b'deliverable = "treatment"', b'deliverable = "liability"'))


def test_both_foldings_together_quote_every_date_attended() -> None:
    clinic = "Stride Physical Therapy"
    papers = (
        document("pt.pdf", therapy("04/02/2021")),
        document("visit.pdf", visit("04/02/2021", facility=clinic, complaint="Hand numb since the crash.")),
        document("pt2.pdf", therapy("04/06/2021", 3)),
    )
    approved = house(therapy=Therapy.FOLDED, same_day=SameDay.EACH_FACILITY)
    rows = draft_chronology(MATTER, facts_of(*papers), (), approved, "t").rows
    quoted = [f.quote for r in rows for f in r.findings if f.heading == DATES_ATTENDED]
    assert quoted == ["04/02/2021", "04/06/2021"]


def test_a_course_keeps_every_flag_and_says_whose_amount_it_is() -> None:
    amended = therapy(ATTENDED[1], 3).replace(
        "PLAN:", "This note was amended on 04/07/2021 by Ines Vale, PT: side corrected.\nPLAN:"
    )
    notes = [therapy(ATTENDED[0], 2), amended, therapy(ATTENDED[2], 4)]
    bill = ledger("04/06/2021 97110 Exercise 80.00", facility="Stride Physical Therapy")
    papers = (document("t.pdf", *notes), document("b.pdf", bill))
    (course,) = draft_chronology(MATTER, facts_of(*papers), (), house(therapy=Therapy.FOLDED), "t").rows
    assert "amended" in course.flags
    assert "the amount is that of 1 of 3 visits" in course.flags
    assert course.billed == Decimal("80.00")


def test_two_studies_of_a_day_stay_two_rows() -> None:
    def study(part: str) -> str:
        return (
            f"Alder Imaging Center\nMRI OF THE {part}\nPatient: Rosalind Quimby\nDOB: 09/21/1967\n"
            f"Date of Exam: 03/17/2021\nFINDINGS: The {part.lower()} is examined.\n"
            f"IMPRESSION: Normal {part.lower()}.\n"
            "Electronically signed by Hugo Lind, MD"
        )

    papers = (document("a.pdf", study("LEFT KNEE")), document("b.pdf", study("CERVICAL SPINE")))
    approved = house(same_day=SameDay.EACH_FACILITY)
    assert len(draft_chronology(MATTER, facts_of(*papers), (), approved, "t").rows) == 2


def test_bates_numbers_stand_one_by_one_and_keep_a_transcripts_lines() -> None:
    pages = [replace(cited(FILES[0], n, "x"), bates=f"QBY 000{n}") for n in (1, 9)]
    styled = House(cite_style=CiteStyle.BATES)
    (file,) = cited_pages((), pages, styled).files(tagged=False)
    assert [text for text, _ in file.lines] == ["QBY 0001, QBY 0009"]
    quoted = [replace(pages[0], pinpoint="42:7-19")]
    (file,) = cited_pages(quoted, (), styled).files(tagged=False)
    assert [text for text, _ in file.lines] == ["QBY 0001, 42:7-19"]


def test_newest_first_with_earlier_treatment_apart() -> None:
    both = house(Sort.DATE_DESCENDING, pre_incident=PreIncident.APART)
    assert starts(drafted(both)) == [*AS_SHIPPED[:0:-1], AS_SHIPPED[0]]
