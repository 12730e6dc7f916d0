"""Codes as recorded; spinal levels, post codes, job numbers and amounts are not codes."""

from __future__ import annotations

import pytest

from extractors.codes import cpt_of, icd10_of
from extractors.facts import PageKind
from tests.made_pages import page


def icd(text: str, kind: PageKind = PageKind.NOTE) -> list[str]:
    made = page(text)
    return [c.value for c in icd10_of(made, 0, len(made.text), kind)]


def cpt(text: str) -> list[str]:
    made = page(text)
    return [c.value for c in cpt_of(made, 0, len(made.text))]


@pytest.mark.parametrize(
    ("text", "codes"),
    [
        ("Dx: M54.5, S13.4XXA, S16.1XXA", ["M54.5", "S13.4XXA", "S16.1XXA"]),
        ("(M54.2)", ["M54.2"]),
        ("M54.50.", ["M54.50"]),
        ("V43.52XA W01.0XXA Z79.891", ["V43.52XA", "W01.0XXA", "Z79.891"]),
        ("Diagnosis: S134XXA M542", ["S134XXA", "M542"]),
        ("M54.5 and again M54.5", ["M54.5"]),
    ],
)
def test_icd_10_codes_in_order_each_once(text: str, codes: list[str]) -> None:
    assert icd(text) == codes


@pytest.mark.parametrize(
    "text",
    [
        "L4-5",
        "C5-6",
        "C5/6",
        "T12",
        "L5-S1",
        "L4.5 pain",
        "C5.6 disc",
        "Levels L4-5, C5-6, T12 are normal",
        "T12 compression fracture",
        "Diagnosis: T12 compression fracture",
        "Dx: L5 radiculopathy, C6 and T1",
        "vitamin B12 level",
        "A1C 6.5",
        "IMPRESSION: L4-5 bulge",
        "S1 joint injection",
        "diagnosis: T1 and T2 MRI",
    ],
)
def test_spinal_levels_and_laboratory_names_are_no_icd_10_codes(text: str) -> None:
    assert icd(text) == []


def test_a_claim_form_prints_its_codes_without_a_point() -> None:
    assert icd("A. S161XXA B. S39012A C. M542", PageKind.CMS1500) == ["S161XXA", "S39012A", "M542"]
    assert icd("LOCATION B12 C34", PageKind.CMS1500) == []


@pytest.mark.parametrize(
    ("text", "codes"),
    [
        ("CPT 99213, 97110-59", ["99213", "97110-59"]),
        ("Procedure codes: 20610 97140", ["20610", "97140"]),
        ("CPT:\n97110 Therapeutic exercise", ["97110"]),
        ("HCPCS J1030, G0283, A0429", ["J1030", "G0283", "A0429"]),
        ("CPT 97140-GP", ["97140-GP"]),
    ],
)
def test_procedure_codes_where_the_line_speaks_of_them(text: str, codes: list[str]) -> None:
    assert cpt(text) == codes


@pytest.mark.parametrize(
    "text",
    [
        "Port Ellery, FL 33480",
        "Charges: Port Ellery, FL 33480",
        "Charges Port Ellery FL 33480-1234",
        "99213 was said in passing",
        "Procedure MRN: 97110",
        "Procedure Acct #97110",
        "procedure 97110.50",
        "units 99999",
        "Procedure 1997110",
        "charges $97110",
    ],
)
def test_post_codes_account_numbers_and_amounts_are_no_procedure_codes(text: str) -> None:
    assert cpt(text) == []


def test_every_code_cites_its_own_characters() -> None:
    made = page("Seen today.\nDx: M54.5\nCPT 97110")
    for found in (*icd10_of(made, 0, len(made.text), PageKind.NOTE), *cpt_of(made, 0, len(made.text))):
        found.citation.verify(made)
        assert found.citation.quote == found.value


def test_only_the_span_that_was_asked_for_is_read() -> None:
    made = page("Dx: M54.5\nDx: M54.2")
    assert [c.value for c in icd10_of(made, 10, len(made.text), PageKind.NOTE)] == ["M54.2"]
    assert cpt_of(page("CPT 97110\nnothing"), 10, 17) == ()
