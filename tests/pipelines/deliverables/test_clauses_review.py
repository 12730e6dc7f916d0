"""A clause report before a reviewer: every line of its tables, and rows that can be withdrawn."""

from __future__ import annotations

from dataclasses import replace

import pytest

from extractors.errors import UsageError
from extractors.pages import Page
from pipelines.approved import ApprovedTemplate
from pipelines.canonical_json import canonical_bytes
from pipelines.clauses.report import ClauseReport
from pipelines.clauses.report_json import report_from_bytes, report_to_json
from pipelines.deliverables.clauses_review import ClausesReview
from pipelines.review_rows import Correction
from tests.pipelines.clauses.made_report import made_report

FORM = ClausesReview()
MADE = made_report()
SEALED = canonical_bytes(report_to_json(MADE))


def no_page(sha256: str, number: int) -> Page:
    raise AssertionError("nothing of a clause report is reworded, so no page is asked for")


def withdrawn(template: ApprovedTemplate, *row_ids: str, data: bytes = SEALED) -> ClauseReport:
    asked = [Correction(row_id, withdrawn=True) for row_id in row_ids]
    return report_from_bytes(FORM.correct(data, asked, template, no_page))


@pytest.fixture
def template() -> ApprovedTemplate:
    """Never looked into: a withdrawal asks nothing of it."""
    return object()  # type: ignore[return-value]


def test_every_line_that_prints_is_there_once() -> None:
    rows = FORM.rows(SEALED)
    assert len({row.id for row in rows}) == len(rows)
    ids = {row.id for row in rows}
    assert {one.id for one in MADE.clauses} <= ids
    assert {one.id for one in MADE.obligations} <= ids
    assert {one.id for one in MADE.dates} <= ids
    sections = {row.section for row in rows}
    assert {"clauses", "not found", "obligations", "dates", "abstract", "points of form"} <= sections
    types = {(row.type, row.own) for row in MADE.not_found}
    assert sum(row.section == "not found" for row in rows) == len(types)
    assert all(text for row in rows for _, text in row.fields)


def test_low_confidence_and_what_was_left_open_are_flagged() -> None:
    rows = {row.id: row for row in FORM.rows(SEALED)}
    for clause in MADE.clauses:
        assert ("low confidence" in rows[clause.id].flags) is clause.low
        assert rows[clause.id].section == ("possible clauses" if clause.low else "clauses")
        assert rows[clause.id].because == clause.because


def test_the_last_clause_of_a_type_becomes_what_came_nearest(template: ApprovedTemplate) -> None:
    counts = [(c.sha256, c.type, c.own) for c in MADE.clauses]
    only = next(c for c in MADE.clauses if counts.count((c.sha256, c.type, c.own)) == 1)
    after = withdrawn(template, only.id)
    assert only not in after.clauses
    (line,) = [n for n in after.not_found if n not in MADE.not_found]
    assert (line.sha256, line.type, line.own, line.best) == (
        only.sha256,
        only.type,
        only.own,
        only.citations,
    )
    assert line.confidence == (only.confidence or 0.0)
    touched = FORM.touched(SEALED, [Correction(only.id, withdrawn=True)])
    before = {row.id: row.digest for row in FORM.rows(SEALED)}
    now = {row.id: row.digest for row in FORM.rows(canonical_bytes(report_to_json(after)))}
    assert {i for i in before.keys() | now.keys() if before.get(i) != now.get(i)} == touched | {only.id}


def test_one_of_two_clauses_leaves_the_type_found(template: ApprovedTemplate) -> None:
    first = MADE.clauses[0]
    twice = replace(MADE, clauses=(first, replace(first, id="C-other"), *MADE.clauses[1:]))
    after = withdrawn(template, "C-other", data=canonical_bytes(report_to_json(twice)))
    assert after == MADE


def test_a_withdrawn_duty_is_a_sentence_left_out(template: ApprovedTemplate) -> None:
    duty = MADE.obligations[0]
    after = withdrawn(template, duty.id)
    assert duty not in after.obligations
    (line,) = [row for row in after.left_out if row not in MADE.left_out]
    assert (line.sha256, line.reason, line.citations) == (
        duty.sha256,
        "withdrawn on review",
        duty.citations,
    )


def test_every_page_keeps_one_disposition_and_none_is_cited_by_nothing(template: ApprovedTemplate) -> None:
    ids = [row.id for row in MADE.clauses]
    ids += [row.id for row in MADE.obligations]
    ids += [row.id for row in MADE.dates]
    ids += [row.id for row in FORM.rows(SEALED) if row.section == "points of form"]
    after = withdrawn(template, *ids)
    assert (after.clauses, after.obligations, after.dates, after.flags) == ((), (), (), ())
    assert [(p.sha256, p.page) for p in after.pages] == [(p.sha256, p.page) for p in MADE.pages]
    cited = {
        (c.citation.sha256, c.citation.page)
        for passages in (
            *(p.citations for p in after.papers),
            *(p for r in after.abstract for p in r.passages),
        )
        for c in passages
    }
    lost = [p for p in after.pages if p.reason == "the row that cited this page was withdrawn on review"]
    assert all((p.sha256, p.page) not in cited for p in lost)


@pytest.mark.parametrize("section", ["not found", "abstract"])
def test_what_says_that_nothing_was_found_is_not_withdrawn(section: str) -> None:
    row = next(row for row in FORM.rows(SEALED) if row.section == section)
    with pytest.raises(UsageError, match="cannot be corrected here"):
        FORM.check(SEALED, Correction(row.id, withdrawn=True), no_page)


def test_nothing_is_reworded() -> None:
    clause = MADE.clauses[0]
    assert FORM.correctable(SEALED, clause.id) == ()
    with pytest.raises(UsageError, match="cannot be corrected here"):
        FORM.check(SEALED, Correction(clause.id, (("Clause", "Other words."),)), no_page)


def test_what_stops_work_is_told_by_kind() -> None:
    found = FORM.found(canonical_bytes(report_to_json(replace(MADE, finder=replace(MADE.finder, sha256="")))))
    assert "rules_only" in found
    assert "rules_only" not in FORM.found(SEALED)
    assert len(found.get("set_aside", ())) == len(MADE.set_aside)
