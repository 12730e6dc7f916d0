"""Names that a line makes the provider's, lettered or not; and the people that a line only lists."""

from __future__ import annotations

import pytest

from extractors.pages import Page
from extractors.provider_names import provider_of

SHA = "e" * 64
_NOTE = "Date of service: 05/06/2021\nExam: tender. Refer to Luis Pratt, MD for injection.\nPlan: therapy.\n"


def provider_on(text: str) -> str:
    page = Page(SHA, 1, 612, 792, text)
    found = provider_of(page, 0, len(text), ("mabel quince",))
    return found[1].value if found else ""


@pytest.mark.parametrize(
    ("line", "name"),
    [
        ("/es/ ADA ROE-LANE", "ADA ROE-LANE"),
        ("//Ada Roe// 05/06/2021", "Ada Roe"),
        ("by Ada Roe", "Ada Roe"),
        ("Office Visit with Ada Roe on 05/06/2021", "Ada Roe"),
        ("______________________\nAda Roe", "Ada Roe"),
        ("Ada Roe | 05/06/2021 05:01 PM | Electronically Signed", "Ada Roe"),
        ("Ada Roe\nAR/kl  D: 05/06/2021 T: 05/07/2021", "Ada Roe"),
        ("Ada Roe, Psy.D.", "Ada Roe, Psy.D."),
        ("Ada L. Roe, L.C.S.W.", "Ada L. Roe, L.C.S.W."),
        ("Larch Chiropractic - Dr. Wm. Roe - Toller, Ohio", "Wm. Roe"),
        ("Nurse: T. Bly RN   ATT: ROE, ADA MD", "ROE, ADA MD"),
        ("Ada Roe, PA-C\nfor Tom Voss, M.D.", "Ada Roe, PA-C"),
        ("Ada Roe, MD\nLew Abel, MD   Grace Okon, MD   Tom Voss, DO", "Ada Roe, MD"),
        ("Primary attendant: Ada Roe, NRP\nReceiving signature: J. Bly RN", "Ada Roe, NRP"),
        ("Report completed: A. Roe NRP 05/06/2021", "A. Roe NRP"),
    ],
)
def test_names_whom_the_line_makes_the_provider(line: str, name: str) -> None:
    assert provider_on(_NOTE + line) == name


@pytest.mark.parametrize(
    "line",
    [
        "Licensed Clinical Psychologist, PSY 20999",
        "Lew Abel, MD   Grace Okon, MD   Tom Voss, DO",
        "______________________\nMabel Quince",
        "This Document Electronically Signed",
        "by phone",
    ],
)
def test_names_nobody_where_no_part_is_told(line: str) -> None:
    assert provider_on(f"Date of service: 05/06/2021\nExam: tender.\n{line}") == ""


def test_a_nurse_alone_is_the_provider_of_the_nurse_s_visit() -> None:
    assert provider_on("Date of service: 05/06/2021\nBP check.\nNurse: T. Bly RN") == "T. Bly RN"
