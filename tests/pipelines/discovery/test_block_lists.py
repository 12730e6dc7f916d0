"""Lists of privileged papers: what they name is withheld with all files of one paper, and nothing else."""

from __future__ import annotations

import os
from datetime import UTC, datetime
from pathlib import Path

import pytest

from extractors.errors import UsageError
from extractors.pages import Document, Layer, Page, Source
from pipelines.discovery.block_lists import FOLDER, WITHHELD, lines, lists_changed, withhold
from pipelines.discovery.received_bates import LOAD_FILE, note_printed, received
from pipelines.discovery.volumes import arrange
from pipelines.discovery.withdrawn import withdrawn
from pipelines.exhibits.load_files import write_dat
from pipelines.ledger import Ledger
from tests.kept_sources import print_numbers, put_document
from tests.pipelines.discovery.made_volumes import Stood, picture, volume

NOON = datetime(2026, 3, 2, 12, 0, tzinfo=UTC)


@pytest.fixture
def stood(tmp_path: Path) -> Stood:
    return Stood(tmp_path / "matter")


def lay(stood: Stood, name: str, text: str | bytes) -> Path:
    path = stood.matter.folder / FOLDER / name
    path.parent.mkdir(exist_ok=True)
    path.write_bytes(text if isinstance(text, bytes) else text.encode())
    return path


def held(stood: Stood) -> tuple[str, ...]:
    return withhold(stood.matter, stood.store, "paula", NOON)


def logged(stood: Stood) -> list[str]:
    return sorted(
        str(e.details["source"]) for e in Ledger(stood.matter.ledger).entries() if e.event == WITHHELD
    )


def test_without_lists_nothing_happens(stood: Stood) -> None:
    stood.put({"a.txt": b"A note.\n"})
    assert not lists_changed(stood.matter, stood.store)
    assert held(stood) == ()
    assert not stood.matter.ledger.exists()


def test_a_file_by_its_digest(stood: Stood) -> None:
    digests = stood.put({"a.txt": b"A letter to counsel.\n", "b.txt": b"A note.\n"})
    lay(stood, "privilege.csv", f"SHA-256,Basis\n{digests['a.txt']},attorney-client\n")
    assert lists_changed(stood.matter, stood.store)
    assert held(stood) == (digests["a.txt"],)
    assert not lists_changed(stood.matter, stood.store)
    (one,) = withdrawn(stood.store)
    assert (one.kind, one.kept, "privilege.csv line 2" in one.detail) == ("blocked", False, True)
    assert held(stood) == (), "asked again, nothing is new"
    assert logged(stood) == [digests["a.txt"]]


def test_a_paper_of_a_volume_by_its_numbers_with_its_pages_and_before_it_is_read(stood: Stood) -> None:
    digests = stood.put(volume())
    arrange(stood.matter, stood.store)
    lay(stood, "clawback.dat", write_dat([{"BEGBATES": "qx 000002", "ENDBATES": "qx 000002"}]))
    names = {sha256: name for name, sha256 in digests.items()}
    assert sorted(names.get(sha256, "the joined paper") for sha256 in held(stood)) == [
        "VOL001/IMAGES/001/QX000001.tif",
        "VOL001/IMAGES/001/QX000002.tif",
        "VOL001/IMAGES/001/QX000003.tif",
        "the joined paper",
    ]


def test_a_page_by_its_digest_takes_its_paper_along(stood: Stood) -> None:
    digests = stood.put(volume())
    arrange(stood.matter, stood.store)
    lay(stood, "list.csv", f"Hash\n{digests['VOL001/IMAGES/001/QX000005.tif']}\n")
    assert len(held(stood)) == 3, "the two pages and what they are joined to"


def test_a_native_by_its_digest_takes_its_pictures_along_and_no_other_paper(stood: Stood) -> None:
    digests = stood.put({"1.pdf": b"%PDF-1", "2.pdf": b"%PDF-2", "sheet.tif": picture("Produced natively")})
    for n, native in ((1, "1.pdf"), (2, "2.pdf")):
        with stood.store.database.writing() as run:
            for sha256 in (digests[native], digests["sheet.tif"]):
                row = (sha256, "QX", "", 6, n, n, LOAD_FILE, f"load.dat record {n}")
                run("INSERT INTO bates_received VALUES (?, ?, ?, ?, ?, ?, ?, ?)", row)
    lay(stood, "list.csv", f"SHA256\n{digests['1.pdf']}\n")
    assert held(stood) == tuple(sorted((digests["1.pdf"], digests["sheet.tif"])))


def test_numbers_printed_on_the_pages_count_once_they_are_known(stood: Stood) -> None:
    (sha256,) = stood.put({"a.txt": b"A letter.\n"}).values()
    lay(stood, "list.csv", "Bates begin,Bates end\nQX-000010,QX-000020\n")
    assert held(stood) == ()
    print_numbers(stood.store, sha256, "QX 000019-000025")
    assert held(stood) == (sha256,)


def read_paper(stood: Stood, name: str, *feet: str) -> str:
    """A paper read already, its pages with these lines at their foot."""
    (sha256,) = stood.put({name: f"{name} {feet}".encode()}).values()
    words = "Progress note\nSeen today.\nMore words.\nAnd more.\n"
    pages = tuple(
        Page(sha256, n, 612.0, 792.0, f"{words}{foot}", layer=Layer.NATIVE) for n, foot in enumerate(feet, 1)
    )
    put_document(stood.store, Document(Source(sha256, (name,), "text/plain", 1), pages), "readers")
    note_printed(stood.store, "readers")
    return sha256


def test_a_number_on_a_paper_of_one_page_is_held_against_the_list_and_counted_nowhere(stood: Stood) -> None:
    listed = read_paper(stood, "one page.pdf", "QX-000012")
    read_paper(stood, "other.pdf", "QX-000031")
    read_paper(stood, "account.pdf", "ACCT 000012")
    assert received(stood.store) == ()
    lay(stood, "list.csv", "Bates begin,Bates end\nQX-000010,QX-000020\n")
    assert held(stood) == (listed,)


def test_what_a_list_names_and_nobody_received_is_told(stood: Stood) -> None:
    assert list(lines(stood.matter, stood.store)) == []
    read_paper(stood, "two pages.pdf", "QX-000012", "QX-000013")
    rows = "".join(f"QX-{n:06d}\n" for n in (13, *range(21, 28)))
    lay(stood, "list.csv", f"Bates begin\n{rows}")
    assert list(lines(stood.matter, stood.store)) == [
        "list.csv: names 8 papers, 1 of them received",
        *(f"  not found here: QX-{n:06d} (list.csv line {n - 18})" for n in range(21, 26)),
        "  not found here: 2 more",
    ]


def test_a_person_s_word_outranks_a_list(stood: Stood) -> None:
    (sha256,) = stood.put({"a.txt": b"A letter.\n"}).values()
    lay(stood, "list.csv", f"SHA256\n{sha256}\n")
    assert held(stood) == (sha256,)
    with stood.store.database.writing() as run:
        run("UPDATE withdrawn SET kept = 1")
    assert held(stood) == ()
    assert [one.kept for one in withdrawn(stood.store)] == [True]


def test_what_a_list_no_longer_names_stays_withheld(stood: Stood) -> None:
    (sha256,) = stood.put({"a.txt": b"A letter.\n"}).values()
    lay(stood, "list.csv", f"SHA256\n{sha256}\n")
    held(stood)
    (stood.matter.folder / FOLDER / "list.csv").unlink()
    assert lists_changed(stood.matter, stood.store)
    assert held(stood) == ()
    assert [one.kind for one in withdrawn(stood.store)] == ["blocked"]


@pytest.mark.parametrize(
    ("name", "text"),
    [
        ("log.pdf", b"%PDF-1.7 a privilege log"),
        ("log.csv", b"Date,Author\n2020-01-01,Reyes\n"),
        ("log.xlsx", b"PK\x03\x04"),
    ],
)
def test_a_list_that_cannot_be_read_lets_nothing_pass(stood: Stood, name: str, text: bytes) -> None:
    lay(stood, name, text)
    with pytest.raises(UsageError):
        held(stood)
    assert lists_changed(stood.matter, stood.store), "and it is still to be applied"


def test_unfinished_downloads_and_system_files_are_no_lists(stood: Stood) -> None:
    for name in (".DS_Store", "list.csv.part", "~$list.xlsx"):
        lay(stood, name, b"\0")
    assert held(stood) == ()


def test_an_entry_that_a_crash_kept_from_the_ledger_is_made_by_the_next_run(stood: Stood) -> None:
    (sha256,) = stood.put({"a.txt": b"A letter.\n"}).values()
    lay(stood, "list.csv", f"SHA256\n{sha256}\n")
    held(stood)
    for path in stood.matter.folder.glob("ledger.*"):
        os.remove(path)
    assert held(stood) == ()
    assert logged(stood) == [sha256]


def test_a_long_list_and_many_files_are_compared_quickly(stood: Stood) -> None:
    with stood.store.database.writing() as run:
        for n in range(3_000):
            run("INSERT INTO sources VALUES (?, 'text/plain', 1)", (f"{n:064x}",))
            run("INSERT INTO names VALUES (?, ?)", (f"{n}.txt", f"{n:064x}"))
            run(
                "INSERT INTO bates_received VALUES (?,'QX','',7,?,?,'printed','')",
                (f"{n:064x}", 10 * n, 10 * n + 9),
            )
    rows = "".join(f"ZZ{n:07d}\n" for n in range(3_000))
    lay(stood, "list.csv", f"Bates\n{rows}QX0000015\n")
    assert held(stood) == (f"{1:064x}",)
