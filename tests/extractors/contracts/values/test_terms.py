"""What a clause says of the first term, and what it does not."""

from __future__ import annotations

import pytest

from extractors.contracts.values.terms import Anchor, read_term


@pytest.mark.parametrize(
    ("text", "length", "anchor"),
    [
        (
            "This Agreement shall continue for three (3) years from the Effective Date.",
            "3 years",
            Anchor.EFFECTIVE_DATE,
        ),
        (
            "It shall commence on the Effective Date and remain in force for a period of 1 year.",
            "1 year",
            Anchor.EFFECTIVE_DATE,
        ),
        (
            "The term is two (2) years from the date hereof, unless terminated.",
            "2 years",
            Anchor.AGREEMENT_DATE,
        ),
        (
            "It continues until the fifth (5th) anniversary of the Effective Date.",
            "5 years",
            Anchor.EFFECTIVE_DATE,
        ),
        ("Five years following the Launch Date, unless earlier terminated.", "5 years", Anchor.OTHER),
        ("The term of this Agreement shall be ten (10) years.", "10 years", Anchor.NONE),
        ("It commences on March 1, 2016 and continues for 18 months.", "18 months", Anchor.PRINTED),
        (
            'It shall extend for a period of five (5) years thereafter (the "Initial Term").',
            "5 years",
            Anchor.NONE,
        ),
    ],
)
def test_a_length_and_what_it_is_counted_from(text: str, length: str, anchor: Anchor) -> None:
    term = read_term(text)
    assert term.length is not None
    assert (term.length.normal, term.anchor, term.unread) == (length, anchor, "")


@pytest.mark.parametrize(
    ("text", "iso"),
    [
        ("It shall commence on the Effective Date and terminate on December 31, 2034.", "2034-12-31"),
        ("twelve weeks from February 8, 2018 to May 3, 2018", "2018-05-03"),
        ("unless terminated or extended as provided below, it shall end as of June 30, 2003", "2003-06-30"),
        ("Expiration Date: August 31, 2006", "2006-08-31"),
        ("continue up to and including 28 February 2000", "2000-02-28"),
    ],
)
def test_a_printed_end(text: str, iso: str) -> None:
    ends = read_term(text).ends
    assert ends is not None
    assert ends.iso == iso


@pytest.mark.parametrize(
    ("text", "endless"),
    [
        ("It shall continue in perpetuity.", "perpetual"),
        ("It shall continue in effect until terminated under Section 9.", "until terminated"),
        (
            "It continues until either Party gives the other thirty days' notice of termination.",
            "until terminated",
        ),
        ("It remains in effect, unless sooner terminated, until the completion of the Work.", ""),
    ],
)
def test_a_term_without_an_end(text: str, endless: str) -> None:
    assert read_term(text).endless == endless


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        (
            "It ends on the later of (a) July 31, 2021 and (b) the closing.",
            "it ends at the later of several events",
        ),
        ("It shall extend until _______, unless extended.", "its end is left blank"),
        ("It expires when the last Patent expires.", "it ends with an event, not on a date"),
        (
            "It ends on the last day of the month five (5) years from the Effective Date.",
            "it ends on the last day of a month or year, counted from an anniversary",
        ),
        ("It continues for three (5) years from the date hereof.", "its length differs in words and figures"),
    ],
)
def test_what_cannot_be_told_says_why(text: str, reason: str) -> None:
    assert read_term(text).unread == reason


@pytest.mark.parametrize(
    "text",
    [
        "It renews automatically for successive one (1) year terms.",
        "Either party may terminate upon thirty (30) days' prior written notice.",
        "It shall be extended until December 31, 1999.",
        "It ends on the 60th day behind a notice, at the end of such 60-day period.",
    ],
)
def test_a_renewal_or_a_notice_is_no_term(text: str) -> None:
    term = read_term(text)
    assert (term.length, term.ends) == (None, None)


def test_the_day_before_an_anniversary_is_its_eve() -> None:
    text = "It runs through the day prior to the second anniversary of the Effective Date."
    assert read_term(text).eve
    assert not read_term(text.replace("the day prior to ", "")).eve
