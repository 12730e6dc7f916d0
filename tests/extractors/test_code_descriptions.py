"""A code is described by the words printed beside it on its line, or by nothing."""

# ruff: noqa: E501 (one line of the paper is one line here)

from __future__ import annotations

import pytest

from extractors.code_descriptions import description_beside
from tests.made_pages import page


@pytest.mark.parametrize(
    ("text", "code", "words"),
    [
        ("Sprain of unspecified ligament of right ankle S93.401A", "S93.401A", "Sprain of unspecified ligament of right ankle"),
        ("1. Torticollis, acute (M43.6). Heat and rest.", "M43.6", "Torticollis, acute"),
        ("1. High pressure (I10), diet. 2. Type 2 diabetes (E11.9), A1c 7.1", "E11.9", "Type 2 diabetes"),
        ("M54.2 - Cervicalgia", "M54.2", "Cervicalgia"),
        ("M54.2 Cervicalgia M54.50 Low back pain", "M54.2", "Cervicalgia"),
        ("S46.011A Strain of muscle(s) and tendon(s) of the rotator cuff", "S46.011A", "Strain of muscle(s) and tendon(s) of the rotator cuff"),
        ("TREATMENT: Manual therapy (97140) 1 unit(s), Re-education (97112) 1 unit(s)", "97112", "Re-education"),
        ("4/7/2021 99213 Office visit, established 2 150.00", "99213", "Office visit, established"),
        ("Impression: Cervical strain S16.1XXA Chest wall contusion", "S16.1XXA", "Cervical strain"),
        ("Diagnosis: M54.41 Lumbago, right Visit No.: 4", "M54.41", "Lumbago, right"),
        ("Cervical radiculopathy M54.12", "M54.12", "Cervical radiculopathy"),
        ("Assessment Cervical radiculopathy (M54.12).", "M54.12", "Cervical radiculopathy"),
        ("M54.2          Cervicalgia", "M54.2", "Cervicalgia"),
        ("Cervicalgia          M54.2", "M54.2", "Cervicalgia"),
        ("Dx: M54.16, M51.16          D/A: 3-3-23", "M51.16", None),
        ("Dx: M54.2          Precautions: none", "M54.2", None),
        ("Bruise S30.0XXA          Visit 4          Lumbar", "S30.0XXA", "Bruise"),
        ("My impression is a ligament tear (S63.511A).", "S63.511A", None),
        ("Doing well after fusion (Z98.1).", "Z98.1", None),
        ("Dx: S93.401A, M25.571", "S93.401A", None),
        ("ICD-10: M54.2", "M54.2", None),
        ("A. S16.1XXA B. S39.012A", "S16.1XXA", None),
        ("CPT 99213", "99213", None),
        ("treated with 97110 and ice", "97110", None),
    ],
)  # fmt: skip
def test_words_beside_a_code(text: str, code: str, words: str | None) -> None:
    made = page(text)
    at = made.text.index(code)
    span = description_beside(made, at, at + len(code))
    assert (made.text[span[0] : span[1]] if span else None) == words
