"""One page holds the counts and as many rows as fit; the page for the browser holds everything."""

from __future__ import annotations

import re
from dataclasses import replace
from io import BytesIO

import docx
import pytest

from pipelines.delta.compare import delta
from pipelines.delta.document import one_page, whole
from pipelines.delta.values import Delta
from pipelines.render.html import render_html
from pipelines.render.pdf import page_count
from templates import make_clauses, make_exhibits, make_treatment
from tests.pipelines.review.desk_world import DeskWorld


@pytest.fixture(scope="module")
def found(drafted_twice: DeskWorld) -> Delta:
    return delta(drafted_twice.matter, "treatment", 2)


@pytest.fixture(scope="module")
def draft(drafted_twice: DeskWorld) -> bytes:
    return (drafted_twice.matter.drafts / "treatment" / "2" / "chronology.docx").read_bytes()


def with_rows(found: Delta, number: int) -> Delta:
    (row,) = found.added
    return replace(found, added=tuple(replace(row, id=f"R-{n}", heading=f"Visit {n}") for n in range(number)))


def text(document: bytes) -> str:
    body = docx.Document(BytesIO(document)).element.body
    return "\n".join(element.text or "" for element in body.iter() if element.tag.endswith("}t"))


@pytest.mark.parametrize("rows", [0, 1, 6, 7, 8, 400])
def test_it_is_one_page_whatever_it_tells(found: Delta, draft: bytes, rows: int) -> None:
    assert page_count(one_page(with_rows(found, rows), draft)) == 1


def test_rows_that_do_not_fit_are_counted(found: Delta, draft: bytes) -> None:
    page = text(one_page(with_rows(found, 400), draft))
    shown = len(re.findall(r"^Visit \d+$", page, re.MULTILINE))
    assert shown >= 2
    assert f"Rows added (400; the first {shown} here)" in page
    assert f"{400 - shown} more rows than this page holds" in page


def test_a_page_that_holds_everything_says_nothing_of_more(found: Delta, draft: bytes) -> None:
    assert "more row" not in text(one_page(found, draft))


def test_it_takes_header_mark_and_looks_from_the_draft(found: Delta, draft: bytes) -> None:
    page = docx.Document(BytesIO(one_page(found, draft)))
    (section,) = page.sections
    assert "DRAFT, NOT REVIEWED" in section.header.paragraphs[0].text
    assert "Rosalind Quimby" in section.header.paragraphs[0].text
    style = page.paragraphs[0].style
    assert style is not None
    assert style.style_id == "Title"
    assert page.core_properties.title == "What changed: Treatment chronology, revision 2"
    assert "chronology" not in text(one_page(found, draft)).lower().replace("treatment chronology", "")


def test_every_quote_of_a_row_stands_in_the_page_for_the_browser(found: Delta, draft: bytes) -> None:
    page = render_html(whole(found, draft), "What changed").decode()
    for _, words in found.added[0].fields:
        assert not words or words in page
    assert "“Neck and low back pain.” is now “Neck pain, better.”" in page
    assert "third.txt: replaced" in page
    assert "Until now: first.txt" in page


def test_a_long_quote_is_left_to_the_page_whole(found: Delta, draft: bytes) -> None:
    long = "No change since the last visit. " * 20
    row = replace(found.added[0], fields=(("Date", "04/02/2021"), ("Complaint", long), ("Type", "Call")))
    page = text(one_page(replace(found, added=(row,)), draft))
    assert "No change" not in page
    assert "Also: Complaint." in page


@pytest.mark.parametrize("make", [make_treatment.make, make_exhibits.make, make_clauses.make])
def test_every_template_of_the_house_dresses_it(found: Delta, make: object) -> None:
    template = make()  # type: ignore[operator]
    page = one_page(with_rows(found, 400), template)
    assert page_count(page) == 1
    assert "Rows added (400; the first" in text(page)
    assert b"What changed" in render_html(whole(found, template), "What changed")


def test_the_same_delta_is_the_same_bytes(found: Delta, draft: bytes) -> None:
    assert one_page(found, draft) == one_page(found, draft)
    assert whole(found, draft) == whole(found, draft)


def test_markup_in_a_record_is_text(found: Delta, draft: bytes) -> None:
    row = replace(found.added[0], fields=(("Complaint", "<b>5 & 6</b> {client}"),))
    told = replace(found, added=(row,))
    assert "<b>5 & 6</b> {client}" in text(one_page(told, draft))
    assert "&lt;b&gt;5 &amp; 6" in render_html(whole(told, draft), "x").decode()
