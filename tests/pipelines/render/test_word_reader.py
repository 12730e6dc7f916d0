"""The Word file read back: every text, every look as the styles say, page, running lines, links, fields."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import pytest
from docx.oxml.ns import qn
from docx.shared import Pt

from extractors.errors import TemplateError
from pipelines.deliverables.kind import Mark
from pipelines.render.word_blocks import Edge, Paragraph, Picture, Span, WordFile
from pipelines.render.word_reader import read_word
from pipelines.rows import TreatmentChronology
from templates.word_styles import AMBER_TINT, NAVY, RED
from tests.pipelines.render.made_word import (
    FIGURE,
    LINK,
    add_figure,
    add_mark,
    add_to_first,
    changed,
    docx_texts,
    jpeg,
    link_field,
    png,
    tables,
)

Files = Mapping[Mark, Mapping[str, bytes]]


@pytest.fixture(scope="module")
def draft(files: Files) -> bytes:
    return files[Mark.DRAFT]["chronology.docx"]


@pytest.fixture(scope="module")
def word(draft: bytes) -> WordFile:
    return read_word(draft)


def in_style(word: WordFile, style: str) -> list[Paragraph]:
    return [p for p in word.paragraphs() if p.style == style]


def spans_of(word: bytes, style: str) -> tuple[Span, ...]:
    return in_style(read_word(word), style)[0].spans


def test_every_paragraph_is_read_in_order(word: WordFile, draft: bytes) -> None:
    assert [p.text for p in word.paragraphs()] == docx_texts(draft)
    assert len(docx_texts(draft)) > 500


def test_the_page_is_the_templates(word: WordFile) -> None:
    assert (word.sheet.width, word.sheet.height) == (792.0, 612.0)
    assert word.sheet.text_width == pytest.approx(705.6)


def test_looks_follow_the_styles_through_what_they_are_based_on(word: WordFile) -> None:
    heading = in_style(word, "Heading1")[0]
    assert heading.setting.level == 0
    assert heading.setting.keep_next
    assert heading.spans[0].letters.size == 13.0
    assert heading.spans[0].letters.colour == NAVY
    column = in_style(word, "PinciteColumnRight")[0]  # size and colour come from PinciteColumn
    assert column.setting.align == "right"
    assert (column.spans[0].letters.size, column.spans[0].letters.bold) == (8.0, True)
    flag = in_style(word, "PinciteFlag")[0]
    assert flag.setting.fill == AMBER_TINT
    assert flag.setting.bar == Edge("E0A100", 2.25, 5.0)
    assert flag.setting.left == 5.0


def test_character_styles_stand_over_the_paragraphs(word: WordFile) -> None:
    codes = in_style(word, "PinciteCodes")[0].spans
    assert [(s.style, s.letters.bold, s.letters.size) for s in codes[:2]] == [
        ("", False, 8.0),
        ("PinciteStrong", True, 8.0),
    ]


def test_bold_in_bold_is_plain_as_in_word(draft: bytes) -> None:
    run = '<w:r><w:rPr><w:rStyle w:val="PinciteStrong"/></w:rPr><w:t>plain</w:t></w:r>'
    direct = '<w:r><w:rPr><w:rStyle w:val="PinciteStrong"/><w:b/></w:rPr><w:t>bold</w:t></w:r>'
    spans = spans_of(changed(draft, add_to_first("Heading1", run, direct)), "Heading1")
    assert [(s.text, s.letters.bold) for s in spans[1:]] == [("plain", False), ("bold", True)]


def test_tables_carry_widths_repeated_headers_whole_rows_and_lines(
    word: WordFile, made: TreatmentChronology
) -> None:
    found = tables(word.blocks)
    chronology = found["chronology"]
    assert [round(w * 20) for w in chronology.widths] == [1250, 2450, 1450, 6512, 2450]
    assert [row.header for row in chronology.rows[:2]] == [True, False]
    assert chronology.rows[0].cells[0].fill == "EAEEF4"
    assert chronology.rows[0].cells[0].edges.top == Edge(NAVY, 1.0)
    assert any(row.whole for row in chronology.rows[1:])
    divider = next(row for row in chronology.rows if len(row.cells) == 1)
    assert (divider.cells[0].columns, divider.cells[0].fill) == (5, NAVY)
    assert divider.keep_next
    joined = [row for row in chronology.rows if row.cells[0].edges.top is None]
    assert joined
    assert all("cont." in row.cells[0].paragraphs[0].text for row in joined)
    assert chronology.padding == (2.25, 4.25, 2.75, 4.25)


def test_the_mark_runs_on_every_page_of_a_draft_only(files: Files, word: WordFile) -> None:
    assert word.running.watermark is not None
    assert word.running.watermark.text == Mark.DRAFT.value
    assert (word.running.watermark.width, word.running.watermark.rotation) == (610.0, 330.0)
    for paragraphs in (word.running.header, word.running.footer):
        assert any(
            s.text == Mark.DRAFT.value and s.letters.colour == RED for p in paragraphs for s in p.spans
        )
    clean = read_word(files[Mark.CLEAN]["chronology.docx"])
    assert clean.running.watermark is None
    assert Mark.DRAFT.value not in "".join(p.text for p in (*clean.running.header, *clean.running.footer))


def test_page_numbers_are_fields(word: WordFile) -> None:
    spans = word.running.footer[0].spans
    assert [s.field for s in spans if s.field] == ["PAGE", "NUMPAGES"]
    assert [t.align for t in word.running.footer[0].setting.tabs] == ["center", "right"]


def test_a_field_and_a_hyperlink_give_their_words_a_link(draft: bytes) -> None:
    outside = "https://example.invalid/"

    def change(document: Any) -> None:
        part = document.part
        kind = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/hyperlink"
        good, bad = (part.relate_to(t, kind, is_external=True) for t in (LINK, outside))
        runs = (
            f'<w:hyperlink r:id="{i}"><w:r><w:t>{w}</w:t></w:r></w:hyperlink>'
            for i, w in ((good, "B"), (bad, "C"))
        )
        add_to_first("PinciteText", link_field(LINK, "A"), *runs, link_field("javascript:x", "D"))(document)

    spans = spans_of(changed(draft, change), "PinciteText")
    linked = {s.text: s.link for s in spans if s.link}
    assert linked == {"A": LINK, "B": LINK}
    assert "".join(s.text for s in spans).endswith("ABCD")


def test_a_field_shows_its_result_and_deleted_text_is_none(draft: bytes) -> None:
    runs = (
        "<w:del><w:r><w:delText>gone</w:delText></w:r></w:del><w:ins><w:r><w:t>kept </w:t></w:r></w:ins>",
        '<w:fldSimple w:instr=" TITLE "><w:r><w:t>shown</w:t></w:r></w:fldSimple>',
        "<w:r><w:tab/><w:noBreakHyphen/><w:br/></w:r>",
    )
    spans = spans_of(changed(draft, add_to_first("PinciteText", *runs)), "PinciteText")
    assert "".join(s.text for s in spans).endswith("kept shown\t\u2011\n")


def test_a_figure_is_read_back_as_it_was_drawn(draft: bytes) -> None:
    word = read_word(changed(draft, add_figure))
    assert [f for p in word.paragraphs() for f in p.figures] == [FIGURE]


@pytest.mark.parametrize(("data", "kind"), [(png(), "png"), (jpeg(), "jpeg")])
def test_a_picture_of_the_template_is_read(draft: bytes, data: bytes, kind: str) -> None:
    (picture,) = read_word(changed(draft, add_mark(data))).running.header[0].figures
    assert isinstance(picture, Picture)
    assert (picture.data, picture.kind, picture.width, picture.height) == (data, kind, 72.0, 36.0)


def test_a_text_box_is_read_as_lines_of_its_paragraph(draft: bytes) -> None:
    boxes = (
        '<w:r><w:pict xmlns:v="urn:schemas-microsoft-com:vml"><v:shape><v:textbox><w:txbxContent>'
        "<w:p><w:r><w:t>Suite 9</w:t></w:r></w:p><w:p><w:r><w:t>Harrow</w:t></w:r></w:p>"
        "</w:txbxContent></v:textbox></v:shape></w:pict></w:r>"
    )
    spans = spans_of(changed(draft, add_to_first("PinciteText", boxes)), "PinciteText")
    assert "".join(s.text for s in spans).endswith("\nSuite 9\nHarrow")


def test_a_template_without_a_page_size_is_refused(draft: bytes) -> None:
    def change(document: Any) -> None:
        section = document.sections[-1]._sectPr
        section.remove(section.find(qn("w:pgSz")))

    with pytest.raises(TemplateError, match="page size"):
        read_word(changed(draft, change))


def test_direct_properties_stand_over_styles(draft: bytes) -> None:
    def change(document: Any) -> None:
        paragraph = next(p for p in document.paragraphs if p.style.style_id == "PinciteText")
        paragraph.paragraph_format.space_after = Pt(30)
        paragraph.runs[0].font.size = Pt(20)

    paragraph = in_style(read_word(changed(draft, change)), "PinciteText")[0]
    assert paragraph.setting.after == 30.0
    assert paragraph.setting.keep_next  # from the style still
    assert paragraph.spans[0].letters.size == 20.0


def test_styles_that_are_based_on_each_other_end(draft: bytes) -> None:
    def change(document: Any) -> None:
        styles = {s.get(qn("w:styleId")): s for s in document.styles.element.findall(qn("w:style"))}
        based = styles["PinciteColumn"].find(qn("w:basedOn"))
        based.set(qn("w:val"), "PinciteColumnRight")

    assert in_style(read_word(changed(draft, change)), "PinciteColumnRight")[0].setting.align == "right"
