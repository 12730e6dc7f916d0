"""What an upload is against what came before, and what follows from it: names, withdrawals, log, ledger."""

from __future__ import annotations

import hashlib
import os
import zipfile
from collections.abc import Iterator, Mapping
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from extractors.errors import LedgerError
from pipelines.discovery import taking
from pipelines.discovery.arrivals import Arrival, Change
from pipelines.discovery.looking import look
from pipelines.discovery.taking import TAKEN, take_settled, unlogged
from pipelines.discovery.withdrawn import withdrawn
from pipelines.intake import take_in
from pipelines.ledger import Ledger
from pipelines.matter import Client, Matter
from pipelines.matter_reading import read_or_set_aside
from pipelines.store import Store

NOON = datetime(2026, 3, 2, 12, 0, tzinfo=UTC)
QUARTER = timedelta(minutes=15)


def digest(data: bytes) -> str:
    return hashlib.sha256(data).hexdigest()


class Folder:
    """A matter and its drop folder; each run is a quarter of an hour after the one before."""

    def __init__(self, root: Path, store: Store, matter: Matter) -> None:
        self.root, self.store, self.matter, self.now = root, store, matter, NOON

    def put(self, path: str, data: bytes | Mapping[str, bytes]) -> Path:
        """A file, or a ZIP of these members, renamed into place."""
        target = self.matter.uploads / path
        target.parent.mkdir(parents=True, exist_ok=True)
        beside = self.root / "beside"
        if isinstance(data, bytes):
            beside.write_bytes(data)
        else:
            with zipfile.ZipFile(beside, "w") as archive:
                for name, member in data.items():
                    archive.writestr(zipfile.ZipInfo(name), member)
        os.rename(beside, target)
        return target

    def move(self, path: str, to: str) -> None:
        (self.matter.uploads / to).parent.mkdir(parents=True, exist_ok=True)
        os.rename(self.matter.uploads / path, self.matter.uploads / to)

    def remove(self, path: str) -> None:
        os.unlink(self.matter.uploads / path)

    def run(self) -> list[tuple[str, Change, str]]:
        return [(a.path, a.change, a.before) for a in self.arrivals()]

    def arrivals(self) -> tuple[Arrival, ...]:
        self.now += QUARTER
        return take_settled(
            self.matter, self.store, look(self.matter, self.store, 0, self.now), "pat", self.now
        )

    @property
    def names(self) -> dict[str, tuple[str, ...]]:
        """Names by the words of the source."""
        return {(self.matter.sources / s.sha256).read_text(): s.names for s in self.store.sources()}

    @property
    def left_out(self) -> list[tuple[str, str]]:
        return [(w.name, w.kind) for w in withdrawn(self.store) if not w.kept]

    def lines(self) -> list[tuple[str, int]]:
        """The production log: name and number of arrivals of each delivery."""
        with self.store.database.reading() as run:
            return run(
                "SELECT name, count(*) FROM deliveries JOIN arrivals ON delivery = deliveries.id"
                " GROUP BY deliveries.id ORDER BY deliveries.id"
            ).fetchall()


@pytest.fixture
def folder(tmp_path: Path) -> Iterator[Folder]:
    matter = Matter(tmp_path / "m", "roe", Client("Jane Roe", None), None)
    matter.uploads.mkdir(parents=True)
    with Store.open(matter) as store:
        yield Folder(tmp_path, store, matter)


def test_new_and_a_second_copy(folder: Folder) -> None:
    folder.put("a.txt", b"one")
    folder.put("b/a.txt", b"two")
    assert folder.run() == [("a.txt", Change.NEW, ""), ("b/a.txt", Change.NEW, "")]
    folder.put("c.txt", b"one")
    assert folder.run() == [("c.txt", Change.SAME, "")]
    assert folder.names == {"one": ("a.txt", "c.txt"), "two": ("b/a.txt",)}
    assert folder.run() == []


def test_what_a_person_added_before_is_the_same(folder: Folder) -> None:
    by_hand = folder.root / "by-hand.txt"
    by_hand.write_bytes(b"one")
    take_in(folder.matter, folder.store, [by_hand])
    folder.put("a.txt", b"one")
    assert folder.run() == [("a.txt", Change.SAME, "")]
    folder.move("a.txt", "z.txt")
    folder.run()
    assert folder.names == {"one": ("by-hand.txt", "z.txt")}


def test_moved_with_its_name(folder: Folder) -> None:
    folder.put("in/a.txt", b"one")
    folder.run()
    folder.move("in/a.txt", "sorted/a.txt")
    assert folder.run() == [("sorted/a.txt", Change.MOVED, "in/a.txt")]
    assert folder.names == {"one": ("sorted/a.txt",)}


def test_moved_in_two_steps(folder: Folder) -> None:
    folder.put("a.txt", b"one")
    folder.run()
    folder.remove("a.txt")
    assert folder.run() == [("a.txt", Change.REMOVED, "")]
    assert folder.names == {"one": ("a.txt",)}
    folder.put("b.txt", b"one")
    assert folder.run() == [("b.txt", Change.MOVED, "a.txt")]
    assert folder.names == {"one": ("b.txt",)}


def test_a_moved_archive_takes_its_members_along(folder: Folder) -> None:
    folder.put("one.zip", {"a.txt": b"one", "deep/b.txt": b"two", "empty.txt": b""})
    folder.run()
    folder.move("one.zip", "VOL1/two.zip")
    assert folder.run() == [("VOL1/two.zip", Change.MOVED, "one.zip")]
    assert folder.names == {"one": ("VOL1/two.zip/a.txt",), "two": ("VOL1/two.zip/deep/b.txt",)}
    assert [e.file for e in folder.store.set_asides()] == ["VOL1/two.zip/empty.txt"]


def test_an_emptied_folder_changes_nothing_but_the_log(folder: Folder) -> None:
    folder.put("a.txt", b"one")
    folder.put("b.txt", b"one")
    folder.put("c.txt", b"")
    folder.run()
    before = folder.store.sources(), folder.store.set_asides()
    for name in "abc":
        folder.remove(f"{name}.txt")
    assert [change for _, change, _ in folder.run()] == [Change.REMOVED] * 3
    assert (folder.store.sources(), folder.store.set_asides()) == before
    assert folder.run() == []


def test_back_at_its_place(folder: Folder) -> None:
    folder.put("a.txt", b"one")
    folder.run()
    folder.remove("a.txt")
    folder.run()
    folder.put("a.txt", b"one")
    assert folder.run() == [("a.txt", Change.SAME, "")]
    assert folder.names == {"one": ("a.txt",)}


def test_only_touched_is_no_change(folder: Folder) -> None:
    path = folder.put("a.txt", b"one")
    folder.run()
    os.utime(path, ns=(1, 1))
    assert folder.run() == []
    assert look(folder.matter, folder.store, 10, folder.now).unchanged == 1


def test_replaced_bytes_are_left_out_and_said_to_be(folder: Folder) -> None:
    folder.put("a.txt", b"one")
    folder.run()
    folder.put("a.txt", b"two")
    assert folder.run() == [("a.txt", Change.REPLACED, digest(b"one"))]
    assert folder.names == {"two": ("a.txt",)}
    shown = f"a [{digest(b'one')[:8]}].txt"
    assert folder.left_out == [(shown, "replaced")]


def test_replaced_bytes_count_while_they_have_another_name(folder: Folder) -> None:
    folder.put("a.txt", b"one")
    folder.put("b.txt", b"one")
    folder.run()
    folder.put("a.txt", b"two")
    folder.run()
    assert folder.names == {"one": ("b.txt",), "two": ("a.txt",)}
    assert folder.left_out == []
    folder.put("b.txt", b"two")
    folder.run()
    assert folder.names == {"two": ("a.txt", "b.txt")}
    assert folder.left_out == [(f"a [{digest(b'one')[:8]}].txt", "replaced")]


def test_replaced_bytes_that_come_back_count_again(folder: Folder) -> None:
    for data in (b"one", b"two", b"one"):
        folder.put("a.txt", data)
        folder.run()
    assert folder.names == {"one": ("a.txt",)}
    assert folder.left_out == [(f"a [{digest(b'two')[:8]}].txt", "replaced")]


def test_a_replaced_archive_leaves_out_what_only_the_old_one_held(folder: Folder) -> None:
    folder.put("v.zip", {"a.txt": b"one", "b.txt": b"two"})
    folder.run()
    folder.put("v.zip", {"a.txt": b"changed", "b.txt": b"two"})
    folder.run()
    assert folder.names == {"changed": ("v.zip/a.txt",), "two": ("v.zip/b.txt",)}
    assert folder.left_out == [(f"v.zip/a [{digest(b'one')[:8]}].txt", "replaced")]


def test_a_link_does_not_take_the_place_of_bytes(folder: Folder) -> None:
    path = folder.put("a.txt", b"one")
    folder.run()
    path.unlink()
    path.symlink_to("/etc/hostname")
    assert folder.run() == []
    assert folder.names == {"one": ("a.txt",)}
    assert [(e.file, e.reason) for e in folder.store.set_asides()] == [("a.txt", "unsafe")]
    path.unlink()
    folder.put("a.txt", b"one")
    assert folder.run() == []
    assert folder.store.set_asides() == ()


def test_bytes_that_cannot_be_used_stay_listed_when_others_replace_them(folder: Folder) -> None:
    """Only a person can say that the good copy stands for the bad one."""
    folder.put("a.exe", b"MZ\x90\x00" + b"\0" * 100)
    folder.run()
    assert [e.file for e in folder.store.set_asides()] == ["a.exe"]
    folder.put("a.exe", b"now some words")
    folder.run()
    assert [e.file for e in folder.store.set_asides()] == ["a.exe"]
    assert list(folder.names) == ["now some words"]


def test_an_empty_file_is_taken_back_when_its_bytes_come(folder: Folder) -> None:
    folder.put("a.txt", b"")
    folder.run()
    assert [e.reason for e in folder.store.set_asides()] == ["empty"]
    folder.put("a.txt", b"one")
    folder.run()
    assert folder.store.set_asides() == ()
    assert folder.left_out == []


def test_what_is_touched_between_look_and_take_is_left(folder: Folder) -> None:
    path = folder.put("a.txt", b"one")
    seen = look(folder.matter, folder.store, 0, folder.now)
    path.write_bytes(b"one and more")
    assert take_settled(folder.matter, folder.store, seen, "pat", folder.now) == ()
    assert folder.store.sources() == ()
    assert folder.run() == [("a.txt", Change.NEW, "")]


def test_what_is_written_while_it_is_copied_is_left(folder: Folder, monkeypatch: pytest.MonkeyPatch) -> None:
    path = folder.put("a.txt", b"one")
    seen = look(folder.matter, folder.store, 0, folder.now)
    untouched = taking._untouched
    asked: list[bool] = []

    def touched_then(*args: object) -> bool:
        asked.append(untouched(*args))  # type: ignore[arg-type]
        with path.open("ab") as file:
            file.write(b" and more")
        return asked[-1]

    monkeypatch.setattr(taking, "_untouched", touched_then)
    assert take_settled(folder.matter, folder.store, seen, "pat", folder.now) == ()
    assert asked[0]
    assert folder.store.sources() == ()
    assert folder.store.set_asides() == ()


def test_the_log_has_a_line_for_each_delivery(folder: Folder) -> None:
    for n in range(3):
        folder.put(f"VOL1/{n}.txt", b"first %d" % n)
    folder.put("letter.txt", b"letter")
    folder.run()
    folder.put("VOL1/late.txt", b"the copy went on")
    folder.run()
    assert folder.lines() == [("VOL1", 4), ("letter.txt", 1)]
    folder.now += timedelta(days=7)
    folder.put("VOL1/next week.txt", b"next week")
    folder.move("letter.txt", "VOL1/letter.txt")
    folder.remove("VOL1/0.txt")
    folder.run()
    assert folder.lines() == [("VOL1", 5), ("letter.txt", 2), ("VOL1", 1)]


def test_the_ledger_counts_and_names_nothing(folder: Folder) -> None:
    folder.put("Roe Jane.txt", b"one")
    folder.put("b.txt", b"one")
    folder.run()
    (entry,) = Ledger(folder.matter.ledger).entries()
    assert (entry.actor, entry.event) == ("pat", TAKEN)
    assert {k: entry.details[k] for k in ("new", "same", "last")} == {"new": 1, "same": 1, "last": 2}
    assert b"Roe" not in folder.matter.ledger.read_bytes()


@pytest.mark.parametrize("logged", [False, True], ids=["before", "after"])
def test_cut_short_before_or_after_the_ledgers_entry(
    folder: Folder, monkeypatch: pytest.MonkeyPatch, logged: bool
) -> None:
    folder.put("a.txt", b"one")
    if logged:
        folder.run()
        with folder.store.database.writing() as run:
            run("UPDATE arrivals SET logged = 0")
    else:
        with monkeypatch.context() as patch:
            patch.setattr(taking, "_log", lambda *_: (_ for _ in ()).throw(LedgerError("Full.", "Free it.")))
            with pytest.raises(LedgerError):
                folder.run()
    assert unlogged(folder.store)
    folder.run()
    assert not unlogged(folder.store)
    assert [e.details["last"] for e in Ledger(folder.matter.ledger).entries()] == [1]


def test_a_matter_from_before_the_drop_folder_was_watched(folder: Folder) -> None:
    """Its uploads were taken without roots: they are recognised, and may be moved."""
    folder.put("a.txt", b"one")
    folder.run()
    with folder.store.database.writing() as run:
        for table in ("brought", "arrivals", "roots", "sightings", "deliveries"):
            run(f"DELETE FROM {table}")
    os.unlink(folder.matter.ledger)
    os.unlink(folder.matter.folder / "ledger.sqlite")
    assert folder.run() == [("a.txt", Change.NEW, "")]
    folder.move("a.txt", "b.txt")
    folder.run()
    assert folder.names == {"one": ("b.txt",)}


def test_a_draft_tells_of_what_was_replaced_and_reads_the_rest(folder: Folder) -> None:
    folder.put("a.txt", b"one")
    folder.run()
    folder.put("a.txt", b"two")
    folder.run()
    (waiting,) = folder.store.unread("1")
    assert waiting.names == ("a.txt",)
    with folder.store.database.writing() as run:
        run("DELETE FROM names WHERE sha256 = ?", (waiting.sha256,))
    read, aside = read_or_set_aside(folder.store, "1")
    assert read == ()
    assert [(a.file, a.stage, a.reason) for a in aside] == [
        (f"a [{digest(b'one')[:8]}].txt", "withdrawn", "replaced")
    ]
    assert aside[0].detail == f"{aside[0].file} was replaced: other bytes came to lie in its place."
