"""The drafts of arrivals in pieces are, byte for byte, the drafts of everything at once."""

from __future__ import annotations

import random
from collections.abc import Iterator, Mapping, Sequence
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from pipelines.discovery.batches import batches, keep, read_batch
from pipelines.discovery.looking import look
from pipelines.discovery.run import draft_again
from pipelines.discovery.taking import take_settled
from pipelines.isolation import ReadingPool
from pipelines.matter import Matter
from pipelines.matter_reading import unread
from pipelines.store import Store
from tests.made_transmissions import all_of, lay, transmission
from tests.watched_runs import watched
from tests.what_stands import drafts, faults, holdings

READERS = "readers of a test"
Files = Mapping[str, bytes]


@pytest.fixture(scope="module")
def pool() -> Iterator[ReadingPool]:
    with ReadingPool(workers=1) as pool:
        yield pool


def run(matter: Matter, pool: ReadingPool, now: datetime, deliverables: Sequence[str]) -> None:
    """The stations of a run, one after the other, as the flow calls them."""
    with Store.open(matter) as store:
        take_settled(matter, store, look(matter, store, 0.0, now), "pat", now)
        for batch in batches(unread(store, READERS), 1.0):
            for reading in read_batch(matter.sources, batch, pool):
                keep(store, reading, READERS)
        assert not draft_again(matter, store, deliverables, READERS, "pat", lambda: now).refused


def pieces(files: Files, seed: int) -> list[Files]:
    """The same files in any order, a few at a time."""
    draw = random.Random(seed)
    paths = sorted(files)
    draw.shuffle(paths)
    cut: list[Files] = []
    while paths:
        count = draw.randint(1, 1 + len(files) // 2)
        cut.append({path: files[path] for path in paths[:count]})
        paths = paths[count:]
    return cut


@pytest.mark.parametrize(
    ("seeds", "deliverables"),
    [
        pytest.param(range(1), ("treatment",), id="one"),
        pytest.param(range(1, 9), ("treatment", "liability", "damages"), id="many", marks=pytest.mark.long),
    ],
)
def test_pieces_in_any_order_give_the_drafts_of_one_batch(
    tmp_path: Path, pool: ReadingPool, seeds: range, deliverables: Sequence[str]
) -> None:
    for seed in seeds:
        files = all_of([transmission(seed, papers=5), transmission(seed + 100, papers=3)])
        at_once = watched(tmp_path / f"at-once-{seed}", {}).matter
        in_pieces = watched(tmp_path / f"in-pieces-{seed}", {}).matter
        now = datetime.now(UTC)
        lay(at_once.uploads, files)
        run(at_once, pool, now, deliverables)
        for piece in pieces(files, seed):
            now += timedelta(hours=1)
            lay(in_pieces.uploads, piece)
            run(in_pieces, pool, now, deliverables)
        for matter in (at_once, in_pieces):
            assert faults(matter) == []
        assert holdings(in_pieces) == holdings(at_once)
        assert set(drafts(at_once)) == set(deliverables)
        assert drafts(in_pieces) == drafts(at_once)


def test_running_again_changes_nothing(tmp_path: Path, pool: ReadingPool) -> None:
    matter = watched(tmp_path / "office", {}).matter
    now = datetime.now(UTC)
    lay(matter.uploads, transmission(3, papers=4))
    run(matter, pool, now, ["treatment"])
    before = {p: p.read_bytes() for p in matter.folder.rglob("*") if p.is_file() and "sqlite" not in p.name}
    run(matter, pool, now + timedelta(days=40), ["treatment"])
    after = {p: p.read_bytes() for p in matter.folder.rglob("*") if p.is_file() and "sqlite" not in p.name}
    assert after == before
