"""A volume's papers read and drafted: in pieces as in one batch, and without what a list names."""

from __future__ import annotations

import io
import random
import shutil
from collections.abc import Iterator, Mapping
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from PIL import Image, ImageDraw, ImageFont

from pipelines.discovery.attention import attend
from pipelines.discovery.batches import batches, keep, read_batch
from pipelines.discovery.block_lists import FOLDER, withhold
from pipelines.discovery.looking import look
from pipelines.discovery.received_bates import note_printed, received
from pipelines.discovery.run import draft_again
from pipelines.discovery.taking import take_settled
from pipelines.discovery.volumes import arrange
from pipelines.exhibits.load_files import OptPage, write_dat, write_opt
from pipelines.isolation import ReadingPool
from pipelines.ledger import Ledger
from pipelines.matter import Matter
from pipelines.matter_file import load_matter
from pipelines.matter_reading import unread
from pipelines.review.escalations import escalations
from pipelines.review.history import Item, replay
from pipelines.review.states import State
from pipelines.store import Store
from tests.made_pages import visit
from tests.made_transmissions import lay, paper
from tests.watched_runs import watched
from tests.what_stands import drafts, faults

READERS = "readers of a test"


@pytest.fixture(scope="module")
def pool() -> Iterator[ReadingPool]:
    with ReadingPool(workers=1) as pool:
        yield pool


def scan(text: str) -> bytes:
    """A page as a scanner makes it: Group 4 at 150 dpi."""
    image = Image.new("L", (1275, 1650), 255)
    face = ImageFont.load_default(26)
    for row, line in enumerate(text.split("\n")):
        ImageDraw.Draw(image).text((110, 110 + row * 42), line, fill=0, font=face)
    into = io.BytesIO()
    image.convert("1").save(into, "TIFF", compression="group4", dpi=(150, 150))
    return into.getvalue()


def production() -> dict[str, bytes]:
    """A paper of two scanned pages, two natives, all with their extracted text, which bears other words."""
    rows = [
        {"BEGBATES": begin, "ENDBATES": end, "NATIVE": native, "TEXTPATH": f"VOL001\\TEXT\\{begin}.txt"}
        for begin, end, native in (
            ("QX000001", "QX000002", ""),
            ("QX000003", "QX000003", "VOL001\\NATIVES\\QX000003.pdf"),
            ("QX000004", "QX000004", "VOL001\\NATIVES\\QX000004.pdf"),
        )
    ]
    pages = [
        OptPage("QX000001", "VOL001", "VOL001\\IMAGES\\QX000001.tif", True, pages=2),
        OptPage("QX000002", "VOL001", "VOL001\\IMAGES\\QX000002.tif"),
    ]
    return {
        "VOL001/VOL001.dat": write_dat(rows),
        "VOL001/VOL001.opt": write_opt(pages),
        "VOL001/IMAGES/QX000001.tif": scan(visit("04/05/2021", complaint="Neck pain.")),
        "VOL001/IMAGES/QX000002.tif": scan(visit("05/06/2021", complaint="Back pain.")),
        "VOL001/NATIVES/QX000003.pdf": paper(1).pdf,
        "VOL001/NATIVES/QX000004.pdf": paper(4).pdf,
        **{
            f"VOL001/TEXT/QX00000{n}.txt": visit("01/01/2020", complaint=f"OCR {n}").encode()
            for n in (1, 3, 4)
        },
    }


class Run:
    """A matter, run station by station as the flow calls them."""

    def __init__(self, matter: Matter, pool: ReadingPool) -> None:
        self.matter = matter
        self.pool = pool
        self.now = datetime(2026, 3, 2, 12, 0, tzinfo=UTC)

    def __call__(self, files: Mapping[str, bytes]) -> int:
        lay(self.matter.uploads, files)
        self.now += timedelta(hours=1)
        matter, now = self.matter, self.now
        with Store.open(matter) as store:
            take_settled(matter, store, look(matter, store, 0.0, now), "pat", now)
            arrange(matter, store)
            withhold(matter, store, "pat", now)
            for batch in batches(unread(store, READERS), 1.0):
                for reading in read_batch(matter.sources, batch, self.pool):
                    keep(store, reading, READERS)
            note_printed(store, READERS)
            withhold(matter, store, "pat", now)
            assert not draft_again(matter, store, ("treatment",), READERS, "pat", lambda: now).refused
            return attend(matter, store, READERS, "pat", now)


@pytest.fixture(scope="module")
def whole(tmp_path_factory: pytest.TempPathFactory, pool: ReadingPool) -> Run:
    """After one run over all of the production. Not to be changed."""
    run = Run(watched(tmp_path_factory.mktemp("whole") / "office", {}).matter, pool)
    assert run(production()) == 0
    return run


def test_in_pieces_or_at_once(tmp_path: Path, pool: ReadingPool, whole: Run) -> None:
    files = production()
    printed = next(whole.matter.drafts.glob("treatment/1/chronology.json")).read_text(encoding="utf-8")
    assert "QX000001-002.tif" in printed
    assert "QX000003.pdf" in printed
    assert "OCR 3" not in printed, "a text beside a paper is no paper"
    order = sorted(files)
    random.Random(5).shuffle(order)
    bits = Run(watched(tmp_path / "bits", {}).matter, pool)
    for part in (order[:3], order[3:6], order[6:]):
        bits({name: files[name] for name in part})
    assert drafts(bits.matter) == drafts(whole.matter)
    assert faults(bits.matter) == []
    with Store.open(bits.matter) as one, Store.open(whole.matter) as other:
        assert (one.sources(), received(one)) == (other.sources(), received(other))


def test_a_list_that_comes_after_the_draft(tmp_path: Path, pool: ReadingPool, whole: Run) -> None:
    office = shutil.copytree(whole.matter.folder.parents[1], tmp_path / "late")
    late = Run(load_matter(office / "matters" / whole.matter.slug), pool)
    late.now = whole.now
    lists = late.matter.folder / FOLDER
    lists.mkdir()
    (lists / "clawback.csv").write_text("Bates begin,Bates end\nQX000004,QX000004\n")
    assert late({}) == 1
    entries = Ledger(late.matter.ledger).entries()
    assert replay(entries)[Item("treatment", 1)].state is State.ESCALATED
    assert [e.hold for e in escalations(entries, "treatment") if e.about] == [True]
    early = Run(watched(tmp_path / "early", {}).matter, pool)
    (early.matter.folder / FOLDER).mkdir()
    (early.matter.folder / FOLDER / "clawback.csv").write_text("Bates begin,Bates end\nQX000004,QX000004\n")
    assert early(production()) == 0
    assert drafts(early.matter) == drafts(late.matter), "withheld before it was read, or after"
