"""One encounter is one row, whatever number of papers record it; two encounters are never one."""

from __future__ import annotations

import pytest

from extractors.pages import Document
from pipelines.rows import TreatmentRow
from tests.made_pages import STAY, STAY_CHART, STAY_CT, STAY_DAY, document, noisy, scan, therapy, visit
from tests.pipelines.made_matter import draft, findings

AMENDED = visit("03/17/2021").replace(
    "PLAN:", "This note was amended on 03/19/2021 by Ada Roe, MD: side corrected.\nPLAN:"
)
SLIP = (
    "Larkspur Family Medicine\n1200 Harbor Road, Port Ellery, FL 33480\nWORK STATUS CERTIFICATE\n"
    "This certifies that Rosalind Quimby has been under my care and is unable to return to work\n"
    "from 03/18/2021 through 03/25/2021.\nDate: 03/17/2021\nOdalys T. Brightwater, MD"
)


EMERGENCY = (
    "Bayfront Regional Hospital\nEMERGENCY DEPARTMENT NOTE\nPatient: Rosalind Quimby   DOB: 09/21/1967\n"
    "Date of Service: 03/17/2021   Arrival: 18:40\nCHIEF COMPLAINT: Dizzy after a fall at home.\n"
    "ED COURSE: Fluids given, symptoms better.\nDISPOSITION: Home.\nAttending: Lena Voss, MD"
)
AMBULANCE = (
    "Wexford County EMS\nPREHOSPITAL CARE REPORT\nPatient: Rosalind Quimby   DOB: 09/21/1967\n"
    "Date of Service: 03/17/2021\nDispatched 17:58   On scene 18:07\n"
    "NARRATIVE: Found seated on the kitchen floor, alert, no bleeding seen.\nCrew: Dario Fenn, EMT-P"
)
STUDY = (
    "Alder Imaging Center\nMRI OF THE LUMBAR SPINE WITHOUT CONTRAST\nPatient: Rosalind Quimby\n"
    "DOB: 09/21/1967\nDate of Exam: 03/17/2021\nTECHNIQUE: Sagittal and axial images.\n"
    "FINDINGS: Disc heights are kept.\n"
    "IMPRESSION: Normal study.\nElectronically signed by Hugo Lind, MD"
)


def rows(*documents: Document) -> tuple[TreatmentRow, ...]:
    return draft(*documents).rows


def cites(row: TreatmentRow) -> list[str]:
    return [c.label for c in row.citations]


def test_copies_reprints_and_scans_are_one_row_with_every_place_cited() -> None:
    reprint = visit("03/17/2021", footer="Printed by svc on 08/14/2021 10:11 AM")
    got = rows(
        document("a.pdf", visit("03/17/2021")),
        document("b.pdf", reprint),
        scan("c.pdf", noisy(visit("03/17/2021"))),
    )
    assert len(got) == 1
    assert cites(got[0]) == ["a.pdf, p. 1", "b.pdf, p. 1", "c.pdf, p. 1"]
    assert "recorded in more than one file" in got[0].flags


def test_the_native_page_speaks_for_the_row_not_its_scan() -> None:
    row = rows(scan("a.pdf", noisy(visit("03/17/2021"))), document("z.pdf", visit("03/17/2021")))[0]
    assert row.citations[0].source == "z.pdf"
    assert {f.source.source for f in row.findings} == {"z.pdf"}


def test_two_providers_on_one_day_are_two_rows() -> None:
    other = visit("03/17/2021", provider="Tobin Marsh, DC", facility="Coastal Chiropractic Center")
    assert len(rows(document("a.pdf", visit("03/17/2021")), document("b.pdf", other))) == 2


def test_two_days_are_two_rows_and_stand_in_order() -> None:
    got = rows(document("a.pdf", therapy("04/13/2021"), therapy("04/06/2021")))
    assert [r.date_start for r in got] == ["2021-04-06", "2021-04-13"]


def test_a_stay_is_one_row_with_a_range_its_days_and_charts_folded_in_its_studies_apart() -> None:
    got = rows(document("h.pdf", STAY, STAY_DAY, STAY_CHART, STAY_CT))
    assert [(r.date_start, r.date_end, r.type) for r in got] == [
        ("2021-03-01", "2021-03-04", "DISCHARGE SUMMARY"),
        ("2021-03-01", "2021-03-01", "CT chest"),
    ]
    assert cites(got[0]) == ["h.pdf, p. 1", "h.pdf, p. 2", "h.pdf, p. 3"]


def test_a_visit_elsewhere_during_a_stay_keeps_its_row() -> None:
    got = rows(document("h.pdf", STAY), document("v.pdf", visit("03/02/2021")))
    assert [r.facility for r in got] == ["Larkspur Regional Hospital", "Larkspur Family Medicine"]


def test_both_versions_of_an_amended_note_are_shown_in_one_row() -> None:
    chronology = draft(document("a.pdf", visit("03/17/2021")), document("b.pdf", AMENDED))
    assert len(chronology.rows) == 1
    row = chronology.rows[0]
    assert "amended" in row.flags
    assert {c.source for c in row.citations} == {"a.pdf", "b.pdf"}
    found = findings(chronology, "amended")
    assert [c.label for c in found[0].citations] == ["b.pdf, p. 1", "a.pdf, p. 1"]
    assert "both versions are in the file" in found[0].message
    assert [p.disposition for p in chronology.pages] == ["cited", "cited"]


def test_an_amended_note_alone_says_that_the_version_before_is_missing() -> None:
    found = findings(draft(document("b.pdf", AMENDED)), "amended")
    assert "the version before is not in the file" in found[0].message


def test_a_work_slip_joins_the_visit_of_its_day_and_stands_alone_without_one() -> None:
    joined = rows(document("a.pdf", visit("03/17/2021")), document("s.pdf", SLIP))
    assert len(joined) == 1
    assert any(
        f.heading == "Work status / restrictions" and f.source.source == "s.pdf" for f in joined[0].findings
    )
    alone = rows(document("a.pdf", visit("03/24/2021")), document("s.pdf", SLIP))
    assert [r.date_start for r in alone] == ["2021-03-17", "2021-03-24"]


def test_quotes_follow_the_templates_order_of_headings() -> None:
    row = rows(document("a.pdf", visit("03/17/2021")))[0]
    assert [f.heading for f in row.findings] == ["Complaint", "Examination", "Diagnosis", "Treatment / plan"]


def test_a_day_goes_as_care_goes() -> None:
    made = draft(
        document("a.pdf", EMERGENCY),
        document("b.pdf", AMBULANCE),
        document("c.pdf", STUDY),
        document("d.pdf", visit("03/17/2021", facility="Zephyr Family Medicine")),
    )
    assert [r.citations[0].source for r in made.rows] == ["b.pdf", "a.pdf", "d.pdf", "c.pdf"]


@pytest.mark.parametrize(
    "heading",
    ["MRI OF THE {}", "MRI {} Without Contrast", "EXAM: MRI {}", "X-RAY {}, 3 VIEWS", "Study: MR {}"],
)
def test_two_studies_of_one_day_are_two_rows_by_their_headings(heading: str) -> None:
    def study(part: str) -> str:
        return STUDY.replace("MRI OF THE LUMBAR SPINE WITHOUT CONTRAST", heading.format(part))

    made = draft(document("a.pdf", study("Left Knee")), document("b.pdf", study("Cervical Spine")))
    assert len(made.rows) == 2
    assert sorted("Knee" in r.type for r in made.rows) == [False, True]
