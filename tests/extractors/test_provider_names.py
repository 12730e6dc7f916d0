"""Who saw the patient: the author before the co-signer, the row's own clinician, nobody else who is named."""

from __future__ import annotations

import pytest

from extractors.pages import Page
from extractors.person_names import is_person
from extractors.provider_names import initials_of, provider_of

SHA = "d" * 64


def name_in(text: str, start: int = 0, end: int | None = None) -> str:
    page = Page(SHA, 1, 612, 792, text)
    found = provider_of(page, start, len(text) if end is None else end, ("mabel quince", "quince mabel"))
    return found[1].value if found else ""


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("Treating Provider: ROE, COLETTE M (PA)", "ROE, COLETTE M (PA)"),
        ("Provider JONAS ROE, PA-C", "JONAS ROE, PA-C"),
        ("Signed: J. Calloway", "J. Calloway"),
        ("Seen by: Maria de la Cruz, NP", "Maria de la Cruz, NP"),
        ("Signed by: QUIMBY, ARLO   12/01/2021", "QUIMBY, ARLO"),
        ("Author: Lio Roe, MS, CCC-SLP", "Lio Roe, MS, CCC-SLP"),
        ("Interpreted by: Thomas Roe Jr., MD", "Thomas Roe Jr., MD"),
        ("Provider: Dr. Lund", "Lund"),
        ("DICTATED BY: TOBIN, C. MD", "TOBIN, C. MD"),
        ("Visit 3   Dr: Hollis   6/10", "Hollis"),
        ("PROVIDER: DOE, JANE A   DX: STRAIN", "DOE, JANE A"),
        ("K Roe PTA", "K Roe PTA"),
        ("Plan: rest.\nYusra Haddad, Occupational Therapist", "Yusra Haddad"),
        ("Plan: rest.\nMaura Stennett\nLicensed Psychologist", "Maura Stennett"),
        ("Plan: rest.\nCaspian Roe\nPhysician Signature  MD / DO", "Caspian Roe"),
        ("Clinician   Visit\nMarisol Roe, RN   2", "Marisol Roe, RN"),
    ],
)
def test_names_the_provider_as_printed(text: str, name: str) -> None:
    assert name_in(text) == name


@pytest.mark.parametrize(
    "text",
    [
        "Referring Provider: Basil Roe, DC",
        "Ordering physician: Wendell Roe, MD",
        "cc: Ann Poe, MD; Otis Roe, MD",
        "under the supervision of Marlon Roe, MD",
        "Benedict Roe, PhD\nSupervisor signature / date",
        "Patient signature: M. Quince",
        "Scribed by: Tilly Roe, MA",
        "I certify the need for these services.\nPhysician signature: Thea Roe, MD",
        "Provider   Subjective   Objective   Plan",
    ],
)
def test_refuses_names_printed_for_another_reason(text: str) -> None:
    assert name_in(text) == ""


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("Attending: H. Poe, MD\nNote authored by: Simone Roe, NP\nCo-signed: H. Poe, MD", "Simone Roe, NP"),
        ("Electronically signed by: Lio Roe, DO\nElectronically cosigned by: Margit Poe, MD", "Lio Roe, DO"),
        ("Tamsin Roe, PA-C\nSignature\nReviewed by physician: Leland Poe, MD", "Tamsin Roe, PA-C"),
    ],
)  # fmt: skip
def test_the_author_comes_before_who_supervised(text: str, name: str) -> None:
    assert name_in(text) == name


_CARD = (
    "Date        Pain   Treatment            PT/PTA\n"
    "2/6/2024    6/10   Evaluation, HEP      A. Roe, PT\n"
    "2/8/2024    5/10   Manual, rows         R. Poe, PTA\n"
)


@pytest.mark.parametrize(("row", "name"), [("2/6/2024", "A. Roe, PT"), ("2/8/2024", "R. Poe, PTA")])
def test_a_row_of_a_card_names_its_own_clinician(row: str, name: str) -> None:
    start = _CARD.index(row)
    assert name_in(_CARD, start, _CARD.index("\n", start)) == name


_KEYED = "Date        Treatment      Initials\n7/12/2021   C1, C5. Ice    GR\n"


def test_a_profession_named_in_a_sentence_labels_nobody() -> None:
    text = "Treated together with her therapist Brent Poe, PT.\nClinician: Ola Roe, OTR/L"
    assert name_in(text) == "Ola Roe, OTR/L"


def test_initials_mean_the_person_whom_the_page_s_key_names() -> None:
    start = _KEYED.index("7/12")
    assert name_in(f"{_KEYED}GR = Gavin Roe, DC   LP = Lucia Poe, DC", start, len(_KEYED)) == "Gavin Roe, DC"
    assert name_in(f"{_KEYED}LP = Lucia Poe, DC", start, len(_KEYED)) == ""


def test_initials_that_nobody_explains_stay_initials() -> None:
    page = Page(SHA, 1, 612, 792, _KEYED)
    found = initials_of(page, _KEYED.index("7/12"), len(_KEYED))
    assert found is not None
    assert found.value == "GR"


@pytest.mark.parametrize("text", ["Vale, NJ 08999", "Neck and back, MD to advise", "Larch Clinic"])
def test_places_and_prose_are_no_people(text: str) -> None:
    assert not is_person(text)
