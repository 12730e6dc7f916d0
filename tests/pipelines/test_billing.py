"""Bills and records meet by day and facility; a charge that is on two papers counts once."""

from __future__ import annotations

from decimal import Decimal

import pytest

from pipelines.bills import bills_of
from pipelines.rows import TreatmentChronology
from pipelines.specials import specials_of
from pipelines.specials_lines import READ_WITH_DOUBT, TWO_AMOUNTS
from tests.extractors.test_charges import EOB, FILLS
from tests.made_pages import STAY, STAY_CT, claim, document, ledger, scan, visit
from tests.pipelines.made_matter import draft, facts_of, findings

VISIT = visit("03/17/2021")
TWO = ledger("03/17/2021 99203 Office visit 185.00", "03/17/2021 72040 X-ray cervical spine 95.00")


def billed(chronology: TreatmentChronology) -> list[Decimal | None]:
    return [r.billed for r in chronology.rows]


def test_a_ledgers_rows_of_a_day_are_summed() -> None:
    assert billed(draft(document("v.pdf", VISIT), document("l.pdf", TWO))) == [Decimal("280.00")]


def test_the_same_charge_on_a_ledger_and_a_claim_counts_once() -> None:
    form = claim("03 17 21", "99203 A B 185 00 1", "72040 A 95 00 1")
    chronology = draft(document("v.pdf", VISIT), document("l.pdf", TWO), document("c.pdf", form))
    assert billed(chronology) == [Decimal("280.00")]
    assert {c.source for c in chronology.rows[0].citations} == {"v.pdf", "l.pdf", "c.pdf"}
    assert chronology.rows[0].cpt == ("99203", "72040")


def test_a_code_billed_twice_on_one_paper_is_two_charges() -> None:
    row = "03/17/2021 97110 Exercise 65.00"
    assert billed(draft(document("v.pdf", VISIT), document("l.pdf", ledger(row, row)))) == [Decimal("130.00")]


def test_a_copy_of_a_ledger_adds_nothing() -> None:
    assert billed(draft(document("v.pdf", VISIT), document("l.pdf", TWO), document("m.pdf", TWO))) == [
        Decimal("280.00")
    ]
    assert billed(draft(document("v.pdf", VISIT), document("l.pdf", TWO, TWO))) == [Decimal("280.00")]


def test_a_bill_without_a_record_is_listed_with_its_sum_and_lines() -> None:
    rows = ("05/20/2021 99213 Office visit 125.00", "05/20/2021 97110 Exercise 65.00")
    found = findings(draft(document("v.pdf", VISIT), document("l.pdf", ledger(*rows))), "bill_without_record")
    assert [dict(f.data) for f in found] == [
        {
            "amount": "190.00",
            "codes": "97110 99213",
            "date": "2021-05-20",
            "facility": "Larkspur Family Medicine",
        }
    ]
    assert [c.citation.quote for c in found[0].citations] == list(rows)


def test_a_bill_of_another_facility_on_the_day_is_not_the_visits() -> None:
    elsewhere = ledger("03/17/2021 98941 Manipulation 65.00", facility="Coastal Chiropractic Center")
    chronology = draft(document("v.pdf", VISIT), document("l.pdf", elsewhere))
    assert billed(chronology) == [None]
    assert len(findings(chronology, "bill_without_record")) == 1
    assert len(findings(chronology, "record_without_bill")) == 1


def test_a_record_without_a_bill_is_listed() -> None:
    found = findings(draft(document("v.pdf", VISIT)), "record_without_bill")
    assert [c.citation.quote for c in found[0].citations] == ["03/17/2021"]
    assert findings(draft(document("v.pdf", VISIT), document("l.pdf", TWO)), "record_without_bill") == []


def test_days_within_a_stay_are_billed_to_the_stay() -> None:
    bill = ledger(
        "03/02/2021 99232 Hospital care 210.00",
        "03/03/2021 99232 Hospital care 210.00",
        facility="Larkspur Regional Hospital",
    )
    assert billed(draft(document("h.pdf", STAY), document("l.pdf", bill))) == [Decimal("420.00")]


def test_a_charge_of_the_day_before_is_not_bent_to_the_visit() -> None:
    chronology = draft(
        document("v.pdf", VISIT), document("l.pdf", ledger("03/16/2021 99203 Office visit 185.00"))
    )
    assert billed(chronology) == [None]
    assert len(findings(chronology, "bill_without_record")) == 1


def test_a_line_that_names_no_study_bills_the_one_that_another_paper_names() -> None:
    def study(title: str, impression: str) -> str:
        return STAY_CT.replace("CT chest", title).replace("Two rib fractures", impression)

    hospital = "Larkspur Regional Hospital"
    rows = ("03/01/2021 71250 CT chest 900.00", "03/01/2021 73030 X-ray shoulder 240.00")
    notice = EOB.replace(
        "03/17/2021 Larkspur Family Medicine 99203 185.00", f"03/01/2021 {hospital} 73030 240.00"
    )
    chronology = draft(
        document("ct.pdf", study("CT chest", "Two rib fractures")),
        document("xr.pdf", study("X-ray shoulder", "No fracture of the humerus")),
        document("l.pdf", ledger(*rows, facility=hospital)),
        document("e.pdf", notice),
    )
    assert sorted(b for b in billed(chronology) if b) == [Decimal("240.00"), Decimal("900.00")]


def test_statements_that_repeat_one_another_in_one_file_count_once() -> None:
    first = ledger("03/17/2021 99203 Office visit 185.00")
    again = ledger("03/17/2021 99203 Office visit 185.00", "04/20/2021 97110 Exercise 65.00")
    assert billed(draft(document("v.pdf", VISIT), document("l.pdf", first, again))) == [Decimal("185.00")]


def test_a_modifier_that_only_one_paper_prints_makes_no_second_charge() -> None:
    form = claim("03 17 21", "99203 25 A B 185 00 1")
    rows = ledger("03/17/2021 99203 Office visit 185.00")
    chronology = draft(document("v.pdf", VISIT), document("l.pdf", rows), document("c.pdf", form))
    assert billed(chronology) == [Decimal("185.00")]


HEADED = """Larkspur Family Medicine
1200 Harbor Road, Port Ellery, FL 33480
ITEMIZED STATEMENT OF ACCOUNT
Patient: Rosalind Quimby
Date          Code    Description           Charge      Pmt/Adj     Balance
03/17/2021    99203   Office visit          185.00                   185.00
03/17/2021    72040   X-ray neck             95.00                   280.00
03/17/2021    72040   X-ray neck, voided    {}                   185.00
BALANCE DUE: $185.00
"""


@pytest.mark.parametrize("figure", ["-95.00", " 95.00"])
def test_a_voided_charge_is_not_in_the_amount(figure: str) -> None:
    bill = document("l.pdf", HEADED.format(figure))
    assert billed(draft(document("v.pdf", VISIT), bill)) == [Decimal("185.00")]


def test_a_line_without_a_code_is_the_coded_line_of_another_paper() -> None:
    form = document("c.pdf", claim("03 17 21", "99203 A B 185 00 1"))
    rows = document("l.pdf", ledger("03/17/2021 Office visit 185.00"))
    assert billed(draft(document("v.pdf", VISIT), rows, form)) == [Decimal("185.00")]


def test_a_code_wrapped_under_its_row_is_shown_and_stands_in_the_quote() -> None:
    wrapped = """Larkspur Family Medicine
1200 Harbor Road, Port Ellery, FL 33480
ITEMIZED STATEMENT OF ACCOUNT
Patient: Rosalind Quimby
Date        Description           Charge      Balance
03/17/2021  Office visit          185.00      185.00
            99203
TOTAL CHARGES: $185.00
"""
    (row,) = draft(document("v.pdf", VISIT), document("l.pdf", wrapped)).rows
    assert (row.billed, row.cpt) == (Decimal("185.00"), ("99203",))
    assert row.citations[-1].citation.quote.endswith("185.00 185.00\n99203")


def test_a_fill_bills_no_visit_and_lacks_no_record() -> None:
    fills = FILLS.format(name="Larkspur Family Medicine Pharmacy")
    chronology = draft(document("v.pdf", VISIT), document("p.pdf", fills))
    assert billed(chronology) == [None]
    assert findings(chronology, "bill_without_record") == []


def test_a_bill_without_a_record_comes_to_what_the_ledger_counts() -> None:
    unit = "05/20/2021 97110 Exercise 65.00"
    form = claim("05 20 21", "97110 A 130 00 2")
    chronology = draft(document("l.pdf", ledger(unit, unit)), document("c.pdf", form))
    (found,) = findings(chronology, "bill_without_record")
    assert dict(found.data)["amount"] == "130.00"
    assert len(found.citations) == 3
    voided = draft(document("l.pdf", HEADED.format("-95.00")))
    assert [dict(f.data)["amount"] for f in findings(voided, "bill_without_record")] == ["185.00"]


def test_an_amount_read_with_doubt_or_printed_in_two_ways_says_so() -> None:
    doubtful = scan("l.pdf", ledger("03/17/2021 99203 Office visit 185.00"), confidence=0.5)
    (row,) = draft(document("v.pdf", VISIT), doubtful).rows
    assert (row.billed, READ_WITH_DOUBT in row.flags) == (Decimal("185.00"), True)
    form = document("c.pdf", claim("03 17 21", "99203 A B 190 00 1"))
    (row,) = draft(document("v.pdf", VISIT), document("l.pdf", TWO), form).rows
    assert (TWO_AMOUNTS in row.flags, READ_WITH_DOUBT in row.flags) == (True, False)


def test_a_notice_that_names_the_physician_tells_of_the_houses_charge() -> None:
    named = EOB.replace("Larkspur Family Medicine 99203", "Brightwater Odalys T MD 99203")
    files = (document("v.pdf", VISIT), document("l.pdf", TWO), document("e.pdf", named))
    chronology = draft(*files)
    assert billed(chronology) == [Decimal("280.00")]
    assert [dict(f.data)["amount"] for f in findings(chronology, "bill_without_record")] == ["95.00"]
    assert specials_of(bills_of(facts_of(*files))).amounts.billed == Decimal("375.00")
    # Another amount is another charge: nothing is guessed.
    other = document("e.pdf", named.replace("185.00", "180.00"))
    assert specials_of(bills_of(facts_of(*files[:2], other))).amounts.billed == Decimal("555.00")
