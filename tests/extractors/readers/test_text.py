"""Plain text: whatever its encoding and line ends, every character on a page."""

from __future__ import annotations

import time
import unicodedata
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from extractors.errors import Reason, SetAsideError
from extractors.pages import Document, Source
from extractors.readers.sheets import LINES, LONGEST_SHEET, WIDTH, clean, wrapped
from extractors.readers.text import decode, decode_as, read_text
from extractors.reading_options import ReadingOptions


def read(tmp_path: Path, data: bytes) -> Document:
    path = tmp_path / "note.txt"
    path.write_bytes(data)
    return read_text(path, Source("0" * 64, ("note.txt",), "text/plain", len(data)), ReadingOptions())


def texts(document: Document) -> list[str]:
    return [page.text for page in document.pages]


NOTE = "Seen 3/4/2017 – “neck pain” 7/10, café."


@pytest.mark.parametrize(
    ("data", "remark"),
    [
        (NOTE.encode(), "Text read as utf-8."),
        (b"\xef\xbb\xbf" + NOTE.encode(), "Text read as utf-8."),
        (b"\xff\xfe" + NOTE.encode("utf-16-le"), "Text read as utf-16-le."),
        (b"\xfe\xff" + NOTE.encode("utf-16-be"), "Text read as utf-16-be."),
        (b"\xff\xfe\x00\x00" + NOTE.encode("utf-32-le"), "Text read as utf-32-le."),
        (b"\x00\x00\xfe\xff" + NOTE.encode("utf-32-be"), "Text read as utf-32-be."),
        (NOTE.encode("utf-16-le"), "Text read as utf-16-le."),
        (NOTE.encode("utf-16-be"), "Text read as utf-16-be."),
        (NOTE.encode("cp1252"), "Text read as cp1252."),
    ],
)
def test_encodings_are_found_out_and_recorded(tmp_path: Path, data: bytes, remark: str) -> None:
    document = read(tmp_path, data)
    assert texts(document) == [NOTE]
    assert remark in document.remarks


def test_one_broken_byte_does_not_turn_a_file_into_another_encoding(tmp_path: Path) -> None:
    document = read(tmp_path, NOTE.encode() + b" \xff end")
    assert texts(document) == [NOTE + " \ufffd end"]
    assert document.remarks[:2] == (
        "Text read as utf-8.",
        "1 bytes or characters do not fit it and show as U+FFFD.",
    )


def test_half_a_character_of_utf16_is_remarked() -> None:
    text, remarks = decode(b"\xff\xfea\x00b")
    assert text == "a\ufffd"
    assert len(remarks) == 2


@pytest.mark.parametrize("end", ["\n", "\r\n", "\r", "\v", "\x85", "\u2028", "\u2029"])
def test_every_line_end(tmp_path: Path, end: str) -> None:
    assert texts(read(tmp_path, f"one{end}two".encode())) == ["one\ntwo"]


def test_characters_no_document_may_hold_are_replaced_and_remarked(tmp_path: Path) -> None:
    document = read(tmp_path, "a\x00b\x1b[31mc\x7fd\ufffee\u202ef".encode())
    assert texts(document) == ["a\ufffdb\ufffd[31mc\ufffdd\ufffde\ufffdf"]
    assert "5 control characters were replaced by U+FFFD." in document.remarks


def test_spaces_and_invisible_characters(tmp_path: Path) -> None:
    assert texts(read(tmp_path, "1/\u200b2/2016\u00a0x\u2003y\tz\u00ad  ".encode())) == ["1/2/2016 x y   z"]


def test_form_feeds_are_pages(tmp_path: Path) -> None:
    document = read(tmp_path, b"one\n\fTWO\n\n\f\fthree\n\f\n")
    assert texts(document) == ["one", "TWO", "", "three"]
    assert document.remarks[-1] == "Pages are as the file marks them."


def test_a_long_text_is_counted_out(tmp_path: Path) -> None:
    document = read(tmp_path, "\n".join(str(n) for n in range(130)).encode())
    assert [t.split("\n")[0] for t in texts(document)] == ["0", "60", "120"]
    assert document.remarks[-1] == "The file marks no pages; they are counted out, 60 lines each."
    assert [p.number for p in document.pages] == [1, 2, 3]


def test_a_text_of_up_to_two_pages_of_lines_between_marks_is_one_page(tmp_path: Path) -> None:
    assert len(read(tmp_path, b"\n".join([b"x"] * LONGEST_SHEET)).pages) == 1


def test_a_long_section_among_marked_pages_is_divided(tmp_path: Path) -> None:
    document = read(tmp_path, b"one\f" + b"\n".join([b"x"] * 150))
    assert len(document.pages) == 4
    assert document.remarks[-1] == "Pages are as the file marks them, the long ones divided every 60 lines."


def test_a_blank_file_has_one_blank_page(tmp_path: Path) -> None:
    assert texts(read(tmp_path, b"  \n\n ")) == [""]


def test_a_long_line_is_wrapped_between_words(tmp_path: Path) -> None:
    words = [f"word{n}" for n in range(1000)]
    lines = texts(read(tmp_path, " ".join(words).encode()))[0].split("\n")
    assert max(map(len, lines)) <= WIDTH
    assert " ".join(lines).split() == words


def test_too_long_to_be_a_record(tmp_path: Path) -> None:
    with pytest.raises(SetAsideError) as caught:
        read(tmp_path, b"\f" * 10_002)
    assert caught.value.reason is Reason.OVERSIZED
    assert str(caught.value) == "note.txt has more than 10,000 pages. Split it and add the parts."
    path = tmp_path / "note.txt"
    with path.open("wb") as file:
        file.truncate(100_000_001)
    with pytest.raises(SetAsideError, match=r"note\.txt is a text file of more than 100 MB\. Split it"):
        read_text(path, Source("0" * 64, ("note.txt",), "text/plain", 1), ReadingOptions())


@pytest.mark.parametrize(
    ("charset", "data", "text"),
    [
        ("iso-8859-1", b"caf\xe9", "café"),
        ("windows-1252", b"\x93x\x94", "“x”"),
        ("no-such-charset", b"caf\xe9", "café"),
        ("us-ascii", "café".encode(), "café"),
        ("hex", b"6869", "6869"),
        ("utf-7", b"+AGE-b", "ab"),
        (None, "café".encode(), "café"),
        ("gb2312", b"\xff\xff", "ÿÿ"),
    ],
)
def test_stated_charsets_are_tried_first(charset: str | None, data: bytes, text: str) -> None:
    assert decode_as(data, charset)[0] == text


@pytest.mark.parametrize(
    "unit", ["a", " ", "\t", "ab ", "\n", "1/", "\x00", "\u202e", "\f\n", "((", "a\u200b"]
)
def test_time_is_linear(unit: str) -> None:
    """Ten times the text takes at most some twenty times as long; a quadratic reader would take a hundred."""

    def seconds(length: int) -> float:
        start = time.process_time()
        for line in clean(unit * (length // len(unit)))[0].split("\n"):
            for _ in wrapped(line):
                pass
        return time.process_time() - start

    seconds(50_000)
    assert seconds(1_000_000) <= 20 * max(seconds(100_000), 0.01)


def printed(text: str) -> str:
    return "".join(text.split())


TEXTS = st.text(
    st.one_of(
        st.sampled_from(list("abc /.-\n\r\t\f\v\x00\x1b\x85\u2028\u00a0\u200b\u202e\ufeff\uffff")),
        st.characters(exclude_categories=["Cs"]),
    ),
    max_size=600,
)


@settings(max_examples=150, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(TEXTS)
def test_every_printed_character_is_on_a_page_in_order(tmp_path: Path, text: str) -> None:
    document = read(tmp_path, b"\xef\xbb\xbf" + text.encode())
    pages = texts(document)
    assert printed("".join(pages)) == printed(clean(text.removesuffix("\x1a"))[0])
    assert [p.number for p in document.pages] == list(range(1, len(pages) + 1))
    for page in document.pages:
        lines = page.lines()
        assert len(lines) <= LONGEST_SHEET
        assert all(page.text[line.start : line.end] == line.text for line in lines)
        assert all(len(line.text) <= WIDTH for line in lines)
        assert not [c for c in page.text if unicodedata.category(c) in ("Cc", "Cs") and c != "\n"]
        assert page.words == ()
        assert (page.width, page.height) == (0, 0)


@settings(max_examples=200)
@given(st.text(st.sampled_from("ab \u3000"), max_size=700))
def test_wrapping_loses_no_word(line: str) -> None:
    pieces = list(wrapped(line))
    assert "".join(pieces).replace(" ", "").replace("\u3000", "") == line.replace(" ", "").replace(
        "\u3000", ""
    )
    assert all(len(piece) <= WIDTH and piece == piece.strip() for piece in pieces)


def test_made_up_pages_have_the_lines_they_say() -> None:
    assert LINES < LONGEST_SHEET
