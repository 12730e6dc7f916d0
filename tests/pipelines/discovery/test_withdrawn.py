"""Taking a source out of use and letting it in again: by whom, with which words, and what a draft says."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path

import pytest

from extractors.errors import GateRefusal, UsageError
from extractors.pages import Document, Source
from pipelines.confidentiality.access import grant
from pipelines.discovery.withdrawal_rows import withdraw_replaced
from pipelines.discovery.withdrawn import block, restore, withdraw, withdrawn
from pipelines.matter import Client, Matter
from pipelines.matter_file import create_matter
from pipelines.matter_reading import read_or_set_aside
from pipelines.office import Office
from pipelines.review.sealed_words import read_words
from pipelines.rows import SetAside
from pipelines.source_rows import drop_names
from pipelines.store import READING_STAGE, Store
from tests.kept_sources import add_source, put_document
from tests.pipelines.made_office import ANNA, NOW, PAULA, SENA, events, made_office

A, B = "a" * 64, "b" * 64
CALLED_BACK = "Called back by letter of 2 March."


@pytest.fixture
def matter(tmp_path: Path) -> Matter:
    office: Office = made_office(tmp_path / "office", PAULA, ANNA, SENA)
    made = create_matter(office, "m-1", Client("Jane Roe", None), None)
    grant(made, ["paula", "anna"], "sena", NOW)
    return made


@pytest.fixture
def store(matter: Matter) -> Iterator[Store]:
    with Store.open(matter) as store:
        for sha256 in (A, B):
            add_source(store, Source(sha256, (f"{sha256[0]}.pdf",), "application/pdf", 1))
        yield store


def out(store: Store) -> list[tuple[str, str]]:
    return [(w.name, w.kind) for w in withdrawn(store) if not w.kept]


def logged(matter: Matter) -> list[tuple[str, str, dict[str, str | int]]]:
    return [event for event in events(matter) if event[1].startswith("discovery.")]


def test_withdrawn_and_restored_with_a_sealed_reason(matter: Matter, store: Store) -> None:
    withdraw(matter, store, A, "paula", CALLED_BACK, NOW)
    assert out(store) == [("a.pdf", "withdrawn")]
    assert [s.sha256 for s in store.sources()] == [B]
    restore(matter, store, A, "paula", "The letter named another page.", NOW)
    assert out(store) == []
    assert [s.names for s in store.sources()] == [("a.pdf",), ("b.pdf",)]
    (_, first, details), (_, second, _) = logged(matter)
    assert (first, second) == ("discovery.withdrawn", "discovery.restored")
    assert details["source"] == A
    assert read_words(matter, str(details["reason"]))["text"] == CALLED_BACK
    assert CALLED_BACK.encode() not in matter.ledger.read_bytes()


def test_a_draft_reads_on_without_it_and_says_so(matter: Matter, store: Store) -> None:
    for sha256 in (A, B):
        source = store.source(sha256)
        assert source is not None
        put_document(store, Document(source, ()), "1")
    withdraw(matter, store, A, "paula", CALLED_BACK, NOW)
    read, aside = read_or_set_aside(store, "1")
    assert [d.source.sha256 for d in read] == [B]
    assert aside == (
        SetAside(
            "a.pdf",
            A,
            "withdrawn",
            "withdrawn",
            "a.pdf was withdrawn by a person.",
            "Where it is to count again, restore it with `pincite discovery restore`.",
        ),
    )
    assert "2026" not in json.dumps([a.detail + a.remedy for a in aside])


def test_what_was_withdrawn_is_not_read_any_more(matter: Matter, store: Store) -> None:
    store.set_aside(SetAside(A, A, READING_STAGE, "damaged", f"{A} is damaged.", "Ask."), readers="1")
    withdraw(matter, store, A, "paula", CALLED_BACK, NOW)
    assert [s.sha256 for s in store.unread("2")] == [B]
    put_document(store, Document(Source(B, ("b.pdf",), "application/pdf", 1), ()), "1")
    assert [a.stage for a in read_or_set_aside(store, "1")[1]] == ["withdrawn"]


def test_its_old_pages_can_still_be_opened(matter: Matter, store: Store) -> None:
    withdraw(matter, store, A, "paula", CALLED_BACK, NOW)
    source = store.source(A)
    assert source is not None
    assert source.names == ("a.pdf",)


def test_it_keeps_telling_others_of_its_name_apart(matter: Matter, store: Store) -> None:
    """Withdrawing one of two files with one name must not rename the other."""
    add_source(store, Source("c" * 64, ("a.pdf",), "application/pdf", 1))
    before = store.source("c" * 64)
    withdraw(matter, store, A, "paula", CALLED_BACK, NOW)
    assert store.source("c" * 64) == before
    assert out(store) == [("a [aaaaaaaa].pdf", "withdrawn")]


def test_blocked_by_a_list_once(store: Store) -> None:
    assert block(store, A, "list-2.csv, line 4")
    assert not block(store, A, "list-2.csv, line 4")
    assert not block(store, "f" * 64, "list-2.csv, line 4")
    assert out(store) == [("a.pdf", "blocked")]
    assert withdrawn(store)[0].detail == (
        "a.pdf is on a list of papers that must not be used (list-2.csv, line 4)."
    )


def test_a_list_outranks_a_withdrawal_and_a_replacement(matter: Matter, store: Store) -> None:
    withdraw(matter, store, A, "paula", CALLED_BACK, NOW)
    assert block(store, A, "list")
    with store.database.writing() as run:
        withdraw_replaced(run, A)
    assert out(store) == [("a.pdf", "blocked")]


def test_only_an_attorney_of_the_matter_lets_in_what_a_list_names(matter: Matter, store: Store) -> None:
    block(store, A, "list")
    for who in ("paula", "sena", "nobody", "not an id"):
        with pytest.raises(GateRefusal, match="may not let in"):
            restore(matter, store, A, who, "We need it.", NOW)
    assert [e[2] for e in events(matter) if e[1] == "access.refused"] == [{"rule": "no_attorney"}] * 4
    restore(matter, store, A, "anna", "The privilege was waived.", NOW)
    assert out(store) == []


def test_a_persons_word_outranks_what_comes_later(matter: Matter, store: Store) -> None:
    block(store, A, "list")
    restore(matter, store, A, "anna", "The privilege was waived.", NOW)
    assert not block(store, A, "list")
    with store.database.writing() as run:
        assert drop_names(run, "added", [("a.pdf", A)]) == ()  # it keeps the name that it was restored under
        withdraw_replaced(run, A)
    assert out(store) == []
    assert [(w.sha256, w.kept) for w in withdrawn(store)] == [(A, True)]
    withdraw(matter, store, A, "paula", "On second thought.", NOW)
    assert out(store) == [("a.pdf", "withdrawn")]


def test_what_an_attorney_withdrew_an_attorney_lets_in(matter: Matter, store: Store) -> None:
    withdraw(matter, store, A, "anna", CALLED_BACK, NOW)
    with pytest.raises(GateRefusal, match="'paula' may not let in what an attorney withdrew"):
        restore(matter, store, A, "paula", "We need it.", NOW)
    restore(matter, store, A, "anna", "The letter named another page.", NOW)
    withdraw(matter, store, A, "paula", "Sent twice.", NOW)
    restore(matter, store, A, "paula", "It was not.", NOW)
    assert out(store) == []


def test_what_a_preparer_restored_before_any_list_named_it_is_withheld(matter: Matter, store: Store) -> None:
    """Else a preparer could let in beforehand what only an attorney may."""
    with store.database.writing() as run:
        drop_names(run, "added", [("a.pdf", A)])
        withdraw_replaced(run, A)
    withdraw(matter, store, B, "paula", CALLED_BACK, NOW)
    for sha256 in (A, B):
        restore(matter, store, sha256, "paula", "Both count.", NOW)
        assert block(store, sha256, "list-2.csv line 4")
        with pytest.raises(GateRefusal, match="may not let in"):
            restore(matter, store, sha256, "paula", "Both count.", NOW)


def test_refused(matter: Matter, store: Store) -> None:
    with pytest.raises(UsageError, match="No reason is given"):
        withdraw(matter, store, A, "paula", "  ", NOW)
    with pytest.raises(UsageError, match="has no source ffffffffffff"):
        withdraw(matter, store, "f" * 64, "paula", CALLED_BACK, NOW)
    with pytest.raises(GateRefusal):
        withdraw(matter, store, A, "nobody", CALLED_BACK, NOW)
    with pytest.raises(UsageError, match="is not withdrawn"):
        restore(matter, store, A, "paula", CALLED_BACK, NOW)
    withdraw(matter, store, A, "paula", CALLED_BACK, NOW)
    with pytest.raises(UsageError, match="is withdrawn already"):
        withdraw(matter, store, A, "paula", CALLED_BACK, NOW)
    assert [event for _, event, _ in logged(matter)] == ["discovery.withdrawn"]


def test_an_attorney_of_the_matter_may_who_prepares_nothing(matter: Matter, store: Store) -> None:
    withdraw(matter, store, A, "anna", CALLED_BACK, NOW)
    restore(matter, store, A, "anna", "The letter named another page.", NOW)
    for who in ("sena", "nobody", "not an id"):  # Sena is an attorney of the office, but has no access here
        with pytest.raises(GateRefusal, match="may not take sources of m-1 out of use"):
            withdraw(matter, store, A, who, CALLED_BACK, NOW)
    assert [(e[0], e[2]) for e in events(matter) if e[1] == "access.refused"] == [
        ("sena", {"rule": "no_access"}),
        ("nobody", {"rule": "no_access"}),
        ("unknown", {"rule": "no_access"}),
    ]
