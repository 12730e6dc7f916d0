"""What is ready in the drop folder: never what is still being written, always what is not."""

from __future__ import annotations

import mmap
import os
import threading
import time
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from extractors.errors import UsageError
from pipelines.discovery import looking
from pipelines.discovery.arrivals import Change, Look
from pipelines.discovery.looking import look
from pipelines.discovery.open_writers import Writers, on_own_disk, writers
from pipelines.discovery.taking import take_settled
from pipelines.matter import Client, Matter
from pipelines.store import Store

NOON = datetime(2026, 3, 2, 12, 0, tzinfo=UTC)
TEN = timedelta(seconds=10)
ON_OWN_DISK = on_own_disk(os.stat("/tmp").st_dev)


@pytest.fixture
def matter(tmp_path: Path) -> Matter:
    made = Matter(tmp_path, "roe", Client("Jane Roe", None), None)
    made.uploads.mkdir()
    return made


@pytest.fixture
def store(matter: Matter) -> Iterator[Store]:
    with Store.open(matter) as store:
        yield store


@pytest.fixture
def shared(monkeypatch: pytest.MonkeyPatch) -> None:
    """The drop folder lies on another machine: who writes there cannot be known."""
    monkeypatch.setattr(looking, "on_own_disk", lambda _: False)


def put(matter: Matter, path: str, data: bytes) -> Path:
    target = matter.uploads / path
    target.parent.mkdir(parents=True, exist_ok=True)
    target.write_bytes(data)
    return target


def taken(matter: Matter, store: Store, seen: Look) -> list[tuple[str, Change]]:
    return [(a.path, a.change) for a in take_settled(matter, store, seen, "pat", NOON)]


def held(store: Store, matter: Matter) -> list[bytes]:
    return [(matter.sources / source.sha256).read_bytes() for source in store.sources()]


def test_a_file_on_a_shared_folder_needs_two_looks(matter: Matter, store: Store, shared: None) -> None:
    put(matter, "a.txt", b"some words")
    first = look(matter, store, 10, NOON)
    assert (first.settled, first.moving) == ((), ("a.txt",))
    assert 10 <= first.ready_in < 10.1
    soon = look(matter, store, 10, NOON + timedelta(seconds=4))
    assert soon.moving == ("a.txt",)
    assert 6 <= soon.ready_in < 6.1
    then = look(matter, store, 10, NOON + TEN)
    assert (then.settled, then.moving, then.ready_in) == (("a.txt",), (), 0.0)


@pytest.mark.parametrize("touch", ["append", "replace", "times"])
def test_whatever_touches_it_starts_the_wait_anew(
    matter: Matter, store: Store, shared: None, touch: str
) -> None:
    path = put(matter, "a.txt", b"some words")
    look(matter, store, 10, NOON)
    match touch:
        case "append":
            with path.open("ab") as file:
                file.write(b" more")
        case "replace":
            (matter.folder / "beside").write_bytes(b"other word")
            os.rename(matter.folder / "beside", path)
        case _:
            os.utime(path, ns=(1, 1))
    assert look(matter, store, 10, NOON + TEN).moving == ("a.txt",)
    assert look(matter, store, 10, NOON + 2 * TEN).settled == ("a.txt",)


def test_bytes_that_change_without_a_trace_are_not_taken(matter: Matter, store: Store, shared: None) -> None:
    """A network folder may show old times: the digest of the first look is compared with the copy's."""
    put(matter, "a.txt", b"some words")
    look(matter, store, 10, NOON)
    with store.database.writing() as run:
        run("UPDATE sightings SET sha256 = ?", ("0" * 64,))
    seen = look(matter, store, 10, NOON + TEN)
    assert seen.settled == ("a.txt",)
    assert take_settled(matter, store, seen, "pat", NOON + TEN) == ()
    assert store.sources() == ()
    assert look(matter, store, 10, NOON + TEN + TEN / 2).moving == ("a.txt",)
    assert taken(matter, store, look(matter, store, 10, NOON + 2 * TEN)) == [("a.txt", Change.NEW)]


def test_a_clock_that_is_set_back_makes_it_wait_not_wait_for_ever(
    matter: Matter, store: Store, shared: None
) -> None:
    put(matter, "a.txt", b"some words")
    look(matter, store, 10, NOON)
    assert look(matter, store, 10, NOON - timedelta(days=1)).moving == ("a.txt",)
    assert look(matter, store, 10, NOON - timedelta(days=1) + TEN).settled == ("a.txt",)


@pytest.mark.skipif(not ON_OWN_DISK, reason="leases are only trusted on a disk of this machine")
class TestWhereLeasesSpeak:
    """The usual case: a disk of this machine."""

    def test_one_look_is_enough_once_nobody_writes(self, matter: Matter, store: Store) -> None:
        put(matter, "a.txt", b"some words")
        seen = look(matter, store, 1.0, NOON)
        assert seen.moving == ("a.txt",)
        assert 0 < seen.ready_in < 1.1
        time.sleep(seen.ready_in)
        assert look(matter, store, 1.0, NOON).settled == ("a.txt",)

    def test_what_somebody_has_open_is_never_ready(self, matter: Matter, store: Store) -> None:
        path = put(matter, "a.txt", b"some words")
        with path.open("ab"):
            for later in range(4):
                seen = look(matter, store, 10, NOON + later * TEN)
                assert (seen.settled, seen.moving, seen.ready_in) == ((), ("a.txt",), 0.0)
        look(matter, store, 10, NOON + 4 * TEN)
        assert look(matter, store, 10, NOON + 5 * TEN).settled == ("a.txt",)

    def test_readers_do_not_matter(self, matter: Matter, store: Store) -> None:
        path = put(matter, "a.txt", b"some words")
        with path.open("rb"):
            assert look(matter, store, 0, NOON).settled == ("a.txt",)

    def test_a_mapped_file_counts_as_open(self, matter: Matter, store: Store) -> None:
        path = put(matter, "a.txt", b"some words")
        file = path.open("r+b")
        mapped = mmap.mmap(file.fileno(), 0)
        file.close()
        assert look(matter, store, 0, NOON).moving == ("a.txt",)
        mapped.close()
        assert look(matter, store, 0, NOON).settled == ("a.txt",)

    def test_a_writer_who_comes_just_then_ends_nothing(self, tmp_path: Path) -> None:
        """Many leases taken while others open the file for writing: nobody fails, nobody waits for long."""
        path = tmp_path / "a.txt"
        path.write_bytes(b"words")
        stop, longest = threading.Event(), 0.0

        def ask() -> None:
            while not stop.is_set():
                with path.open("rb") as file:
                    assert writers(file.fileno()) in (Writers.NONE, Writers.SOME)

        thread = threading.Thread(target=ask)
        thread.start()
        for _ in range(300):
            start = time.monotonic()
            with path.open("ab") as file:
                file.write(b".")
            longest = max(longest, time.monotonic() - start)
        stop.set()
        thread.join()
        assert longest < 5
        assert path.read_bytes() == b"words" + 300 * b"."


def test_times_ahead_of_the_clock_fall_back_on_two_looks(matter: Matter, store: Store) -> None:
    path = put(matter, "a.txt", b"some words")
    ahead = time.time_ns() + 10**15
    os.utime(path, ns=(ahead, ahead))
    assert look(matter, store, 10, NOON).moving == ("a.txt",)
    assert look(matter, store, 10, NOON + TEN).settled == ("a.txt",)


def test_downloads_and_open_documents_are_waited_for_and_reported(matter: Matter, store: Store) -> None:
    for name in ("big.pdf.part", "x.crdownload", "~$brief.docx", ".~lock.a.odt#", "Thumbs.db", "._a.pdf"):
        put(matter, f"in/{name}", b"x")
    seen = look(matter, store, 0, NOON)
    assert seen.settled == ()
    assert seen.moving == ("in/.~lock.a.odt#", "in/big.pdf.part", "in/x.crdownload", "in/~$brief.docx")
    assert seen.ready_in == 0.0
    os.rename(matter.uploads / "in" / "big.pdf.part", matter.uploads / "in" / "big.pdf")
    assert look(matter, store, 0, NOON).settled == ("in/big.pdf",)


def test_what_describes_a_delivery_is_none(matter: Matter, store: Store) -> None:
    put(matter, "VOL001/transmittal.toml", b"schema = 1\n")
    put(matter, "VOL001/deep/transmittal.toml", b"schema = 1\n")
    assert look(matter, store, 0, NOON).settled == ()


def test_what_was_taken_is_only_counted(matter: Matter, store: Store) -> None:
    for n in range(5):
        put(matter, f"{n}.txt", b"%d" % n)
    taken(matter, store, look(matter, store, 0, NOON))
    assert look(matter, store, 10, NOON) == Look((), (), (), 5, 0.0)


def test_a_run_with_nothing_new_opens_no_file(
    matter: Matter, store: Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    put(matter, "a.txt", b"some words")
    taken(matter, store, look(matter, store, 0, NOON))

    def opened(*_: object) -> Iterator[object]:
        raise AssertionError("a file was opened")

    monkeypatch.setattr(looking, "opened", opened)
    assert look(matter, store, 0, NOON).unchanged == 1


def test_what_is_gone_is_told_until_it_is_noted(matter: Matter, store: Store) -> None:
    path = put(matter, "a.txt", b"some words")
    taken(matter, store, look(matter, store, 0, NOON))
    path.unlink()
    assert look(matter, store, 0, NOON).removed == ("a.txt",)
    seen = look(matter, store, 0, NOON)
    assert taken(matter, store, seen) == [("a.txt", Change.REMOVED)]
    assert look(matter, store, 0, NOON) == Look((), (), (), 0, 0.0)


def test_what_came_and_went_before_it_settled_is_forgotten(
    matter: Matter, store: Store, shared: None
) -> None:
    path = put(matter, "a.txt", b"some words")
    look(matter, store, 10, NOON)
    path.unlink()
    assert look(matter, store, 10, NOON + TEN) == Look((), (), (), 0, 0.0)


def test_a_folder_that_may_not_be_listed_has_lost_nothing(
    matter: Matter, store: Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    put(matter, "in/a.txt", b"some words")
    taken(matter, store, look(matter, store, 0, NOON))
    listed = os.listdir

    def forbidden(folder: int | Path) -> list[str]:
        names = listed(folder)
        if "a.txt" in names:
            raise PermissionError(13, "Permission denied")
        return names

    monkeypatch.setattr("pipelines.found_files.os.listdir", forbidden)
    seen = look(matter, store, 0, NOON)
    assert seen.removed == ()
    taken(matter, store, seen)
    assert [(e.file, e.reason) for e in store.set_asides()] == [("in", "unreadable")]
    assert len(store.sources()) == 1


def test_a_drop_folder_that_is_not_there_is_an_error_not_empty(matter: Matter, store: Store) -> None:
    put(matter, "a.txt", b"some words")
    taken(matter, store, look(matter, store, 0, NOON))
    os.rename(matter.uploads, matter.folder / "elsewhere")
    with pytest.raises(UsageError, match="The drop folder of roe cannot be listed"):
        look(matter, store, 0, NOON)


def test_names_that_print_alike_are_two_paths(matter: Matter, store: Store) -> None:
    for name in ("a\nb.txt", "a\\x0ab.txt", "a\u202eb.txt"):
        put(matter, name, name.encode())
    seen = look(matter, store, 0, NOON)
    assert len(set(seen.settled)) == 3
    assert all(path.isprintable() for path in seen.settled)
    assert len(taken(matter, store, seen)) == len(store.sources()) == 3
    assert look(matter, store, 0, NOON).unchanged == 3


def _write_slowly(path: Path, pieces: int, pause: float) -> None:
    with path.open("wb", buffering=0) as file:
        for piece in range(pieces):
            file.write(b"%04d of a slow copy\n" % piece)
            time.sleep(pause)


def _copy_while_looking(matter: Matter, store: Store, pieces: int, pause: float, settle: float) -> None:
    """A slow writer, and runs all the while: whole or not at all, and taken in the end."""
    whole = b"".join(b"%04d of a slow copy\n" % piece for piece in range(pieces))
    writer = threading.Thread(target=_write_slowly, args=(matter.uploads / "slow.txt", pieces, pause))
    writer.start()
    for _ in range(10_000):
        take_settled(matter, store, look(matter, store, settle, datetime.now(UTC)), "pat", NOON)
        assert held(store, matter) in ([], [whole])
        if held(store, matter):
            break
        time.sleep(settle / 4)
    writer.join()
    assert held(store, matter) == [whole]


@pytest.mark.skipif(not ON_OWN_DISK, reason="a pause longer than the window is only seen by leases")
@pytest.mark.parametrize(
    ("pieces", "pause", "settle"),
    [(60, 0.005, 0.1), (20, 0.03, 0.1), (6, 0.1, 0.15), (3, 0.3, 0.1)],
    ids=["fast", "slow", "slower", "pauses longer than the window"],
)
def test_a_slow_copy_is_taken_whole(
    matter: Matter, store: Store, pieces: int, pause: float, settle: float
) -> None:
    _copy_while_looking(matter, store, pieces, pause, settle)


@pytest.mark.long
@pytest.mark.skipif(not ON_OWN_DISK, reason="a pause longer than the window is only seen by leases")
@pytest.mark.parametrize("trial", range(100))
def test_a_hundred_slow_copies(matter: Matter, store: Store, trial: int) -> None:
    pieces, pause = ((40, 0.004), (12, 0.02), (5, 0.05), (3, 0.12))[trial % 4]
    _copy_while_looking(matter, store, pieces, pause * (1 + trial / 100), 0.06)


def test_renamed_into_place_while_runs_go_on(matter: Matter, store: Store) -> None:
    """Each file comes whole, beside files that never do: all of them in the end, no part of any."""
    files = {f"{n}.txt": b"%d" % n * (n + 1) for n in range(40)}

    def bring() -> None:
        for name, data in files.items():
            beside = matter.uploads / f"{name}.part"
            beside.write_bytes(data[: len(data) // 2])
            time.sleep(0.002)
            beside.write_bytes(data)
            os.rename(beside, matter.uploads / name)

    thread = threading.Thread(target=bring)
    thread.start()
    while thread.is_alive():
        take_settled(matter, store, look(matter, store, 0.02, datetime.now(UTC)), "pat", NOON)
    thread.join()
    for _ in range(2):  # where leases do not speak it takes a second look
        time.sleep(0.1)
        take_settled(matter, store, look(matter, store, 0.02, datetime.now(UTC)), "pat", NOON)
    assert sorted(held(store, matter)) == sorted(files.values())
    assert store.set_asides() == ()


def test_a_name_that_imitates_how_another_is_shown_takes_nothing_of_its_place(
    matter: Matter, store: Store
) -> None:
    put(matter, "visit\n.txt", b"one visit")
    look(matter, store, 0, NOON)
    (place,) = look(matter, store, 0, NOON).settled
    put(matter, place, b"another")
    seen = look(matter, store, 0, NOON)
    assert len(seen.settled) == 2
    assert [change for _, change in taken(matter, store, seen)] == [Change.NEW, Change.NEW]
    assert sorted(held(store, matter)) == [b"another", b"one visit"]
    assert look(matter, store, 0, NOON).settled == ()
