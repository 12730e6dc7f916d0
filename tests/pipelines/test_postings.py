"""Every line of the ledger stands in one row, under one day, or in neither: none twice, none lost."""

from __future__ import annotations

from extractors.pages import Document
from pipelines.billing import reconcile
from pipelines.bills import bills_of
from pipelines.footing import Sums
from pipelines.merging import merge
from pipelines.postings import Postings, post
from pipelines.specials import Specials, specials_of
from tests.extractors.test_charges import EOB, UB04
from tests.made_pages import claim, document, ledger, visit
from tests.pipelines.made_matter import facts_of

ACCOUNT = """Larkspur Family Medicine
1200 Harbor Road, Port Ellery, FL 33480
ITEMIZED STATEMENT OF ACCOUNT
Patient: Rosalind Quimby
Date          Code    Description           Charge      Pmt/Adj     Balance
03/17/2021    99203   Office visit          185.00                   185.00
03/17/2021    99203   Payment                           -96.00        89.00
03/20/2021            Insurance payment                 -40.00        49.00
BALANCE DUE: $49.00
"""
VOIDED = ACCOUNT.replace(
    "03/17/2021    99203   Payment                           -96.00        89.00",
    "03/17/2021    72040   X-ray, voided         -95.00                    90.00",
)


def posted(*documents: Document) -> tuple[Specials, Postings]:
    facts = facts_of(*documents)
    bills = bills_of(facts)
    specials = specials_of(bills)
    return specials, post(specials, reconcile(merge(facts), facts))


def placed(postings: Postings) -> list[int]:
    lines = [one for lines in postings.by_group.values() for one in lines]
    lines += [one for day in postings.days for one in day.lines]
    lines += [one for _, one in postings.untied]
    return sorted(id(one) for one in lines)


def test_every_line_has_one_place() -> None:
    specials, postings = posted(
        document("v.pdf", visit("03/17/2021")),
        document("a.pdf", ACCOUNT),
        document("e.pdf", EOB),
        document("u.pdf", UB04),
        document("c.pdf", claim("03 17 21", "99203 A B 185 00 1", "97110 A 65 00 1")),
    )
    lines = [one for p in specials.providers for day in p.days for one in day.lines]
    assert placed(postings) == sorted(id(one) for one in lines)


def test_a_charge_stands_with_the_visit_that_it_bills_and_else_under_its_day() -> None:
    rows = ledger("03/17/2021 99203 Office visit 185.00", "03/19/2021 97110 Exercise 65.00")
    _, postings = posted(document("v.pdf", visit("03/17/2021")), document("l.pdf", rows))
    assert {i: [one.code for one in lines] for i, lines in postings.by_group.items()} == {0: ["99203"]}
    assert [(str(d.day), [one.code for one in d.lines]) for d in postings.days] == [("2021-03-19", ["97110"])]
    assert postings.untied == ()


def test_a_payment_stands_with_the_charge_whose_day_and_code_it_names() -> None:
    _, postings = posted(document("v.pdf", visit("03/17/2021")), document("a.pdf", ACCOUNT))
    paid = sum((one.amounts for one in postings.by_group[0]), Sums()).paid
    assert paid == 96
    assert [one.amounts.paid for _, one in postings.untied] == [40]


def test_a_voided_charge_goes_where_the_charges_of_its_day_went() -> None:
    _, postings = posted(document("v.pdf", visit("03/17/2021")), document("a.pdf", VOIDED))
    assert sum((one.amounts for one in postings.by_group[0]), Sums()).billed == 90
    assert postings.days == ()


def test_box_29_and_charges_without_a_day_stand_in_no_row() -> None:
    form = claim("03 17 21", "99203 A B 185 00 1").replace(
        "28. TOTAL CHARGE\n999 00", "28. TOTAL CHARGE     29. AMOUNT PAID\n$ 185 00             $ 20 00"
    )
    _, postings = posted(document("c.pdf", form))
    assert [one.amounts.paid for _, one in postings.untied] == [20]
    _, postings = posted(document("c.pdf", claim("03 1l 2", "99203 A B 185 00 1")))
    assert [one.amounts.billed for _, one in postings.untied] == [185]
    assert postings.days == ()
