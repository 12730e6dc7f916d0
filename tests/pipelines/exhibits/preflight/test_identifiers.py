"""Identifiers are found by their print and words, masked ones are let be, and none is ever told in full."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from pipelines.exhibits.exhibit_set import Check, Outcome
from pipelines.exhibits.preflight.finished import FileKind, FinishedFile, Reviewed
from pipelines.exhibits.preflight.identifiers import find_identifiers, passes_luhn
from pipelines.exhibits.preflight.run import _told_once
from tests.pipelines.exhibits.preflight.made_filing import KNOWN, Made, also, made, write


@pytest.mark.parametrize(
    ("text", "kind", "ending"),
    [
        ("He gave 219-09-8512 as his number", "ssn", "12"),
        ("SSN: 219 09 8512", "ssn", "12"),
        ("Soc. Sec. No. 219098512", "ssn", "12"),
        ("S.S.N. 219.09.8512", "ssn", "12"),
        ("SS# 219–09–8512", "ssn", "12"),
        ("Social Security Number\n219-09-8512", "ssn", "12"),
        ("spouse 950-81-1234", "taxpayer", "34"),
        ("Federal Tax ID: 47-1234560", "taxpayer", "60"),
        ("25. FEDERAL TAX I.D. NUMBER\n471234560", "taxpayer", "60"),
        ("EIN 47-1234560", "taxpayer", "60"),
        ("DOB: 3/4/1980", "birth_date", "80"),
        ("D.O.B. 03-04-80", "birth_date", "80"),
        ("DO8: 03/04/80", "birth_date", "80"),
        ("Date of birth\n1980-03-04", "birth_date", "04"),
        ("born on March 4, 1980 in Delmar", "birth_date", "80"),
        ("Birthdate 04 Mar 1980", "birth_date", "80"),
        ("DATE OF BIRTH\n04MAR1980", "birth_date", "80"),
        ("10 BIRTHDATE\n03041980", "birth_date", "80"),
        ("DOB Sex\nMoen, Hanna 03/04/1980 F", "birth_date", "80"),
        ("3. PATIENT'S BIRTH DATE\n03 04 1980", "birth_date", "80"),
        ("card 4111 1111 1111 1111 exp", "account", "11"),
        ("Visa 4111-1111-1111-1111", "account", "11"),
        ("amex 3782 822463 10005", "account", "05"),
        ("Checking account number 0012345678", "account", "78"),
        ("Account No. 48-2210-993", "account", "93"),
        ("Routing 011000015", "account", "15"),
        ("Driver's License No. H123-4567-8901", "licence", "01"),
        ("DL# D1234567", "licence", "67"),
        ("Passport No. C12345678", "passport", "78"),
        ("Tomas Lind, a minor, by his mother", "minor", "nd"),
        ("the minor child Tomas Lind was seated", "minor", "nd"),
        ("Tomas Lind, age 9, was seated", "minor", "nd"),
        ("her 9-year-old son Tomas Lind", "minor", "nd"),
    ],
)
def test_is_found(text: str, kind: str, ending: str) -> None:
    hits = find_identifiers(text)
    assert [(h.kind, h.ending) for h in hits] == [(kind, ending)]


@pytest.mark.parametrize(
    "text",
    [
        "SSN: XXX-XX-8512",
        "SSN ending in 8512",
        "xxx-xx-8512",
        "Call 555-219-8512 or (555) 219-8512",
        "Delmar, KS 66208-1234",
        "Claim 2190985121",
        "000-12-3456, 666-12-3456 and 219-00-8512 were never given out",
        "Bates MOEN-000123-130",
        "CPT 99213-25, 72141-26",
        "NPI 1234567893",
        "Lot 12-3456789",
        "Born 1980",
        "DOB: XX/XX/1980",
        "year of birth 1980",
        "costs borne by Ardent. 11/14/2019",
        "do 8 repetitions, 03/04/2024",
        "DOB on file. Date of service 03/04/2024",
        "DOB: see chart. Visit date 03/04/2024",
        "account ending 4321",
        "Patient account # 77409221, DOB on file",
        "on account of 12 injuries",
        "4111 1111 1111 1112",
        "Order 4929123456",
        "Passport photographs were taken",
        "Driver's license was shown",
        "J.L., a minor",
        "Hanna Moen, age 44, was driving",
        "a 9-year-old Honda",
        "2:26-cv-00417",
        "0.219-09-85123",
    ],
)
def test_is_let_be(text: str) -> None:
    assert find_identifiers(text) == ()


def test_one_number_is_one_hit() -> None:
    assert len(find_identifiers("SSN: 219-09-8512")) == 1


@pytest.mark.parametrize(("number", "right"), [("4111111111111111", True), ("4111111111111112", False)])
def test_check_digits_of_cards(number: str, right: bool) -> None:
    assert passes_luhn([int(c) for c in number]) is right


def _with_number(tmp_path: Path) -> Made:
    return made(tmp_path, also(3, lambda canvas: write(canvas, 72, 500, "SSN: 219-09-8512")))


def test_a_number_on_a_page_fails_and_is_not_told(tmp_path: Path) -> None:
    check = _with_number(tmp_path).failing()["identifiers"]
    assert (check.outcome, check.page, check.designation) == (Outcome.FAIL, 3, "PX-1")
    assert "219" not in check.detail
    assert "“12”" in check.detail


@pytest.mark.parametrize(
    ("tick", "stands"),
    [
        ("A. Ruiz, p. 2", True),
        ("A. Ruiz (pp. 1-2)", True),
        ("A. Ruiz, pages 1 and 2", True),
        ("A. Ruiz, p. 1", False),
        ("A. Ruiz", False),
        ("A. Ruiz 2", False),
    ],
)
def test_stands_only_on_pages_that_a_person_named(tmp_path: Path, tick: str, stands: bool) -> None:
    known = replace(KNOWN, reviewed={**KNOWN.reviewed, "x1": Reviewed(tick)})
    assert ("identifiers" not in replace(_with_number(tmp_path), known=known).failing()) is stands


def test_only_kinds_that_the_rule_names_fail(tmp_path: Path) -> None:
    filing = made(tmp_path, also(3, lambda canvas: write(canvas, 72, 500, "Date of birth 3/4/1980")))
    assert filing.failing()["identifiers"].page == 3
    assert "identifiers" not in filing.asking(identifiers=("ssn", "account")).failing()


def test_without_a_persons_tick_nothing_was_checked(tmp_path: Path) -> None:
    known = replace(KNOWN, reviewed={"x1": Reviewed("A. Ruiz"), "x2": Reviewed("  ")})
    check = replace(made(tmp_path), known=known).failing()["pii_reviewed"]
    assert (check.outcome, check.designation) == (Outcome.NOT_CHECKED, "PX-2")


def test_one_fault_in_volume_and_own_file_is_told_once() -> None:
    def check(file: str, designation: str, outcome: Outcome = Outcome.FAIL) -> Check:
        return Check("identifiers", "t", outcome, "d", "r", file, 1, designation)

    def finished(name: str, kind: FileKind) -> FinishedFile:
        return FinishedFile(name, Path(name), kind, ())

    files = [finished("v.pdf", FileKind.VOLUME), finished("one.pdf", FileKind.EXHIBIT)]
    kept = [check("one.pdf", "1"), check("v.pdf", "2"), check("v.pdf", "1", Outcome.NOT_CHECKED)]
    assert _told_once([check("v.pdf", "1"), *kept], files) == kept
