"""Cited pages as they print, and the account of files and pages."""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipelines.render.accounting import ledger_by_file, ledger_lines, source_files
from pipelines.render.sources import CitedPages, cited_pages, row_sources
from pipelines.rows import PageEntry
from tests.pipelines.made_chronology import FILES, chronology, cited

FIRST, SECOND = FILES[0], FILES[1]


def test_quoted_pages_are_numbered_and_the_rest_are_ranges() -> None:
    quoted = [cited(SECOND, 4, "b"), cited(FIRST, 2, "a"), cited(SECOND, 4, "c")]
    pages = cited_pages(quoted, [cited(FIRST, n, "x") for n in (2, 5, 6, 7)])
    assert pages.tagged
    assert [pages.tag(q) for q in quoted] == ["[1]", "[2]", "[1]"]
    assert said(pages, tagged=True) == (
        (SECOND, ("[1] p. 4",)),
        (FIRST, ("[2] p. 2 (LRH 000002)", "pp. 5-7 (LRH 000005 … LRH 000007)")),
    )
    assert [line[1].partition("#")[2] for file in pages.files(tagged=True) for line in file.lines] == [
        *("page=4", "page=2", "page=5")
    ]


def said(pages: CitedPages, *, tagged: bool) -> tuple[tuple[str, tuple[str, ...]], ...]:
    """Files and their lines, without the links."""
    return tuple((f.name, tuple(text for text, _ in f.lines)) for f in pages.files(tagged=tagged))


def test_a_transcript_is_cited_by_its_own_page_and_lines() -> None:
    quoted = [replace(cited(FIRST, 2, "a"), pinpoint=p) for p in ("42:7-19", "42:21-43:2")]
    pages = cited_pages(quoted, [cited(FIRST, 2, "x")])
    assert [pages.tag(q) for q in quoted] == ["[1]", "[2]"]
    assert said(pages, tagged=True)[0][1] == (
        "[1] p. 2, 42:7-19 (LRH 000002)",
        "[2] p. 2, 42:21-43:2 (LRH 000002)",
    )


def test_one_page_needs_no_number() -> None:
    quoted = [cited(SECOND, 4, "b"), cited(SECOND, 4, "c")]
    pages = cited_pages(quoted, quoted[:1])
    assert not pages.tagged
    assert pages.tag(quoted[0]) == ""
    assert said(pages, tagged=pages.tagged) == ((SECOND, ("p. 4",)),)


def test_without_quotes_there_are_no_numbers() -> None:
    pages = cited_pages([], [cited(SECOND, 4, "b"), cited(SECOND, 9, "c")])
    assert not pages.tagged
    assert said(pages, tagged=pages.tagged) == ((SECOND, ("pp. 4, 9",)),)


def test_two_files_of_one_name_stay_apart() -> None:
    other = cited(SECOND, 4, "b")
    other = replace(other, citation=replace(other.citation, sha256="f" * 64))
    pages = cited_pages([cited(SECOND, 4, "b"), other], [])
    assert pages.tag(other) == "[2]"


def test_every_quote_of_a_row_has_its_page_among_the_sources() -> None:
    for row in chronology(30).rows:
        sources = row_sources(row)
        keys = {(p.sha256, p.page) for p in (*sources.quoted, *sources.others)}
        wanted = {
            (c.citation.sha256, c.citation.page) for c in (*row.citations, *(f.source for f in row.findings))
        }
        assert keys == wanted


def test_the_manifest_sums_to_the_ledger() -> None:
    made = chronology(30)
    files = source_files(made.pages, made.rows)
    assert sum(f.pages for f in files) == len(made.pages)
    assert {f.name for f in files} == set(FILES)
    assert all(f.cited <= f.pages for f in files)


DISPOSITIONS = st.sampled_from(["cited", "excluded", "duplicate of"])
REASONS = st.sampled_from(["", "fax cover", "a.pdf, p. 3", "a.pdf, p. 4", "b, p. 1 (x).pdf, p. 12"])


@given(st.lists(st.tuples(DISPOSITIONS, REASONS), min_size=1, max_size=30))
def test_every_page_stands_on_exactly_one_line(made: list[tuple[str, str]]) -> None:
    pages = [
        PageEntry("f.pdf", "a" * 64, n, disposition, reason, "native", None, "clinical note")
        for n, (disposition, reason) in enumerate(made, 1)
    ]
    (file,) = ledger_by_file(pages)
    lines = ledger_lines(file)
    assert sorted(e.page for line in lines for e in line.entries) == [p.page for p in pages]
    for line in lines:
        assert len({e.disposition for e in line.entries}) == 1


def test_a_run_of_copies_is_one_line() -> None:
    def copy(page: int, original: int) -> PageEntry:
        return PageEntry("f.pdf", "a" * 64, page, "duplicate of", f"g.pdf, p. {original}", "ocr", 0.9, "note")

    lines = ledger_lines([copy(5, 21), copy(6, 22), copy(7, 23), copy(9, 3)])
    assert [(line.pages, line.reason) for line in lines] == [
        ("5-7", "g.pdf, pp. 21-23"),
        ("9", "g.pdf, p. 3"),
    ]


@pytest.mark.parametrize("reason", ["", "fax cover sheet", "dated letter, p. x"])
def test_other_reasons_print_as_they_are(reason: str) -> None:
    entry = PageEntry("f.pdf", "a" * 64, 1, "excluded", reason, "native", None, "letter")
    (line,) = ledger_lines([entry, replace(entry, page=2)])
    assert (line.pages, line.reason) == ("1-2", reason)
