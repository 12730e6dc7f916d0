"""Bills run together over their pages, and their printed totals held against their lines, to the cent."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from extractors.pages import Document, Source
from extractors.reading import read
from extractors.reading_options import ReadingOptions
from pipelines.bills import bills_of
from pipelines.footing import Outcome, Sums, footings, sums_of
from pipelines.gather import gather
from pipelines.matter import Client
from pipelines.rows import MatterFinding
from tests.layouts.score import read_document
from tests.made_pages import STRANGER, claim, digest, document, scan, visit
from tests.pipelines.made_matter import draft, facts_of, findings

HEAD = """Larkspur Family Medicine
1200 Harbor Road, Port Ellery, FL 33480
ITEMIZED STATEMENT OF ACCOUNT
Patient: Rosalind Quimby
"""
COLUMNS = "Date          Code    Description           Charge       Credit      Balance\n"


def row(
    day: int, code: str = "", charge: str = "", credit: str = "", balance: str = "", words: str = "Visit"
) -> str:
    return f"03/{day:02}/2021    {code:5}   {words:20} {charge:>8}   {credit:>10}   {balance:>10}\n"


def statement(*rows: str, totals: str = "", page_of: str = "") -> str:
    return HEAD + COLUMNS + "".join(rows) + totals + page_of


def outcomes(*documents: Document) -> list[tuple[str, str]]:
    return [
        (f.total.kind.value, f.outcome.value)
        for bill in bills_of(facts_of(*documents))
        for f in footings(bill)
    ]


def told(*documents: Document) -> list[MatterFinding]:
    return findings(draft(*documents), "total_does_not_foot")


TWO = (row(17, "99203", "185.00"), row(19, "97110", "65.00"), row(25, "", "", "100.00", words="Payment"))


def test_a_ledger_that_foots() -> None:
    text = statement(*TWO, totals="TOTAL CHARGES 250.00\nTOTAL CREDITS 100.00\nBALANCE DUE 150.00\n")
    assert outcomes(document("l.pdf", text)) == [
        ("charges", "foots"),
        ("credits", "foots"),
        ("balance", "foots"),
    ]
    assert told(document("l.pdf", text)) == []


def test_a_total_that_does_not_foot_is_told_with_both_figures() -> None:
    text = statement(*TWO, totals="TOTAL CHARGES 240.00\nBALANCE DUE 140.00\n")
    found = told(document("l.pdf", text))
    assert [f.message for f in found] == [
        "l.pdf, p. 1: the printed total of charges is $240.00; its 2 lines add up to $250.00, "
        "a difference of $10.00."
    ]
    assert [c.citation.quote for c in found[0].citations] == ["TOTAL CHARGES 240.00"]
    assert dict(found[0].data) == {
        "difference": "10.00",
        "facility": "Larkspur Family Medicine",
        "page": 1,
        "printed": "240.00",
        "source": "l.pdf",
        "summed": "250.00",
        "total": "charges",
    }


def test_a_total_on_the_last_page_sums_up_the_whole_bill() -> None:
    pages = (
        statement(TWO[0], page_of="Page 1 of 3"),
        COLUMNS + TWO[1] + row(22, "97140", "40.00") + "Page 2 of 3",
        COLUMNS + row(30, "97110", "65.00") + "TOTAL CHARGES 355.00\nBALANCE DUE 355.00\nPage 3 of 3",
    )
    assert outcomes(document("l.pdf", *pages)) == [("charges", "foots"), ("balance", "foots")]
    wrong = (pages[0], pages[1], pages[2].replace("355.00", "350.00"))
    # The balance follows from the wrong total of charges: one fault, told once.
    assert [dict(f.data)["total"] for f in told(document("l.pdf", *wrong))] == ["charges"]


def test_a_page_without_a_heading_goes_on_in_the_columns_before() -> None:
    second = (
        row(25, "", "", "85.00", words="Adjustment") + "TOTAL CHARGES 185.00\nBALANCE DUE 100.00\nPage 2 of 2"
    )
    first = statement(TWO[0], page_of="Page 1 of 2")
    assert outcomes(document("l.pdf", first, second)) == [("charges", "foots"), ("balance", "foots")]


def test_nothing_is_held_against_a_bill_that_is_not_whole() -> None:
    first = statement(TWO[0], page_of="Page 1 of 3")
    last = COLUMNS + TWO[1] + "TOTAL CHARGES 999.00\nPage 3 of 3"
    assert outcomes(document("l.pdf", first, last)) == [("charges", "not checked")]
    two = statement(TWO[0], page_of="Page 1 of 2")
    close = COLUMNS + TWO[1] + "TOTAL CHARGES 999.00\nPage 2 of 2"
    assert outcomes(document("l.pdf", two, STRANGER, close))[-1] == ("charges", "not checked")
    unread = statement(*TWO, row(28, "97110", "6S.0O"), totals="TOTAL CHARGES 315.00\n")
    assert outcomes(document("l.pdf", unread)) == [("charges", "not checked")]


def test_a_doubtful_reading_is_not_called_a_wrong_total() -> None:
    text = statement(*TWO, totals="TOTAL CHARGES 240.00\n")
    assert told(scan("l.pdf", text, confidence=0.7)) == []
    found = told(scan("l.pdf", text))
    assert len(found) == 1
    assert found[0].message.endswith("Read from an image: compare with the page.")


def test_a_copy_of_a_bill_is_not_told_again() -> None:
    text = statement(*TWO, totals="TOTAL CHARGES 240.00\n")
    assert len(told(document("l.pdf", text), document("m.pdf", text))) == 1


@pytest.mark.parametrize(
    "totals",
    [
        "Previous balance 50.00\nBALANCE DUE 200.00\n",
        "Amount due 20.00\nAccount balance 150.00\n",
        "Subtotal 250.00\nTotal 150.00\n",
        "TOTAL CHARGES 250.00\nAdjustments: $30.00\nPayments: $100.00\nBALANCE DUE 120.00\n",
    ],
)
def test_papers_differ_in_what_they_sum_up(totals: str) -> None:
    assert told(document("l.pdf", statement(*TWO, totals=totals))) == []


def test_a_balance_below_the_charges_of_a_bill_without_credits_is_left_open() -> None:
    text = statement(*TWO[:2], totals="TOTAL CHARGES 250.00\nBALANCE DUE 40.00\n")
    assert outcomes(document("l.pdf", text)) == [("charges", "foots"), ("balance", "not checked")]


def test_statements_in_one_file_are_bills_of_their_own() -> None:
    one = statement(TWO[0], totals="TOTAL CHARGES 185.00\nBALANCE DUE 185.00\n")
    other = statement(TWO[1], totals="TOTAL CHARGES 65.00\nBALANCE DUE 65.00\n")
    assert [o for _, o in outcomes(document("l.pdf", one, other))] == ["foots"] * 4


def test_each_claim_form_foots_by_itself() -> None:
    first = claim("03 17 21", "99203 A B 185 00 1").replace("\n999 00", "\n185 00")
    second = claim("03 19 21", "97110 A 65 00 1").replace("\n999 00", "\n60 00")
    found = told(document("c.pdf", first, second))
    assert [dict(f.data)["printed"] for f in found] == ["60.00"]


def test_a_clinical_page_between_two_bills_parts_them() -> None:
    bill = statement(TWO[0], totals="TOTAL CHARGES 185.00\n")
    assert (
        len(bills_of(facts_of(document("l.pdf", bill, visit("03/17/2021"), bill.replace("17", "18"))))) == 2
    )


BILLS = (
    "Corner Drug profile.pdf",
    "Great Plains EOB.pdf",
    "KPPT ledger.pdf",
    "Ridgeline 1500s.pdf",
    "St Brendan UB04.pdf",
)


def test_of_the_demo_matters_bills_only_the_therapists_ledger_does_not_foot() -> None:
    folder = Path(__file__).resolve().parents[2] / "fixtures" / "demo" / "files"
    documents = []
    for name in BILLS:
        path = folder / name
        source = Source(digest(name), (name,), "application/pdf", path.stat().st_size)
        documents.append(read(path, source, ReadingOptions(ocr=False)))
    facts = gather(documents, Client("Rosalind M. Beckwith", date(1984, 6, 11)), date(2023, 3, 4))
    compared = [f for bill in bills_of(facts) for f in footings(bill)]
    assert [
        (f.bill.facility.value if f.bill.facility else "", f.total.amount, f.summed)
        for f in compared
        if f.outcome is not Outcome.FOOTS
    ] == [("KINETIC PATH PHYSICAL THERAPY", Decimal("1458.00"), Decimal("1582.00"))]
    assert len(compared) == 12


@pytest.mark.parametrize(
    ("name", "billed", "credits"),
    [
        ("kareo_statement", "1380.00", "275.00"),
        ("medicare_eob", "1885.00", "324.87"),
        ("cms1500", "188.50", "0.00"),
    ],
)
def test_the_open_layouts_add_up_to_what_they_print(name: str, billed: str, credits: str) -> None:
    facts = gather([read_document("open", name)], Client("", None), date(2022, 1, 1))
    bills = bills_of(facts)
    sums = sum((s for bill in bills for s in sums_of(bill)), Sums())
    assert (sums.billed, sums.credits) == (Decimal(billed), Decimal(credits))
    assert all(f.outcome is Outcome.FOOTS for bill in bills for f in footings(bill))


MONEY = st.integers(1, 500_000).map(lambda cents: Decimal(cents) / 100)
SIGNS = st.sampled_from(["{}", "-{}", "({})", "{} CR", "{}-"])


@st.composite
def ledgers(draw: st.DrawFn) -> tuple[list[tuple[str, Decimal]], str]:
    """Entries of a ledger in order, and how it prints what came off."""
    kinds = st.sampled_from(["charge", "charge", "payment", "adjustment"])
    entries = draw(st.lists(st.tuples(kinds, MONEY), min_size=1, max_size=12))
    return [("charge", draw(MONEY)), *entries], draw(SIGNS)


def printed(entries: list[tuple[str, Decimal]], sign: str) -> str:
    balance = Decimal(0)
    rows: list[str] = []
    for number, (kind, amount) in enumerate(entries):
        balance += amount if kind == "charge" else -amount
        after = f"{balance:,.2f}" if balance >= 0 else f"-{-balance:,.2f}"
        if kind == "charge":
            rows.append(row(number + 1, "97110", f"{amount:,.2f}", "", after, "Exercise"))
        else:
            words = "Insurance payment" if kind == "payment" else "Contractual adj"
            rows.append(row(number + 1, "", "", sign.format(f"{amount:,.2f}"), after, words))
    charges = sum((a for k, a in entries if k == "charge"), Decimal(0))
    ending = f"{balance:,.2f}" if balance >= 0 else f"-{-balance:,.2f}"
    return statement(*rows, totals=f"TOTAL CHARGES {charges:,.2f}\nBALANCE DUE {ending}\n")


def account(text: str) -> Sums:
    bills = bills_of(facts_of(document("l.pdf", text)))
    return sum((s for b in bills for s in sums_of(b)), Sums())


@settings(max_examples=60, deadline=None)
@given(ledgers())
def test_the_sums_of_any_ledger_reconcile_to_the_cent(made: tuple[list[tuple[str, Decimal]], str]) -> None:
    entries, sign = made
    text = printed(entries, sign)
    sums = account(text)
    of = {
        k: sum((a for kind, a in entries if kind == k), Decimal(0))
        for k in ("charge", "payment", "adjustment")
    }
    assert (sums.billed, sums.paid, sums.adjusted) == (of["charge"], of["payment"], of["adjustment"])
    assert {o for _, o in outcomes(document("l.pdf", text))} == {Outcome.FOOTS.value}


@settings(max_examples=40, deadline=None)
@given(ledgers(), MONEY)
def test_one_more_payment_never_changes_what_was_billed(
    made: tuple[list[tuple[str, Decimal]], str], amount: Decimal
) -> None:
    entries, sign = made
    before, after = account(printed(entries, sign)), account(printed([*entries, ("payment", amount)], sign))
    assert after.billed == before.billed
    assert after.outstanding == before.outstanding - amount


def test_a_balance_carried_to_the_next_page_is_no_second_opening_balance() -> None:
    heading = "Date          Code    Description           Charge"
    top = ["Larkspur Family Medicine", "ITEMIZED STATEMENT OF ACCOUNT", "Patient: Rosalind Quimby"]
    first = [*top, "Previous balance 50.00", heading, "03/17/2021    99203   Office visit          185.00"]
    first += ["Page 1 of 2"]
    second = [*top, "Balance forward 235.00", heading, "03/19/2021    97110   Exercise               65.00"]
    second += ["BALANCE DUE: $300.00", "Page 2 of 2"]
    (bill,) = bills_of(facts_of(document("l.pdf", "\n".join(first), "\n".join(second))))
    assert [f.outcome for f in footings(bill)] == [Outcome.FOOTS]
