"""A filing with nothing wrong passes every check, in every court it is good for, twice the same."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from pipelines.exhibits.court_profile import Need
from pipelines.exhibits.exhibit_set import Outcome
from pipelines.exhibits.preflight.run import RULES
from tests.pipelines.exhibits.preflight.made_filing import Made, made


@pytest.fixture(scope="module")
def clean(tmp_path_factory: pytest.TempPathFactory) -> Made:
    return made(tmp_path_factory.mktemp("filing"))


def test_passes_every_check(clean: Made) -> None:
    assert clean.failing() == {}


def test_every_rule_stands_in_the_report_once_and_in_order(clean: Made) -> None:
    assert [c.id for c in clean.checks()] == [r.id for r in RULES]
    assert len({r.id for r in RULES}) == len(RULES)


def test_says_the_same_twice(clean: Made) -> None:
    assert clean.checks() == clean.checks()


def test_no_files_are_no_pass(clean: Made) -> None:
    outcomes = {c.outcome for c in replace(clean, files=()).checks() if c.id == "opens"}
    assert outcomes == {Outcome.NOT_CHECKED}


def test_a_file_that_does_not_open_fails_and_the_rest_is_not_checked(tmp_path: Path) -> None:
    filing = made(tmp_path)
    (tmp_path / "volume.pdf").write_bytes(b"%PDF-1.7 torn")
    failing = filing.failing()
    assert failing["opens"].outcome is Outcome.FAIL
    assert failing["opens"].file == "volume.pdf"
    assert failing["javascript"].outcome is Outcome.NOT_CHECKED


def test_what_a_court_accepts_is_not_failed(clean: Made) -> None:
    lenient = {
        key: Need.ACCEPTED
        for key in (
            "searchable", "pdfa", "bookmarks", "forms", "javascript", "attachments", "annotations",
            "layers", "encryption", "external_links", "launch_actions", "media",
        )
    }  # fmt: skip
    assert clean.asking(**lenient, paper="", stamp_zones=()).failing() == {}
