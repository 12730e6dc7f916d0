"""The production log and the Bates register: every number that went out, as Excel opens it."""

from __future__ import annotations

import csv
import io
from dataclasses import replace

import pytest

from extractors.errors import UsageError
from pipelines.exhibits.bates_numbers import parse_range, register
from pipelines.exhibits.exhibit_set import ExhibitPage, OutputFile
from pipelines.exhibits.production_log import (
    LOG_COLUMNS,
    REGISTER_COLUMNS,
    bates_given,
    bates_register_csv,
    production_log,
)
from tests.pipelines.exhibits.made_set import exhibit_set

SET = exhibit_set(30)


def rows_of(data: bytes, columns: tuple[str, ...]) -> list[dict[str, str]]:
    assert data.startswith(b"\xef\xbb\xbf")
    assert data.count(b"\n") == data.count(b"\r\n")
    reader = csv.DictReader(io.StringIO(data.decode("utf-8-sig"), newline=""))
    found = list(reader)
    assert tuple(reader.fieldnames or ()) == columns
    return found


def test_each_exhibit_with_pages_is_a_line_with_its_numbers_and_its_file() -> None:
    first = next(row for row in SET.rows if row.file)
    shipped = replace(SET, outputs=(OutputFile(first.file, "9" * 64, 10, first.page_count),))
    lines = rows_of(production_log(shipped), LOG_COLUMNS)
    there = [row for row in SET.rows if row.pages]
    assert [line["Exhibit"] for line in lines] == [row.designation for row in there]
    assert [(line["Bates begin"], line["Bates end"]) for line in lines] == [
        (r.bates_first, r.bates_last) for r in there
    ]
    assert lines[0]["SHA-256"] == "9" * 64
    assert lines[0]["Date"] == SET.filing.filing_date
    assert {line["To"] for line in lines} == {""}
    assert production_log(shipped) == production_log(shipped)


def test_every_number_on_a_page_is_in_the_register_once() -> None:
    given = bates_given(SET.rows, "revision 1")
    printed = [page.bates for row in SET.rows for page in row.pages]
    assert [g.range.number(n) for g in given for n in range(g.range.first, g.range.last + 1)] == printed
    lines = rows_of(bates_register_csv(given), REGISTER_COLUMNS)
    assert sum(int(line["Pages"]) for line in lines) == len(printed)
    assert {line["Given in"] for line in lines} == {"revision 1"}


def test_numbers_of_two_sources_and_broken_runs_are_ranges_of_their_own() -> None:
    def page(sha: str, number: int, source_page: int = 1) -> ExhibitPage:
        return ExhibitPage(sha, source_page, f"ABC-{number:06d}", 1, 1, 1, "native")

    pages = (page("", 1, 0), page("a" * 64, 2), page("a" * 64, 3), page("b" * 64, 4), page("b" * 64, 9))
    row = replace(SET.rows[0], id="E-1", pages=pages)
    given = bates_given([row], "revision 1")
    assert [(g.range.text, g.sha256) for g in given] == [
        ("ABC-000001", "E-1"), ("ABC-000002-003", "a" * 64),
        ("ABC-000004", "b" * 64), ("ABC-000009", "b" * 64),
    ]  # fmt: skip


def test_a_set_released_again_gives_nothing_new_and_late_pages_run_on() -> None:
    row = next(row for row in SET.rows if row.pages and not row.held)
    before = bates_given([row], "revision 1")
    register(before, bates_given([row], "revision 2"))
    after = before[-1].range.last + 1
    late = ExhibitPage("c" * 64, 1, before[-1].range.number(after), 1, 1, 1, "native")
    register(before, bates_given([row, replace(row, id="E-late", pages=(late,))], "revision 2"))
    with pytest.raises(UsageError, match=r"overlap|other bytes"):
        register(
            before, bates_given([replace(row, pages=(replace(late, bates=row.bates_first),))], "revision 2")
        )


def test_a_page_without_a_number_gives_none_and_a_wrong_one_is_refused() -> None:
    row = next(row for row in SET.rows if row.pages)
    assert bates_given([replace(row, pages=(replace(row.pages[0], bates=""),))], "r") == ()
    with pytest.raises(UsageError, match="not a Bates number"):
        bates_given([replace(row, pages=(replace(row.pages[0], bates="page one"),))], "r")


@pytest.mark.parametrize("cell", ["=1+1", "+49 30", "-", "@home", "\tx", "\rx"])
def test_no_cell_can_be_taken_for_a_formula(cell: str) -> None:
    log = production_log(replace(SET, rows=(replace(SET.rows[0], description=cell),)))
    (line,) = rows_of(log, LOG_COLUMNS)
    assert line["Description"] == f"'{cell}"


def test_the_register_is_in_the_order_of_the_numbers() -> None:
    given = [g for row in reversed(SET.rows) for g in bates_given([row], "revision 1")]
    lines = rows_of(bates_register_csv(given), REGISTER_COLUMNS)
    firsts = [parse_range(line["Bates begin"]).first for line in lines]
    assert firsts == sorted(firsts)
