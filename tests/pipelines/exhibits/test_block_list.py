"""A listed paper is found however its number is printed; a list that would block nothing is refused."""

from __future__ import annotations

from pathlib import Path

import openpyxl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from extractors.errors import UsageError
from pipelines.exhibits.bates_numbers import BatesRange, parse_range
from pipelines.exhibits.block_list import Blocked, BlockList, blocked, read_block_list
from pipelines.exhibits.load_files import write_dat

SHA, OTHER = "ab" * 32, "cd" * 32
TABLE = (("Log no.", "Bates Begin", "Bates End", "SHA-256", "Basis"),
         ("1", "ABC-000100", "ABC-000104", "", "Attorney-client"),
         ("2", "", "", SHA.upper(), "Work product"),
         ("3", "ABC-000200", "", "", "Clawed back"))  # fmt: skip


def csv_of(folder: Path, text: str, encoding: str = "utf-8") -> Path:
    path = folder / "privilege.csv"
    path.write_bytes(text.encode(encoding))
    return path


def table_as(folder: Path, kind: str) -> Path:
    path = folder / f"privilege.{kind}"
    if kind == "csv":
        path.write_text(
            "Privilege log of 2019\n\n" + "\n".join(",".join(row) for row in TABLE), encoding="utf-8"
        )
    elif kind == "dat":
        path.write_bytes(
            write_dat([dict(zip(TABLE[0], row, strict=True)) for row in TABLE[1:]], encoding="cp1252")
        )
    else:
        book = openpyxl.Workbook()
        for row in TABLE:
            book.active.append(row)
        book.save(path)
    return path


@pytest.mark.parametrize("kind", ["csv", "xlsx", "dat"])
@pytest.mark.parametrize(
    ("bates", "sha256", "listed"),
    [(["ABC-000100"], OTHER, "1"), (["abc 0102"], OTHER, "1"), (["ABC104"], OTHER, "1"),
     (["ABC-000105"], OTHER, ""), (["ABC-000090-101"], OTHER, "1"),
     (["ABC-000090 to ABC-000300"], OTHER, "1"), ([], SHA, "2"), ([], OTHER, ""),
     (["ABD-000100"], OTHER, ""), (["ABC-000105", "ABC-000200"], OTHER, "3"), (["unreadable"], OTHER, "")],
)  # fmt: skip
def test_a_listed_number_or_digest_is_found(
    tmp_path: Path, kind: str, bates: list[str], sha256: str, listed: str
) -> None:
    place = blocked(read_block_list(table_as(tmp_path, kind)), bates, sha256)
    unit, above = {"csv": ("line", 3), "xlsx": ("row", 1), "dat": ("record", 0)}[kind]
    assert place == (f"privilege.{kind} {unit} {above + int(listed)}" if listed else "")


@pytest.mark.parametrize(
    "heading", ["BEGBATES", "Beg. Bates", "Bates No.", "Prod Beg", "Control Number", "BegDoc", "bates range"]
)
def test_headings_of_many_wordings(tmp_path: Path, heading: str) -> None:
    path = csv_of(tmp_path, f"{heading};Note\nABC-000100-104;x\n")
    assert blocked(read_block_list(path), ["ABC-000104"], OTHER) == "privilege.csv line 2"


def test_several_numbers_in_one_cell(tmp_path: Path) -> None:
    path = csv_of(tmp_path, 'Bates\n"ABC-000100-104, ABC-000200; DEF 7"\n')
    listed = read_block_list(path)
    assert [e.range and e.range.begin for e in listed.entries] == ["ABC-000100", "ABC-000200", "DEF 7"]


def test_a_prefix_that_ends_in_digits_or_holds_blanks(tmp_path: Path) -> None:
    listed = read_block_list(csv_of(tmp_path, "Bates\nX1-00012\nABC CO-000007\n"))
    assert blocked(listed, ["X100012"], OTHER)
    assert blocked(listed, ["ABCCO000007"], OTHER)
    assert blocked(listed, ["X100010 to X100020"], OTHER)
    assert not blocked(listed, ["X1-00013", "ABC-000007"], OTHER)


@settings(deadline=None)
@given(
    st.integers(1, 500),
    st.integers(0, 30),
    st.integers(1, 560),
    st.sampled_from(["ABC-{:06d}", "abc{:d}", "Abc {:04d}", "ABC_{:08d}"]),
)
def test_a_number_is_blocked_if_and_only_if_it_is_in_the_range(
    first: int, more: int, n: int, form: str
) -> None:
    listed = BlockList(
        "log.csv", (Blocked(BatesRange("ABC", "-", 6, first, first + more), "", "log.csv line 2"),)
    )
    assert bool(blocked(listed, [form.format(n)], OTHER)) == (first <= n <= first + more)


@pytest.mark.parametrize(
    ("text", "why"),
    [("Bates Begin,Basis\n,Attorney-client\n", "line 2 names its paper by no Bates number"),
     ("Bates Begin,Basis\nn/a,Attorney-client\n", "line 2 names its paper by no Bates number"),
     ("Bates Begin,MD5\n," + "0" * 32 + "\n", "line 2 names its paper by no Bates number"),
     ("Hash\n" + "0" * 32 + "\n", "line 2 names its paper by no Bates number"),
     ("Bates Begin\nsee the letter\n", "line 2: 'see the letter' is not a Bates number"),
     ("Bates Begin,Bates End\n,ABC-000100\n", "line 2 gives a last Bates number without a first"),
     ("Bates Begin,Bates End\nABC-000104,ABC-000100\n", "line 2: .* runs backwards"),
     ("SHA-256\n12345\n", "line 2: a digest is not a SHA-256"),
     ("Document,Basis\nletter,privileged\n", "no column of Bates numbers or SHA-256"),
     ("Bates Begin\n", "lists no paper"),
     ("", "no column"),
     ('Bates\n"ABC-000100\n', "is not CSV")],
)  # fmt: skip
def test_a_list_that_would_block_nothing_is_refused(tmp_path: Path, text: str, why: str) -> None:
    with pytest.raises(UsageError, match=why) as refused:
        read_block_list(csv_of(tmp_path, text))
    assert "privilege.csv" in str(refused.value)


def test_an_md5_beside_a_number_does_no_harm(tmp_path: Path) -> None:
    listed = read_block_list(csv_of(tmp_path, f"BEGBATES,Hash\nABC-000100,{'0' * 32}\n"))
    assert listed.entries == (Blocked(parse_range("ABC-000100"), "", "privilege.csv line 2"),)


def test_a_missing_list_is_an_error(tmp_path: Path) -> None:
    with pytest.raises(UsageError, match="cannot be read"):
        read_block_list(tmp_path / "gone.csv")


def test_a_torn_load_file_is_an_error(tmp_path: Path) -> None:
    path = table_as(tmp_path, "dat")
    path.write_bytes(path.read_bytes()[:-9])
    with pytest.raises(UsageError, match=r"privilege\.dat line 4"):
        read_block_list(path)
