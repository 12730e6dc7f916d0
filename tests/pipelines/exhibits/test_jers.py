"""The folder for JERS: names and list agree, and only what is an exhibit there goes in."""

from __future__ import annotations

from dataclasses import replace

import pytest

from extractors.errors import UsageError
from pipelines.exhibits.courts import load_profile
from pipelines.exhibits.file_names import name_problems
from pipelines.exhibits.jers import jers_folder
from tests.pipelines.exhibits.made_set import exhibit_set

JERS = load_profile("us-jers-ncwd")
ROWS = exhibit_set(40).rows


def test_list_and_names_agree_and_hold_every_exhibit_with_pages() -> None:
    listed, names = jers_folder(ROWS, JERS)
    assert listed.endswith(b"\r\n")
    lines = [line.split("|") for line in listed.decode("utf-8").splitlines()]
    there = [row for row in ROWS if row.pages and not row.held]
    assert 0 < len(there) < len(ROWS)
    assert list(names) == [row.id for row in there]
    assert [line[2] for line in lines] == list(names.values())
    assert [line[0] for line in lines] == [row.designation.removeprefix("PX-") for row in there]
    assert [line[1] for line in lines] == [row.description for row in there]
    for name in names.values():
        assert name_problems(JERS, name) == ()
        assert name.count("_") == 1


def test_the_rule_holds_in_a_profile_of_another_court() -> None:
    assert jers_folder(ROWS, load_profile("strict")) == jers_folder(ROWS, JERS)


def test_parts_of_a_composite_have_their_own_names() -> None:
    rows = [
        replace(ROWS[0], id=d, designation=d, description="Photograph") for d in ("PX-1", "PX-1-A", "PX-1-B")
    ]
    listed, _ = jers_folder(rows, JERS)
    assert listed.decode() == (
        "1|Photograph|1_Photograph.pdf\r\n1-a|Photograph|1-a_Photograph.pdf\r\n1-b|Photograph|1-b_Photograph.pdf\r\n"
    )


def test_two_parties_with_one_number_are_refused() -> None:
    rows = [replace(ROWS[0], id=d, designation=d) for d in ("PX-1", "DX-1")]
    with pytest.raises(UsageError, match="PX-1 and DX-1 both are number 1"):
        jers_folder(rows, JERS)


def test_a_pipe_in_a_description_is_refused_and_a_line_break_is_a_blank() -> None:
    with pytest.raises(UsageError, match="pipe"):
        jers_folder([replace(ROWS[0], description="front|back")], JERS)
    listed, _ = jers_folder([replace(ROWS[0], description="front\nback")], JERS)
    assert b"|front back|" in listed
