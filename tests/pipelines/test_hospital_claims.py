"""A hospital's claim and its account are two papers of one stay; a physician's claim is another bill."""

from __future__ import annotations

from decimal import Decimal

import pytest

from extractors.pages import Document
from pipelines.bills import bills_of
from pipelines.hospital_claims import claims_itemised
from tests.extractors.test_charges import EOB, UB04
from tests.made_pages import STAY, claim, document, ledger
from tests.pipelines.deliverables import test_damages
from tests.pipelines.made_matter import draft, facts_of

HOSPITAL = "Larkspur Regional Hospital"
CLAIM = document("u.pdf", UB04.replace("030121 030121", "030121 030421"))
RECORD = document("h.pdf", STAY)
NOTICE = EOB.replace(
    "03/17/2021 Larkspur Family Medicine 99203 185.00", "03/01/2021 " + HOSPITAL + " 99284 {}"
)
FLAG = "hospital claim (UB-04) lines of $1,560.00 are not in the amount: check"


def account(day: str, facility: str = HOSPITAL) -> Document:
    return document("l.pdf", ledger(f"{day} 99232 Hospital care 210.00", facility=facility))


def physician() -> Document:
    return document("c.pdf", claim("03 01 21", "99223 A 400 00 1", facility=HOSPITAL))


@pytest.mark.parametrize(
    ("other", "itemised"),
    [
        (account("03/01/2021"), True),
        (account("03/03/2021"), True),  # within the statement period of the claim
        (account("03/05/2021"), False),
        (account("03/01/2021", "Coastal Chiropractic Center"), False),
        (physician(), False),
        (document("e.pdf", NOTICE.format("1,560.00")), True),
        (document("e.pdf", NOTICE.format("350.00")), False),
    ],
)
def test_which_papers_bill_the_days_of_a_claim_otherwise(other: Document, itemised: bool) -> None:
    found = claims_itemised(bills_of(facts_of(CLAIM, other)))
    assert found == ({(CLAIM.source.sha256, 1)} if itemised else frozenset())


def test_a_claim_whose_every_line_the_account_repeats_is_joined_to_it() -> None:
    rows = ("03/01/2021 99284 Emergency room 1,250.00", "03/01/2021 72040 Radiology 310.00")
    assert (
        claims_itemised(bills_of(facts_of(CLAIM, document("l.pdf", ledger(*rows, facility=HOSPITAL)))))
        == frozenset()
    )


@pytest.mark.parametrize(
    ("others", "billed", "flags"),
    [
        ((), "1560.00", ()),
        ((account("03/02/2021"),), "210.00", (FLAG,)),
        ((physician(),), "1960.00", ()),
        ((account("03/02/2021"), physician()), "610.00", (FLAG,)),
    ],
)
def test_both_chronologies_have_one_amount_and_one_flag(
    others: tuple[Document, ...], billed: str, flags: tuple[str, ...]
) -> None:
    (treated,) = draft(RECORD, CLAIM, *others).rows
    (claimed,) = test_damages.draft(RECORD, CLAIM, *others).rows
    assert (treated.billed, treated.flags) == (Decimal(billed), flags)
    assert (claimed.billed, claimed.flags) == (Decimal(billed), flags)


def test_a_stay_billed_only_by_a_claim_that_is_not_added_has_no_amount_and_the_flag() -> None:
    visit = STAY.replace("DISCHARGE SUMMARY", "EMERGENCY DEPARTMENT NOTE").replace(
        "Admission Date: 03/01/2021 Discharge Date: 03/04/2021", "Date of Service: 03/01/2021"
    )
    itemised = document("l.pdf", ledger("03/01/2021 99284 Emergency visit 900.00", facility=HOSPITAL))
    rows = {r.date_end: r for r in draft(RECORD, document("v.pdf", visit), CLAIM, itemised).rows}
    assert sorted(str(r.billed) for r in rows.values()) == ["900.00", "None"] or len(rows) == 1
    assert any(FLAG in r.flags for r in rows.values())
