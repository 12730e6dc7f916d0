"""Links lead to pages of the sources beside the file, and nowhere else."""

from __future__ import annotations

import pytest

from pipelines.render.link_targets import checked_target, field_target


@pytest.mark.parametrize(
    "target", ["../sources/chart-0123456789.pdf", "../sources/chart-0123456789.pdf#page=12"]
)
def test_pages_of_sources_are_linked(target: str) -> None:
    assert checked_target(target) == target
    assert field_target(f' HYPERLINK "{target}" ') == target


def test_a_field_may_name_the_page_apart() -> None:
    assert field_target(' HYPERLINK "../sources/a.pdf" \\l "page=3"') == "../sources/a.pdf#page=3"


@pytest.mark.parametrize("target", ["exhibit:E-0123456789", "exhibit:E-0123456789#page"])
def test_exhibits_are_linked_until_they_are_bound(target: str) -> None:
    assert checked_target(target) == target
    assert field_target(f' HYPERLINK "{target}" ') == target


@pytest.mark.parametrize("target", ["exhibits/PX-1.pdf", "exhibits/12-a_Chart%20of%20visits.pdf"])
def test_files_of_exhibits_are_linked(target: str) -> None:
    assert checked_target(target) == target
    assert field_target(f' HYPERLINK "{target}" ') == target


@pytest.mark.parametrize(
    "target",
    [
        "",
        "exhibits/",
        "exhibits/../ledger.jsonl",
        "exhibits/%2e%2e",
        "exhibits/a/b.pdf",
        "exhibits/a b.pdf",
        "../exhibits/a.pdf",
        "exhibit:",
        "exhibit:../ledger.jsonl",
        "exhibit://example.invalid/a",
        "exhibit:a#page=3",
        "exhibit:a\n",
        "Exhibit:a",
        "exhibit:" + "a" * 65,
        "javascript:alert(1)",
        "https://example.invalid/a.pdf",
        "//example.invalid/sources/a.pdf",
        "file:///sources/a.pdf",
        "sources/a.pdf",
        "../sources/",
        "../sources/../ledger.jsonl",
        "../sources/.hidden",
        "../sources/a/b.pdf",
        "../sources/a\\b.pdf",
        "../sources/a.pdf?x=1",
        "../sources/a.pdf#page=3&x",
        '../sources/a.pdf" onclick="x',
        "../sources/a.pdf\n",
        "../sources/\u202ea.pdf",
        "../../sources/a.pdf",
    ],
)
def test_everything_else_is_refused(target: str) -> None:
    assert checked_target(target) == ""
    assert field_target(f' HYPERLINK "{target}" ') == ""


@pytest.mark.parametrize(
    "instruction", [" PAGE ", ' INCLUDETEXT "../sources/a.pdf"', 'HYPERLINK "../sources/a.pdf" \\o "x"']
)
def test_other_fields_are_no_links(instruction: str) -> None:
    assert field_target(instruction) == ""
