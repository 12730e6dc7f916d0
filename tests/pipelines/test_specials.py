"""The specials ledger: a charge on two papers counts once, payments once, doubt is said, nothing dropped."""

from __future__ import annotations

import random
from decimal import Decimal

from extractors.pages import Document
from pipelines.bills import bills_of
from pipelines.footing import Sums
from pipelines.specials import (
    CLAIM_LEFT_OUT,
    OPENING_LEFT_OUT,
    PAID_ELSEWHERE,
    ProviderSpecials,
    Specials,
    specials_of,
)
from pipelines.specials_lines import LISTED_TWICE, READ_WITH_DOUBT, TWO_AMOUNTS, UNDATED, SpecialsLine
from tests.extractors.test_charges import EOB, UB04
from tests.made_pages import STRANGER, claim, document, ledger, scan
from tests.pipelines.made_matter import facts_of

VISIT = "03/17/2021 99203 Office visit 185.00"
XRAY = "03/17/2021 72040 X-ray cervical spine 95.00"


def of(*documents: Document) -> Specials:
    return specials_of(bills_of(facts_of(*documents)))


def only(*documents: Document) -> ProviderSpecials:
    (provider,) = of(*documents).providers
    return provider


def lines(provider: ProviderSpecials) -> list[SpecialsLine]:
    return [line for day in provider.days for line in day.lines]


def test_lines_stand_under_their_provider_and_day() -> None:
    specials = of(
        document("a.pdf", ledger(VISIT, XRAY, "03/19/2021 97110 Exercise 65.00")),
        document(
            "b.pdf", ledger("03/18/2021 98941 Manipulation 65.00", facility="Coastal Chiropractic Center")
        ),
    )
    assert [(p.name, [(str(d.day), d.amounts.billed) for d in p.days]) for p in specials.providers] == [
        ("Larkspur Family Medicine", [("2021-03-17", Decimal("280.00")), ("2021-03-19", Decimal("65.00"))]),
        ("Coastal Chiropractic Center", [("2021-03-18", Decimal("65.00"))]),
    ]
    assert specials.amounts == Sums(billed=Decimal("410.00"))


def test_a_charge_on_two_papers_counts_once_and_cites_both() -> None:
    form = claim("03 17 21", "99203 A B 185 00 1", "72040 A 95 00 1")
    provider = only(document("l.pdf", ledger(VISIT, XRAY)), document("c.pdf", form))
    assert provider.amounts.billed == Decimal("280.00")
    assert [len(line.citations) for line in lines(provider)] == [2, 2]
    assert [line.flags for line in lines(provider)] == [(), ()]


def test_a_line_without_a_code_pairs_with_the_coded_line_of_another_paper() -> None:
    form = claim("03 17 21", "99203 A B 185 00 1")
    provider = only(document("l.pdf", ledger("03/17/2021 Office visit 185.00")), document("c.pdf", form))
    assert [(line.code, len(line.papers)) for line in lines(provider)] == [("99203", 2)]


def test_a_charge_twice_on_one_paper_is_marked_and_kept() -> None:
    provider = only(document("l.pdf", ledger(VISIT, VISIT)))
    assert provider.amounts.billed == Decimal("370.00")
    assert [line.flags for line in lines(provider)] == [(LISTED_TWICE,), (LISTED_TWICE,)]


def test_two_amounts_for_one_code_are_marked_and_kept() -> None:
    form = claim("03 17 21", "99203 A B 190 00 1")
    provider = only(document("l.pdf", ledger(VISIT)), document("c.pdf", form))
    assert provider.amounts.billed == Decimal("375.00")
    assert {line.flags for line in lines(provider)} == {(TWO_AMOUNTS,)}


def test_statements_that_repeat_one_another_in_one_file_count_once() -> None:
    provider = only(document("l.pdf", ledger(VISIT), ledger(VISIT, XRAY, "04/02/2021 97110 Exercise 65.00")))
    assert provider.amounts.billed == Decimal("345.00")


def test_copies_and_pages_of_other_people_add_nothing() -> None:
    text = ledger(VISIT)
    stranger = ledger(VISIT, XRAY, patient="Gordon Blackwell")
    files = (document("a.pdf", text), document("b.pdf", text), document("c.pdf", STRANGER, stranger))
    assert only(*files).amounts.billed == Decimal("185.00")


PAID = """Larkspur Family Medicine
1200 Harbor Road, Port Ellery, FL 33480
ITEMIZED STATEMENT OF ACCOUNT
Patient: Rosalind Quimby
Date          Code    Description           Charge      Pmt/Adj     Balance
03/01/2021            Balance forward                                 50.00
03/17/2021    99203   Office visit          185.00                   235.00
04/02/2021            Insurance payment                 -96.00       139.00
04/02/2021            Contractual adj                   -40.00        99.00
BALANCE DUE: $99.00
"""


def test_billed_adjusted_paid_and_outstanding() -> None:
    provider = only(document("l.pdf", PAID))
    sums = provider.amounts
    assert (sums.billed, sums.adjusted, sums.paid) == (Decimal("185.00"), Decimal("40.00"), Decimal("96.00"))
    assert sums.outstanding == Decimal("49.00")
    assert provider.notes == (OPENING_LEFT_OUT,)
    assert [f.outcome.value for f in provider.footings] == ["foots"]


def test_a_payment_on_the_account_and_on_the_benefits_notice_counts_once() -> None:
    specials = of(document("l.pdf", PAID), document("e.pdf", EOB))
    larkspur, bay = specials.providers
    assert larkspur.amounts.paid == Decimal("96.00")
    assert larkspur.amounts.billed == Decimal("185.00")
    assert PAID_ELSEWHERE in larkspur.notes
    assert [line.amounts.paid for line in larkspur.not_added] == [Decimal("96.00")]
    # Of this provider the notice is the only paper.
    assert (bay.amounts.billed, bay.amounts.paid) == (Decimal("95.00"), Decimal("48.00"))


def test_box_29_counts_where_no_other_paper_shows_a_payment() -> None:
    form = claim("03 17 21", "99203 A B 185 00 1").replace(
        "28. TOTAL CHARGE\n999 00", "28. TOTAL CHARGE     29. AMOUNT PAID\n$ 185 00             $ 20 00"
    )
    provider = only(document("c.pdf", form))
    assert provider.amounts.paid == Decimal("20.00")
    assert [c.quote for c in lines(provider)[-1].citations] == ["20 00"]
    assert only(document("c.pdf", form), document("l.pdf", PAID)).amounts.paid == Decimal("96.00")


def test_an_institutional_claim_is_listed_apart_where_itemised_lines_bill_its_days() -> None:
    itemised = ledger("03/01/2021 99284 Emergency visit 900.00", facility="Larkspur Regional Hospital")
    provider = only(document("u.pdf", UB04), document("l.pdf", itemised))
    assert provider.amounts.billed == Decimal("900.00")
    assert [line.amounts.billed for line in provider.not_added] == [Decimal("1250.00"), Decimal("310.00")]
    assert provider.notes == (f"{CLAIM_LEFT_OUT} ($1,560.00)",)
    assert only(document("u.pdf", UB04)).amounts.billed == Decimal("1560.00")


def test_doubt_is_said_beside_the_sums() -> None:
    provider = only(scan("l.pdf", ledger(VISIT, "03/19/2021 97110 Exercise 6S.0O"), confidence=0.7))
    assert provider.notes == (
        "sums include 1 page read below the confidence floor",
        "1 line whose figure could not be read: in no sum",
    )
    assert READ_WITH_DOUBT in lines(provider)[0].flags


def test_an_undated_charge_is_kept_and_marked() -> None:
    provider = only(document("c.pdf", claim("03 1l 2", "99203 A B 185 00 1")))
    assert [(day.day, day.amounts.billed) for day in provider.days] == [(None, Decimal("185.00"))]
    assert lines(provider)[0].flags == (UNDATED,)


def test_every_line_is_cited_and_the_order_of_the_files_changes_nothing() -> None:
    files = [
        document("l.pdf", PAID),
        document("e.pdf", EOB),
        document("u.pdf", UB04),
        document("c.pdf", claim("03 17 21")),
    ]
    first = of(*files)
    facts = facts_of(*files)
    pages = facts.pages()
    for provider in first.providers:
        for line in (*lines(provider), *provider.not_added):
            assert line.citations
            for citation in line.citations:
                citation.verify(pages[(citation.sha256, citation.page)])
    random.Random(7).shuffle(files)
    assert of(*files) == first


def test_two_units_on_two_lines_are_the_line_of_two_units_on_another_paper() -> None:
    unit = "03/17/2021 97110 Exercise 65.00"
    account = document("l.pdf", ledger(unit, unit))
    provider = only(account, document("c.pdf", claim("03 17 21", "97110 A 130 00 2")))
    assert provider.amounts.billed == Decimal("130.00")
    assert sorted(len(line.citations) for line in lines(provider)) == [1, 2]
    assert not any(TWO_AMOUNTS in line.flags for line in lines(provider))
    other = only(account, document("c.pdf", claim("03 17 21", "97110 A 140 00 2")))
    assert other.amounts.billed == Decimal("270.00")
    assert any(TWO_AMOUNTS in line.flags for line in lines(other))


def test_a_payment_and_an_adjustment_that_cancel_out_are_both_counted() -> None:
    paper = """Larkspur Family Medicine
1200 Harbor Road, Port Ellery, FL 33480
ITEMIZED STATEMENT OF ACCOUNT
Patient: Rosalind Quimby
Date          Code    Description           Charge      Payment     Adjustment
03/17/2021    99203   Office visit          185.00        50.00
04/02/2021            Takeback                           -50.00        50.00
"""
    assert only(document("l.pdf", paper)).amounts.adjusted == Decimal("50.00")
    assert only(document("l.pdf", paper)).amounts.paid == Decimal("0.00")
