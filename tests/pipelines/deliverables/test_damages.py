"""The damages chronology: rows and ledger agree to the cent for any mix of papers; only print is stated."""

from __future__ import annotations

import random
from collections import Counter
from collections.abc import Sequence
from dataclasses import replace
from datetime import date, timedelta
from decimal import Decimal
from functools import cache
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from extractors.errors import AccountingError
from extractors.pages import Document
from pipelines.approved import ApprovedTemplate, load_approved
from pipelines.deliverables import damages
from pipelines.deliverables.damages import draft_damages
from pipelines.house import Codes
from pipelines.postings import Postings
from pipelines.rows import DamagesChronology, DamagesRow, Index
from pipelines.rows_json import canonical_bytes, chronology_from_bytes, chronology_to_json
from tests.extractors.test_charges import EOB, UB04
from tests.made_pages import INCIDENT, document, ledger, scan, visit
from tests.pipelines import made_matter
from tests.pipelines.made_bills import DAYS, PRICES, WAGE_LETTER, Charged, account, claims
from tests.pipelines.made_matter import MATTER, facts_of

LARKSPUR = "Larkspur Family Medicine"


@cache
def template() -> ApprovedTemplate:
    return load_approved(Path(__file__).resolve().parents[3] / "templates", "damages")


def draft(*documents: Document) -> DamagesChronology:
    return draft_damages(MATTER, facts_of(*documents), (), template(), "pincite test")


def index(chronology: DamagesChronology, name: str) -> list[dict[str, object]]:
    """The lines of an index as column → value; none where it is left out."""
    found = [i for i in chronology.indexes if i.name == name]
    return [dict(zip(i.columns, line.values, strict=True)) for i in found for line in i.lines]


def the(chronology: DamagesChronology, name: str) -> Index:
    return next(i for i in chronology.indexes if i.name == name)


def amounts(row: DamagesRow) -> tuple[Decimal | None, ...]:
    return (row.billed, row.adjusted, row.paid, row.outstanding)


def note(day: date) -> str:
    return visit(f"{day:%m/%d/%Y}")


def slip(day: date, words: str) -> str:
    return "\n".join(
        [
            LARKSPUR,
            "1200 Harbor Road, Port Ellery, FL 33480",
            "DISABILITY / WORK STATUS CERTIFICATE",
            "Patient: Rosalind Quimby",
            f"Date: {day:%m/%d/%Y}",
            words,
            "Odalys T. Brightwater, MD",
        ]
    )


# --- Sums ---------------------------------------------------------------------------------------------------

charges = st.lists(st.tuples(st.sampled_from(DAYS), st.sampled_from(sorted(PRICES))), max_size=7)
payments = st.lists(
    st.tuples(st.sampled_from(DAYS), st.integers(100, 5000).map(lambda c: Decimal(c).scaleb(-2))), max_size=3
)


def once(on_account: Sequence[Charged], on_claims: Sequence[Charged]) -> Decimal:
    """What is billed: a charge on both papers counts once, one that stands twice on a paper counts twice."""
    counted = Counter(on_account) | Counter(on_claims)
    return sum((PRICES[code] * n for (_, code), n in counted.items()), Decimal("0.00"))


@settings(max_examples=15, deadline=None)
@given(
    charges,
    charges,
    payments,
    st.sets(st.sampled_from(DAYS)),
    st.integers(0, 7),
    st.randoms(use_true_random=False),
)
def test_rows_and_what_stands_in_no_row_give_the_grand_total(
    on_account: list[Charged],
    on_claims: list[Charged],
    paid: list[tuple[date, Decimal]],
    visits: set[date],
    earlier: int,
    order: random.Random,
) -> None:
    files = [document(f"note {day}.pdf", note(day)) for day in sorted(visits)]
    statements = [account(on_account[:earlier])] if 0 < earlier < len(on_account) else []
    statements += [account(on_account, paid)] if on_account else []
    files += [document("account.pdf", *statements)] if statements else []
    files += [document("claims.pdf", *claims(on_claims))] if on_claims else []
    if not files:
        return
    made = draft(*files)
    billed = sum((row.billed for row in made.rows if row.billed is not None), Decimal("0.00"))
    assert billed == once(on_account, on_claims)
    total = [line for line in index(made, "specials") if line["provider"] == "Total"]
    assert [line["billed"] for line in total] == ([billed] if on_account or on_claims else [])
    if total:
        posted = sum((amount for _, amount in paid), Decimal("0.00")) if on_account else Decimal("0.00")
        in_rows = sum((row.paid for row in made.rows if row.paid is not None), Decimal("0.00"))
        tied = [line for line in the(made, "specials_lines").lines if not line.rows]
        assert in_rows + sum(Decimal(str(line.values[7] or 0)) for line in tied) == posted
        assert total[0]["paid"] == (posted or "")  # no paper states a payment
    if made.indexes and index(made, "phases"):
        parts = [line["billed"] for line in index(made, "phases")]
        assert sum(Decimal(str(p)) for p in parts[:-1]) == parts[-1] == billed
    treated = {row.id: row.billed for row in made_matter.draft(*files).rows}
    assert {row.id: row.billed for row in made.rows if row.id in treated} == treated
    order.shuffle(files)
    assert canonical_bytes(chronology_to_json(draft(*files))) == canonical_bytes(chronology_to_json(made))


def test_rows_that_do_not_give_the_total_are_never_drafted(monkeypatch: pytest.MonkeyPatch) -> None:
    lost = Postings({}, (), (), {})
    monkeypatch.setattr(damages, "post", lambda specials, bills: lost)
    with pytest.raises(AccountingError, match="do not sum up"):
        draft(document("a.pdf", account([(DAYS[1], "99213")])))


def test_a_charge_on_two_papers_is_one_line_with_both_citations() -> None:
    charged = [(DAYS[2], "99213")]
    made = draft(
        document("a.pdf", note(DAYS[2])),
        document("b.pdf", account(charged)),
        document("c.pdf", *claims(charged)),
    )
    (line,) = the(made, "specials_lines").lines
    assert [c.source for c in line.citations] == ["b.pdf", "c.pdf"]
    assert line.rows == (made.rows[0].id,)
    assert made.rows[0].billed == Decimal("142.35")


# --- Rows ---------------------------------------------------------------------------------------------------


def test_an_encounter_has_the_id_of_its_treatment_row_and_its_money() -> None:
    files = (document("a.pdf", note(DAYS[2])), document("b.pdf", account([(DAYS[2], "99213")])))
    (row,) = draft(*files).rows
    (treated,) = made_matter.draft(*files).rows
    assert (row.id, row.facility, row.provider, row.citations) == (
        treated.id,
        treated.facility,
        treated.provider,
        treated.citations,
    )
    assert amounts(row) == (Decimal("142.35"), None, None, Decimal("142.35"))


def test_a_day_of_charges_without_a_record_is_a_row_that_quotes_the_bill() -> None:
    (row,) = draft(document("b.pdf", ledger("03/10/2021 99213 Office visit 185.00"))).rows
    assert (row.date_start, row.facility, row.type, row.cpt) == (
        "2021-03-10",
        LARKSPUR,
        "billing ledger",
        ("99213",),
    )
    assert [(f.heading, f.quote) for f in row.findings] == [
        ("Charges as billed", "03/10/2021 99213 Office visit 185.00")
    ]
    assert row.flags == ("no record of this day in the file",)


def test_what_is_left_is_stated_only_where_the_account_says_what_came_off() -> None:
    charged = [(DAYS[1], "99213"), (DAYS[2], "97110")]
    posted = draft(document("a.pdf", account(charged, [(DAYS[4], Decimal("50.00"))])))
    assert [amounts(row) for row in posted.rows] == [
        (Decimal("142.35"), None, None, None),
        (Decimal("65.10"), None, None, None),
    ]
    assert index(posted, "specials")[0]["outstanding"] == Decimal("157.45")
    claimed = draft(document("c.pdf", *claims(charged)))
    assert [row.outstanding for row in claimed.rows] == [None, None]
    assert index(claimed, "specials")[0]["outstanding"] == "not stated"


def test_a_payment_for_several_days_stands_in_no_row_and_says_so() -> None:
    made = draft(document("a.pdf", account([(DAYS[1], "99213")], [(DAYS[4], Decimal("50.00"))])))
    paid = index(made, "specials_lines")[-1]
    assert (paid["paid"], paid["flags"]) == (Decimal("50.00"), "not tied to one encounter")
    assert the(made, "specials_lines").lines[-1].rows == ()


def test_benefits_of_a_day_stand_with_the_charge_of_their_line() -> None:
    made = draft(document("e.pdf", EOB))
    paid = {(row.date_start, row.billed, row.paid) for row in made.rows}
    lines = index(made, "specials_lines")
    assert paid
    assert {(line["date"], line["billed"], line["paid"]) for line in lines} == paid
    assert all(row.outstanding is None for row in made.rows)


def test_periods_of_work_lost_are_rows_in_the_words_of_the_employer() -> None:
    made = draft(document("w.pdf", WAGE_LETTER))
    (row,) = made.rows
    assert (row.date_start, row.date_end, row.type) == ("2021-03-02", "2021-03-28", "wage verification")
    assert [f.heading for f in row.findings] == ["Wage loss"]
    assert amounts(row) == (None, None, None, None)
    told = [(line["from"], line["to"], line["amount"]) for line in index(made, "wage_loss")]
    assert told == [
        ("", "", "$21.40"),
        ("2021-03-02", "2021-03-28", ""),
        ("", "", ""),
        ("", "", "$3,424.00"),
    ]


def test_a_slip_is_listed_with_the_days_that_it_prints() -> None:
    words = "Patient is unable to work from March 10, 2021 through March 24, 2021 and may not lift."
    made = draft(document("s.pdf", slip(DAYS[2], words)))
    (status,) = index(made, "work_status")
    assert (status["date"], status["from"], status["to"]) == ("2021-03-10", "2021-03-10", "2021-03-24")
    assert words in str(status["statement"])


def test_codes_stand_in_the_rows_only_where_the_house_wants_them() -> None:
    facts = facts_of(document("b.pdf", account([(DAYS[2], "99213")])))
    out = replace(template().task, house=replace(template().task.house, codes=Codes.INDEX))
    made = draft_damages(MATTER, facts, (), replace(template(), task=out), "pincite test")
    assert [row.cpt for row in made.rows] == [()]
    assert [line["code"] for line in index(made, "specials_lines")] == ["99213"]


# --- Tables and findings ------------------------------------------------------------------------------------


def test_specials_part_at_the_date_of_incident() -> None:
    charged = [(INCIDENT - timedelta(days=40), "72040"), (DAYS[2], "97110")]
    lines = index(draft(document("a.pdf", account(charged))), "specials")
    assert [(line["provider"], line["billed"]) for line in lines] == [
        (LARKSPUR, Decimal("160.15")),
        ("Total", Decimal("160.15")),
        ("of which billed for days before the incident", Decimal("95.05")),
        ("of which billed for days from the incident on", Decimal("65.10")),
    ]


def test_what_is_not_added_is_listed_with_its_reason_and_found() -> None:
    itemised = ledger("03/01/2021 99284 Emergency visit 900.00", facility="Larkspur Regional Hospital")
    made = draft(document("u.pdf", UB04), document("l.pdf", itemised))
    assert [line["amount"] for line in index(made, "not_added")] == [Decimal("1250.00"), Decimal("310.00")]
    (finding,) = [f for f in made.findings if f.kind == "not_added"]
    assert "$1,560.00" in finding.message


def test_the_row_says_which_claim_is_not_in_its_amount() -> None:
    hospital = "Larkspur Regional Hospital"
    seen = visit("03/01/2021", facility=hospital, provider="Ada Roe, MD")
    itemised = ledger("03/01/2021 99284 Emergency visit 900.00", facility=hospital)
    made = draft(document("v.pdf", seen), document("u.pdf", UB04), document("l.pdf", itemised))
    (row,) = made.rows
    assert row.billed == Decimal("900.00")
    assert "hospital claim (UB-04) lines of $1,560.00 are not in the amount: check" in row.flags


def test_totals_that_do_not_foot_and_figures_not_read_are_found() -> None:
    made = draft(scan("l.pdf", ledger("03/17/2021 99203 Visit 185.00", "03/19/2021 97110 Exercise 6S.0O")))
    kinds = {f.kind for f in made.findings}
    assert "unread_figure" in kinds
    made = draft(document("l.pdf", ledger("03/17/2021 99203 Visit 185.00")))
    assert "total_does_not_foot" in {f.kind for f in made.findings}
    assert index(made, "specials")[0]["foots"] == "no"


def test_a_lien_is_quoted_and_not_weighed() -> None:
    letter = "\n".join(
        [
            "Harborline Health Plan",
            "PO Box 12, Port Ellery, FL 33480",
            "June 3, 2021",
            "RE: Rosalind Quimby, claim 44-102",
            "",
            "We assert a lien of $1,204.55 against any recovery.",
            "Sincerely,",
            "Claims Representative",
        ]
    )
    made = draft(document("h.pdf", letter))
    assert [(line["amount"], line["statement"]) for line in index(made, "liens")] == [
        ("$1,204.55", "We assert a lien of $1,204.55 against any recovery.")
    ]
    assert [(p.disposition) for p in made.pages] == ["cited"]


def test_tables_that_would_be_empty_are_left_out() -> None:
    made = draft(document("a.pdf", note(DAYS[2])))
    assert {i.name for i in made.indexes} <= {"phases", "work_status"}


def test_the_json_comes_back_as_it_was() -> None:
    made = draft(document("w.pdf", WAGE_LETTER), document("a.pdf", account([(DAYS[2], "97110")])))
    data = canonical_bytes(chronology_to_json(made))
    assert chronology_from_bytes(data) == made


def test_a_balance_brought_forward_to_a_later_page_is_listed_once() -> None:
    heading = "Date          Code    Description           Charge"
    top = [LARKSPUR, "ITEMIZED STATEMENT OF ACCOUNT", "Patient: Rosalind Quimby"]
    first = [*top, "Previous balance 50.00", heading, "03/17/2021    99203   Office visit          185.00"]
    second = [*top, "Balance forward 235.00", heading, "03/19/2021    97110   Exercise               65.00"]
    texts = ["\n".join([*first, "Page 1 of 2"]), "\n".join([*second, "BALANCE DUE: $300.00", "Page 2 of 2"])]
    made = draft(document("l.pdf", *texts))
    assert [line["amount"] for line in index(made, "not_added")] == [Decimal("50.00")]
    assert index(made, "specials")[-1]["billed"] == Decimal("250.00")
