"""Which facility a page is of: by its words, by its place, by a field, and never somebody else's."""

from __future__ import annotations

import pytest

from extractors.facility_names import facility_of, facility_within
from extractors.pages import Box, Page, lay_out

SHA = "c" * 64
_NOTE = "Chief complaint: neck pain since a crash.\nExam: tender.\nAssessment: strain.\nPlan: therapy."


def typed(text: str) -> Page:
    """A page without geometry."""
    return Page(SHA, 1, 612, 792, text)


def printed(*lines: tuple[float, float, float, str]) -> Page:
    """A page of lines (x, y, letter height, text); words are six tenths of their height wide a letter."""
    rows: dict[float, list[tuple[str, Box, float | None]]] = {}
    for x, y, height, text in lines:
        left = x
        for word in text.split():
            right = left + 0.6 * height * len(word)
            rows.setdefault(y, []).append((word, Box(left, y - height, right, y), None))
            left = right + 0.3 * height
    text, words = lay_out([rows[y] for y in sorted(rows)])
    return Page(SHA, 1, 612, 792, text, words)


def name_on(page: Page) -> str:
    found = facility_of(page, ("mabel quince",))
    return found.value if found else ""


@pytest.mark.parametrize(
    ("text", "name"),
    [
        (f"Larch Bone & Joint • 12 Mill Road, Toller OH 43999\n{_NOTE}", "Larch Bone & Joint"),
        (f"VISIT NOTE\n{_NOTE}\nOpen Gate\n1 Mercer St, Vale, NJ 08999", "Open Gate"),
        (f"Basalt Interventional  |  QUINCE, MABEL  |  DOB 02/02/1968\n{_NOTE}", "Basalt Interventional"),
        (f"Service location: Larch Dunmore   Provider: A. Roe, MD\n{_NOTE}", "Larch Dunmore"),
        (f"8. Facility name: Larch Industrial\n{_NOTE}", "Larch Industrial"),
        (f"Clinic: Larch Eastgate (#114)\n{_NOTE}", "Larch Eastgate"),
        (f"TRAVEL CARD - Larch Spine Center\n{_NOTE}", "Larch Spine Center"),
        (f"Larch Orthopaedic Clinic\nMarcus Roe, M.D. · Spine Surgery\n{_NOTE}", "Larch Orthopaedic Clinic"),
        (f"Larch Laboratories\n{_NOTE}\nLLX LARCH LABORATORIES, 1 ASSAY WAY", "Larch Laboratories"),
        (
            f"LARCH DRUG #114 PATIENT PRESCRIPTION PROFILE\n8 Elm Square, Toller OH (555) 555-0188\n{_NOTE}",
            "LARCH DRUG",
        ),
        (f"VISIT NOTE\n{_NOTE}\nLarch Imaging Group 6 Signal Hill, Toller OH 43999", "Larch Imaging Group"),
        (f"VISIT NOTE\n{_NOTE}\nLarch Chiropractic - Dr. Wm. Roe - Toller", "Larch Chiropractic"),
        (f"Larch Spine Center\nAdmitted from     Bend Hospital\n{_NOTE}", "Larch Spine Center"),
        (f"Larch Pain Treatment Center\n{_NOTE}", "Larch Pain Treatment Center"),
        (f"Office Visit in Larch Orthopedics Crossing on 5/5/2021\n{_NOTE}", "Larch Orthopedics Crossing"),
        (f"Performed at: Larch Imaging   Ordering facility: Prairie Clinic\n{_NOTE}", "Larch Imaging"),
        (
            f"HARLAN P. ROE, M.D., P.A.\n19 Depot Street, Lowry, SC 29999\n{_NOTE}",
            "HARLAN P. ROE, M.D., P.A.",
        ),
    ],
)
def test_names_the_paper_s_own_facility(text: str, name: str) -> None:
    assert name_on(typed(text)) == name


@pytest.mark.parametrize(
    "text",
    [
        f"PRIMARY CARE OUTPATIENT NOTE\n{_NOTE}",
        f"Clinical Notes\n31 Wharf St, Newell, RI 02999\n{_NOTE}",
        f"May 2, 2021\nBeacon Medical Management\nP.O. Box 10\nAlbany, NY 12999\nDear Ms. Roe:\n{_NOTE}",
        f"Ordering facility: Prairie Spine Clinic\n{_NOTE}",
        f"Location: Left Shoulder   Site: Left Knee\n{_NOTE}",
        f"Insurance: Granite State Mutual\nPO Box 9, Albany, NY 12999\n{_NOTE}",
        f"Mabel Quince\n4 Elm Street, Vale, NJ 08999\n{_NOTE}",
    ],
)
def test_leaves_out_titles_addressees_insurers_and_other_places(text: str) -> None:
    assert name_on(typed(text)) == ""


def test_a_letterhead_is_found_in_its_own_column() -> None:
    page = printed(
        (40, 40, 10, "VISIT RECORD"),
        (400, 40, 10, "Lantern House"),
        (400, 52, 8, "900 Orchard Blvd"),
        (40, 60, 10, "Patient: Mabel Quince"),
        (40, 90, 10, "Subjective: neck pain since the crash."),
    )
    assert name_on(page) == "Lantern House"


def test_letters_larger_than_the_text_are_a_letterhead_in_lower_case_too() -> None:
    body = [(40.0, 120.0 + 14 * i, 10.0, "the patient reports less pain today") for i in range(6)]
    page = printed(
        (40, 40, 18, "tidewell physical therapy"), (40, 60, 8, "12 Gull Way, Vale, NJ 08999"), *body
    )
    assert name_on(page) == "tidewell physical therapy"
    small = printed((40, 40, 10, "reports less pain"), (40, 60, 10, "12 Gull Way, Vale, NJ 08999"), *body)
    assert name_on(small) == ""


def test_a_stamp_in_small_print_above_the_letterhead_is_no_letterhead() -> None:
    body = [(40.0, 120.0 + 14 * i, 10.0, "the patient reports less pain today") for i in range(6)]
    stamp, head = (40, 20, 6, "Swift Copies LLC 1-800-555-0142"), (40, 52, 14, "Sycamore Lane")
    assert (
        name_on(printed(stamp, head, (40, 66, 8, "300 Sycamore Lane, Dalton, GA 30999"), *body))
        == "Sycamore Lane"
    )


def test_a_practice_may_be_named_with_a_licence_s_letters() -> None:
    body = [(40.0, 120.0 + 14 * i, 10.0, "the patient reports less pain today") for i in range(6)]
    page = printed((40, 40, 18, "Summit Peak PT"), (40, 60, 8, "15 Aspen Way, Vail, CO 81999"), *body)
    assert name_on(page) == "Summit Peak PT"
    assert name_on(typed(f"Lake Norwood PT & Rehab\n{_NOTE}")) == "Lake Norwood PT & Rehab"


def test_narrow_headings_are_cut_where_their_columns_begin() -> None:
    rows = [
        (40.0, 40.0, 10.0, "Date"), (66.7, 40.0, 10.0, "Facility"), (230.0, 40.0, 10.0, "Note"),
        (40.0, 54.0, 8.0, "6/2"), (66.7, 54.0, 8.0, "Calder Urgent Care"), (230.0, 54.0, 8.0, "Strain."),
        (40.0, 68.0, 8.0, "6/9"), (66.7, 68.0, 8.0, "Calder Spine Institute"), (230.0, 68.0, 8.0, "MRI."),
    ]  # fmt: skip
    page = printed(*rows)
    found = facility_within(page, page.text.index("6/9"), len(page.text))
    assert found is not None
    assert found.value == "Calder Spine Institute"


def test_the_cells_under_somebody_else_s_label_are_somebody_else_s() -> None:
    page = printed(
        (40, 40, 16, "Quarry Labs"),
        (400, 60, 8, "Client Information"),
        (400, 71, 8, "WESTBROOK INTERNAL MEDICINE"),
        (400, 82, 8, "10 Westbrook Plaza, Omro, WI 54999"),
        (40, 120, 8, "Collected: 04/19/2022"),
    )
    assert name_on(page) == "Quarry Labs"


def test_one_of_several_notes_names_its_own_facility() -> None:
    first = "Visit date: 01/12/2022\nFacility: Juniper Family Practice\nAssessment: strain.\n"
    page = typed(first + "Visit date: 01/20/2022\nFacility: Redstone Orthopedic Group\nAssessment: sprain.")
    found = facility_within(page, len(first), len(page.text))
    assert found is not None
    assert found.value == "Redstone Orthopedic Group"


def test_a_list_of_visits_names_the_facility_in_a_column() -> None:
    head = "Date          Facility                  Provider\n"
    first = "01/12/2022    Juniper Family Practice   A. Roe, MD\n"
    page = typed(head + first + "01/20/2022    Redstone Imaging          B. Poe, MD")
    found = facility_within(page, len(head) + len(first), len(page.text))
    assert found is not None
    assert found.value == "Redstone Imaging"
