"""Printed sums: sign, brackets and CR; what only looks like one is none; the columns' and totals' words."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

import pytest

from extractors.lexicon import load
from extractors.money import amounts_in, boxed_amounts, garbled_amount
from extractors.money_headings import headings_of
from extractors.money_meanings import meaning_of
from extractors.printed_totals import labels_in
from tests.made_pages import page

COLUMNS: list[dict[str, Any]] = load("money")["column"]
TOTALS: list[dict[str, Any]] = load("money")["total"]


@pytest.mark.parametrize(
    ("text", "values"),
    [
        ("Office visit 185.00", ["185.00"]),
        ("Knee arthroplasty 12,500.00 13,000.00", ["12500.00", "13000.00"]),
        ("Total ..... $ 1,107.00", ["1107.00"]),
        ("Payment -180.00 535.00", ["-180.00", "535.00"]),
        ("Payment $-180.00", ["-180.00"]),
        ("Payment -$180.00", ["-180.00"]),
        ("Payment (180.00)", ["-180.00"]),
        ("Payment ($1,180.00)", ["-1180.00"]),
        ("Payment 180.00-", ["-180.00"]),
        ("Payment 180.00 CR 5.00", ["-180.00", "5.00"]),
        ("Fee $35 and $1,250", ["35", "1250"]),
        ("Figure .4,850.00", ["4850.00"]),
        ("check 55012 - 180.00", ["180.00"]),
        ("S13.45 M54.50 1.5 03.17.2021 12.5% 5/10", []),
        ("3.14159 1234 12:30", []),
        ("$19B.00", []),
    ],
)
def test_sums_are_read_with_their_sign(text: str, values: list[str]) -> None:
    assert [a.value for a in amounts_in(text)] == [Decimal(v) for v in values]


def test_spans_cover_sign_and_currency_and_leave_dates_alone() -> None:
    text = "Paid -$180.00 on 12.50"
    found = amounts_in(text, 100, [(117, 122)])
    assert [text[a.start - 100 : a.end - 100] for a in found] == ["-$180.00"]


def test_boxes_of_dollars_and_cents() -> None:
    assert [a.value for a in boxed_amounts("A 198 00 1 1958")] == [Decimal("198.00")]
    assert boxed_amounts("198.00 ABC 5") == ()


@pytest.mark.parametrize(
    ("text", "garbled"),
    [("1 $19B.00", True), ("1 l98.0O", True), ("1 $198.00", False), ("M54.2 visit", False)],
)
def test_a_figure_with_letters_in_it_is_told_apart(text: str, garbled: bool) -> None:
    assert garbled_amount(text) is garbled


@pytest.mark.parametrize(("meaning", "words"), [(r["meaning"], e) for r in COLUMNS for e in r["examples"]])
def test_a_column_means_what_its_rule_says(meaning: str, words: str) -> None:
    assert meaning_of(words).value == meaning


@pytest.mark.parametrize(("meaning", "words"), [(r["meaning"], e) for r in COLUMNS for e in r["counter"]])
def test_a_column_of_other_words_means_something_else(meaning: str, words: str) -> None:
    assert meaning_of(words).value != meaning


@pytest.mark.parametrize(("kind", "words"), [(r["kind"], e) for r in TOTALS for e in r["examples"]])
def test_a_total_is_of_the_kind_of_its_label(kind: str, words: str) -> None:
    end = "" if words.endswith(":") else ":"
    assert {k.value for _, _, k in labels_in(f"{words}{end} $5.00")} == {kind}


@pytest.mark.parametrize(("kind", "words"), [(r["kind"], e) for r in TOTALS for e in r["counter"]])
def test_a_label_of_other_words_is_another_total(kind: str, words: str) -> None:
    assert kind not in {k.value for _, _, k in labels_in(f"{words} 5.00")}


@pytest.mark.parametrize(
    ("heading", "money"),
    [
        ("DOS  Posted  CPT  Description  Provider   Charge   Pmt/Adj   Bal", ["billed", "credit", "balance"]),
        ("Date  Code  Charge  Pmt / Adj  Balance Due", ["billed", "credit", "balance"]),
        (
            "Date   Description   Charges   Payments   Adjust   Balance",
            ["billed", "paid", "adjusted", "balance"],
        ),
        (
            "Date of service Provider Code Billed Allowed Plan pays Your responsibility",
            ["billed", "allowed", "paid", "patient's share"],
        ),
        ("Service date Procedure Qty Amount", ["amount"]),
        ("Date    Amount    Paid    Balance", ["amount", "paid", "balance"]),
        ("Billed Amount Allowed Amount Paid Amount Code", ["billed", "allowed", "paid"]),
        ("Item    Qty    Price    Amount", ["amount"]),
        ("Transaction Date   Debit   Credit   Balance", ["billed", "credit", "balance"]),
        ("Payment is due upon receipt of this statement", []),
        ("Patient: Rosalind Quimby Account 5510", []),
    ],
)
def test_headings_give_their_columns_of_money(heading: str, money: list[str]) -> None:
    found = headings_of(page(heading).lines(), ())
    assert [c.meaning.value for h in found for c in h.money] == money
