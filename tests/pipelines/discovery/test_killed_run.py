"""Killed at any step of a whole run, drafting and telling included: the next run completes it."""

from __future__ import annotations

import shutil
from collections.abc import Callable, Sequence
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from functools import partial
from pathlib import Path

import pytest

from extractors.pages import Source
from extractors.reading import read
from extractors.reading_options import ReadingOptions
from pipelines.discovery.batches import Reading, keep
from pipelines.discovery.operator_page import OperatorPage
from pipelines.discovery.run import glance, process
from pipelines.matter import Matter
from pipelines.matter_file import load_matter
from pipelines.matter_reading import readers
from pipelines.packed_documents import pack
from pipelines.store import Store
from tests.made_transmissions import lay, transmission
from tests.pipelines.killed import dies_at
from tests.watched_runs import standing, watched
from tests.what_stands import faults

NOW = datetime.now(UTC)


def read_here(
    matter: Matter, store: Store, by: str, waiting: Sequence[Source], show: Callable[[int, int], None]
) -> int:
    """Read what waits in this process: nothing made here harms it."""
    for source in waiting:
        nameless = replace(source, names=(source.sha256,))
        document = read(matter.sources / source.sha256, nameless, ReadingOptions())
        keep(store, Reading(source.sha256, pack(document), None), by)
    return len(waiting)


def run(matter: Matter, hours: int) -> None:
    now = NOW + timedelta(hours=hours)
    with Store.open(matter) as store:
        process(matter, store, (), "pat", lambda: now, OperatorPage(matter, None), read_here)


def messages(matter: Matter) -> list[str]:
    """The notices in the folder of messages, without their names, which tell the time."""
    return sorted(p.read_text(encoding="utf-8") for p in (matter.folder.parents[1] / "told").glob("*.txt"))


@pytest.fixture(scope="module")
def waiting(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """An office whose one matter has a draft, and new files to draft again from. Not to be changed."""
    matter = watched(tmp_path_factory.mktemp("waiting") / "office", {}).matter
    policy = matter.folder.parents[1] / "policy.toml"
    text = policy.read_text(encoding="utf-8")
    policy.write_text(text.replace('folder = ""', 'folder = "told"', 1), encoding="utf-8")
    lay(matter.uploads, transmission(0, papers=4))
    run(matter, 1)
    lay(matter.uploads, transmission(1, papers=4))
    return matter.folder.parents[1]


@pytest.mark.long
def test_killed_at_any_step_of_a_run(waiting: Path, tmp_path: Path) -> None:
    def twin(name: str) -> Matter:
        shutil.copytree(waiting, tmp_path / name)
        return load_matter(tmp_path / name / "matters" / "2024-017")

    calm = twin("calm")
    run(calm, 2)
    expected, told = standing(calm), messages(calm)
    assert len(told) == 2
    step, killed = 5, True
    while killed:
        matter = twin(f"killed-{step}")
        killed = dies_at(step, partial(run, matter, 2))
        run(matter, 3)
        assert faults(matter) == []
        assert standing(matter) == expected
        assert len(messages(matter)) >= len(told)
        assert not glance(matter, (), readers(), NOW + timedelta(hours=4)).work
        shutil.rmtree(matter.folder.parents[1])
        step += 23
    assert step > 200
