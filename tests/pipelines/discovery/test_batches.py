"""Batches: every source in exactly one, read without a name, kept as it was read."""

from __future__ import annotations

import threading
from collections.abc import Iterator, Sequence
from concurrent.futures import Future, ThreadPoolExecutor
from contextlib import contextmanager
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from extractors.errors import PinciteError, Reason, SetAsideError
from extractors.pages import Document, Layer, Page, Source
from pipelines.discovery.batches import (
    MOST_IN_BATCH,
    Batch,
    NotThere,
    OnPage,
    Paper,
    Reading,
    Submit,
    batches,
    keep,
    read_all,
    read_batch,
)
from pipelines.durable import sha256_of
from pipelines.matter import Client, Matter
from pipelines.store import Store
from pipelines.withheld import Withheld
from tests.kept_sources import add_source

BY = "1"
NOT_A_PDF = "a secret that no cluster is told"


def source(data: bytes, name: str = "Gloria Tamblyn.txt", kind: str = "text/plain") -> Source:
    return Source(sha256_of(data), (name,), kind, len(data))


class Pool:
    """Reads a text file as one page; what begins with ``!`` cannot be read."""

    def __init__(self) -> None:
        self.asked: list[Source] = []

    def read(self, path: Path, source: Source) -> Document:
        self.asked.append(source)
        text = path.read_text(encoding="ascii")
        if text.startswith("!"):
            problem = f"{source.name} is damaged."
            raise SetAsideError(Reason.DAMAGED, problem, "Ask for it again.")
        page = Page(source.sha256, 1, 612.0, 792.0, text, (), Layer.NATIVE, None, ())
        return Document(source, (page,), (), ())


@pytest.fixture
def matter(tmp_path: Path) -> Matter:
    made = Matter(tmp_path / "m1", "m1", Client("Gloria Tamblyn", None), None)
    made.sources.mkdir(parents=True)
    return made


def arrived(matter: Matter, store: Store, *texts: str) -> tuple[Source, ...]:
    came = tuple(source(text.encode(), f"Gloria Tamblyn {n}.txt") for n, text in enumerate(texts))
    for one, text in zip(came, texts, strict=True):
        (matter.sources / one.sha256).write_text(text, encoding="ascii")
        add_source(store, one)
    return came


@given(st.lists(st.integers(0, 3_000_000), max_size=300), st.floats(0.1, 10))
def test_every_source_is_in_exactly_one_batch_in_order(sizes: list[int], seconds: float) -> None:
    sources = [Source(f"{n:064x}", ("a",), "application/pdf", size) for n, size in enumerate(sizes)]
    made = batches(sources, seconds)
    assert [paper.sha256 for batch in made for paper in batch] == [s.sha256 for s in sources]
    assert all(made)
    assert all(len(batch) <= MOST_IN_BATCH for batch in made)
    for batch in made[:-1]:
        assert sum(paper.seconds for paper in batch) >= seconds or len(batch) == MOST_IN_BATCH
        assert sum(paper.seconds for paper in batch[:-1]) < seconds


def test_small_files_share_a_batch_and_a_scan_has_its_own() -> None:
    letters = [Source(f"{n:064x}", ("a",), "text/plain", 900) for n in range(10)]
    scan = Source("f" * 64, ("a",), "image/tiff", 40_000)
    assert [len(batch) for batch in batches([*letters, scan, *letters], 0.5)] == [11, 10]


def test_who_reads_is_told_no_name(matter: Matter) -> None:
    with Store.open(matter) as store:
        came = arrived(matter, store, "one", "!two")
        pool = Pool()
        batch = tuple(Paper(s.sha256, s.media_type, s.size) for s in came)
        readings = read_batch(matter.sources, batch, pool)  # type: ignore[arg-type]
        assert [asked.names for asked in pool.asked] == [(s.sha256,) for s in came]
        assert "Gloria" not in repr((batch, readings))
        assert [keep(store, reading, BY) for reading in readings] == [1, 0]
        document = store.document(came[0].sha256, BY)
        assert document is not None
        assert document.source.names == ("Gloria Tamblyn 0.txt",)
        (aside,) = store.set_asides()
        assert (aside.file, aside.detail) == ("Gloria Tamblyn 1.txt", "Gloria Tamblyn 1.txt is damaged.")
        assert store.unread(BY) == ()


@pytest.mark.parametrize("left", [None, "on"])
def test_a_source_that_is_not_all_there_is_not_taken_for_a_bad_one(matter: Matter, left: str | None) -> None:
    with Store.open(matter) as store:
        (one,) = arrived(matter, store, "one")
        path = matter.sources / one.sha256
        path.unlink() if left is None else path.write_text(left, encoding="ascii")
        batch = (Paper(one.sha256, one.media_type, one.size),)
        with pytest.raises(NotThere) as error:
            read_batch(matter.sources, batch, Pool())  # type: ignore[arg-type]
        assert "Gloria" not in str(error.value)
        assert store.set_asides() == ()


@contextmanager
def threads(_on_page: OnPage) -> Iterator[Submit]:
    """Readers of which the first batch comes back last."""
    others = threading.Event()
    pool = Pool()
    met: list[Batch] = []

    def read(folder: Path, batch: Batch) -> tuple[Reading, ...]:
        if batch is met[0] and len(met) > 1:
            others.wait(10)
        try:
            return read_batch(folder, batch, pool)  # type: ignore[arg-type]
        finally:
            if batch is met[-1]:
                others.set()

    def submit(folder: Path, batch: Batch) -> Future[tuple[Reading, ...]]:
        met.append(batch)
        return executor.submit(read, folder, batch)

    with ThreadPoolExecutor(2) as executor:
        yield submit


def test_what_is_read_is_kept_as_it_comes(matter: Matter) -> None:
    shown: list[tuple[int, int]] = []
    with Store.open(matter) as store:
        came = arrived(matter, store, "one", "!two", "three")
        pages = read_all(
            matter, store, BY, came, lambda *at: shown.append(at), side_by_side=threads, seconds=0.0
        )
        assert pages == 2
        assert [done for done, _ in shown] == [1, 2, 3]
        assert shown[-1] == (3, 2)
        assert store.unread(BY) == ()
    assert read_all(matter, store, BY, (), lambda *_: None, side_by_side=threads, seconds=0.0) == 0


def failing(error: Exception) -> Submit:
    def submit(_folder: Path, _batch: Batch) -> Future[tuple[Reading, ...]]:
        future: Future[tuple[Reading, ...]] = Future()
        future.set_exception(error)
        return future

    return submit


def read_failing(matter: Matter, store: Store, came: Sequence[Source], error: Exception) -> int:
    @contextmanager
    def side_by_side(_on_page: OnPage) -> Iterator[Submit]:
        yield failing(error)

    return read_all(matter, store, BY, came, lambda *_: None, side_by_side=side_by_side, seconds=1.0)


def test_an_error_here_comes_out_as_it_is_and_one_of_a_cluster_in_our_words(matter: Matter) -> None:
    with Store.open(matter) as store:
        came = arrived(matter, store, "one")
        ours = Withheld(NotThere("a", "b"))
        with pytest.raises(Withheld) as same:
            read_failing(matter, store, came, ours)
        assert same.value is ours
        with pytest.raises(PinciteError, match=r"cluster did not read .* \(ValueError\)") as told:
            read_failing(matter, store, came, ValueError(NOT_A_PDF))
        assert NOT_A_PDF not in str(told.value)
        assert [s.sha256 for s in store.unread(BY)] == [came[0].sha256]
