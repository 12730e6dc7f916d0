"""Numbers received: gaps, overlaps, and what is no overlap though two files bear a number."""

from __future__ import annotations

from pathlib import Path

import pytest

from extractors.pages import Document, Layer, Page, Source
from pipelines.discovery.received_bates import (
    LOAD_FILE,
    PRINTED,
    Overlap,
    Stated,
    gaps_and_overlaps,
    lines,
    note_printed,
    note_stated,
    received,
)
from pipelines.discovery.volumes import arrange
from pipelines.exhibits.bates_numbers import parse_range
from tests.kept_sources import put_document
from tests.pipelines.discovery.made_volumes import Stood, picture, volume

READERS = "made readers"


@pytest.fixture
def stood(tmp_path: Path) -> Stood:
    return Stood(tmp_path / "matter")


def text_paper(stood: Stood, name: str, *feet: str) -> str:
    """A paper read already, its pages with these lines at their foot."""
    (sha256,) = stood.put({name: f"{name} {feet}".encode()}).values()
    pages = tuple(
        Page(
            sha256,
            n,
            612.0,
            792.0,
            f"Progress note\nSeen today.\nMore words.\nAnd more.\n{foot}",
            layer=Layer.NATIVE,
        )
        for n, foot in enumerate(feet, 1)
    )
    put_document(stood.store, Document(Source(sha256, (name,), "text/plain", 1), pages), READERS)
    return sha256


def texts(stood: Stood) -> list[tuple[str, list[str], list[str]]]:
    return [
        (s.prefix, [g.text for g in s.received], [g.text for g in s.gaps])
        for s in gaps_and_overlaps(stood.store)
    ]


def test_printed_numbers_are_looked_for_once(stood: Stood) -> None:
    sha256 = text_paper(stood, "a.txt", "QX-000007", "QX-000008", "QX-000009")
    assert note_printed(stood.store, READERS) == 1
    assert note_printed(stood.store, READERS) == 0
    assert [(s.sha256, s.range.text, s.stated) for s in received(stood.store)] == [
        (sha256, "QX-000007-009", PRINTED)
    ]


def test_gaps_are_within_a_series_over_all_that_came(stood: Stood) -> None:
    text_paper(stood, "a.txt", "QX-000001", "QX-000002")
    text_paper(stood, "c.txt", "QX-000006", "QX-000007")
    text_paper(stood, "other.txt", "ZED 0101", "ZED 0102")
    note_printed(stood.store, READERS)
    assert texts(stood) == [
        ("QX", ["QX-000001-002", "QX-000006-007"], ["QX-000003-005"]),
        ("ZED", ["ZED 0101-102"], []),
    ]
    assert list(lines(gaps_and_overlaps(stood.store)))[:2] == [
        "QX: 4 numbers received, QX-000001-002, QX-000006-007",
        "  not received: QX-000003-005 (3)",
    ]
    text_paper(stood, "b.txt", "QX-000003", "QX-000004", "QX-000005")
    note_printed(stood.store, READERS)
    assert texts(stood)[0] == ("QX", ["QX-000001-007"], [])


def test_two_papers_with_one_number_overlap_and_a_withdrawn_one_does_not(stood: Stood) -> None:
    first = text_paper(stood, "a.txt", "QX-000001", "QX-000002", "QX-000003")
    second = text_paper(stood, "b.txt", "QX-000002", "QX-000003", "QX-000004")
    note_printed(stood.store, READERS)
    (series,) = gaps_and_overlaps(stood.store)
    assert series.overlaps == (Overlap(parse_range("QX-000002-003"), tuple(sorted((first, second)))),)
    with stood.store.database.writing() as run:
        run(
            "INSERT INTO withdrawn (sha256, kind, detail, remedy) VALUES (?, 'withdrawn', '', '')",
            (second,),
        )
    (series,) = gaps_and_overlaps(stood.store)
    assert (series.overlaps, series.received[0].text) == ((), "QX-000001-004")


def test_a_native_and_its_pictures_are_one_paper(stood: Stood) -> None:
    native, sheet, copy = stood.put(
        {"n.pdf": b"%PDF-1.4 n", "s.tif": picture("Produced natively"), "n2.pdf": b"%PDF-1.4 n2"}
    ).values()
    number = parse_range("QX-000001")
    with stood.store.database.writing() as run:
        note_stated(run, [Stated(one, number, LOAD_FILE, "a.dat record 1") for one in (native, sheet)])
    assert gaps_and_overlaps(stood.store)[0].overlaps == ()
    # A replacement with the same sheet and another native is another paper.
    with stood.store.database.writing() as run:
        for sha256 in (copy, sheet):
            run(
                "INSERT INTO bates_received VALUES (?,'QX','-',6,1,1,'load file','b.dat record 1')",
                (sha256,),
            )
    assert len(gaps_and_overlaps(stood.store)[0].overlaps) == 1


def test_a_volume_and_its_copy_are_no_overlap_and_a_replacement_is(stood: Stood) -> None:
    files = volume()
    stood.put(files)
    stood.put({f"copy/{name}": data for name, data in files.items()})
    arrange(stood.matter, stood.store)
    (series,) = gaps_and_overlaps(stood.store)
    assert (series.overlaps, series.gaps) == ((), ())
    stood.put(volume("VOL009", ((4, 4),)))
    arrange(stood.matter, stood.store)
    (series,) = gaps_and_overlaps(stood.store)
    assert [o.range.text for o in series.overlaps] == ["QX000004"]


def test_many_ranges_are_compared_in_one_walk(stood: Stood) -> None:
    with stood.store.database.writing() as run:
        for n in range(4_000):
            sha256 = f"{n:064x}"
            run("INSERT INTO sources VALUES (?, 'text/plain', 1)", (sha256,))
            run("INSERT INTO names VALUES (?, ?)", (f"{n}.txt", sha256))
            run(
                "INSERT INTO bates_received VALUES (?,'QX','',7,?,?,'printed','')",
                (sha256, 10 * n, 10 * n + 10),
            )
    (series,) = gaps_and_overlaps(stood.store)
    assert (len(series.overlaps), series.gaps) == (3_999, ())
