"""Lists as offices keep them: CSV in any encoding, Excel with captions, dates, hidden rows and errors."""

from __future__ import annotations

import contextlib
from datetime import date
from pathlib import Path
from zipfile import ZipFile

import openpyxl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from openpyxl.worksheet.worksheet import Worksheet

from extractors.errors import UsageError
from pipelines.exhibits.plan_sheet import HEADINGS, LEFT_OUT, RawLine, read_sheet

HEADING = "Exhibit No.,Description,Source,Pages"


def csv_lines(folder: Path, text: str, encoding: str = "utf-8") -> tuple[RawLine, ...]:
    path = folder / "exhibits.csv"
    path.write_bytes(text.encode(encoding))
    return read_sheet(path)


def workbook(folder: Path, *rows: tuple[object, ...]) -> tuple[Path, openpyxl.Workbook, Worksheet]:
    book = openpyxl.Workbook()
    sheet = book.active
    assert isinstance(sheet, Worksheet)
    for row in rows:
        sheet.append(row)
    return folder / "exhibits.xlsx", book, sheet


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "cp1252", "utf-16"])
@pytest.mark.parametrize("delimiter", [",", ";", "\t"])
def test_every_encoding_and_delimiter_that_offices_use(tmp_path: Path, encoding: str, delimiter: str) -> None:
    text = delimiter.join(["Ex.", "Description", "File"]) + "\r\n"
    text += delimiter.join(["PX-1", "Résumé of treatment – Peña Clinic", "peña.pdf"]) + "\r\n"
    (line,) = csv_lines(tmp_path, text, encoding)
    assert line == RawLine(
        "exhibits.csv line 2",
        {"designation": "PX-1", "description": "Résumé of treatment – Peña Clinic", "source": "peña.pdf"},
    )


def test_lines_are_counted_as_an_editor_counts_them(tmp_path: Path) -> None:
    text = f'{HEADING}\n1,"Report,\nin two lines",a.pdf,\n\n,,,\n2,Bill,b.pdf,"3-5, 7"\n'
    first, second = csv_lines(tmp_path, text)
    assert (first.place, first.values["description"]) == ("exhibits.csv line 2", "Report, in two lines")
    assert (second.place, second.values["pages"]) == ("exhibits.csv line 6", "3-5, 7")


def test_a_caption_above_the_headings_is_passed_over(tmp_path: Path) -> None:
    text = f"Moen v. Ardent Freight,,,\nPlaintiff's exhibit list,,,\n\n{HEADING}\n1,Bill,b.pdf,\n"
    assert [x.place for x in csv_lines(tmp_path, text)] == ["exhibits.csv line 5"]


@pytest.mark.parametrize(("key", "heading"), [(k, h) for k, hs in HEADINGS.items() for h in hs])
def test_every_heading_is_known_in_capitals_too(tmp_path: Path, key: str, heading: str) -> None:
    value = "ABC-000001"
    other = [("Source", "a.pdf"), ("Description", "x"), ("Exhibit No.", "1")]
    beside = [(h, v) for h, v in other if h.lower() != heading.lower() and heading not in HEADINGS.get(
        {"Source": "source", "Description": "description", "Exhibit No.": "designation"}[h], ())]  # fmt: skip
    if key == "bates end":
        beside.append(("Bates begin", "ABC-000001"))
    if key.endswith(" no"):
        beside.remove(("Exhibit No.", "1"))
    head = ",".join([heading.upper(), *(h for h, _ in beside)])
    (line,) = csv_lines(tmp_path, f"{head}\n{','.join([value, *(v for _, v in beside)])}\n")
    assert line.values["designation" if key.endswith(" no") else key.partition(" ")[0]] == value


def test_bates_in_two_columns_become_one_range(tmp_path: Path) -> None:
    head = "Exhibit No.,Description,BEGBATES,ENDBATES\n"
    one, two = csv_lines(tmp_path, f"{head}1,Bill,ABC-000001,ABC-000004\n2,Bill,ABC-000005,ABC-000005\n")
    assert one.values["bates"] == "ABC-000001 to ABC-000004"
    assert two.values["bates"] == "ABC-000005"
    with pytest.raises(UsageError, match="line 2: Bates numbers stand in two columns"):
        csv_lines(tmp_path, f"{head}1,Bill,,ABC-000004\n")


def test_the_federal_list_has_a_column_of_numbers_for_each_side(tmp_path: Path) -> None:
    head = "PLF. NO.,DEF. NO.,DATE OFFERED,MARKED,ADMITTED,DESCRIPTION OF EXHIBITS* AND WITNESSES\n"
    one, two = csv_lines(tmp_path, f"{head}1,,,,,Bill\n,A,,,,Letter\n")
    assert one.values == {"designation": "1", "party": "plaintiff", "description": "Bill"}
    assert two.values == {"designation": "A", "party": "defendant", "description": "Letter"}
    with pytest.raises(UsageError, match="line 2: two columns give it a number"):
        csv_lines(tmp_path, f"{head}1,A,,,,Bill\n")


@pytest.mark.parametrize("heading", LEFT_OUT)
def test_the_clerks_columns_and_notes_are_left_out(tmp_path: Path, heading: str) -> None:
    (line,) = csv_lines(tmp_path, f"No.,Description,{heading}\n1,Bill,yes\n")
    assert line.values == {"designation": "1", "description": "Bill"}


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("No.,Description,Wittness\n1,Bill,Ada\n", r"line 1: the column Wittness is not known"),
        ("No.,Description,\n1,Bill,left over\n", r"the column without a heading is not known"),
        ("No.,Description\n1,Bill,left over\n", r"the column without a heading is not known"),
        ("No.,Description,Ex.\n1,Bill,2\n", r"two columns mean designation \(No., Ex.\)"),
        ("one,two\n1,2\n", r"has no row of headings"),
        ("", r"has no row of headings"),
        ('No.,Description\n1,"Bill\n', r"is not CSV"),
    ],
)
def test_what_would_be_lost_in_silence_is_refused(tmp_path: Path, text: str, said: str) -> None:
    with pytest.raises(UsageError, match=said):
        csv_lines(tmp_path, text)


def test_an_unknown_column_without_content_does_no_harm(tmp_path: Path) -> None:
    (line,) = csv_lines(tmp_path, "No.,Description,Wittness,\n1,Bill,,\n")
    assert line.values == {"designation": "1", "description": "Bill"}


def test_a_missing_or_huge_list_is_refused(tmp_path: Path) -> None:
    for name in ("none.csv", "none.xlsx"):
        with pytest.raises(UsageError, match="cannot be read"):
            read_sheet(tmp_path / name)
    (tmp_path / "huge.csv").write_bytes(b"x" * 20_000_001)
    with pytest.raises(UsageError, match="no list of exhibits"):
        read_sheet(tmp_path / "huge.csv")


def test_excel_cells_read_as_a_person_sees_them(tmp_path: Path) -> None:
    path, book, sheet = workbook(
        tmp_path,
        ("Moen v. Ardent Freight",),
        (),
        ("Exhibit No.", "Description", "File", "Date", "Pages", "Stipulated"),
        (1, "Billing ledger", "a.pdf", date(2024, 5, 31), "3-5", True),
        ("2-A", "  Two   spaces ", "b.pdf", date(1900, 2, 1), 7, None),
    )
    sheet["D4"].number_format = "mmmm d, yyyy"
    book.save(path)
    first, second = read_sheet(path)
    assert first == RawLine(
        "exhibits.xlsx row 4",
        {
            "designation": "1",
            "description": "Billing ledger",
            "source": "a.pdf",
            "date": "2024-05-31",
            "pages": "3-5",
            "stipulated": "yes",
        },
    )
    assert second.values == {
        "designation": "2-A",
        "description": "Two spaces",
        "source": "b.pdf",
        "date": "1900-02-01",
        "pages": "7",
    }


def test_an_old_macintosh_workbook_counts_its_days_from_1904(tmp_path: Path) -> None:
    path, book, _ = workbook(tmp_path, ("No.", "Description", "Date"), (1, "Bill", date(2024, 5, 31)))
    book.epoch = openpyxl.utils.datetime.CALENDAR_MAC_1904
    book.save(path)
    assert read_sheet(path)[0].values["date"] == "2024-05-31"


def test_only_the_first_sheet_counts(tmp_path: Path) -> None:
    path, book, _ = workbook(tmp_path, ("No.", "Description"), (1, "Bill"))
    other = book.create_sheet("Other")
    other.append(("No.", "Description"))
    other.append((2, "Not this one"))
    book.save(path)
    assert [x.values["designation"] for x in read_sheet(path)] == ["1"]


def test_a_hidden_row_is_refused_not_filed(tmp_path: Path) -> None:
    path, book, sheet = workbook(tmp_path, ("No.", "Description"), (1, "Bill"), (2, "Secret"))
    sheet.row_dimensions[3].hidden = True
    book.save(path)
    with pytest.raises(UsageError, match=r"row 3 is hidden"):
        read_sheet(path)


def test_an_error_value_is_refused(tmp_path: Path) -> None:
    path, book, sheet = workbook(tmp_path, ("No.", "Description"), (1, "x"))
    sheet["B2"].value = "#REF!"
    book.save(path)
    with pytest.raises(UsageError, match=r"row 2 holds the error #REF!"):
        read_sheet(path)


def test_inline_and_rich_texts_are_read(tmp_path: Path) -> None:
    """As other programs write them: no shared texts, no cell names, texts in runs."""
    path = tmp_path / "exhibits.xlsx"
    main = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
    relations = "http://schemas.openxmlformats.org/package/2006/relationships"
    office = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"

    def inline(text: str) -> str:
        return f'<c t="inlineStr"><is>{text}</is></c>'

    runs = inline("<r><t>Billing </t></r><r><t>ledger</t></r><rPh><t>no</t></rPh>")
    rows = f"<row>{inline('<t>No.</t>')}{inline('<t>Description</t>')}</row><row><c><v>1</v></c>{runs}</row>"
    with ZipFile(path, "w") as archive:
        archive.writestr(
            "_rels/.rels",
            f'<Relationships xmlns="{relations}"><Relationship Id="r1" Type="{office}/officeDocument" '
            'Target="book/w.xml"/></Relationships>',
        )
        archive.writestr(
            "book/w.xml",
            f'<workbook xmlns="{main}" xmlns:q="{office}"><sheets><sheet name="a" sheetId="1" q:id="r9"/>'
            "</sheets></workbook>",
        )
        archive.writestr(
            "book/_rels/w.xml.rels",
            f'<Relationships xmlns="{relations}"><Relationship Id="r9" Type="{office}/worksheet" '
            'Target="s.xml"/></Relationships>',
        )
        archive.writestr("book/s.xml", f'<worksheet xmlns="{main}"><sheetData>{rows}</sheetData></worksheet>')
    (line,) = read_sheet(path)
    assert line == RawLine("exhibits.xlsx row 2", {"designation": "1", "description": "Billing ledger"})


@settings(max_examples=200, deadline=None)
@given(cuts=st.lists(st.tuples(st.floats(0, 1), st.binary(max_size=4)), min_size=1, max_size=6))
def test_torn_files_are_read_or_refused_and_never_crash(
    tmp_path_factory: pytest.TempPathFactory, cuts: list[tuple[float, bytes]]
) -> None:
    folder = tmp_path_factory.getbasetemp()
    path, book, _ = workbook(folder, ("No.", "Description", "Date"), (1, "Bill", date(2024, 5, 31)))
    book.save(path)
    whole = [path.read_bytes(), f'{HEADING}\r\n1,"Bill, paid",b.pdf,3-5\r\n'.encode()]
    for name, content in zip(("torn.xlsx", "torn.csv"), whole, strict=True):
        torn = bytearray(content)
        for where, instead in cuts:
            at = int(where * len(torn))
            torn[at : at + len(instead)] = instead[::-1] if at % 2 else b""
        (folder / name).write_bytes(torn)
        with contextlib.suppress(UsageError):
            read_sheet(folder / name)


def test_what_is_no_workbook_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "exhibits.xlsx"
    path.write_bytes(b"PK\x03\x04 torn")
    with pytest.raises(UsageError, match="not a readable Excel file"):
        read_sheet(path)
    with ZipFile(path, "w") as archive:
        archive.writestr("word/document.xml", "<!DOCTYPE x [<!ENTITY e 'boom'>]><x>&e;</x>")
    with pytest.raises(UsageError, match="not a readable Excel file"):
        read_sheet(path)
