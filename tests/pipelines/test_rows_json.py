"""The rows' JSON form: lossless both ways, exact in money, one digest per content, strict on reading."""

from __future__ import annotations

import json
from dataclasses import replace
from decimal import Decimal
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from extractors.citations import Citation
from extractors.pages import Box
from pipelines.rows import (
    AnyChronology,
    Chronology,
    DamagesRow,
    EventRow,
    Index,
    IndexLine,
    MatterCaption,
    MatterFinding,
    PageEntry,
    Row,
    SetAside,
    SourceCitation,
    TemplateStamp,
    TreatmentRow,
    VerbatimFinding,
)
from pipelines.rows_json import (
    canonical_bytes,
    chronology_from_bytes,
    chronology_from_json,
    chronology_to_json,
    rows_digest,
)
from tests.pipelines.made_chronology import chronology

TEXT = st.text(max_size=12)
HUNDREDTHS = st.integers(-10_000, 200_000).map(lambda n: n / 100)
COUNT = st.integers(0, 10**6)
CONFIDENCE = st.none() | st.floats(0, 1)


def pairs(values: st.SearchStrategy[Any]) -> st.SearchStrategy[tuple[tuple[str, Any], ...]]:
    return st.dictionaries(TEXT, values, max_size=3).map(lambda d: tuple(sorted(d.items())))


BOX = st.none() | st.builds(Box, HUNDREDTHS, HUNDREDTHS, HUNDREDTHS, HUNDREDTHS)
CITED = st.builds(
    SourceCitation, st.builds(Citation, TEXT, COUNT, COUNT, COUNT, TEXT), TEXT, st.none() | TEXT, BOX, TEXT
)
CITATIONS = st.lists(CITED, max_size=2).map(tuple)
TEXTS = st.lists(TEXT, max_size=2).map(tuple)
FINDING = st.builds(VerbatimFinding, TEXT, CITED, st.booleans())
MONEY = st.none() | st.decimals(-(10**9), 10**9, places=2)
QUOTES = st.lists(FINDING, max_size=2).map(tuple)
CODES = {"icd10": TEXTS, "cpt": TEXTS, "billed": MONEY, "citations": CITATIONS, "flags": TEXTS}
ROWS: dict[str, st.SearchStrategy[Row]] = {
    "treatment": st.builds(TreatmentRow, *([TEXT] * 7), findings=QUOTES, **CODES),
    "liability": st.builds(EventRow, *([TEXT] * 7), TEXTS, QUOTES, TEXTS, CITATIONS, TEXTS),
    "damages": st.builds(
        DamagesRow, *([TEXT] * 8), findings=QUOTES, adjusted=MONEY, paid=MONEY, outstanding=MONEY, **CODES
    ),
}
VALUE = TEXT | st.integers() | st.decimals(-(10**9), 10**9, places=2)


@st.composite
def indexes(draw: st.DrawFn) -> Index:
    columns = draw(st.lists(TEXT, max_size=3).map(tuple))
    values = st.tuples(*[VALUE] * len(columns))
    lines = st.lists(st.builds(IndexLine, values, TEXTS, CITATIONS), max_size=2).map(tuple)
    return Index(draw(TEXT), columns, draw(lines), draw(TEXT))


@st.composite
def of_kind(draw: st.DrawFn, kind: str) -> AnyChronology:
    made: AnyChronology = draw(PARTS)
    rows = tuple(draw(st.lists(ROWS[kind], max_size=3)))
    return replace(made, rows=rows, template=replace(made.template, deliverable=kind))


PARTS = st.builds(
    Chronology,
    matter=st.builds(MatterCaption, TEXT, TEXT, TEXT, TEXT, TEXT),
    template=st.builds(TemplateStamp, TEXT, TEXT, TEXT),
    program=TEXT,
    rows=st.just(()),
    findings=st.lists(
        st.builds(MatterFinding, TEXT, TEXT, CITATIONS, pairs(TEXT | st.integers() | st.none())), max_size=2
    ).map(tuple),
    pages=st.lists(
        st.builds(PageEntry, TEXT, TEXT, COUNT, TEXT, TEXT, TEXT, CONFIDENCE, TEXT), max_size=2
    ).map(tuple),
    set_aside=st.lists(st.builds(SetAside, TEXT, st.none() | TEXT, TEXT, TEXT, TEXT, TEXT), max_size=2).map(
        tuple
    ),
    stats=pairs(TEXT | st.integers()),
    indexes=st.lists(indexes(), max_size=2).map(tuple),
)


@settings(max_examples=150, deadline=None)
@given(st.sampled_from(sorted(ROWS)).flatmap(of_kind))
def test_nothing_is_lost_on_the_way_to_json_and_back(made: AnyChronology) -> None:
    assert chronology_from_json(chronology_to_json(made)) == made
    written = canonical_bytes(chronology_to_json(made))
    assert chronology_from_bytes(written) == made
    assert canonical_bytes(chronology_to_json(chronology_from_bytes(written))) == written


def test_an_ordinary_json_reader_gets_the_same_chronology() -> None:
    made = chronology(12)
    plain = json.loads(canonical_bytes(chronology_to_json(made)))
    assert chronology_from_json(plain) == made


def test_money_is_written_with_two_decimals_and_never_rounded() -> None:
    made = chronology(1)
    row = replace(made.rows[0], billed=Decimal("1890"))
    written = canonical_bytes(chronology_to_json(replace(made, rows=(row,))))
    assert b'"billed":1890.00,' in written
    big = replace(row, billed=Decimal("12345678901234.57"))
    assert b'"billed":12345678901234.57,' in canonical_bytes(chronology_to_json(replace(made, rows=(big,))))
    finer = replace(row, billed=Decimal("0.005"))
    with pytest.raises(ValueError, match="no finer than a cent"):
        chronology_to_json(replace(made, rows=(finer,)))


def test_the_digest_is_of_the_content_only() -> None:
    made = chronology(5)
    assert rows_digest(made) == rows_digest(chronology(5))
    assert len(rows_digest(made)) == 64
    other = replace(made, rows=(replace(made.rows[0], facility="Other"), *made.rows[1:]))
    assert rows_digest(other) != rows_digest(made)
    assert rows_digest(replace(made, program="Pincite 9")) != rows_digest(made)


def test_a_published_file_whose_digest_does_not_fit_is_refused() -> None:
    data = chronology_to_json(chronology(2))
    assert chronology_from_json(data | {"rows_digest": rows_digest(chronology(2)), "status": "CLEAN"})
    with pytest.raises(ValueError, match="does not belong to these rows"):
        chronology_from_json(data | {"rows_digest": "0" * 64})


def test_a_quote_that_differs_from_its_citation_is_refused() -> None:
    data = chronology_to_json(chronology(2))
    data["rows"][0]["findings"][0]["quote"] += " and severe"
    with pytest.raises(ValueError, match=r"rows\[0\].findings\[0\].quote: differs"):
        chronology_from_json(data)


def test_unsorted_or_repeated_pairs_are_refused_since_they_would_not_come_back() -> None:
    made = chronology(1)
    for stats in ((("b", 1), ("a", 1)), (("a", 1), ("a", 2))):
        with pytest.raises(ValueError, match="sorted and unique"):
            chronology_to_json(replace(made, stats=stats))


@pytest.mark.parametrize(
    ("place", "value", "message"),
    [
        (("schema",), "pincite-chronology/2", "this version reads"),
        (("extra",), 1, "1 unknown keys"),
        (("rows",), {}, "a list is expected"),
        (("rows", 0, "id"), 7, r"rows\[0\].id: text is expected"),
        (("rows", 0, "billed"), True, r"rows\[0\].billed: a number or null"),
        (("rows", 0, "billed"), 0.005, "no finer than a cent"),
        (("rows", 0, "citations", 0, "page"), 1.0, "whole number"),
        (("rows", 0, "citations", 0, "box"), [1, 2, 3], "four numbers"),
        (("rows", 0, "findings", 0, "low_confidence"), 1, "true or false"),
        (("stats",), {"rows": 1.5}, "text or whole numbers"),
        (("pages", 0, "confidence"), "high", "a number is expected"),
        (("set_aside", 0), [], "an object is expected"),
    ],
)
def test_departures_from_the_form_are_refused_by_place(
    place: tuple[str | int, ...], value: object, message: str
) -> None:
    data: Any = chronology_to_json(chronology(1))
    at = data
    for key in place[:-1]:
        at = at[key]
    at[place[-1]] = value
    with pytest.raises(ValueError, match=message):
        chronology_from_json(data)


def test_a_missing_key_is_named_and_no_value_is_repeated() -> None:
    data = chronology_to_json(chronology(1))
    del data["rows"][0]["facility"]
    with pytest.raises(ValueError, match="facility") as caught:
        chronology_from_json(data)
    assert "Larkspur" not in str(caught.value)


def test_bytes_that_are_no_json_are_refused() -> None:
    for data in (b"", b"{", b"\xff\xfe", b"[]"):
        with pytest.raises(ValueError):  # noqa: PT011  (UnicodeDecodeError and JSONDecodeError are ValueErrors)
            chronology_from_bytes(data)
