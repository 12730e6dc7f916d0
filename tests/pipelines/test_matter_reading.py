"""Every source of a matter is read or set aside, or there is no draft."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from extractors.errors import AccountingError
from extractors.pages import Document, Source
from pipelines.matter import Client, Matter
from pipelines.matter_reading import read_or_set_aside, unread
from pipelines.rows import SetAside
from pipelines.store import READING_STAGE, Store
from tests.kept_sources import add_source, put_document

A, B = "a" * 64, "b" * 64


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    with Store.open(Matter(tmp_path, "roe", Client("Jane Roe", None), None)) as store:
        yield store


def source(sha256: str) -> Source:
    return Source(sha256, (f"{sha256[0]}.pdf",), "application/pdf", 1)


def aside(sha256: str, stage: str = READING_STAGE) -> SetAside:
    return SetAside(f"{sha256[0]}.pdf", sha256, stage, "damaged", "It is damaged.", "Ask for it again.")


def test_what_is_read_and_what_is_set_aside(store: Store) -> None:
    for sha256 in (A, B):
        add_source(store, source(sha256))
    put_document(store, Document(source(A), ()), "1")
    store.set_aside(aside(B))
    read, set_aside = read_or_set_aside(store, "1")
    assert [d.source.sha256 for d in read] == [A]
    assert set_aside == (aside(B),)


def test_a_source_that_came_meanwhile_stops_the_draft(store: Store) -> None:
    add_source(store, source(A))
    put_document(store, Document(source(A), ()), "1")
    add_source(store, source(B))
    store.set_aside(aside(B, "intake"))  # parts of a mail, say: the mail itself must still be read
    with pytest.raises(AccountingError, match=r"1 of 2 files .* Draft again"):
        read_or_set_aside(store, "1")


def test_what_other_readers_could_not_read_is_not_set_aside(store: Store) -> None:
    add_source(store, source(A))
    put_document(store, Document(source(A), ()), "1")
    store.set_aside(aside(A))  # by readers 2
    assert read_or_set_aside(store, "1")[1] == ()
    assert read_or_set_aside(store, "2") == ((), (aside(A),))


def test_a_document_that_is_damaged_in_the_store_is_read_anew(store: Store) -> None:
    add_source(store, source(A))
    put_document(store, Document(source(A), ()), "1")
    with store.database.writing() as run:
        run("UPDATE documents SET head = x'00'")
    assert unread(store, "1") == ()
    with pytest.raises(AccountingError, match="1 of 1 files"):
        read_or_set_aside(store, "1")
    assert [s.sha256 for s in unread(store, "1")] == [A]


def test_the_largest_is_read_first(store: Store) -> None:
    for size, sha256 in ((3, A), (9, B)):
        add_source(store, Source(sha256, (f"{size}.pdf",), "application/pdf", size))
    assert [s.size for s in unread(store, "1")] == [9, 3]
