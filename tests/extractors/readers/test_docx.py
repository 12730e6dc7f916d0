"""Word files: every word of them, with edits made plain, on the file's own pages."""

from __future__ import annotations

import zipfile
from io import BytesIO
from pathlib import Path
from typing import Any

import docx
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from extractors.errors import Reason, SetAsideError
from tests.extractors.readers.made_docx import made, p, part, r, read, table, texts

PAGE = '<w:r><w:br w:type="page"/></w:r>'
LAID = "<w:r><w:lastRenderedPageBreak/></w:r>"


def body(tmp_path: Path, *blocks: str, **more: Any) -> str:
    return "\n=\n".join(texts(read(tmp_path, made("".join(blocks), **more))))


def test_paragraphs_runs_tabs_and_breaks(tmp_path: Path) -> None:
    assert (
        body(
            tmp_path,
            p("Date of", " service: ", "3/4/2017"),
            p(),
            p(
                "<w:r><w:t>Pain</w:t><w:tab/><w:t>7/10</w:t><w:br/><w:t>Plan</w:t><w:cr/><w:t>Rest</w:t></w:r>"
            ),
            p("<w:r><w:t>L4</w:t><w:noBreakHyphen/><w:t>5 par</w:t><w:softHyphen/><w:t>tial</w:t></w:r>"),
        )
        == "Date of service: 3/4/2017\n\nPain   7/10\nPlan\nRest\nL4-5 partial"
    )


def test_tracked_changes_are_made_plain(tmp_path: Path) -> None:
    changed = p(
        "Patient ",
        f'<w:del w:author="X">{r("denies", tag="delText")}{r(" any", tag="delText")}</w:del>',
        f'<w:ins w:author="X">{r("reports")}</w:ins>',
        " pain. ",
        f"<w:moveFrom>{r('Left')}</w:moveFrom><w:moveTo>{r('Right')}</w:moveTo>",
        f"<w:ins><w:del>{r('never', tag='delText')}</w:del></w:ins>",
    )
    document = read(tmp_path, made(changed))
    assert texts(document) == [
        "Patient [deleted: denies any][inserted: reports] pain. "
        "[moved from here: Left][moved to here: Right][deleted: never]"
    ]
    assert "Tracked changes are shown as [inserted: …] and [deleted: …]." in document.remarks


def test_hidden_text_is_shown_as_hidden(tmp_path: Path) -> None:
    assert body(tmp_path, p("seen", r(" unseen", "<w:vanish/>"), r(" again", '<w:vanish w:val="0"/>'))) == (
        "seen[hidden:  unseen] again"
    )


def test_what_a_form_asks_is_not_what_was_entered(tmp_path: Path) -> None:
    properties = "<w:sdtPr><w:showingPlcHdr/></w:sdtPr>"
    control = f"<w:sdt>{properties}<w:sdtContent>{r('Enter a date')}</w:sdtContent></w:sdt>"
    assert body(tmp_path, p("DOB: ", control)) == "DOB: [placeholder: Enter a date]"


def test_table_rows_are_lines_with_cells_a_gap_apart(tmp_path: Path) -> None:
    assert (
        body(
            tmp_path,
            table(("Date", "Code", "Paid", "Amount"), ("3/4/2017", "99213", "", "$125.00")),
        )
        == "Date   Code   Paid   Amount\n3/4/2017   99213      $125.00"
    )


def test_a_layout_table_keeps_the_lines_of_its_cells(tmp_path: Path) -> None:
    note = "".join(p(line) for line in ("SUBJECTIVE", "Neck pain.", "OBJECTIVE", "Tender."))
    assert body(tmp_path, table((note, p("Page tools")))) == (
        "SUBJECTIVE\nNeck pain.\nOBJECTIVE\nTender.\nPage tools"
    )


def test_tables_in_tables(tmp_path: Path) -> None:
    inner = table(("a", "b"), ("c", "d"))
    assert body(tmp_path, table((p("left"), inner + p("under")), ("x", "y"))) == (
        "left   a   b c   d under\nx   y"
    )
    nested = p("heart")
    for _ in range(40):
        nested = table((nested,))
    assert body(tmp_path, nested) == "heart"


def test_a_huge_span_and_many_rows_end(tmp_path: Path) -> None:
    cell = f'<w:tc><w:tcPr><w:gridSpan w:val="99999999"/></w:tcPr>{p("wide")}</w:tc>'
    rows = "".join(f"<w:tr><w:tc>{p(str(n))}</w:tc></w:tr>" for n in range(8000))
    document = read(tmp_path, made(f"<w:tbl><w:tr>{cell}</w:tr>{rows}</w:tbl>"))
    assert sum(len(t.split("\n")) for t in texts(document)) == 8001
    assert len(document.pages) == 134


def test_inserted_and_deleted_rows_and_cells(tmp_path: Path) -> None:
    rows = (
        f"<w:tr><w:trPr><w:ins/></w:trPr><w:tc>{p('new')}</w:tc><w:tc>{p('row')}</w:tc></w:tr>"
        f"<w:tr><w:trPr><w:del/></w:trPr><w:tc>{p('old')}</w:tc><w:tc>{p('row')}</w:tc></w:tr>"
        f"<w:tr><w:tc><w:tcPr><w:cellDel/></w:tcPr>{p('gone')}</w:tc><w:tc>{p('kept')}</w:tc></w:tr>"
    )
    assert body(tmp_path, f"<w:tbl>{rows}</w:tbl>") == (
        "[inserted row: new   row]\n[deleted row: old   row]\n[deleted cell: gone]   kept"
    )


def test_content_controls_and_unknown_wrappers_are_looked_into(tmp_path: Path) -> None:
    assert (
        body(
            tmp_path,
            f"<w:sdt><w:sdtPr/><w:sdtContent>{p('block')}</w:sdtContent></w:sdt>",
            p(
                f"<w:sdt><w:sdtContent>{r('inline')}</w:sdtContent></w:sdt>",
                f"<w:smartTag>{r(' tag')}</w:smartTag>",
            ),
            f"<w:tbl><w:sdt><w:sdtContent><w:tr><w:sdt><w:sdtContent><w:tc>{p('cell')}</w:tc></w:sdtContent></w:sdt>"
            "</w:tr></w:sdtContent></w:sdt></w:tbl>",
            f"<w:customXml>{p('custom')}</w:customXml><x:new><x:newer>{p('unknown')}</x:newer></x:new>",
            p(f"<x:odd>{r('odd')}</x:odd>", f'<w:hyperlink r:id="9">{r(" link")}</w:hyperlink>'),
        )
        == "block\ninline tag\ncell\ncustom\nunknown\nodd link"
    )


def test_text_boxes_are_read_once(tmp_path: Path) -> None:
    box = f"<w:txbxContent>{p('RECEIVED 3/4/2017')}</w:txbxContent>"
    both = (
        f"<w:r><mc:AlternateContent><mc:Choice><w:drawing><x:shape>{box}</x:shape></w:drawing></mc:Choice>"
        f"<mc:Fallback><w:pict><v:textbox>{box}</v:textbox></w:pict></mc:Fallback></mc:AlternateContent></w:r>"
    )
    only = (
        f"<w:r><mc:AlternateContent><mc:Choice/><mc:Fallback><w:pict>{box}</w:pict></mc:Fallback>"
        "</mc:AlternateContent></w:r>"
    )
    document = read(tmp_path, made(p("Before", both) + p("After", only)))
    assert texts(document) == ["Before\nRECEIVED 3/4/2017\nAfter\nRECEIVED 3/4/2017"]
    assert document.unread == ()


def test_notes_and_comments_stand_at_the_foot_of_their_page(tmp_path: Path) -> None:
    def notes(kind: str, *pairs: tuple[str, str]) -> str:
        inner = "".join(
            f'<w:{kind} w:id="{i}">{p("<w:r><w:footnoteRef/></w:r>", t)}</w:{kind}>' for i, t in pairs
        )
        separator = f'<w:{kind} w:id="-1" w:type="separator">{p("-----")}</w:{kind}>'
        return part(f"{kind}s", separator + inner)

    document = read(
        tmp_path,
        made(
            p(
                "MRI",
                '<w:r><w:footnoteReference w:id="7"/></w:r>',
                '<w:r><w:commentReference w:id="1"/></w:r>',
            )
            + p(PAGE, "Surgery", '<w:r><w:endnoteReference w:id="3"/></w:r>'),
            {
                "footnotes.xml": notes("footnote", ("7", "of 3/4/2017")),
                "endnotes.xml": notes("endnote", ("3", "by Dr. Vale"), ("4", "nobody refers to me")),
                "comments.xml": notes("comment", ("1", "check this")),
            },
            {k: (k, f"{k}.xml") for k in ("footnotes", "endnotes", "comments")},
        ),
    )
    assert texts(document) == [
        "MRI[footnote 1]\n[footnote 1: of 3/4/2017]\n[comment 1: check this]",
        "Surgery[endnote 1]\n[endnote 1: by Dr. Vale]\n[endnote: nobody refers to me]",
    ]
    assert document.unread == ()


def test_headers_and_footers_stand_on_every_page_with_its_number(tmp_path: Path) -> None:
    field = (
        '<w:r><w:fldChar w:fldCharType="begin"/></w:r><w:r><w:instrText> {} </w:instrText></w:r>'
        '<w:r><w:fldChar w:fldCharType="separate"/></w:r>'
        + r("99")
        + '<w:r><w:fldChar w:fldCharType="end"/></w:r>'
    )
    document = read(
        tmp_path,
        made(
            p("one", PAGE, "two", PAGE, "three")
            + '<w:sectPr><w:headerReference r:id="h"/><w:footerReference r:id="f"/></w:sectPr>',
            {
                "header1.xml": part("hdr", p("Jane Roe   DOB 1/2/1980")),
                "footer1.xml": part(
                    "ftr", p("Page ", field.format("PAGE"), " of ", field.format("NUMPAGES"))
                ),
            },
            {"h": ("header", "header1.xml"), "f": ("footer", "footer1.xml")},
        ),
    )
    assert texts(document) == [
        f"Jane Roe   DOB 1/2/1980\n{word}\nPage {n} of 3" for n, word in enumerate(("one", "two", "three"), 1)
    ]


def test_sections_have_their_own_headers(tmp_path: Path) -> None:
    def header(kind: str, i: str) -> str:
        return f'<w:headerReference w:type="{kind}" r:id="{i}"/>'

    first = f"<w:sectPr><w:titlePg/>{header('first', 'a')}{header('default', 'b')}</w:sectPr>"
    last = f'<w:sectPr><w:type w:val="nextPage"/>{header("default", "c")}</w:sectPr>'
    document = read(
        tmp_path,
        made(
            p("1", PAGE, "2") + p(properties=first) + p("3") + last,
            {f"{i}.xml": part("hdr", p(f"header {i}")) for i in "abcd"},
            {i: ("header", f"{i}.xml") for i in "abcd"},
        ),
    )
    assert texts(document) == ["header a\n1", "header b\n2", "header c\n3"]


def test_a_header_no_page_shows_is_not_lost(tmp_path: Path) -> None:
    document = read(
        tmp_path,
        made(
            p("text") + '<w:sectPr><w:headerReference w:type="even" r:id="e"/></w:sectPr>',
            {"e.xml": part("hdr", p("Jane Roe"))},
            {"e": ("header", "e.xml")},
        ),
    )
    assert texts(document) == ["text\n[header or footer not in use: Jane Roe]"]


@pytest.mark.parametrize(
    ("blocks", "pages"),
    [
        (p("a", PAGE, LAID, "b"), ["a", "b"]),
        (p("a", PAGE, PAGE, "b"), ["a", "", "b"]),
        (p("a") + p(LAID, "b") + p(LAID, "c"), ["a", "b", "c"]),
        (p("a") + p("b", properties="<w:pageBreakBefore/>") + p("c"), ["a", "b\nc"]),
        (p("a", properties="<w:pageBreakBefore/>"), ["a"]),
        (p("a", properties="<w:sectPr/>") + p("b") + "<w:sectPr/>", ["a", "b"]),
        (
            p("a", properties="<w:sectPr/>") + p("b") + '<w:sectPr><w:type w:val="continuous"/></w:sectPr>',
            ["a\nb"],
        ),
        (table(("1", "x"), (p(LAID, "2"), "y"), ("3", "z")), ["1   x", "2   y\n3   z"]),
    ],
)
def test_pages_end_where_the_file_says(tmp_path: Path, blocks: str, pages: list[str]) -> None:
    assert texts(read(tmp_path, made(blocks))) == pages


def test_a_long_file_without_marks_is_counted_out(tmp_path: Path) -> None:
    document = read(tmp_path, made("".join(p(f"line {n}") for n in range(150))))
    assert [len(t.split("\n")) for t in texts(document)] == [60, 60, 30]
    assert "The file marks no pages; they are counted out, 60 lines each." in document.remarks


def test_fields_print_their_results(tmp_path: Path) -> None:
    begin, separate, end = (
        f'<w:r><w:fldChar w:fldCharType="{k}"/></w:r>' for k in ("begin", "separate", "end")
    )
    code = '<w:r><w:instrText> DDEAUTO "c:\\\\run" </w:instrText></w:r>'
    nested = begin + code + begin + code + separate + r("inner") + end + separate + r("shown") + end
    document = read(
        tmp_path, made(p(nested) + p(f'<w:fldSimple w:instr="DATE">{r("3/4/2017")}</w:fldSimple>'))
    )
    assert texts(document) == ["shown\n3/4/2017"]
    assert "A field that draws on another file is present; it was not run." in document.remarks
    assert "Text inside a field's instructions, which Word does not show, was left out." in document.remarks


def test_a_field_without_an_end_is_told(tmp_path: Path) -> None:
    document = read(tmp_path, made(p('<w:r><w:fldChar w:fldCharType="begin"/></w:r>', "hidden by it")))
    assert [u.reason for u in document.unread] == ["A field without an end may hide text."]


def test_form_fields_and_symbols(tmp_path: Path) -> None:
    def box(ticked: str) -> str:
        return (
            f'<w:r><w:fldChar w:fldCharType="begin"><w:ffData><w:checkBox>{ticked}</w:checkBox></w:ffData>'
            '</w:fldChar></w:r><w:r><w:fldChar w:fldCharType="end"/></w:r>'
        )

    symbol = '<w:r><w:sym w:font="Wingdings" w:char="F0FE"/></w:r>'
    assert (
        body(
            tmp_path,
            p(box("<w:checked/>"), " yes ", box('<w:default w:val="0"/>'), " no"),
            p(symbol, " neck ", r("\uf0a8", '<w:rFonts w:ascii="Wingdings"/>'), " back"),
            p(
                '<w:r><w:sym w:font="Wingdings" w:char="F001"/></w:r>',
                '<w:r><w:sym w:font="Foo" w:char="zz"/></w:r>',
            ),
        )
        == "[x] yes [ ] no\n☑ neck ☐ back\n\ufffd\ufffd"
    )


def test_pictures_charts_and_embedded_files_are_named(tmp_path: Path) -> None:
    def picture(points: int) -> str:
        size = points * 12700
        return f'<w:r><w:drawing><wp:extent cx="{size}" cy="{size}"/><a:blip/></w:drawing></w:r>'

    document = read(
        tmp_path,
        made(
            p("a", picture(40)) + p(PAGE, picture(500)) + '<w:altChunk r:id="1"/>',
            {
                "charts/chart1.xml": "<c/>",
                "embeddings/x.bin": b"x",
                "vbaProject.bin": b"x",
                "diagrams/data1.xml": "<d/>",
            },
            {"t": ("attachedTemplate", "file:///x.dotm")},
        ),
    )
    assert [(u.page, u.reason) for u in document.unread] == [
        (None, "A chart was not read."),
        (None, "A diagram was not read."),
        (None, "A file embedded in the document was not read."),
        (None, "A document inside the document is present and was not read."),
        (2, "A large picture was not read."),
    ]
    assert [page.marks for page in document.pages] == [("1 picture not read",), ("1 picture not read",)]
    assert "Macros are present; they were not run." in document.remarks
    assert "The file draws on something outside it, which was not followed." in document.remarks


def test_the_strict_dialect_is_read(tmp_path: Path) -> None:
    strict = part("document", f"<w:body>{p('strict')}</w:body>").replace(
        "http://schemas.openxmlformats.org/wordprocessingml/2006/main",
        "http://purl.oclc.org/ooxml/wordprocessingml/main",
    )
    assert body(tmp_path, strict) == "strict"


def test_characters_no_document_may_hold(tmp_path: Path) -> None:
    document = read(tmp_path, made(p("a\u202eb\u00a0c\u200bd")))
    assert texts(document) == ["a\ufffdb cd"]
    assert "1 control characters were replaced by U+FFFD." in document.remarks


def refusal(tmp_path: Path, data: bytes) -> SetAsideError:
    with pytest.raises(SetAsideError) as caught:
        read(tmp_path, data)
    return caught.value


@pytest.mark.parametrize(
    "declaration",
    [
        '<!DOCTYPE x [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;&a;">]>',
        '<!DOCTYPE x [<!ENTITY e SYSTEM "file:///etc/passwd">]>',
        '<!DOCTYPE x SYSTEM "http://127.0.0.1/x.dtd">',
    ],
)
def test_document_types_are_refused(tmp_path: Path, declaration: str) -> None:
    main = part("document", f"<w:body>{p('x')}</w:body>").replace("?>", f"?>{declaration}", 1)
    refused = refusal(tmp_path, made(main))
    assert refused.reason is Reason.UNSAFE
    assert str(refused) == (
        "made.docx is a Word file whose main part cannot be read: "
        "its XML carries a document type declaration, which no Word file needs. "
        "Open it in Word, print it to PDF, and add that."
    )


def test_damaged_files(tmp_path: Path) -> None:
    whole = made(p("text"))
    assert str(refusal(tmp_path, whole[: len(whole) // 2])) == (
        "made.docx is a damaged Word file: it has no table of contents. Ask for it again."
    )
    assert "its XML is broken" in str(refusal(tmp_path, made("<?xml version='1.0'?><w:document>")))
    deep = "<x:a>" * 300 + "</x:a>" * 300
    assert refusal(tmp_path, made(deep)).reason is Reason.UNSAFE
    buffer = BytesIO(whole)
    with zipfile.ZipFile(buffer, "a") as archive, pytest.warns(UserWarning, match="Duplicate"):
        archive.writestr("word/document.xml", "<x/>")
    assert str(refusal(tmp_path, buffer.getvalue())) == (
        "made.docx is a Word file that holds two parts of one name. "
        "Open it in Word, print it to PDF, and add that."
    )


def test_a_damaged_side_part_costs_only_itself(tmp_path: Path) -> None:
    document = read(
        tmp_path,
        made(
            p("text") + '<w:sectPr><w:headerReference w:type="default" r:id="h"/></w:sectPr>',
            {"header1.xml": "<broken", "comments.xml": "<broken"},
            {"h": ("header", "header1.xml"), "c": ("comments", "comments.xml"), "n": ("image", "NULL")},
        ),
    )
    assert texts(document) == ["text"]
    assert [u.reason for u in document.unread] == [
        "The part word/header1.xml of the file was not read: its XML is broken.",
        "The part word/comments.xml of the file was not read: its XML is broken.",
    ]


def test_a_file_as_a_word_processor_writes_it(tmp_path: Path) -> None:
    made_by = docx.Document()
    made_by.add_heading("Progress Note")
    made_by.add_paragraph("Seen on 3/4/2017 for neck pain.", style="List Number")
    grid = made_by.add_table(2, 2)
    for n, cell in enumerate(c for row in grid.rows for c in row.cells):
        cell.text = f"cell {n}"
    made_by.sections[0].header.paragraphs[0].text = "Ashford Clinic"
    buffer = BytesIO()
    made_by.save(buffer)
    document = read(tmp_path, buffer.getvalue())
    assert texts(document) == [
        "Ashford Clinic\nProgress Note\nSeen on 3/4/2017 for neck pain.\ncell 0   cell 1\ncell 2   cell 3"
    ]


WORDS = st.text("abcdefgh", min_size=1, max_size=6)
INLINE = st.recursive(
    WORDS.map(r),
    lambda inner: st.tuples(
        st.sampled_from(["w:ins", "w:del", "w:sdt", "w:hyperlink", "x:odd", "w:smartTag", "w:fldSimple"]),
        st.lists(inner, max_size=3),
    ).map(lambda t: f"<{t[0]}>{''.join(t[1])}</{t[0]}>"),
    max_leaves=6,
)
BLOCK = st.recursive(
    st.lists(INLINE, max_size=4).map(lambda runs: p(*runs)),
    lambda inner: st.one_of(
        st.lists(st.lists(inner, min_size=1, max_size=3).map(tuple), min_size=1, max_size=3).map(
            lambda t: table(*t)
        ),
        st.lists(inner, max_size=3).map(
            lambda b: f"<w:sdt><w:sdtContent>{''.join(b)}</w:sdtContent></w:sdt>"
        ),
        st.lists(inner, max_size=3).map(lambda b: f"<x:odd>{''.join(b)}</x:odd>"),
        inner.map(lambda b: p(f"<w:r><w:drawing><w:txbxContent>{b}</w:txbxContent></w:drawing></w:r>")),
    ),
    max_leaves=8,
)


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.lists(BLOCK, max_size=6))
def test_no_word_is_lost_in_any_nesting(tmp_path: Path, blocks: list[str]) -> None:
    """Letters of all text elements, in any mixture of wrappers, are all on the pages, once each."""
    from xml.etree.ElementTree import fromstring

    xml = part("document", f"<w:body>{''.join(blocks)}</w:body>")
    document = read(tmp_path, made(xml))
    written = "".join(e.text or "" for e in fromstring(xml.encode()).iter() if e.tag.endswith("}t"))
    printed = "".join("".join(texts(document)).split())
    for edit in ("[inserted:", "[deleted:"):
        printed = printed.replace(edit, "")
    assert sorted(c for c in printed if c in "abcdefgh") == sorted(written)
    assert document.unread == ()
