"""Papers stand by date, amendments after what they amend, and only a repetition word for word is a copy."""

from __future__ import annotations

import pytest

from pipelines.clauses.papers import amendment_number, copies, paper_kind, place_in_order
from pipelines.clauses.report import PaperKind
from tests.pipelines.clauses.made_reading import reading
from tests.pipelines.clauses.made_report import SUPPLY, MadePaper


@pytest.mark.parametrize(
    ("title", "kind"),
    [
        ("SUPPLY AGREEMENT", PaperKind.AGREEMENT),
        ("FIRST AMENDMENT TO SUPPLY AGREEMENT", PaperKind.AMENDMENT),
        ("Addendum to Master Services Agreement", PaperKind.AMENDMENT),
        ("AMENDED AND RESTATED SUPPLY AGREEMENT", PaperKind.AGREEMENT),
        ("Amendment No. 2 to the Amended Lease", PaperKind.AMENDMENT),
        ("OMNIBUS AMENDMENTS TO LEASES", PaperKind.AMENDMENT),
        ("", PaperKind.AGREEMENT),
    ],
)
def test_a_title_says_what_a_paper_is(title: str, kind: PaperKind) -> None:
    assert paper_kind(title, "words") is kind


def test_a_paper_without_words_is_unreadable_whatever_it_is_called() -> None:
    assert paper_kind("", " \n") is PaperKind.UNREADABLE


@pytest.mark.parametrize(
    ("title", "number"),
    [
        ("Third Amendment to Lease", 3),
        ("AMENDMENT NO. 12", 12),
        ("Amendment 4 to the Licence", 4),
        ("Amendment #3 to Lease", 3),
        ("Eleventh Amendment to Lease", 11),
        ("Twenty-First Amendment to Lease", 0),
        ("Amendment", 0),
    ],
)
def test_amendments_have_numbers(title: str, number: int) -> None:
    assert amendment_number(title) == number


def test_papers_stand_by_date_and_amendments_by_their_number() -> None:
    agreement, amendment = PaperKind.AGREEMENT, PaperKind.AMENDMENT
    papers = [
        (agreement, "Lease", "", "a undated.pdf"),
        (amendment, "Second Amendment", "", "b.pdf"),
        (amendment, "First Amendment", "", "c.pdf"),
        (amendment, "Third Amendment", "2014-05-08", "d.pdf"),
        (agreement, "Supply Agreement", "2014-05-08", "e.pdf"),
        (agreement, "Purchase Order", "2012-01-01", "f.pdf"),
    ]
    ordered = sorted(papers, key=lambda paper: place_in_order(*paper))
    assert [paper[3] for paper in ordered] == ["f.pdf", "e.pdf", "d.pdf", "a undated.pdf", "c.pdf", "b.pdf"]


def test_a_paper_that_repeats_another_word_for_word_is_its_copy() -> None:
    first = MadePaper("a.pdf", SUPPLY)
    rewrapped = MadePaper("b.txt", ("\n".join(SUPPLY).replace("\n", "  \n"),))
    signed = MadePaper("c.pdf", (*SUPPLY[:2], SUPPLY[2] + "\nSigned: Q. Ames"))
    made = [reading(paper) for paper in (rewrapped, signed, first)]
    assert copies(made) == {rewrapped.sha256: first.sha256}


def test_short_papers_are_nobody_s_copy() -> None:
    made = [reading(MadePaper(name, ("CONFIDENTIAL",))) for name in ("a.pdf", "b.pdf")]
    assert not copies(made)
