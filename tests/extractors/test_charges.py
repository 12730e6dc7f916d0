"""Billed lines of ledgers, claims and benefit statements; payments, adjustments and totals are none."""

from __future__ import annotations

from decimal import Decimal

import pytest

from extractors.facts import Charge
from tests.made_pages import STRANGER, claim, document, ledger, page, read, visit
from tests.pipelines.made_bills import WAGE_LETTER

UB04 = "\n".join(
    [
        "UB-04 CMS-1450",
        "LARKSPUR REGIONAL HOSPITAL",
        "PATIENT CONTROL NO. 550 TYPE OF BILL 131",
        "STATEMENT COVERS PERIOD FROM THROUGH",
        "030121 030121",
        "8 PATIENT NAME",
        "QUIMBY ROSALIND",
        "42 REV CD 43 DESCRIPTION 44 HCPCS 45 SERV DATE 46 UNITS 47 TOTAL CHARGES",
        "0450 EMERGENCY ROOM 99284 030121 1 1250.00",
        "0320 RADIOLOGY 72040 030121 1 310.00",
        "0001 PAGE 1 OF 1 CREATION DATE 031521 TOTALS 1560.00",
    ]
)
EOB = "\n".join(
    [
        "EXPLANATION OF BENEFITS",
        "THIS IS NOT A BILL",
        "Claim number 55",
        "Member: Rosalind Quimby",
        "Date of service Provider Code Billed Allowed Plan pays Your responsibility",
        "03/17/2021 Larkspur Family Medicine 99203 185.00 120.00 96.00 24.00",
        "03/18/2021 Bay Imaging Center 72040 95.00 60.00 48.00 12.00",
    ]
)


def lines(*texts: str) -> list[tuple[str, str, str]]:
    return [(c.date.iso, c.code, str(c.amount)) for c in charges(*texts)]


def charges(*texts: str) -> tuple[Charge, ...]:
    return read(*texts).charges


@pytest.mark.parametrize(
    ("row", "charge"),
    [
        ("03/17/2021 99203 Office visit 185.00", ("2021-03-17", "99203", "185.00")),
        ("3/17/21 97110 Exercise $65.00", ("2021-03-17", "97110", "65.00")),
        ("03/17/2021 27447 Knee arthroplasty 12,500.00", ("2021-03-17", "27447", "12500.00")),
        ("03/17/2021 97140-59 Manual therapy 62.50 247.50", ("2021-03-17", "97140-59", "62.50")),
        ("Mar 17, 2021 97110 Exercise 65.00", ("2021-03-17", "97110", "65.00")),
        ("03/17/2021 A4595 Electrodes 24.50", ("2021-03-17", "A4595", "24.50")),
        ("03/17/2021 Posted 03/20/2021 97110 Exercise 65.00", ("2021-03-17", "97110", "65.00")),
        ("03/17/2021 Cervical collar 40.00", ("2021-03-17", "", "40.00")),
    ],
)
def test_a_ledger_row_is_a_charge(row: str, charge: tuple[str, str, str]) -> None:
    assert lines(ledger(row)) == [charge]


@pytest.mark.parametrize(
    "row",
    [
        "03/17/2021 Insurance payment -120.00",
        "03/17/2021 Insurance payment 120.00",
        "03/17/2021 Contractual adjustment 40.00",
        "03/17/2021 Write-off 20.00",
        "03/17/2021 Balance forward 300.00",
        "03/17/2021 Total 185.00",
        "03/17/2021 Balance due 185.00",
        "03/17/2021 Refund 12.00",
        "03/17/2021 99203 Office visit (185.00)",
        "03/17/2021 99203 Office visit 185.00-",
        "03/17/2021 99203 Office visit 0.00",
        "99203 Office visit 185.00",
        "03/17/2021 99203 Office visit",
    ],
)
def test_payments_adjustments_totals_and_undated_rows_are_no_charges(row: str) -> None:
    assert lines(ledger(row)) == []


def test_the_facility_of_a_ledger_goes_on_to_its_later_pages() -> None:
    found = charges(
        ledger("03/17/2021 99203 Office visit 185.00"),
        "04/02/2021 97110 Exercise 65.00\n04/03/2021 97110 Exercise 65.00",
    )
    assert [c.facility.value for c in found if c.facility] == ["Larkspur Family Medicine"] * 3


def test_claim_boxes_print_dollars_and_cents_apart() -> None:
    text = claim("03 17 21", "99203 A B 185 00 1", "72040 A 95 00 1", "97110 A 1200 50 4")
    assert lines(text) == [
        ("2021-03-17", "99203", "185.00"),
        ("2021-03-17", "72040", "95.00"),
        ("2021-03-17", "97110", "1200.50"),
    ]
    assert [c.facility.value for c in charges(text) if c.facility] == ["Larkspur Family Medicine"] * 3


def test_hospital_claims_run_their_dates_on() -> None:
    assert lines(UB04) == [("2021-03-01", "99284", "1250.00"), ("2021-03-01", "72040", "310.00")]


def test_a_benefit_statement_gives_what_was_billed_and_by_whom() -> None:
    assert lines(EOB) == [("2021-03-17", "99203", "185.00"), ("2021-03-18", "72040", "95.00")]
    assert [c.facility.value for c in charges(EOB) if c.facility] == [
        "Larkspur Family Medicine",
        "Bay Imaging Center",
    ]


def test_notes_are_never_read_for_charges() -> None:
    assert charges(visit("03/17/2021", complaint="03/17/2021 97110 Exercise 65.00")) == ()


def test_another_patients_bill_is_never_counted() -> None:
    facts = read(ledger("03/17/2021 99203 Office visit 185.00", patient="Gordon Blackwell"), STRANGER)
    assert facts.owners == ("other patient", "other patient")
    assert facts.charges == ()


def test_a_charge_cites_its_whole_line() -> None:
    made = document("a.pdf", ledger("03/17/2021 99203 Office visit 185.00"))
    charge = charges(ledger("03/17/2021 99203 Office visit 185.00"))[0]
    charge.citation.verify(made.pages[0])
    assert charge.citation.quote == "03/17/2021 99203 Office visit 185.00"
    assert charge.amount == Decimal("185.00")
    assert page("x").number == charge.citation.page


@pytest.mark.parametrize(
    ("heading", "row", "amount"),
    [
        ("Date Code Description Amount", "97110 Therapeutic exercise  2.00  120.00  240.00", "240.00"),
        ("Date Code Description Qty Amount", "97140 Manual therapy  1.00  $150.00", "150.00"),
        # A scan reads "$4" as ".4": the thousands are not lost with the sign.
        ("Date Code Description Amount", "E0748 Bone growth stimulator, spinal .4,850.00", "4850.00"),
        ("Date Code Description Amount Units", "97140 Manual therapy  $50.00  1.00", "50.00"),
        (
            "Date Code Description Charges Payments Balance",
            "97140 Manual therapy  50.00  0.00  310.00",
            "50.00",
        ),
    ],
)
def test_units_printed_with_decimals_are_no_charge(heading: str, row: str, amount: str) -> None:
    page = ledger(f"03/17/2021 {row}").replace("Date Code Description Amount", heading)
    assert [str(c.amount) for c in read(page).charges] == [amount]


def invoice(*lines: str) -> str:
    """An invoice of one visit: its day is a field above the table."""
    return "\n".join(
        [
            "Larkspur Family Medicine",
            "1200 Harbor Road, Port Ellery, FL 33480",
            "INVOICE",
            *lines,
            "Code     Description                 Charge",
            "99203    Office visit                185.00",
            "72040    X-ray of the neck           $95",
            "TOTAL CHARGES: $280.00",
        ]
    )


def test_lines_without_a_date_are_of_the_day_of_service_above_them() -> None:
    dated = invoice("Patient: Rosalind Quimby   Date of Service: 03/17/2021", "Invoice Date: 03/30/2021")
    assert lines(dated) == [("2021-03-17", "99203", "185.00"), ("2021-03-17", "72040", "95.00")]


@pytest.mark.parametrize(
    "above",
    [
        "Patient: Rosalind Quimby   Invoice Date: 03/30/2021",
        "Patient: Rosalind Quimby   Dates of Service: 03/17/2021 - 04/30/2021",
    ],
)
def test_a_period_or_an_invoice_s_own_date_dates_no_line(above: str) -> None:
    assert lines(invoice(above)) == []


def test_a_day_printed_once_is_that_of_the_charges_under_it() -> None:
    page = ledger("03/17/2021  99203  Office visit  185.00", "            72040  X-ray  95.00")
    assert lines(page) == [("2021-03-17", "99203", "185.00"), ("2021-03-17", "72040", "95.00")]


def test_a_charge_under_a_payment_is_not_of_the_payment_s_day() -> None:
    page = ledger("04/02/2021  Insurance payment  -100.00", "            72040  X-ray  95.00")
    assert lines(page) == []


def test_a_page_without_headings_is_read_under_those_of_the_page_before() -> None:
    first = "\n".join(
        [
            "Larkspur Family Medicine",
            "ITEMIZED STATEMENT OF ACCOUNT",
            "Patient: Rosalind Quimby",
            "Date          Code     Description        Receipts    Charges",
            "03/17/2021    99203    Office visit                   185.00",
            "Page 1 of 2",
        ]
    )
    second = "\n".join(
        [
            "Patient: Rosalind Quimby",
            "03/30/2021             Something          64.00",
            "04/09/2021    97110    Exercise                       65.00",
            "Page 2 of 2",
        ]
    )
    assert lines(first, second) == [("2021-03-17", "99203", "185.00"), ("2021-04-09", "97110", "65.00")]
    apart = second.replace("Page 2 of 2", "Page 1 of 1")
    assert ("2021-03-30", "", "64.00") in lines(first, apart)


FILLS = """{name}
2 Canal Place, Port Ellery, FL 33480
PATIENT PRESCRIPTION HISTORY   01/01/2021 THRU 12/31/2021
PATIENT: ROSALIND QUIMBY     DOB: 09/21/1967
DATE      RX NO      DRUG                     QTY   DAYS   PRESCRIBER     PRICE
03/17/21  6614-201   METHOCARBAMOL 750MG TAB  30    10     Gutierrez A    18.49
03/21/21  6614-202   MELOXICAM 15MG TAB       14    14     Gutierrez A    12.99
TOTAL PAID BY PATIENT     31.48
"""


def test_the_price_of_a_fill_is_charged_on_the_day_of_the_fill() -> None:
    assert lines(FILLS.format(name="BLUE MORTAR DRUGS")) == [
        ("2021-03-17", "", "18.49"),
        ("2021-03-21", "", "12.99"),
    ]


def test_the_sums_of_a_wage_letter_are_no_charges() -> None:
    assert charges(WAGE_LETTER) == ()


def test_a_bill_without_a_letterhead_takes_no_name_from_another_patients_bill() -> None:
    own = ledger("03/17/2021 99203 Office visit 185.00")
    theirs = ledger(
        "03/17/2021 99203 Office visit 185.00", facility="Bay Imaging Center", patient="Gordon Blackwell"
    )
    nameless = own.replace("Larkspur Family Medicine\n1200 Harbor Road, Port Ellery, FL 33480\n", "")
    facts = read(own, theirs, nameless)
    assert facts.owners[1] == "other patient"
    assert {c.facility.value for c in facts.charges if c.facility} == {"Larkspur Family Medicine"}
    assert [c.facility for c in read(theirs, nameless).charges] == [None]
