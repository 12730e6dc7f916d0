"""The matter's database: keyed by digest, all or nothing, for several threads."""

from __future__ import annotations

import sqlite3
import subprocess
import sys
import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from extractors.pages import Box, Document, Layer, Page, Source, Unread, Word
from pipelines.matter import Client, Matter
from pipelines.rows import SetAside
from pipelines.store import READING_STAGE, Store, StoreError
from tests.kept_sources import add_source, put_document

A, B = "a" * 64, "b" * 64


def source(sha256: str, *names: str) -> Source:
    return Source(sha256, names, "application/pdf", 10)


def document(of: Source, text: str = "Seen 1/2/2017") -> Document:
    word = Word("Seen", Box(1, 2, 3, 4), 0, 0.5)
    page = Page(of.sha256, 1, 612, 792, text, (word,), Layer.OCR, 0.5, ("read at 90°",))
    blank = Page(of.sha256, 2, 612, 792, "", (), Layer.NONE)
    return Document(of, (page, blank), (Unread(2, "blank", "Look."),), ("a remark",))


@pytest.fixture
def matter(tmp_path: Path) -> Matter:
    return Matter(tmp_path, "roe", Client("Jane Roe", None), None)


@pytest.fixture
def store(matter: Matter) -> Iterator[Store]:
    with Store.open(matter) as store:
        yield store


def test_same_bytes_twice_are_one_source_with_two_names(store: Store) -> None:
    assert add_source(store, source(A, "b.pdf"))
    assert not add_source(store, source(A, "a.pdf"))
    assert not add_source(store, source(A, "a.pdf"))
    assert store.sources() == (source(A, "a.pdf", "b.pdf"),)


def test_sources_are_sorted_by_digest_whatever_the_order_of_arrival(store: Store) -> None:
    add_source(store, source(B, "1.pdf"))
    add_source(store, source(A, "2.pdf"))
    assert [s.sha256 for s in store.sources()] == [A, B]


def test_different_files_of_one_name_are_told_apart(store: Store) -> None:
    add_source(store, source(A, "records.pdf", "x.pdf"))
    add_source(store, source(B, "records.pdf"))
    assert store.sources() == (
        source(A, "records [aaaaaaaa].pdf", "x.pdf"),
        source(B, "records [bbbbbbbb].pdf"),
    )


def test_a_document_comes_back_as_it_was(store: Store) -> None:
    of = source(A, "a.pdf")
    add_source(store, of)
    assert store.document(A, "1") is None
    put_document(store, document(of), "1")
    assert store.document(A, "1") == document(of)
    assert store.document(A, "2") is None


def test_a_document_has_the_names_of_today(store: Store) -> None:
    add_source(store, source(A, "b.pdf"))
    put_document(store, document(source(A, "b.pdf")), "1")
    add_source(store, source(A, "a.pdf"))
    found = store.document(A, "1")
    assert found is not None
    assert found.source.names == ("a.pdf", "b.pdf")


def test_reading_again_replaces(store: Store) -> None:
    of = source(A, "a.pdf")
    add_source(store, of)
    put_document(store, document(of), "1")
    put_document(store, Document(of, ()), "1")
    assert store.document(A, "1") == Document(of, ())


def test_a_document_of_no_source_is_refused_and_leaves_nothing(store: Store) -> None:
    with pytest.raises(StoreError):
        put_document(store, document(source(A, "a.pdf")), "1")
    add_source(store, source(A, "a.pdf"))
    assert store.document(A, "1") is None


def test_a_damaged_cache_entry_counts_as_absent(store: Store, matter: Matter) -> None:
    of = source(A, "a.pdf")
    add_source(store, of)
    for damage in (
        "UPDATE pages SET body = x'00' WHERE number = 1",
        "DELETE FROM pages WHERE number = 2",
        "UPDATE documents SET head = x'789c030000000001'",
    ):
        put_document(store, document(of), "1")
        with sqlite3.connect(matter.database) as other:
            other.execute(damage)
        other.close()
        assert store.document(A, "1") is None


def test_set_asides_are_kept_once_for_each_file_and_bytes(store: Store) -> None:
    first = SetAside("a.pdf", A, READING_STAGE, "crashed", "It crashed.", "Print it.")
    again = SetAside("a.pdf", A, READING_STAGE, "encrypted", "Locked.", "Unlock it.")
    link = SetAside("link", None, "intake", "unsafe", "A link.", "Add the file.")
    for entry in (link, first, again, link):
        store.set_aside(entry)
    assert store.set_asides() == (again, link)


def test_reading_a_file_takes_back_that_it_could_not_be_read(store: Store) -> None:
    of = source(A, "a.pdf")
    add_source(store, of)
    store.set_aside(SetAside("a.pdf", A, READING_STAGE, "timed out", "Late.", "Again."))
    put_document(store, document(of), "1")
    assert store.set_asides() == ()


def test_everything_is_there_after_opening_again(matter: Matter) -> None:
    of = source(A, "a.pdf")
    with Store.open(matter) as store:
        add_source(store, of)
        put_document(store, document(of), "1")
    with Store.open(matter) as store:
        assert store.sources() == (of,)
        assert store.document(A, "1") == document(of)


def test_an_acknowledged_row_survives_the_death_of_the_process(matter: Matter) -> None:
    program = (
        "import os, sys, pathlib\n"
        "from extractors.pages import Source\n"
        "from pipelines.store import Store\n"
        "from tests.kept_sources import add_source\n"
        "store = Store(pathlib.Path(sys.argv[1]))\n"
        f"add_source(store, Source('{A}', ('a.pdf',), 'application/pdf', 10))\n"
        "os.kill(os.getpid(), 9)\n"
    )
    root = str(Path(__file__).parents[2])
    subprocess.run([sys.executable, "-c", program, str(matter.database)], cwd=root, check=False)
    with Store.open(matter) as store:
        assert store.sources() == (source(A, "a.pdf"),)


def test_many_threads_share_one_store(store: Store) -> None:
    def work(n: int) -> int:
        of = source(f"{n:064x}", f"{n}.pdf")
        add_source(store, of)
        put_document(store, document(of, f"Seen by {n}"), "1")
        store.set_aside(SetAside(f"x{n}", None, "intake", "empty", "Empty.", "Again."))
        found = store.document(of.sha256, "1")
        assert found is not None
        assert found.pages[0].text == f"Seen by {n}"
        return n

    with ThreadPoolExecutor(8) as threads:
        assert list(threads.map(work, range(40))) == list(range(40))
    assert len(store.sources()) == len(store.set_asides()) == 40


def test_two_stores_on_one_matter_wait_for_each_other(matter: Matter) -> None:
    with Store.open(matter) as one, Store.open(matter) as other, ThreadPoolExecutor(2) as threads:
        for future in [
            threads.submit(add_source, s, source(f"{n:064x}", f"{n}.pdf"))
            for n, s in enumerate([one, other] * 20)
        ]:
            future.result()
        assert len(one.sources()) == len(other.sources()) == 40


def test_a_busy_database_says_so(matter: Matter, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("pipelines.matter_database.BUSY_SECONDS", 0.2)
    with Store.open(matter) as store:
        holder = sqlite3.connect(matter.database, isolation_level=None)
        holder.execute("BEGIN IMMEDIATE")
        start = time.monotonic()
        with pytest.raises(StoreError) as caught:
            add_source(store, source(A, "a.pdf"))
        assert time.monotonic() - start >= 0.2
        holder.execute("ROLLBACK")
        holder.close()
        assert str(caught.value) == (
            "The matter's database pincite.sqlite cannot be used (database is locked). "
            "Another Pincite is writing to this matter; wait for it to end and try again."
        )
        assert add_source(store, source(A, "a.pdf"))


def test_a_later_versions_database_is_refused(matter: Matter) -> None:
    with sqlite3.connect(matter.database) as other:
        other.execute("PRAGMA user_version = 99")
    other.close()
    with pytest.raises(StoreError) as caught:
        Store.open(matter)
    assert str(caught.value) == (
        "The matter's database pincite.sqlite was made by a later version of Pincite. "
        "Use that version, or a newer one."
    )


def test_a_file_that_is_no_database_is_refused(matter: Matter) -> None:
    matter.database.write_bytes(b"not a database at all" * 100)
    with pytest.raises(StoreError, match=r"cannot be used \(file is not a database\)"):
        Store.open(matter)


def test_hostile_names_are_only_data(store: Store) -> None:
    name = "'; DROP TABLE sources; -- % _ \" \\ .pdf"
    add_source(store, source(A, name))
    assert store.sources() == (source(A, name),)


def test_bytes_set_aside_at_reading_stand_once_under_their_name_of_today(store: Store) -> None:
    first = SetAside("r.pdf", A, READING_STAGE, "crashed", "It crashed.", "Print it.")
    store.set_aside(first)
    renamed = SetAside("r [aaaaaaaa].pdf", A, READING_STAGE, "crashed", "It crashed.", "Print it.")
    store.set_aside(renamed)
    assert store.set_asides() == (renamed,)


def test_where_files_lay_does_not_order_them(store: Store) -> None:
    empty = SetAside("r.pdf", None, "intake", "empty", "Empty.", "Ask again.")
    link = SetAside("r.pdf", None, "intake", "unsafe", "A link.", "Add the file.")
    store.set_aside(empty, "/b/r.pdf")
    store.set_aside(link, "/a/r.pdf")
    assert store.set_asides() == (empty, link)


def test_one_source_is_named_as_among_all(store: Store) -> None:
    add_source(store, source(A, "records.pdf", "x.pdf"))
    add_source(store, source(B, "records.pdf"))
    add_source(store, source("c" * 64, "records [bbbbbbbb].pdf"))
    for one in store.sources():
        assert store.source(one.sha256) == one
    assert store.source("d" * 64) is None


def test_a_source_costs_the_same_however_many_others_there_are(store: Store) -> None:
    def steps(sha256: str) -> int:
        """SQLite's own steps: the same on every machine."""
        counted = 0

        def count() -> None:
            nonlocal counted
            counted += 1

        connection = store.database._connection
        connection.set_progress_handler(count, 1)
        assert store.source(sha256) is not None
        connection.set_progress_handler(None, 0)
        return counted

    add_source(store, source(A, "a.pdf"))
    few = steps(A)
    with store.database.writing() as run:
        for n in range(2_000):
            run("INSERT INTO sources VALUES (?, 'application/pdf', 1)", (f"{n:064x}",))
            run("INSERT INTO names VALUES (?, ?)", (f"{n}.pdf", f"{n:064x}"))
    assert steps(A) < 2 * few


def test_parts_and_nameless_bytes_are_nobodys_papers(store: Store) -> None:
    for sha256 in (A, B):
        add_source(store, source(sha256, "r.pdf"))
    with store.database.writing() as run:
        run("INSERT INTO parts (sha256, role, paper) VALUES (?, 'text', '')", (A,))
    assert store.sources() == (source(B, "r.pdf"),)
    with store.database.writing() as run:
        run("DELETE FROM names WHERE sha256 = ?", (B,))
    assert store.sources() == ()
    assert store.unread("1") == ()


def test_what_these_readers_could_not_read_is_left_to_others(store: Store) -> None:
    add_source(store, source(A, "a.pdf"))
    add_source(store, source(B, "b.pdf"))
    assert [s.sha256 for s in store.unread("1")] == [A, B]
    store.set_aside(SetAside(A, A, READING_STAGE, "damaged", "Torn.", "Ask."), readers="1")
    store.set_aside(SetAside(B, B, READING_STAGE, "timed out", "Late.", "Again."), readers="1")
    assert store.unread("1") == ()
    assert [s.sha256 for s in store.unread("1", again=True)] == [B]
    assert [s.sha256 for s in store.unread("2")] == [A, B]
    put_document(store, document(source(B, "b.pdf")), "1")
    assert store.unread("1") == ()


def test_what_reading_says_of_a_digest_has_the_name_of_today(store: Store) -> None:
    add_source(store, source(A, "r.pdf"))
    store.set_aside(SetAside(A, A, READING_STAGE, "damaged", f"{A} is torn.", f"Ask for {A}."))
    assert store.set_asides() == (
        SetAside("r.pdf", A, READING_STAGE, "damaged", "r.pdf is torn.", "Ask for r.pdf."),
    )
    add_source(store, source(B, "r.pdf"))
    assert store.set_asides()[0].detail == "r [aaaaaaaa].pdf is torn."
