"""The words of the watch: which matters it looks at, for whom, and that it found nothing."""

from __future__ import annotations

from pathlib import Path

import pytest

from pipelines.confidentiality.access import grant
from pipelines.matter import Client, Matter
from pipelines.matter_file import create_matter, load_matter
from pipelines.office import office_of
from tests.pipelines.discovery.made_arrivals import made_matter
from tests.pipelines.made_office import NOW
from tests.pipelines.run_here import run_here


@pytest.fixture
def matter(tmp_path: Path) -> Matter:
    return made_matter(tmp_path)[1]


@pytest.mark.parametrize("how", ["--once", "--every=15m"])
def test_a_preparer_of_no_matter_is_told_so_and_nothing_is_watched(matter: Matter, how: str) -> None:
    office = matter.folder.parents[1]
    refused = run_here("watch", "--office", office, "--preparer", "nobody", how)
    assert refused.returncode == 2
    assert "no open matter here in which 'nobody' may prepare" in refused.stderr
    assert "--preparer" in refused.stderr


def test_an_office_with_nothing_new_says_so(matter: Matter) -> None:
    done = run_here("watch", "--office", matter.folder.parents[1], "--preparer", "paula", "--once")
    assert (done.returncode, done.stdout) == (0, "1 matter: nothing new.\n")


def test_a_matter_that_was_named_and_is_left_out_is_told(matter: Matter) -> None:
    other = create_matter(office_of(matter), "2024-018", Client("Ottilie Marsh", None), None).folder
    grant(load_matter(other), ["anna"], "sena", NOW)
    done = run_here("watch", matter.folder, other, "--preparer", "paula", "--once")
    assert (done.returncode, done.stdout) == (0, "1 matter: nothing new.\n")
    assert "2024-018 is left out: closed, locked, or not paula's to prepare in." in done.stderr
