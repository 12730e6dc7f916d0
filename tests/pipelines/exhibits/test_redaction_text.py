"""Removed words are found however they are written, and other words are not taken for them."""

from __future__ import annotations

import pytest

from pipelines.exhibits.redaction_text import Searched, places_of, telling


def stands_in(value: str, text: str, *, loose: bool = False, alike: bool = False) -> bool:
    """The two ways of searching agree."""
    found = Searched(text).holds(value, loose=loose, alike=alike)
    assert bool(places_of(value, text, loose=loose, alike=alike)) == found
    return found


@pytest.mark.parametrize(
    ("value", "text"),
    [
        ("123-45-6789", "SSN 123456789."),
        ("123-45-6789", "SSN 123 45 6789"),
        ("123456789", "no. 123-45-6789"),
        ("123-45-6789", "SSN123-45-6789x"),
        ("123-45-6789", "ends in 123-45-\n6789 here"),
        ("123-45-6789", "ends in 123-45-\r\n  6789 here"),
        ("123-45-6789", "with 123\u201345\u20116789 dashes"),
        ("Odalys Brandvold", "ODALYS BRANDVOLD"),
        ("Odalys Brandvold", "of Odalys\nBrand-\nvold, age"),
        ("Odalys Brandvold", "odalys.brandvold@example.org"),
        ("Odalys Brandvold", "Odalýs Brandvöld"),
        ("Finn", "Mr. FINN's chart"),
        ("fi-12", "\ufb01-12"),
        ("A-7", "unit A 7"),
        ("Quo", "said Qu-\no to"),
        ("12345", "MRN 12345"),
        ("$156.00", "paid $156.00 of it"),
        ("1,560.00", "1560.00"),
        ("Brand\u00advold", "Brandvold"),
    ],
)
def test_a_value_is_found(value: str, text: str) -> None:
    assert stands_in(value, text)


@pytest.mark.parametrize(
    ("value", "text"),
    [
        ("Finn", "Finnegan"),
        ("Finn", "F inn"),
        ("Brandvold", "Brandvoldsen"),
        ("12345", "charge 123.45"),
        ("12345", "912345"),
        ("12", "1 2"),
        ("123-45-6789", "123-45-67890"),
        ("--", "a -- b"),
        ("", "anything"),
    ],
)
def test_other_words_are_not_taken_for_it(value: str, text: str) -> None:
    assert not stands_in(value, text)


def test_a_long_value_is_found_inside_other_letters_when_looked_for_loosely() -> None:
    assert not stands_in("Odalys Brandvold", "authorodalysbrandvoldpdf")
    assert stands_in("Odalys Brandvold", "authorodalysbrandvoldpdf", loose=True)
    assert not stands_in("Finn", "Finnegan", loose=True)


def test_letters_that_ocr_confuses_are_the_same_when_asked() -> None:
    assert not stands_in("B0418-551", "BO4l8-S5I")
    assert stands_in("B0418-551", "BO4l8-S5I", alike=True)


def test_the_span_is_that_of_the_text_as_given() -> None:
    text = "\ufb01rst: Ödalys  Brandvold."
    assert [text[a:b] for a, b in places_of("odalys brandvold", text)] == ["Ödalys  Brandvold"]
    assert len(places_of("Finn", "Finn, finn and FINN")) == 3


def test_small_words_tell_nothing_and_numbers_tell_by_themselves() -> None:
    assert telling(["of", "the"]) == ()
    assert telling(["Account", "4417-1230", "Finn"]) == ("Account 4417-1230 Finn", "4417-1230")
    assert telling(["4417-1230"]) == ("4417-1230",)
    assert telling(["7", "mg"]) == ()
    assert telling(["Quo"]) == ("Quo",)
    assert telling(["•", "Brandvold"]) == ("Brandvold",)
