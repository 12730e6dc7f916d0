"""A matter's database with sources, documents and numbers in it, without files being taken in and read."""

from __future__ import annotations

from extractors.pages import Document, Source
from pipelines.discovery.received_bates import PRINTED
from pipelines.exhibits.bates_numbers import parse_range
from pipelines.packed_documents import pack
from pipelines.source_rows import ADDED, put_source
from pipelines.store import Store


def add_source(store: Store, source: Source, origin: str = "") -> bool:
    """As if a person had added it; whether its bytes were new."""
    with store.database.writing() as run:
        return put_source(run, source, origin, ADDED)


def put_document(store: Store, document: Document, reader_version: str) -> None:
    """As if these readers had read it."""
    store.put_document(pack(document), reader_version)


def print_numbers(store: Store, sha256: str, numbers: str) -> None:
    """As if these Bates numbers were found on its pages."""
    r = parse_range(numbers)
    row = (sha256, r.prefix, r.separator, r.digits, r.first, r.last, PRINTED, "")
    with store.database.writing() as run:
        run("INSERT INTO bates_received VALUES (?, ?, ?, ?, ?, ?, ?, ?)", row)
