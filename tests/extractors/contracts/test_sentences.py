"""Contracts cut into sentences."""

from __future__ import annotations

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from extractors.contracts.sentences import paragraphs, sentences


def _cut(text: str) -> list[str]:
    return [text[s.start : s.end] for s in sentences(text)]


@pytest.mark.parametrize(
    ("text", "parts"),
    [
        ("The fee is due. It is paid monthly.", ["The fee is due.", "It is paid monthly."]),
        ("Sold by Brill Inc. of Dover to Oake Corp. and others.", None),
        ("Made with Brill, Inc. The Buyer shall pay.", ["Made with Brill, Inc.", "The Buyer shall pay."]),
        ("2.1 Term. The term is two years.", ["2.1 Term.", "The term is two years."]),
        ("See Section 4.2 of the U.S. Code for that.", None),
        ("It shall (a) sell; (b) ship.", ["It shall (a) sell;", "(b) ship."]),
        ("Seller shall: (a) sell (b) ship", ["Seller shall:", "(a) sell (b) ship"]),
        ('He said "now." She left.', ['He said "now."', "She left."]),
        ("One paragraph\n\nand another", ["One paragraph", "and another"]),
        ("Paid at 95670   9) Law Texas law governs.", ["Paid at 95670", "9) Law Texas law governs."]),
        ("Is it so? It is! Yes.", ["Is it so?", "It is!", "Yes."]),
    ],
)
def test_where_sentences_end(text: str, parts: list[str] | None) -> None:
    assert _cut(text) == (parts if parts is not None else [text])


def test_a_sentence_knows_its_section_and_paragraph() -> None:
    text = "1. Payment\n\nBuyer shall pay.\n\n2. Term\n\nThe term is a year. It renews."
    found = sentences(text)
    last = found[-1]
    assert (last.number, last.heading) == ("2", "Term")
    assert [s.paragraph for s in found] == [0, 1, 2, 3, 3]


@given(st.text(alphabet="ab .;:\n(1)A", max_size=120))
def test_sentences_never_overlap_and_lose_no_letter(text: str) -> None:
    found = sentences(text)
    assert all(a.end <= b.start for a, b in pairwise(found))
    assert all(text[s.start : s.end] == text[s.start : s.end].strip() != "" for s in found)
    covered = "".join(text[s.start : s.end] for s in found)
    assert sum(c.isalnum() for c in covered) == sum(c.isalnum() for c in text)


def test_paragraphs_are_trimmed() -> None:
    text = "  one \n\n\n two\n\n   \n\n"
    assert [text[a:b] for a, b in paragraphs(text)] == ["one", "two"]


def test_a_text_without_an_end_is_cut_at_blanks() -> None:
    text = "word " * 5_000
    found = sentences(text)
    assert max(s.end - s.start for s in found) <= 8_000
    assert sum(len(text[s.start : s.end].split()) for s in found) == 5_000
    solid = sentences("x" * 20_000)
    assert sum(s.end - s.start for s in solid) == 20_000
