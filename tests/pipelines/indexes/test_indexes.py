"""The indexes of made matters: who, what part, which drug, which code, which abbreviation, and when."""

from __future__ import annotations

from datetime import date
from itertools import permutations

from extractors.pages import Document
from pipelines.indexes.incident_split import NO_INCIDENT, NONE_BEFORE
from tests.made_pages import STAY, STAY_CHART, document, ledger, therapy, visit
from tests.pipelines.indexes.made_indexes import indexes, lines, stands_in_citations

NOTE = "\n".join(
    [
        "Harborview Orthopaedic & Spine Associates",
        "40 Quay Street, Port Ellery, FL 33480",
        "Patient: Rosalind Quimby",
        "DOB: 09/21/1967",
        "Date of Service: 04/12/2021",
        "OFFICE VISIT",
        "CHIEF COMPLAINT: Pt c/o left shoulder pain after MVA. Denies neck, back or knee pain.",
        "CURRENT MEDICATIONS: Lisinopril 10 mg p.o. daily, gabapentin 300 mg TID, and a multivitamin.",
        "ALLERGIES: Penicillin, codeine 30 mg.",
        "PHYSICAL EXAMINATION: Left shoulder tender. Neck supple. Right knee normal.",
        "ASSESSMENT: 1. Strain of left shoulder (S46.912A). 2. Low back pain (M54.50).",
        "PLAN: Start naproxen 500 mg b.i.d. with food. Stop gabapentin. Hand therapy. Return right away.",
        "Electronically signed by Tobin Vance, MD",
    ]
)  # fmt: skip
EARLIER = visit("11/02/2019", complaint="Left shoulder pain for a week. No knee pain.")
REFERRED = visit(
    "03/17/2021",
    complaint="Neck pain. She was seen at Coveside Urgent Care Center on 03/02/2021 for the same.",
)
BILL = ledger("04/12/2021 99214 Office visit 210.00", facility="HARBORVIEW ORTHOPAEDIC & SPINE A")
SUPPLIER = ledger("05/20/2021 L3670 Shoulder sling 95.00", facility="Tidewater Medical Supply")


def matter() -> list[Document]:
    return [
        document("note.pdf", NOTE),
        document("earlier.pdf", EARLIER),
        document("office.pdf", REFERRED),
        document("bill.pdf", BILL),
        document("supplier.pdf", SUPPLIER),
    ]


def test_each_facility_has_one_line_with_the_whole_name_and_its_other_prints() -> None:
    found = indexes(*matter())["providers"]
    assert lines(found, "facility", "providers", "also_printed", "visits", "first", "last") == [
        ("Larkspur Family Medicine", "Odalys T. Brightwater, MD", "", 2, "2019-11-02", "2021-03-17"),
        (
            "Harborview Orthopaedic & Spine Associates",
            "Tobin Vance, MD",
            "HARBORVIEW ORTHOPAEDIC & SPINE A",
            1,
            "2021-04-12",
            "2021-04-12",
        ),
        ("Coveside Urgent Care Center", "", "", 0, "", ""),
        ("Tidewater Medical Supply", "", "", 0, "", ""),
    ]
    assert lines(found, "records", "bills") == [
        ("received", "none"),
        ("received", "received"),
        ("none", "none"),
        ("none", "received"),
    ]
    assert lines(found, "pages")[1] == ("bill.pdf: 1; note.pdf: 1",)


def test_every_printed_name_stands_in_a_citation_of_its_line() -> None:
    for name, columns in (
        ("providers", ("facility", "providers", "also_printed")),
        ("medications", ("drug", "strength", "directions", "prescriber", "status", "quantity")),
        ("codes", ("code", "description")),
        ("glossary", ("abbreviation",)),
        ("incident_split", ("facilities",)),
    ):
        index = indexes(*matter(), document("profile.pdf", PROFILE))[name]
        assert index.lines
        for line in index.lines:
            for column in columns:
                assert stands_in_citations(line, line.values[index.columns.index(column)]), (
                    name,
                    line.values,
                )


def test_the_order_of_files_does_not_matter() -> None:
    expected = indexes(*matter())
    for order in list(permutations(matter()))[::40]:
        assert indexes(*order) == expected


def test_parts_are_counted_by_visit_and_denials_apart() -> None:
    found = indexes(*matter())["body_parts"]
    counted = {(part, side): rest for part, side, *rest in lines(found, *found.columns)}
    assert counted["shoulder", "left"] == [2, "2019-11-02", "2021-04-12", 1, 0]
    assert counted["neck", "not printed"] == [2, "2019-11-02", "2021-03-17", 1, 1]
    assert not any(part in ("knee", "hand") for part, _ in counted), "denied, found normal, or therapy only"


def test_without_a_date_of_incident_nothing_is_before_it() -> None:
    found = indexes(*matter(), incident=None)
    assert set(lines(found["body_parts"], "before_incident")) == {(0,)}
    assert (found["incident_split"].lines, found["incident_split"].note) == ((), NO_INCIDENT)


def test_rows_are_divided_by_the_date_of_incident() -> None:
    found = indexes(*matter(), document("stay.pdf", STAY))["incident_split"]
    assert found.note == ""
    assert lines(found, "visits", "first", "last", "facilities") == [
        (1, "2019-11-02", "2019-11-02", "Larkspur Family Medicine"),
        (1, "2021-03-01", "2021-03-04", "Larkspur Regional Hospital"),
        (
            2,
            "2021-03-17",
            "2021-04-12",
            "Larkspur Family Medicine; Harborview Orthopaedic & Spine Associates",
        ),
    ]


def test_that_no_earlier_record_is_in_the_file_is_said_plainly() -> None:
    found = indexes(document("note.pdf", NOTE))["incident_split"]
    assert found.note == NONE_BEFORE
    assert lines(found, "visits") == [(0,), (0,), (1,)]


PROFILE = "\n".join(
    [
        "Seabright Pharmacy #221",
        "PATIENT PRESCRIPTION PROFILE",
        "Patient: QUIMBY, ROSALIND DOB: 9/21/67",
        "Fill date Rx # Drug Qty DS Prescriber Written Price",
        "4/12/21 4411870 Naproxen 500 mg tab 60 30 Vance, T 4/12/21 14.10",
        "5/12/21 4413991 NAPROXEN 500 MG TAB 30 15 Vance, T 5/11/21 9.90",
        "Total: $24.00",
    ]
)


def test_medications_are_listed_as_printed_and_allergies_and_denials_are_not() -> None:
    found = indexes(*matter(), document("profile.pdf", PROFILE))["medications"]
    assert [line.values for line in found.lines] == [
        ("gabapentin", "", "", "", "Stop", "2021-04-12", "2021-04-12", 0, ""),
        ("gabapentin", "300 mg", "TID", "", "", "2021-04-12", "2021-04-12", 0, ""),
        ("Lisinopril", "10 mg", "p.o. daily", "", "", "2021-04-12", "2021-04-12", 0, ""),
        ("multivitamin", "", "", "", "", "2021-04-12", "2021-04-12", 0, ""),
        (
            "NAPROXEN",
            "500 mg",
            "b.i.d. with food; tab",
            "Vance, T",
            "Start",
            "2021-04-12",
            "2021-05-12",
            2,
            "60; 30",
        ),
    ]  # fmt: skip


def test_what_a_hospital_gave_is_dated_by_its_own_line_and_stands_for_the_stay() -> None:
    found = indexes(document("stay.pdf", STAY, STAY_CHART))
    assert lines(found["medications"], "drug", "strength", "directions") == [("Ketorolac", "30 mg", "IV")]
    assert found["medications"].lines[0].rows == found["providers"].lines[0].rows


def test_codes_carry_the_words_printed_beside_them() -> None:
    found = indexes(*matter())["codes"]
    assert lines(found, "system", "code", "description", "recorded_on") == [
        ("ICD-10", "M54.50", "Low back pain", "record"),
        ("ICD-10", "S46.912A", "Strain of left shoulder", "record"),
        ("CPT/HCPCS", "99214", "Office visit", "bill"),
        ("CPT/HCPCS", "L3670", "Shoulder sling", "bill"),
    ]


def test_abbreviations_are_explained_and_the_quotes_stay() -> None:
    found = indexes(*matter())["glossary"]
    assert lines(found, "abbreviation", "meaning") == [
        ("b.i.d.", "twice a day"),
        ("c/o", "complains of"),
        ("MVA", "motor vehicle accident"),
        ("p.o.", "by mouth"),
        ("Pt", "patient"),
        ("TID", "three times a day"),
    ]


def test_a_name_that_fits_two_facilities_is_left_apart() -> None:
    texts = [
        visit("03/10/2021", facility="Larkspur Regional Imaging"),
        visit("03/11/2021", facility="Larkspur Regional Hospital"),
        visit("03/12/2021", facility="LARKSPUR REGIONAL"),
    ]
    found = indexes(*(document(f"{i}.pdf", text) for i, text in enumerate(texts)))["providers"]
    assert len(found.lines) == 3


def test_an_empty_index_is_left_out() -> None:
    found = indexes(document("t.pdf", therapy("04/07/2021")), incident=date(2021, 3, 1))
    assert "medications" not in found
    assert list(found) == ["providers", "incident_split", "body_parts"]


def test_a_print_that_runs_on_does_not_stand_for_a_name_printed_whole() -> None:
    texts = [
        visit("03/10/2021", facility="Larkspur Family Medicine"),
        visit("03/17/2021", facility="Larkspur Family Medicine"),
        visit("03/24/2021", facility="Larkspur Family Medicine Group Practice"),
    ]
    found = indexes(*(document(f"{i}.pdf", text) for i, text in enumerate(texts)))["providers"]
    assert lines(found, "facility", "also_printed") == [
        ("Larkspur Family Medicine", "Larkspur Family Medicine Group Practice")
    ]


def test_a_bills_columns_are_no_part_of_its_description() -> None:
    rows = (
        "04/12/2021 99284 Emergency visit level 4 610.00",
        "04/12/2021 99214 Office visit Vance 210.00",
    )
    bill = ledger(*rows, facility="Harborview Orthopaedic & Spine Associates")
    found = indexes(document("note.pdf", NOTE), document("bill.pdf", bill))["codes"]
    described = {code: words for code, words in lines(found, "code", "description")}
    assert (described["99284"], described["99214"]) == ("Emergency visit level 4", "Office visit")


def test_capitals_do_not_divide_how_often_a_name_is_printed() -> None:
    names = ["Larkspur Family Medicine", "LARKSPUR FAMILY MEDICINE", *["Larkspur Family Medicine Group"] * 2]
    texts = [visit(f"03/{10 + i}/2021", facility=name) for i, name in enumerate(names)]
    texts.append(visit("03/20/2021", facility="LARKSPUR FAMILY MEDICINE"))
    found = indexes(*(document(f"{i}.pdf", text) for i, text in enumerate(texts)))["providers"]
    assert lines(found, "facility", "also_printed") == [
        ("LARKSPUR FAMILY MEDICINE", "Larkspur Family Medicine; Larkspur Family Medicine Group")
    ]
