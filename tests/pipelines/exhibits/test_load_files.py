"""Load files: what is written reads back the same; a torn file is named with its line."""

from __future__ import annotations

from contextlib import suppress
from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from extractors.errors import UsageError
from pipelines.exhibits.load_files import OptPage, read_dat, read_opt, write_dat, write_opt

COLUMNS = ("BEGBATES", "ENDBATES", "DESCRIPTION")
ROW = {"BEGBATES": "ABC-000001", "ENDBATES": "ABC-000003", "DESCRIPTION": 'Chart, "final"\nsecond line'}
_CARRIED = st.characters(exclude_categories=["Cs"], exclude_characters="\x14\xae\r")
_LATIN = st.characters(codec="cp1252", exclude_characters="\x14\xae\r")


def tables(characters: st.SearchStrategy[str]) -> st.SearchStrategy[list[dict[str, str]]]:
    values = st.text(characters, max_size=30) | st.text(st.sampled_from('þ"\n,x'), max_size=8)
    return st.lists(st.fixed_dictionaries(dict.fromkeys(COLUMNS, values)), max_size=6)


@settings(max_examples=300, deadline=None)
@given(tables(_CARRIED))
def test_rows_in_utf_8_read_back_the_same(rows: list[dict[str, str]]) -> None:
    assert list(read_dat(write_dat(rows, COLUMNS))) == rows


@settings(max_examples=300, deadline=None)
@given(tables(_LATIN))
def test_rows_in_windows_1252_read_back_the_same(rows: list[dict[str, str]]) -> None:
    assert list(read_dat(write_dat(rows, COLUMNS, "cp1252"))) == rows


@settings(deadline=None)
@given(tables(_CARRIED), st.sampled_from(["utf-8", "utf-16-le", "utf-16-be"]))
def test_the_encoding_is_told_by_the_bytes(rows: list[dict[str, str]], encoding: str) -> None:
    mark = {"utf-8": b"", "utf-16-le": b"\xff\xfe", "utf-16-be": b"\xfe\xff"}[encoding]
    data = mark + write_dat(rows, COLUMNS).decode("utf-8-sig").encode(encoding)
    assert list(read_dat(data)) == rows


def test_the_bytes_are_those_of_the_format() -> None:
    assert write_dat([ROW], encoding="cp1252").splitlines() == [
        b"\xfeBEGBATES\xfe\x14\xfeENDBATES\xfe\x14\xfeDESCRIPTION\xfe",
        b'\xfeABC-000001\xfe\x14\xfeABC-000003\xfe\x14\xfeChart, "final"\xaesecond line\xfe',
    ]
    assert write_dat([ROW]).startswith(b"\xef\xbb\xbf\xc3\xbeBEGBATES\xc3\xbe\x14")


def test_a_file_without_rows_keeps_its_columns() -> None:
    assert read_dat(write_dat((), COLUMNS)) == ()


def test_fields_of_other_writers() -> None:
    """Bare fields, a þ within a name that nobody doubled, line breaks left as they are."""
    data = "þAþ\x14þBþ\r\nx\x14þSigurþórþ\r\n\r\nþone\ntwoþ\x14þþ\r\n".encode()
    assert read_dat(data) == ({"A": "x", "B": "Sigurþór"}, {"A": "one\ntwo", "B": ""})


@settings(max_examples=200, deadline=None)
@given(st.data(), st.sampled_from(["utf-8-sig", "cp1252"]))
def test_a_file_cut_within_its_last_row_is_refused_with_its_line(data: st.DataObject, encoding: str) -> None:
    whole = write_dat([ROW, ROW, ROW], encoding=encoding)
    last = whole.rindex(b"\n", 0, -1) + 1
    cut = data.draw(st.integers(last + 1, len(whole) - 3))
    with pytest.raises(UsageError, match=r"vol1\.dat line 4: "):
        read_dat(whole[:cut], "vol1.dat")


@pytest.mark.parametrize(
    ("data", "where"),
    [("þAþ\x14þBþ\r\nþ1þ\x14þ2þ\r\nþ3þ\r\n", "line 3: 1 fields under 2 columns"),
     ("þAþ\x14þBþ\r\nþ1þ\x14þ2þ\x14þ3þ\r\n", "line 2: 3 fields under 2 columns"),
     ("þAþ\x14þBþ\r\nþ1\nxþ\x14þ2þ\r\nþ3þ\x14þ4\r\nþ5þ\x14þ6þ\r\n", "line 4: "),
     ("þAþ\x14þaþ\r\n", "line 1: a column has no name, or two have the same"),
     ("þAþ\x14þþ\r\n", "line 1: a column has no name"),
     ("", "is empty"),
     ("\r\n\r\n", "is empty"),
     ("A,B\r\n1,2\r\n", "is not a Concordance load file")],
)  # fmt: skip
def test_a_torn_file_is_named_with_its_line(data: str, where: str) -> None:
    with pytest.raises(UsageError, match=where) as refused:
        read_dat(data.encode(), "vol1.dat")
    assert "vol1.dat" in str(refused.value)


@settings(max_examples=300, deadline=None)
@given(st.data())
def test_any_damage_is_refused_or_read_and_never_a_stumble(data: st.DataObject) -> None:
    whole = bytearray(write_dat([ROW, ROW], encoding=data.draw(st.sampled_from(["utf-8-sig", "cp1252"]))))
    for at in data.draw(st.lists(st.integers(0, len(whole) - 1), max_size=4)):
        whole[at] = data.draw(st.sampled_from(b"\xfe\xae\x14\r\n\xc3\xbe\x00\xffA,"))
    for read in (read_dat, read_opt):
        with suppress(UsageError):
            read(bytes(whole[: data.draw(st.integers(0, len(whole)))]))


def test_bytes_that_fit_no_encoding_are_named_with_their_line() -> None:
    with pytest.raises(UsageError, match="line 2: bytes that are not cp1252"):
        read_dat(b"\xfeA\xfe\r\n\xfe\x81\xfe\r\n")
    with pytest.raises(UsageError, match="utf-16-le"):
        read_dat(b"\xff\xfe\xfe")


@pytest.mark.parametrize("value", ["Lyrica® 75 mg", "a\x14b"])
def test_what_the_format_cannot_carry_is_refused(value: str) -> None:
    with pytest.raises(UsageError, match="A in row 1"):
        write_dat([{"A": value}])


def test_what_the_encoding_cannot_carry_is_refused() -> None:
    with pytest.raises(UsageError, match=r"U\+0416"):
        write_dat([{"A": "Ж"}], encoding="cp1252")
    with pytest.raises(UsageError, match=r"U\+D800"):
        write_dat([{"A": "\ud800"}])


@pytest.mark.parametrize(
    "rows", [[], [{"A": "1"}, {"B": "1"}], [{"": "1"}], [{"A": "1", "a": "2"}], [{" A": "1"}]]
)
def test_columns_are_named_once_and_are_the_same_in_every_row(rows: list[dict[str, str]]) -> None:
    with pytest.raises(UsageError):
        write_dat(rows)


_keys = st.from_regex(r"[A-Z]{2,4}-[0-9]{4}", fullmatch=True)
_documents = st.lists(
    st.tuples(st.integers(1, 5), st.booleans(), st.booleans(), st.booleans()), min_size=1, max_size=6
)


def image_pages(documents: list[tuple[int, bool, bool, bool]]) -> list[OptPage]:
    pages = []
    for n, (count, counted, folder, box) in enumerate(documents):
        pages += [OptPage(f"ABC-{n}{k}", "VOL 1", f"IMAGES\\{n}\\Ü{k}.tif") for k in range(count)]
        pages[-count] = replace(
            pages[-count],
            first_of_document=True,
            first_of_folder=folder,
            first_of_box=box,
            pages=count if counted else None,
        )
    return pages


@settings(deadline=None)
@given(_documents)
def test_page_images_read_back_the_same(documents: list[tuple[int, bool, bool, bool]]) -> None:
    pages = image_pages(documents)
    assert list(read_opt(write_opt(pages))) == pages


def test_an_opt_in_windows_1252_is_read() -> None:
    (page,) = read_opt("ABC-1,VOL,IMAGES\\Ü.tif,Y,,,1\r\n".encode("cp1252"))
    assert page == OptPage("ABC-1", "VOL", "IMAGES\\Ü.tif", True, pages=1)


def test_an_opt_cut_at_a_line_shows_by_its_counts() -> None:
    whole = write_opt(image_pages([(2, True, False, False), (3, True, False, False)]))
    cut = b"".join(whole.splitlines(keepends=True)[:-1])
    with pytest.raises(UsageError, match=r"x\.opt line 3: a document of 3 pages, of which 2 are there"):
        read_opt(cut, "x.opt")


@pytest.mark.parametrize(
    ("data", "where"),
    [("A,V,a.tif,Y,,,1\nB,V,b.tif,Y,,\n", "line 2: 6 fields"), ("A,V,a.tif,Q,,,1\n", "line 1: a flag"),
     ("A,V,a.tif,Y,,,many\n", "line 1: a flag"), ("A,V,,Y,,,1\n", "line 1"),
     ("A,V,a.tif,,,,\n", "before the first document"),
     ("", "is empty")],
)  # fmt: skip
def test_a_torn_opt_is_named_with_its_line(data: str, where: str) -> None:
    with pytest.raises(UsageError, match=where):
        read_opt(data.encode(), "x.opt")


@pytest.mark.parametrize(
    "page",
    [OptPage("A,1", "V", "a.tif", True), OptPage("A", "V", "a\n.tif", True), OptPage("", "V", "a.tif", True),
     OptPage("A", "V", " a.tif", True), OptPage("A", "V", "a.tif", True, pages=2),
     OptPage("A", "V", "a.tif")],
)  # fmt: skip
def test_what_an_opt_cannot_carry_is_refused(page: OptPage) -> None:
    with pytest.raises(UsageError):
        write_opt([page])
