"""The one door: the reader fits the content, and what has no reader is refused with advice."""

from __future__ import annotations

import importlib
from pathlib import Path

import pytest

from extractors.errors import Reason, SetAsideError
from extractors.pages import Layer, Source
from extractors.reading import CONTAINERS, READERS, REMEDIES, ReadingOptions, read, refusal
from extractors.sniffing import MAGIC, OFFICE_FOLDERS, OLE_STREAMS


def source(name: str) -> Source:
    return Source("0" * 64, (name,), "", 1)


def test_the_content_chooses_the_reader_and_the_name_is_remarked(tmp_path: Path) -> None:
    path = tmp_path / "x"
    path.write_bytes(b"Seen 3/4/2017.")
    document = read(path, source("scan.pdf"), ReadingOptions())
    assert document.pages[0].text == "Seen 3/4/2017."
    assert document.remarks[0] == (
        "The name's ending does not fit the content, which is text/plain; it was read as that."
    )
    assert "ending" not in "".join(read(path, source("note.txt"), ReadingOptions()).remarks)


@pytest.mark.parametrize(
    ("data", "reason", "message"),
    [
        (
            b"{\\rtf1",
            Reason.UNSUPPORTED,
            "a.pdf is an RTF document. Open it, print it to PDF, and add that.",
        ),
        (
            b"PK\x05\x06" + bytes(18),
            Reason.UNSUPPORTED,
            "a.pdf is an archive, not a record. Unpack it and add the files in it.",
        ),
        (
            b"",
            Reason.UNSUPPORTED,
            "a.pdf is of a kind Pincite does not know. "
            "Print it to PDF with the program that made it, and add that.",
        ),
    ],
)
def test_refusals(tmp_path: Path, data: bytes, reason: Reason, message: str) -> None:
    path = tmp_path / "x"
    path.write_bytes(data)
    with pytest.raises(SetAsideError) as caught:
        read(path, source("a.pdf"), ReadingOptions())
    assert caught.value.reason is reason
    assert str(caught.value) == message


def test_a_missing_file(tmp_path: Path) -> None:
    with pytest.raises(SetAsideError, match=r"a\.pdf cannot be opened\. Check it and add it again\."):
        read(tmp_path / "nowhere", source("a.pdf"), ReadingOptions())


@pytest.mark.parametrize("reader", sorted(set(READERS.values())))
def test_every_reader_exists(reader: str) -> None:
    module, _, function = reader.partition(":")
    assert callable(getattr(importlib.import_module(module), function))


def test_every_kind_that_is_recognised_is_read_or_refused_by_name() -> None:
    kinds = {k for _, k in (*MAGIC, *OFFICE_FOLDERS, *OLE_STREAMS)}
    for kind in sorted(kinds - set(READERS) - CONTAINERS - set(REMEDIES)):
        refused = refusal(kind, "x")
        assert refused is not None
        assert refused.reason is Reason.ENCRYPTED, kind


def test_every_refusal_is_one_line_that_ends_in_what_to_do() -> None:
    for kind in REMEDIES:
        line = str(refusal(kind, "x"))
        assert "\n" not in line
        assert line.startswith("x is ")
        assert line.endswith(".")


@pytest.mark.parametrize(
    "name",
    ["small/files/Aldous Bay chart.pdf", "bad/turned_pages.pdf", "demo/files/Petrakis neuro consult.tif"],
)
def test_page_readers_leave_a_gap_for_a_skipped_page(name: str) -> None:
    """What ended a reading process must not be touched again; the rest is read as ever."""
    path = Path(__file__).parents[2] / "fixtures" / name
    whole = read(path, source(path.name), ReadingOptions(ocr=False))
    assert len(whole.pages) > 1
    part = read(path, source(path.name), ReadingOptions(ocr=False, skip=frozenset({2})))
    assert [p.text for p in part.pages] == ["" if p.number == 2 else p.text for p in whole.pages]
    assert part.pages[1].layer is Layer.NONE
