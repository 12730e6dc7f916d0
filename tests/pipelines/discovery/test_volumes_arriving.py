"""Volumes through the drop folder itself: in pieces, in a ZIP, replaced, moved; the same as in one batch."""

from __future__ import annotations

import random
from datetime import timedelta
from pathlib import Path

import pytest

from fixtures.generator.packing import stored_zip
from pipelines.discovery.block_lists import FOLDER, withhold
from pipelines.discovery.looking import look
from pipelines.discovery.received_bates import gaps_and_overlaps, received
from pipelines.discovery.taking import take_settled
from pipelines.discovery.volumes import arrange
from pipelines.discovery.withdrawal_rows import withdrawn_rows
from pipelines.matter import Client, Matter
from pipelines.rows import SetAside
from pipelines.store import Store
from tests.made_pages import BORN, INCIDENT
from tests.made_transmissions import lay
from tests.pipelines.discovery.drop_folder import NOON
from tests.pipelines.discovery.made_volumes import picture, volume

Use = tuple[dict[str, tuple[str, ...]], tuple[SetAside, ...], tuple[object, ...]]


class Folder:
    """A matter whose drop folder is taken and arranged step by step."""

    def __init__(self, root: Path) -> None:
        root.mkdir()
        self.matter = Matter(root, "quimby", Client("Rosalind Quimby", BORN), INCIDENT)
        self.matter.uploads.mkdir()
        self.now = NOON

    def run(self, files: dict[str, bytes]) -> None:
        lay(self.matter.uploads, files)
        self.now += timedelta(hours=1)
        with Store.open(self.matter) as store:
            seen = look(self.matter, store, 0.0, self.now)
            take_settled(self.matter, store, seen, "pat", self.now)
            arrange(self.matter, store)
            withhold(self.matter, store, "pat", self.now)

    @property
    def use(self) -> Use:
        """What reading and drafting see: papers with their names, what is set aside, numbers."""
        with Store.open(self.matter) as store:
            names = {s.sha256: s.names for s in store.sources()}
            with store.database.reading() as run:
                withdrawn = tuple(told for told, _ in withdrawn_rows(run))
            return names, (*store.set_asides(), *withdrawn), received(store)

    @property
    def names(self) -> list[str]:
        return sorted(name for own in self.use[0].values() for name in own)


PAPERS = [
    "VOL001/IMAGES/001/QX000001-003.tif",
    "VOL001/IMAGES/001/QX000004.tif",
    "VOL001/IMAGES/001/QX000005-006.tif",
]


@pytest.fixture
def folder(tmp_path: Path) -> Folder:
    return Folder(tmp_path / "matter")


def test_in_pieces_over_several_runs(tmp_path: Path, folder: Folder) -> None:
    files = {
        **volume(),
        "loose.txt": b"A letter.\n",
        "VOL002.zip": stored_zip(sorted(volume("VOL002", ((9, 10),)).items())),
    }
    folder.run(files)
    assert folder.names == [*PAPERS, "VOL002.zip/VOL002/IMAGES/001/QX000009-010.tif", "loose.txt"]
    for seed in range(3):
        order = sorted(files)
        random.Random(seed).shuffle(order)
        bits = Folder(tmp_path / f"bits{seed}")
        while order:
            some, order = order[:4], order[4:]
            bits.run({name: files[name] for name in some})
        assert bits.use == folder.use
    with Store.open(folder.matter) as store:
        assert [g.text for series in gaps_and_overlaps(store) for g in series.gaps] == ["QX000007-008"]


def test_a_replaced_page_makes_another_paper_and_the_old_page_is_told(folder: Folder) -> None:
    folder.run(volume())
    before = set(folder.use[0])
    folder.run({"VOL001/IMAGES/001/QX000002.tif": picture("a better scan")})
    assert folder.names == PAPERS
    assert len(before - set(folder.use[0])) == 1
    assert [(a.stage, a.reason) for a in folder.use[1]] == [("withdrawn", "replaced")]


def test_a_replaced_load_file_is_followed(folder: Folder) -> None:
    files = volume()
    torn = files["VOL001/DATA/VOL001.opt"].replace(b",Y,,,2", b",Y,,,3")
    folder.run({**files, "VOL001/DATA/VOL001.opt": torn})
    assert "VOL001/IMAGES/001/QX000001.tif" in folder.names
    folder.run({"VOL001/DATA/VOL001.opt": files["VOL001/DATA/VOL001.opt"]})
    assert folder.names == PAPERS


def test_a_volume_that_is_moved_bears_its_new_names(folder: Folder) -> None:
    folder.run(volume())
    papers = set(folder.use[0])
    (folder.matter.uploads / "VOL001").rename(folder.matter.uploads / "March")
    folder.run({})
    assert set(folder.use[0]) == papers
    assert folder.names == [name.replace("VOL001/", "March/") for name in PAPERS]


def test_an_emptied_drop_folder_keeps_its_papers(folder: Folder) -> None:
    folder.run(volume())
    whole = folder.use
    for path in sorted(folder.matter.uploads.rglob("*.*")):
        path.unlink()
    folder.run({})
    assert folder.use == whole


def test_what_a_list_names_never_comes_into_use(folder: Folder) -> None:
    lists = folder.matter.folder / FOLDER
    lists.mkdir()
    (lists / "privilege.csv").write_text("Bates\nQX000003\n")
    folder.run(volume())
    assert folder.names == PAPERS[1:]
    told = [(a.file, a.stage, a.reason) for a in folder.use[1]]
    assert told == [(PAPERS[0], "withdrawn", "blocked")]


def test_the_production_log_knows_the_volume(folder: Folder) -> None:
    folder.run(volume())
    with Store.open(folder.matter) as store, store.database.reading() as run:
        rows = run("SELECT field, told_by, value FROM descriptions").fetchall()
    assert rows == [("volume", "load file", "VOL001")]
