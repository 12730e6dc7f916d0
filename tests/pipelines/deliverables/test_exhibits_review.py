"""An exhibit set before a reviewer: each line of its index, each check that did not pass, no correction."""

from __future__ import annotations

from dataclasses import replace

import pytest

from extractors.errors import UsageError
from extractors.pages import Page
from pipelines.canonical_json import canonical_bytes
from pipelines.deliverables.exhibits_review import CHECKS, ExhibitsReview
from pipelines.exhibits.exhibit_set import Check, ExhibitSet, Outcome
from pipelines.exhibits.set_json import set_to_json
from pipelines.review_rows import Correction
from tests.pipelines.exhibits.made_set import exhibit_set

FORM = ExhibitsReview()
FAILED = Check("text", "Text is kept", Outcome.FAIL, "page 3 lost its text", "Bind it again.", "a.pdf", 3)
PASSED = Check("size", "Size", Outcome.PASS, "")
MADE = replace(exhibit_set(13), checks=(PASSED, FAILED, replace(FAILED, page=4)))


def sealed(made: ExhibitSet) -> bytes:
    return canonical_bytes(set_to_json(made))


def no_page(sha256: str, number: int) -> Page:
    raise AssertionError("an exhibit set asks for no page's text")


def test_every_exhibit_and_every_check_that_did_not_pass_is_decided() -> None:
    rows = FORM.rows(sealed(MADE))
    assert [row.id for row in rows if row.section != CHECKS] == [row.id for row in MADE.rows]
    (check,) = [row for row in rows if row.section == CHECKS]
    assert check.critical
    assert ("a.pdf, p. 3", "page 3 lost its text") in check.fields
    assert ("a.pdf, p. 4", "page 3 lost its text") in check.fields
    assert all(row.critical for row in rows)


def test_an_exhibit_is_cited_by_its_first_and_last_page_without_words() -> None:
    for row, own in zip(FORM.rows(sealed(MADE)), MADE.rows, strict=False):
        real = [(p.sha256, p.source_page) for p in own.pages if p.source_page]
        shown = [(c.citation.sha256, c.citation.page) for c in row.citations]
        assert shown == list(dict.fromkeys((real[0], real[-1]))) if real else shown == []
        assert all(c.citation.quote == "" for c in row.citations)


def test_what_was_held_is_flagged_and_found() -> None:
    held = replace(MADE, rows=(replace(MADE.rows[0], held="two pages are missing"), *MADE.rows[1:]))
    assert "held: two pages are missing" in FORM.rows(sealed(held))[0].flags
    told = f"{MADE.rows[0].designation}: two pages are missing"
    assert told in FORM.found(sealed(held))["held"]
    assert len(FORM.found(sealed(MADE))["failed_check"]) == 2


def test_a_digest_stands_for_the_line_and_its_pages() -> None:
    first, *others = MADE.rows
    renamed = replace(MADE, rows=(replace(first, description="Another paper"), *others))
    before, after = FORM.rows(sealed(MADE)), FORM.rows(sealed(renamed))
    assert before[0].digest != after[0].digest
    assert [row.digest for row in before[1:]] == [row.digest for row in after[1:]]


def test_the_plan_is_corrected_and_never_the_set() -> None:
    data, row_id = sealed(MADE), MADE.rows[0].id
    assert FORM.correctable(data, row_id) == ()
    for asked in (Correction(row_id, withdrawn=True), Correction(row_id, (("Description", "Other"),))):
        with pytest.raises(UsageError, match="row by row") as caught:
            FORM.check(data, asked, no_page)
        assert "exhibits.toml" in caught.value.remedy
