"""The money of each kind of bill page: what every figure is, and where the totals stand."""

from __future__ import annotations

from decimal import Decimal

import pytest

from extractors.document_facts import read_facts
from extractors.facts import PageFacts, PageKind
from extractors.ledger_facts import LedgerLine, MoneyPage
from extractors.ledger_lines import money_of
from extractors.pages import Document, Page, Source
from tests.extractors.test_charges import EOB, UB04
from tests.made_pages import WHO, claim, page, read, visit

HEAD = "\n".join(
    [
        "Larkspur Family Medicine",
        "1200 Harbor Road, Port Ellery, FL 33480",
        "ITEMIZED STATEMENT OF ACCOUNT",
        "Patient: Rosalind Quimby     Amount Due $10.00",
    ]
)


def money(text: str, places: bool = True) -> MoneyPage:
    """The money of one page; without ``places`` no word has a box, as in a text file."""
    one = page(text)
    if not places:
        one = Page(one.source, 1, 0, 0, text)
    facts = read(text).pages[0] if places else _facts(one)
    return money_of(one, facts, None)[0]


def _facts(one: Page) -> PageFacts:
    return read_facts(Document(Source(one.source, ("a.txt",), "text/plain", 1), (one,)), WHO).pages[0]


def said(line: LedgerLine) -> dict[str, str]:
    """The figures of a line, by name."""
    names = ("billed", "paid", "adjusted", "credited", "balance", "allowed", "patient_share")
    return {n: str(v) for n in names if (v := getattr(line, n)) is not None}


def totals(found: MoneyPage) -> list[tuple[str, str]]:
    return [(t.kind.value, str(t.amount)) for t in found.totals]


LEDGER = f"""{HEAD}
Date          Code    Description               Charge      Pmt/Adj     Balance
03/17/2021    99203   Office visit              185.00                  185.00
04/02/2021            Insurance payment                     -100.00      85.00
04/02/2021            Contractual adjustment                 (40.00)     45.00
04/03/2021            Courtesy                                20.00 CR   25.00
04/09/2021    98940   Chiropractic adjustment    65.00                   90.00
TOTAL CHARGES: $250.00
TOTAL PAYMENTS AND ADJUSTMENTS 160.00
BALANCE DUE: $90.00
"""


@pytest.mark.parametrize("places", [True, False])
def test_a_running_ledger_with_payments_and_adjustments(places: bool) -> None:
    found = money(LEDGER, places)
    assert [said(line) for line in found.lines] == [
        {"billed": "185.00", "balance": "185.00"},
        {"paid": "-100.00", "balance": "85.00"},
        {"adjusted": "-40.00", "balance": "45.00"},
        {"adjusted": "-20.00", "balance": "25.00"},
        {"billed": "65.00", "balance": "90.00"},
    ]
    assert [line.code for line in found.lines] == ["99203", "", "", "", "98940"]
    assert totals(found)[-3:] == [("charges", "250.00"), ("credits", "160.00"), ("balance", "90.00")]
    assert ("balance", "10.00") in totals(found)


def test_columns_decide_and_not_the_order_of_the_figures() -> None:
    text = f"""{HEAD}
Date          Code    Units    Charges    Ins Paid   Pt Paid    Write-Off    Balance
03/17/2021    99203   1.00      185.00       90.00     10.00        25.00      60.00
03/19/2021    97110   2.00      130.00                                         190.00
"""
    first, second = money(text).lines
    assert said(first) == {"billed": "185.00", "paid": "100.00", "adjusted": "25.00", "balance": "60.00"}
    assert said(second) == {"billed": "130.00", "balance": "190.00"}


def test_a_heading_wrapped_over_lines_is_read_by_its_columns() -> None:
    text = f"""{HEAD}
Date of                        Amount      Amount       Patient
Service       Procedure        Billed      Allowed      Owes
03/17/2021    99203            185.00      120.00       24.00
"""
    assert said(money(text).lines[0]) == {"billed": "185.00", "allowed": "120.00", "patient_share": "24.00"}


def test_one_column_for_all_is_told_apart_by_words_and_sign() -> None:
    text = f"""{HEAD}
Date          Description                   Amount
03/17/2021    99203 Office visit            185.00
03/20/2021    99203 Office visit           -185.00
04/02/2021    Payment - thank you           100.00
04/03/2021    Something                     -15.00
04/04/2021    Refund to insurer              20.00
"""
    lines = money(text).lines
    assert [said(line) for line in lines] == [
        {"billed": "185.00"},
        {"billed": "-185.00"},
        {"paid": "100.00"},
        {"credited": "-15.00"},
        {"paid": "20.00"},
    ]
    assert [line.returned for line in lines] == [False] * 4 + [True]


def test_an_undated_payment_between_rows_is_a_line_and_below_them_a_total() -> None:
    text = f"""{HEAD}
Date          Code    Description               Charge      Balance
03/17/2021    99203   Office visit              185.00      185.00
                      Insurance payments        -85.00      100.00
03/19/2021    97110   Exercise                   65.00      165.00
Payments 85.00
"""
    found = money(text)
    assert [said(line) for line in found.lines][1] == {"paid": "-85.00", "balance": "100.00"}
    assert totals(found)[-1] == ("payments", "85.00")


def test_an_opening_balance_is_no_line_and_an_aging_table_no_total() -> None:
    text = f"""{HEAD}
Date          Code    Description               Charge      Balance
03/01/2021            Balance forward                       50.00
03/17/2021    99203   Office visit              185.00      235.00
Current    31-60    61-90    Over 90
0.00       185.00   0.00     50.00
"""
    found = money(text)
    assert len(found.lines) == 1
    assert totals(found)[1:] == [("opening balance", "50.00")]


def test_a_sentence_about_a_balance_is_no_total() -> None:
    assert totals(money(LEDGER + "Your balance of record since spring was $77.00 in all.\n"))[-1] == (
        "balance",
        "90.00",
    )


def test_a_summary_box_is_read_under_its_labels() -> None:
    text = LEDGER.split("TOTAL CHARGES")[0] + (
        "Total charges     Total payments     Balance due\n   250.00            160.00             90.00\n"
    )
    assert totals(money(text))[-3:] == [("charges", "250.00"), ("payments", "160.00"), ("balance", "90.00")]


def test_a_figure_that_was_not_read_is_cited_as_unread() -> None:
    found = money(LEDGER.replace("65.00                   90.00", "6S.0O"))
    assert [u.quote for u in found.unread] == ["04/09/2021 98940 Chiropractic adjustment 6S.0O"]


def test_a_pharmacy_profile() -> None:
    text = """CORNER DRUG
PATIENT PRESCRIPTION PROFILE
Patient: Rosalind Quimby
Fill date     Rx #      Drug                  Qty   Prescriber   Written      Price
3/17/2021     6104417   Naproxen 500 mg tab   14    Vell, P      3/17/2021    12.40
3/22/2021     6105206   Gabapentin 300 mg     30    Roe, A       3/21/2021    14.60
Total: $27.00
"""
    found = money(text)
    assert found.paper is PageKind.PHARMACY
    assert [(line.date.iso if line.date else "", said(line), line.code) for line in found.lines] == [
        ("2021-03-17", {"billed": "12.40"}, ""),
        ("2021-03-22", {"billed": "14.60"}, ""),
    ]
    assert totals(found) == [("charges", "27.00")]


def test_an_explanation_of_benefits() -> None:
    found = money(EOB + "\nTotals 280.00 180.00 144.00 36.00")
    assert [(said(line), line.payee.value if line.payee else "") for line in found.lines] == [
        (
            {"billed": "185.00", "allowed": "120.00", "paid": "96.00", "patient_share": "24.00"},
            "Larkspur Family Medicine",
        ),
        (
            {"billed": "95.00", "allowed": "60.00", "paid": "48.00", "patient_share": "12.00"},
            "Bay Imaging Center",
        ),
    ]
    assert totals(found) == [
        ("charges", "280.00"),
        ("allowed", "180.00"),
        ("payments", "144.00"),
        ("patient's share", "36.00"),
    ]


@pytest.mark.parametrize("places", [True, False])
def test_a_heading_of_two_words_that_mean_money_only_together(places: bool) -> None:
    text = (
        "Northgate Mutual\nEXPLANATION OF BENEFITS\nPatient: Rosalind Quimby\n"
        "Service date Provider Code Billed Allowed Paid You owe\n"
        "12/09/2019 Stillhouse Internal Medicine Group 99213 142.00 49.70 39.76 9.94\n"
    )
    (line,) = money(text, places).lines
    assert said(line) == {"billed": "142.00", "allowed": "49.70", "paid": "39.76", "patient_share": "9.94"}


def test_a_share_that_is_summed_up_is_not_added_to_its_parts() -> None:
    text = (
        "Northgate Mutual\nEXPLANATION OF BENEFITS\nPatient: Rosalind Quimby\n"
        "Service date  Code   Billed   Deductible  Copay   Plan paid   You owe\n"
        "12/09/2019    99213  142.00        10.00  20.00      112.00     30.00\n"
    )
    assert said(money(text).lines[0])["patient_share"] == "30.00"
    assert (
        said(money(text.replace("You owe", "").replace("     30.00", "")).lines[0])["patient_share"]
        == "30.00"
    )


def test_a_heading_set_apart_from_its_table_is_read_by_order() -> None:
    text = f"""{HEAD}
Date  Code  Description  Qty  Amount
03/17/2021                99203     Office visit                         1.00              185.00
03/19/2021                97110     Exercise                             2.00              130.00
"""
    assert [said(line) for line in money(text).lines] == [{"billed": "185.00"}, {"billed": "130.00"}]


def test_a_ub04_its_revenue_codes_and_its_total_line() -> None:
    found = money(UB04)
    assert [(line.revenue, line.code, said(line)) for line in found.lines] == [
        ("0450", "99284", {"billed": "1250.00"}),
        ("0320", "72040", {"billed": "310.00"}),
    ]
    assert totals(found) == [("charges", "1560.00")]


def test_a_ub04_line_with_a_rate_and_without_a_date() -> None:
    text = UB04.replace(
        "0320 RADIOLOGY 72040 030121 1 310.00", "0120 ROOM-BOARD 155.00 2 310.00\n0270 SUPPLIES 1 12 50"
    )
    lines = money(text).lines
    assert [str(line.billed) for line in lines] == ["1250.00", "310.00", "12.50"]
    boxed = money(text.replace("2 310.00", "2 310 00")).lines
    assert [str(line.billed) for line in boxed] == ["1250.00", "310.00", "12.50"]
    assert [line.date.iso for line in lines if line.date] == ["2021-03-01"] * 3


def test_a_claim_form_its_lines_and_boxes() -> None:
    text = claim("03 17 21", "99203 A B 185 00 1", "97110 GP 1 72 00 1 1440098812", "72040 A 95.50 1")
    text = text.replace(
        "28. TOTAL CHARGE\n999 00", "28. TOTAL CHARGE     29. AMOUNT PAID\n$ 352 50             $ 20 00"
    )
    found = money(text)
    assert [(line.code, str(line.billed)) for line in found.lines] == [
        ("99203", "185.00"),
        ("97110", "72.00"),
        ("72040", "95.50"),
    ]
    assert totals(found) == [("charges", "352.50"), ("payments", "20.00")]


def test_a_claim_line_without_a_readable_date_keeps_its_money() -> None:
    found = money(claim("03 1l 2", "99203 A B 185 00 1"))
    assert [(line.date, line.billed) for line in found.lines] == [(None, Decimal("185.00"))]


def test_every_citation_is_found_again_and_clinical_pages_have_no_money() -> None:
    for text in (LEDGER, EOB, UB04, claim("03 17 21")):
        found = money(text)
        one = page(text)
        assert found.lines
        for citation in [*(x.citation for x in found.lines), *(t.citation for t in found.totals)]:
            citation.verify(one)
    assert money(visit("03/17/2021") + "\nShe paid 25.00 out of pocket.").lines == ()


@pytest.mark.parametrize("places", [True, False])
def test_a_study_without_contrast_is_no_write_off(places: bool) -> None:
    text = f"""{HEAD}
Date          Code     Procedure              Amount    Ins. Pd       Adj    Pat. Pd       Due
03/17/2021    72141    MRI C-SPINE W/O        410.00     180.20    150.00       0.00     79.80
03/18/2021             Ins W/O                                      79.80                 0.00
"""
    study, write_off = money(text, places).lines
    assert said(study) == {"billed": "410.00", "paid": "180.20", "adjusted": "150.00", "balance": "79.80"}
    assert said(write_off)["adjusted"] == "79.80"


@pytest.mark.parametrize("places", [True, False])
def test_two_words_for_one_charge_are_one_column(places: bool) -> None:
    text = f"""{HEAD}
Service Date    Procedure Code    Description              Gross Charges    Expected    Received
03/17/2021      29827             Shoulder arthroscopy         18,400.00    6,210.00       50.00
"""
    assert said(money(text, places).lines[0]) == {"billed": "18400.00", "paid": "50.00"}


@pytest.mark.parametrize("places", [True, False])
def test_bars_tell_columns_apart(places: bool) -> None:
    text = f"""{HEAD}
DOS | CPT | Description | Charge | Paid | Adj | Bal
03/17/2021 | 99203 | Office visit | 185.00 | 96.00 | 65.00 | 24.00
03/19/2021 | 97110 | Therapeutic exercise | 65.00 | | | 65.00
03/21/2021 | 97140 | Manual therapy | 60.00 | 60.00 | | 0.00
"""
    assert [said(line) for line in money(text, places).lines] == [
        {"billed": "185.00", "paid": "96.00", "adjusted": "65.00", "balance": "24.00"},
        {"billed": "65.00", "balance": "65.00"},
        {"billed": "60.00", "paid": "60.00", "balance": "0.00"},
    ]


@pytest.mark.parametrize("places", [True, False])
def test_sums_with_labels_of_their_own_need_no_heading(places: bool) -> None:
    text = f"""{HEAD}
DOS: 03/17/2021  CPT: 99203  Office visit  Charge: $185.00  Paid: $96.00  Adj: $65.00  Balance: $24.00
Total charges: $185.00
"""
    found = money(text, places)
    assert [said(line) for line in found.lines] == [
        {"billed": "185.00", "paid": "96.00", "adjusted": "65.00", "balance": "24.00"}
    ]
    assert totals(found)[1:] == [("charges", "185.00")]


def test_a_hospital_s_summary_by_revenue_code_has_undated_lines() -> None:
    text = f"""{HEAD}
Admitted: 03/01/2021     Discharged: 03/04/2021
Rev Code    Department                          Amount
0120        Room and board                    5,940.00
0250        Pharmacy                          1,211.75
Total charges                                 7,151.75
"""
    found = money(text)
    assert [(line.revenue, line.description, str(line.billed), line.date) for line in found.lines] == [
        ("0120", "Room and board", "5940.00", None),
        ("0250", "Pharmacy", "1211.75", None),
    ]
    assert totals(found)[1:] == [("charges", "7151.75")]


@pytest.mark.parametrize("places", [True, False])
def test_a_line_of_benefits_may_name_its_provider_before_the_day(places: bool) -> None:
    text = """Bellwether Recovery
CONSOLIDATED STATEMENT OF BENEFITS PAID
Member: Rosalind Quimby
Claim No.      Provider Name               Service From   Service To   Dx     CPT   Billed Amount  Paid Amount
2210044187     Larkspur Regional Hospital  03/01/2021     03/01/2021   S13.4  99284      1,250.00       612.40
"""
    found = money(text, places)
    assert found.paper is PageKind.EOB
    assert [(line.payee.value if line.payee else "", line.code, said(line)) for line in found.lines] == [
        ("Larkspur Regional Hospital", "99284", {"billed": "1250.00", "paid": "612.40"})
    ]


def test_a_description_ends_where_its_column_does() -> None:
    text = f"""{HEAD}
Date          Code     Description               Units     Fee
03/17/2021    99203    Visit level 4 of 5          2       185.00
"""
    assert money(text).lines[0].description == "Visit level 4 of 5"


@pytest.mark.parametrize(
    ("words", "returned"),
    [("Reverse shoulder arthroplasty", False), ("Voiding study", False), ("Voided", True)],
)
def test_what_went_back_is_said_by_whole_words(words: str, returned: bool) -> None:
    found = money(LEDGER.replace("Office visit", words))
    assert found.lines[0].returned is returned


@pytest.mark.parametrize("places", [True, False])
def test_a_service_that_is_not_ticked_was_not_billed(places: bool) -> None:
    text = """Larkspur Family Medicine
SUPERBILL
Patient: Rosalind Quimby     Date of Service: 03/17/2021
Code       Service                         Fee
[ ] 99202  New patient level 2           $145.00
[X] 99203  New patient level 3           $185.00
___ 99204  New patient level 4           $245.00
Total charges                            $185.00
"""
    assert [(line.code, str(line.billed)) for line in money(text, places).lines] == [("99203", "185.00")]


@pytest.mark.parametrize("places", [True, False])
def test_a_row_that_goes_on_under_its_description_is_one_line(places: bool) -> None:
    text = f"""{HEAD}
Date          Code     Description                               Charges
03/17/2021    22551    Anterior cervical discectomy and
                       fusion, single level                    38,500.00
03/17/2021    22845    Anterior instrumentation                14,200.00
Total                                                          52,700.00
"""
    first, second = money(text, places).lines
    assert [(line.code, str(line.billed)) for line in (first, second)] == [
        ("22551", "38500.00"),
        ("22845", "14200.00"),
    ]
    assert first.date is not None
    assert first.citation.quote.endswith("38,500.00")
    first.citation.verify(page(text) if places else Page(first.citation.sha256, 1, 0, 0, text))


def test_an_estimate_is_no_charge() -> None:
    text = f"""{HEAD}
Code     Description                Date          Estimated charge
29827    Rotator cuff repair        03/17/2021           12,400.00
"""
    assert money(text).lines == ()


def test_a_ub04_line_with_a_charge_that_is_not_covered() -> None:
    text = UB04.replace("1 310.00", "1 310 00 20 00").replace("TOTALS 1560.00", "TOTALS 1560 00 20 00")
    found = money(text)
    assert [str(line.billed) for line in found.lines] == ["1250.00", "310.00"]
    assert totals(found) == [("charges", "1560.00")]


def test_words_above_a_wrapped_heading_of_plain_text_are_not_guessed() -> None:
    text = """Northgate Mutual
EXPLANATION OF BENEFITS
Patient: Rosalind Quimby
                                    Amount       Plan          Maximum You
Service date    Code                Charged      Paid          May Be Billed
12/09/2019      99213               142.00       39.76         9.94
"""
    assert said(money(text, places=False).lines[0])["billed"] == "142.00"
    assert said(money(text).lines[0]) == {"billed": "142.00", "paid": "39.76", "patient_share": "9.94"}


@pytest.mark.parametrize("places", [True, False])
def test_a_line_without_a_code_is_a_row_where_a_total_proves_it(places: bool) -> None:
    text = f"""{HEAD}
Description                     Code        Charges
Facility fee, arthroscopy       29827     18,400.00
Supplies                                     412.50
TOTAL CHARGES                             18,812.50
"""
    assert [str(line.billed) for line in money(text, places).lines] == ["18400.00", "412.50"]
    unproved = money(text.replace("18,812.50", "18,400.00"), places)
    assert [str(line.billed) for line in unproved.lines] == ["18400.00"]


def test_a_payer_s_log_names_payees_and_no_codes() -> None:
    text = """Coastal Auto Insurance
PIP PAYMENT LOG
Insured: Rosalind Quimby
Payee                     DOS From      DOS To        Billed    Allowed     Paid     Paid Date
Stride Physical Therapy   03/17/2021    03/17/2021    196.00     148.05   118.44    04/20/2021
Total                                                 196.00     148.05   118.44
"""
    found = money(text)
    assert [(line.payee.value if line.payee else "", said(line)) for line in found.lines] == [
        ("Stride Physical Therapy", {"billed": "196.00", "allowed": "148.05", "paid": "118.44"})
    ]


def test_a_title_is_no_heading() -> None:
    text = """Larkspur Family Medicine
RECEIPT FOR SERVICES
Patient: Rosalind Quimby
03/17/2021   97810   Acupuncture       85.00
03/24/2021   Paid by card             -85.00
Balance due: $0.00
"""
    assert [said(line) for line in money(text).lines] == [{"billed": "85.00"}, {"paid": "-85.00"}]
