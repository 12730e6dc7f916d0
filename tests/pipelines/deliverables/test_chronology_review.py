"""Chronologies before a reviewer: every row as it prints, corrections that reach no further than asked."""

from __future__ import annotations

import random
from collections.abc import Callable
from dataclasses import replace
from decimal import Decimal
from functools import cache

import pytest

from extractors.errors import UsageError
from extractors.pages import Document, Page
from pipelines.canonical_json import canonical_bytes
from pipelines.deliverables.chronology_review import ChronologyReview
from pipelines.review_rows import Correction, ReviewRow
from pipelines.rows import AnyChronology, DamagesRow, EventRow, TreatmentRow
from pipelines.rows_json import chronology_from_bytes, chronology_to_json
from tests.made_pages import document, ledger, visit
from tests.pipelines import made_liability, made_matter
from tests.pipelines.deliverables import test_damages

FORM = ChronologyReview()
VISITS = (document("a.pdf", visit("03/17/2021")), document("b.pdf", visit("04/17/2021", born="")))
BILLED = (*VISITS, document("bill.pdf", ledger("03/17/2021 99213 Office visit $142.00")))


@cache
def treatment() -> bytes:
    return sealed(made_matter.draft(*VISITS))


@cache
def liability() -> bytes:
    return sealed(made_liability.drafted())


@cache
def damages() -> bytes:
    return sealed(test_damages.draft(*BILLED))


def sealed(chronology: AnyChronology) -> bytes:
    return canonical_bytes(chronology_to_json(chronology))


def page_of(*documents: Document) -> Callable[[str, int], Page]:
    pages = {(page.source, page.number): page for made in documents for page in made.pages}

    def of(sha256: str, number: int) -> Page:
        return pages[(sha256, number)]

    return of


def by_id(data: bytes) -> dict[str, ReviewRow]:
    return {row.id: row for row in FORM.rows(data)}


# --- rows ---------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("made", [treatment, liability, damages])
def test_every_row_stands_there_once_in_its_order_with_all_its_sources(made: Callable[[], bytes]) -> None:
    chronology = chronology_from_bytes(made())
    rows = FORM.rows(made())
    assert [row.id for row in rows] == [row.id for row in chronology.rows]
    assert len({row.digest for row in rows}) == len(rows)
    for row, own in zip(rows, chronology.rows, strict=True):
        assert row.citations[0] == own.citations[0]
        assert {f.source for f in own.findings} | set(own.citations) == set(row.citations)
        assert all(f.quote in dict(row.fields).values() for f in own.findings)
        columns = [column for column, _ in row.fields]
        assert len(set(columns)) == len(columns)
        assert set(FORM.correctable(made(), row.id)) <= set(columns)
    assert FORM.pages(made()) == chronology.pages


def test_amounts_print_as_money_and_are_not_correctable() -> None:
    row = next(row for row in FORM.rows(damages()) if dict(row.fields)["Billed"])
    assert dict(row.fields)["Billed"] == "$142.00"
    assert {"Billed", "Paid", "Date", "Phase"}.isdisjoint(FORM.correctable(damages(), row.id))
    assert row.critical


def test_a_digest_stands_for_every_field_and_every_source() -> None:
    chronology = chronology_from_bytes(treatment())
    first, *others = chronology.rows
    assert isinstance(first, TreatmentRow)
    (cited, *rest) = first.citations
    moved = replace(cited, citation=replace(cited.citation, sha256="0" * 64))
    changes = (
        replace(first, type="Phone call"),
        replace(first, flags=("amended",)),
        replace(first, billed=Decimal("1.00")),
        replace(first, citations=(moved, *rest)),
        replace(first, findings=first.findings[1:]),
    )
    seen = {FORM.rows(treatment())[0].digest}
    for changed in changes:
        rows = FORM.rows(sealed(replace(chronology, rows=(changed, *others))))
        seen.add(rows[0].digest)
        assert rows[1].digest == FORM.rows(treatment())[1].digest
    assert len(seen) == 1 + len(changes)


def test_rows_of_one_day_and_place_are_shown_beside_each_other() -> None:
    chronology = chronology_from_bytes(treatment())
    one, two = chronology.rows
    twice = replace(chronology, rows=(one, replace(two, date_start=one.date_start)))
    assert [row.related for row in FORM.rows(sealed(twice))] == [(two.id,), (one.id,)]
    assert [row.related for row in FORM.rows(treatment())] == [(), ()]


def test_what_was_found_is_told_by_kind_files_set_aside_too() -> None:
    found = FORM.found(liability())
    findings = chronology_from_bytes(liability()).findings
    assert {kind: len(told) for kind, told in found.items()} == {
        kind: sum(f.kind == kind for f in findings) for kind in {f.kind for f in findings}
    }
    assert list(found) == sorted(found)


# --- corrections --------------------------------------------------------------------------------------------


def test_a_withdrawn_version_is_taken_out_of_the_others_and_of_the_pairs() -> None:
    rows = {row.id: row for row in chronology_from_bytes(liability()).rows}
    pages = page_of(*made_liability.documents())
    disputed = [row for row in rows.values() if isinstance(row, EventRow) and row.disputed]
    if not disputed:
        pytest.fail("the made papers no longer hold two versions of one thing")
    gone = disputed[0]
    asked = (Correction(gone.id, withdrawn=True),)
    made = FORM.correct(liability(), asked, made_liability.template(), pages)
    after = chronology_from_bytes(made)
    assert FORM.touched(liability(), asked) == set(gone.disputed)
    for row in after.rows:
        assert isinstance(row, EventRow)
        assert gone.id not in row.disputed
        if row.id not in gone.disputed:
            assert row == rows[row.id]
    named = [line for index in after.indexes for line in index.lines if gone.id in line.rows]
    assert named == []
    assert sum(len(i.lines) for i in after.indexes) < sum(
        len(i.lines) for i in chronology_from_bytes(liability()).indexes
    )


def test_a_row_whose_money_is_in_a_total_cannot_be_withdrawn() -> None:
    rows = chronology_from_bytes(damages()).rows
    paid = next(row for row in rows if isinstance(row, DamagesRow) and row.billed is not None)
    with pytest.raises(UsageError, match="totals count them"):
        FORM.check(damages(), Correction(paid.id, withdrawn=True), page_of(*BILLED))


def test_codes_must_be_printed_on_a_cited_page_or_go() -> None:
    row_id = FORM.rows(treatment())[0].id
    with pytest.raises(UsageError, match="prints these words"):
        FORM.check(treatment(), Correction(row_id, (("ICD-10", "S16.1XXA"),)), page_of(*VISITS))
    coded = (document("a.pdf", visit("03/17/2021").replace("Cervical strain.", "Strain S16.1XXA, M54.2.")),)
    data = sealed(made_matter.draft(*coded))
    row = FORM.rows(data)[0]
    asked = (Correction(row.id, (("ICD-10", "M54.2"),)),)
    made = FORM.correct(data, asked, made_matter.template(), page_of(*coded))
    assert dict(FORM.rows(made)[0].fields)["ICD-10"] == "M54.2"


def test_a_page_that_reads_differently_now_proves_nothing() -> None:
    row_id = FORM.rows(treatment())[0].id
    other = document("a.pdf", "Port Ellery", "Port Ellery")
    asked = Correction(row_id, (("Facility", "Port Ellery"),))
    for pages in (page_of(other), page_of()):
        with pytest.raises(UsageError, match="not read as it was"):
            FORM.check(treatment(), asked, pages)


def test_a_type_is_one_of_the_program_s_or_printed() -> None:
    row_id = FORM.rows(treatment())[0].id
    for words in ("imaging report", "OFFICE VISIT"):
        asked = Correction(row_id, (("Type", words), ("Provider", "")))
        FORM.check(treatment(), asked, page_of(*VISITS))
    with pytest.raises(UsageError, match="prints these words"):
        FORM.check(treatment(), Correction(row_id, (("Type", "house call"),)), page_of(*VISITS))


def test_a_corrected_date_moves_the_row_to_its_place() -> None:
    first, second = FORM.rows(treatment())
    asked = (Correction(first.id, (("Date", "06/01/2021"),)),)
    made = FORM.correct(treatment(), asked, made_matter.template(), page_of(*VISITS))
    assert [row.id for row in FORM.rows(made)] == [second.id, first.id]
    assert by_id(made)[second.id] == second


def test_a_row_that_is_not_there_is_refused() -> None:
    asked = Correction("R-none", withdrawn=True)
    with pytest.raises(UsageError, match="no row"):
        FORM.check(treatment(), asked, page_of(*VISITS))
    with pytest.raises(UsageError, match="no row"):
        FORM.correct(treatment(), (asked,), made_matter.template(), page_of(*VISITS))


def test_whatever_is_typed_everything_printed_stands_on_its_page_and_no_other_row_moves() -> None:
    """Passages cut anywhere out of the pages, and words from elsewhere, into every column."""
    draw = random.Random(11)
    made, pages = list(VISITS), page_of(*VISITS)
    texts = [page.text for one in made for page in one.pages]
    rows = by_id(treatment())
    taken = refused = 0
    for _ in range(300):
        row_id = draw.choice(sorted(rows))
        text = draw.choice(texts)
        start = draw.randrange(len(text))
        words = text[start : start + draw.randrange(1, 60)] + draw.choice(("", " ", "x", "\u202e"))
        if draw.random() < 0.6:
            words = " ".join(text[start:].split()[1 : draw.randrange(2, 9)])
        asked = Correction(row_id, ((draw.choice(FORM.correctable(treatment(), row_id)), words),))
        try:
            data = FORM.correct(treatment(), (asked,), made_matter.template(), pages)
        except UsageError:
            refused += 1
            continue
        taken += 1
        after = by_id(data)
        assert {i for i in rows if rows[i].digest != after[i].digest} == {row_id}
        for row in chronology_from_bytes(data).rows:
            assert not isinstance(row, EventRow)
            for cited in (*row.citations, *(f.source for f in row.findings)):
                cited.citation.verify(pages(cited.citation.sha256, cited.citation.page))
            printed = " ".join(" ".join(c.citation.quote.split()) for c in row.citations)
            for name in (row.facility, row.provider):
                known = next(r for r in chronology_from_bytes(treatment()).rows if r.id == row.id)
                assert name in printed or name in (known.facility, known.provider)  # type: ignore[union-attr]
    assert min(taken, refused) > 50
