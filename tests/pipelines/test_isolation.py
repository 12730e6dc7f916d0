"""What a hostile or broken file can do to the files around it: nothing."""

from __future__ import annotations

import hashlib
import os
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing
from dataclasses import replace
from pathlib import Path

import pytest

from extractors.errors import PinciteError, Reason, SetAsideError, UsageError
from extractors.pages import Document, Source
from pipelines.isolation import ReadingPool, default_workers
from pipelines.limits import LIMITS, MB

READER = "tests.pipelines.troublesome:read"
QUICK = replace(
    LIMITS, opening_seconds=3, stall_seconds=1.0, page_seconds=1.0, patience=1.0, memory_bytes=600 * MB
)

Seal = Callable[[str, str], tuple[Path, Source]]


@pytest.fixture
def seal(tmp_path: Path) -> Seal:
    """Puts text into a file under its digest, as intake does."""

    def put(name: str, text: str) -> tuple[Path, Source]:
        data = text.encode()
        sha256 = hashlib.sha256(data).hexdigest()
        path = tmp_path / sha256
        path.write_bytes(data)
        return path, Source(sha256, (name,), "text/plain", len(data))

    return put


@pytest.fixture
def pool() -> Iterator[ReadingPool]:
    with ReadingPool(1, QUICK, reader=READER) as pool:
        yield pool


def refused(pool: ReadingPool, sealed: tuple[Path, Source]) -> SetAsideError:
    with pytest.raises(SetAsideError) as caught:
        pool.read(*sealed)
    return caught.value


def test_a_sound_file_comes_back_whole(pool: ReadingPool, seal: Seal) -> None:
    path, source = seal("a.txt", "hello world")
    document = pool.read(path, source)
    assert document.source == source
    assert [(p.source, p.number, p.text) for p in document.pages] == [(source.sha256, 1, "hello world")]
    assert document.unread[0].reason == "a form"
    assert document.remarks == ("a remark",)


def test_all_names_of_a_source_come_back(pool: ReadingPool, seal: Seal) -> None:
    path, source = seal("b.txt", "hello")
    source = replace(source, names=("b.txt", *(f"copy {n}.txt" for n in range(5000))))
    assert pool.read(path, source).source == source


@pytest.mark.parametrize(
    ("command", "reason", "message"),
    [
        (
            "SEGFAULT",
            Reason.CRASHED,
            "bad.pdf was not read: it crashed its reading process (SIGSEGV). "
            "Print it to a new PDF and add that, or ask for the file again.",
        ),
        (
            "ABORT",
            Reason.CRASHED,
            "bad.pdf was not read: it crashed its reading process (SIGABRT). "
            "Print it to a new PDF and add that, or ask for the file again.",
        ),
        (
            "EXIT",
            Reason.CRASHED,
            "bad.pdf was not read: it crashed its reading process. "
            "Print it to a new PDF and add that, or ask for the file again.",
        ),
        (
            "RAISE",
            Reason.CRASHED,
            "Reading bad.pdf failed (ZeroDivisionError). "
            "Print it to a new PDF and add that, or ask for the file again.",
        ),
        ("REFUSE", Reason.ENCRYPTED, "bad.pdf needs a password. Remove it."),
        (
            "HANG",
            Reason.TIMED_OUT,
            "bad.pdf was not read to its end: it took longer than the 3 seconds it is allowed. "
            "Print it to a new PDF, or split it, and add that.",
        ),
        (
            "STALL",
            Reason.TIMED_OUT,
            "bad.pdf was not read to its end: page 3 of 1000 took longer than one page is allowed. "
            "Print it to a new PDF, or split it, and add that.",
        ),
        (
            "MEMORY",
            Reason.OUT_OF_MEMORY,
            "bad.pdf needs more memory than one file is allowed. "
            "Split it or print it to a new PDF, and add that.",
        ),
        ("FILES", Reason.CRASHED, None),
        ("SURROGATE", Reason.CRASHED, None),
        ("NUMBER", Reason.CRASHED, None),
    ],
)
def test_a_bad_file_costs_only_itself(
    pool: ReadingPool, seal: Seal, command: str, reason: Reason, message: str | None
) -> None:
    before, bad, after = seal("1.txt", "before"), seal("bad.pdf", command), seal("2.txt", "after")
    assert pool.read(*before).pages[0].text == "before"
    refusal = refused(pool, bad)
    assert refusal.reason is reason
    if message is not None:
        assert str(refusal) == message
    assert "patient" not in str(refusal)
    assert pool.read(*after).pages[0].text == "after"


def test_bad_files_among_many_threads(seal: Seal) -> None:
    bad = ["SEGFAULT", "MEMORY", "RAISE", "EXIT", "ABORT"]
    files = [seal(f"{n}.txt", bad[n // 5] if n % 5 == 2 else f"sound {n}") for n in range(25)]

    def outcome(sealed: tuple[Path, Source]) -> str:
        try:
            return two.read(*sealed).pages[0].text
        except SetAsideError as refusal:
            return refusal.reason

    with ReadingPool(2, QUICK, reader=READER) as two, ThreadPoolExecutor(6) as threads:
        found = list(threads.map(outcome, files))
    expected = [
        (f"sound {n}" if n % 5 != 2 else "out of memory" if bad[n // 5] == "MEMORY" else "crashed")
        for n in range(25)
    ]
    assert found == expected


def test_a_long_file_lives_as_long_as_pages_come(pool: ReadingPool, seal: Seal) -> None:
    """Three seconds of pages, with one second allowed between two of them."""
    assert pool.read(*seal("long.pdf", "STEADY")).pages


def test_the_same_page_again_is_no_progress(pool: ReadingPool, seal: Seal) -> None:
    start = time.monotonic()
    assert refused(pool, seal("bad.pdf", "REPEAT")).reason is Reason.TIMED_OUT
    assert time.monotonic() - start < 10


@pytest.mark.parametrize(
    ("command", "reason"),
    [("CRASHING 2,4/6", "crashed"), ("CRASHING 1,6/6", "crashed"), ("STALLING 2,5/6", "timed out")],
)
def test_a_bad_page_costs_that_page(pool: ReadingPool, seal: Seal, command: str, reason: str) -> None:
    bad = [int(n) for n in command.split(" ")[1].split("/")[0].split(",")]
    document = pool.read(*seal("long.pdf", command))
    assert [p.text for p in document.pages] == ["" if n in bad else f"page {n}" for n in range(1, 7)]
    assert [(u.page, u.reason, u.remedy) for u in document.unread] == [
        (n, f"Reading the page failed ({reason}).", "Print it to a new PDF and add that.") for n in bad
    ]


@pytest.mark.parametrize("command", ["CRASHING 1,2,3,4,5,6/7", "CRASHING 1/1", "DEAF 2/4"])
def test_too_many_bad_pages_cost_the_file(pool: ReadingPool, seal: Seal, command: str) -> None:
    assert str(refused(pool, seal("bad.pdf", command))) == (
        "bad.pdf was not read: it crashed its reading process (SIGSEGV). "
        "Print it to a new PDF and add that, or ask for the file again."
    )


KILLED_WHILE_READING = """
import os, signal, sys
from pathlib import Path
from extractors.pages import Source
from pipelines.isolation import ReadingPool
path = Path(sys.argv[1])
pool = ReadingPool(1, reader="tests.pipelines.troublesome:read")
pool.read(path, Source(path.name, ("a.txt",), "text/plain", path.stat().st_size))
os.kill(os.getpid(), signal.SIGKILL)
"""


def test_nothing_is_left_of_readers_whose_parent_was_killed(seal: Seal, tmp_path: Path) -> None:
    path, _ = seal("a.txt", "hello world")
    scratch = tmp_path / "scratch"
    scratch.mkdir()
    env = {**os.environ, "TMPDIR": str(scratch), "PYTHONPATH": str(Path(__file__).parents[2])}
    done = subprocess.run([sys.executable, "-c", KILLED_WHILE_READING, str(path)], env=env, check=False)
    assert done.returncode == -signal.SIGKILL
    until = time.monotonic() + 60
    while list(scratch.iterdir()) and time.monotonic() < until:
        time.sleep(0.05)
    assert list(scratch.iterdir()) == []


def test_closing_the_pool_blames_no_file(seal: Seal) -> None:
    with ReadingPool(1, reader=READER) as pool, ThreadPoolExecutor(1) as thread:
        reading = thread.submit(pool.read, *seal("slow.pdf", "STEADY"))
        time.sleep(1)
        pool.close()
        with pytest.raises(PinciteError, match="The reading pool is closed") as caught:
            reading.result()
    assert not isinstance(caught.value, SetAsideError)


def test_what_a_file_started_dies_with_it(pool: ReadingPool, seal: Seal) -> None:
    mark = f"left-over-{os.getpid()}"
    assert refused(pool, seal("bad.pdf", f"CHILD {mark}")).reason is Reason.TIMED_OUT
    until = time.monotonic() + 30  # a killed process is gone when the system gets round to it
    while left := [e for e in Path("/proc").glob("[0-9]*/cmdline") if mark.encode() in _contents(e)]:
        assert time.monotonic() < until, left


def _contents(path: Path) -> bytes:
    try:
        return path.read_bytes()
    except OSError:
        return b""


def test_a_files_fate_does_not_hang_on_what_was_read_before(pool: ReadingPool, seal: Seal) -> None:
    """A process that served others is given the benefit of a second, fresh one."""
    pool.read(*seal("1.txt", "first"))
    assert pool.read(*seal("later.txt", "LATER alligator")).pages[0].text == "LATER alligator"


def test_printing_does_not_disturb_the_talk(
    pool: ReadingPool, seal: Seal, capfd: pytest.CaptureFixture[str]
) -> None:
    assert pool.read(*seal("a.txt", "PRINT this")).pages[0].text == "PRINT this"
    captured = capfd.readouterr()
    assert captured.out == ""
    assert captured.err == ""


def test_a_reading_process_has_no_network(pool: ReadingPool, seal: Seal) -> None:
    with closing(socket.create_server(("127.0.0.1", 0))) as server:
        refusal = refused(pool, seal("a.txt", f"CONNECT {server.getsockname()[1]}"))
    assert str(refusal).startswith("Reading a.txt failed (PermissionError).")


def test_a_reading_process_knows_no_secrets(
    pool: ReadingPool, seal: Seal, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("FIRM_PASSPHRASE", "open sesame")
    names, threads, folder = pool.read(*seal("a.txt", "ENVIRONMENT")).pages[0].text.split("|")
    assert "FIRM_PASSPHRASE" not in names
    assert threads == "1"
    assert folder != os.getcwd()


def test_a_changed_copy_is_not_read(pool: ReadingPool, seal: Seal) -> None:
    path, source = seal("a.txt", "hello")
    path.write_text("hellO")
    assert str(refused(pool, (path, source))) == (
        "The sealed copy of a.txt is not the file that was taken in. "
        "Add the original again; the damaged copy is replaced."
    )
    path.unlink()
    assert str(refused(pool, (path, source))) == (
        "The sealed copy of a.txt cannot be opened. Add the original again."
    )


def test_more_pages_than_a_document_may_have(seal: Seal) -> None:
    with ReadingPool(1, replace(QUICK, pages=10), reader=READER) as pool:
        assert len(pool.read(*seal("10.pdf", "PAGES 10")).pages) == 10
        assert str(refused(pool, seal("11.pdf", "PAGES 11"))) == (
            "11.pdf has more than 10 pages. Split it and add the parts."
        )


def test_progress_is_told_by_file_and_page(seal: Seal) -> None:
    told: list[tuple[str, int, int]] = []
    with ReadingPool(1, QUICK, on_page=lambda *news: told.append(news), reader=READER) as pool:
        pool.read(*seal("long.pdf", "STEADY"))
    assert told == [("long.pdf", n, 30) for n in range(1, 31)]


def test_an_interrupt_leaves_no_process_in_the_middle_of_a_file(seal: Seal) -> None:
    def interrupt(_name: str, _done: int, _total: int) -> None:
        raise KeyboardInterrupt

    with ReadingPool(1, QUICK, on_page=interrupt, reader=READER) as pool:
        with pytest.raises(KeyboardInterrupt):
            pool.read(*seal("long.pdf", "STEADY"))
        assert pool.read(*seal("a.txt", "next")).pages[0].text == "next"


def test_a_closed_pool_says_so(seal: Seal) -> None:
    with ReadingPool(1, QUICK, reader=READER) as pool:
        pool.read(*seal("a.txt", "hello"))
    with pytest.raises(PinciteError, match=r"The reading pool is closed\. Start the run again\."):
        pool.read(*seal("a.txt", "hello"))


def test_processes_are_replaced_after_a_while(seal: Seal) -> None:
    """LATER crashes in a process that served before; with one file for each process it never does."""
    with ReadingPool(1, replace(QUICK, served=1), reader=READER) as pool:
        for n in range(3):
            assert isinstance(pool.read(*seal(f"{n}.txt", f"LATER {n}")), Document)


def test_descriptors_stay_constant(pool: ReadingPool, seal: Seal) -> None:
    bad, good = seal("bad.pdf", "EXIT"), seal("a.txt", "hello")
    counts = []
    for _ in range(4):
        refused(pool, bad)
        pool.read(*good)
        counts.append(len(os.listdir("/proc/self/fd")))
    assert len(set(counts)) == 1


def test_works_from_any_folder(tmp_path: Path, seal: Seal, monkeypatch: pytest.MonkeyPatch) -> None:
    path, source = seal("a.txt", "Seen 03/04/2017.")
    monkeypatch.chdir(tmp_path)
    with ReadingPool(1) as pool:
        assert pool.read(Path(path.name), source).pages[0].text == "Seen 03/04/2017."


def test_there_is_at_least_one_worker() -> None:
    assert 1 <= default_workers() <= (os.cpu_count() or 1)


def test_how_many_readers_can_be_said(monkeypatch: pytest.MonkeyPatch) -> None:
    """A worker among several on one machine gets its share."""
    monkeypatch.setenv("PINCITE_READERS", "3")
    assert default_workers() == 3
    with ReadingPool() as pool:
        assert pool.workers == 3


@pytest.mark.parametrize("said", ["0", "-1", "many", "257", "1.5", "٣"])
def test_a_number_of_readers_that_is_none(monkeypatch: pytest.MonkeyPatch, said: str) -> None:
    monkeypatch.setenv("PINCITE_READERS", said)
    with pytest.raises(UsageError, match="PINCITE_READERS must be 1 to 256"):
        default_workers()
