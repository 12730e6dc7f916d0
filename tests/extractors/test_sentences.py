"""Sentences end where their writer ended them, and no quote of a part loses a denial."""

from __future__ import annotations

import pytest

from extractors.facts import PageKind
from extractors.sentences import around, sentences_of, words_of
from tests.made_pages import page


@pytest.mark.parametrize(
    "text",
    [
        "I spoke to Ofc. Hale and to Sgt. Poe at the scene.",
        "SGT. HALE SPOKE TO DET. POE.",
        "In Roe v. Poe the light was red.",
        "It was on Hwy. 12 near Rte. 9 at dusk.",
        "Smith et al. Reported it.",
    ],
)
def test_a_title_or_an_abbreviation_ends_no_sentence(text: str) -> None:
    assert len(list(sentences_of(page(text), 0, len(text), PageKind.OTHER))) == 1


def test_what_ends_a_sentence_still_ends_it() -> None:
    text = "He left at 5:40 p.m. The car came. It hit him."
    assert len(list(sentences_of(page(text), 0, len(text), PageKind.OTHER))) == 3


@pytest.mark.parametrize(
    ("before", "behind", "kept"),
    [("She denies ", "", "denies"), ("", ", which is unlikely on this record", "unlikely")],
)
def test_a_long_sentence_is_not_cut_between_its_denial_and_its_cue(
    before: str, behind: str, kept: str
) -> None:
    filler = "weakness of the grip when lifting heavy boxes in the store, " * 6
    text = f"{before}{filler if before else ''}aggravation of the neck" + (
        f", {filler}{behind}" if behind else ""
    )
    words = words_of(text)
    start, end = around(words, 0, len(text), words.joined.index("aggravation"), 300)
    assert kept in text[start:end]
    assert "aggravation" in text[start:end]


def test_a_long_sentence_without_a_denial_is_cut() -> None:
    text = "weakness of the grip when lifting heavy boxes " * 20
    start, end = around(words_of(text), 0, len(text), 0, 300)
    assert end - start <= 300
