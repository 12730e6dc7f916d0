"""Word files for the renditions: the made chronology's, with hostile words, links and figures put in."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from io import BytesIO
from typing import Any

import docx
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls, qn
from docx.shared import Inches
from PIL import Image

from pipelines.render.figure import Figure, Label, Line, Rect
from pipelines.render.figure_word import figure_drawing
from pipelines.render.word_blocks import Paragraph, Table
from pipelines.rows import TreatmentChronology, VerbatimFinding
from tests.pipelines.made_chronology import FILES, cited

HOSTILE = (
    "<script>alert(1)</script>",
    "</style><img src=x onerror=alert(2)>",
    "]]> & &amp; \" ' \\ } @import url(x)",
    '<a href="javascript:alert(3)">open</a>',
    "%d %s {mark} ${jndi} =1+1",
)
"""What a page could carry to be more than text."""

LINK = "../sources/larkspur-regional-0123456789.pdf#page=3"
FIGURE = Figure(
    700.0,
    64.0,
    (
        Rect(0.0, 20.0, 700.0, 24.0, "EAEEF4"),
        Rect(100.0, 22.0, 60.0, 20.0, "1F3864", "B00020"),
        Line(0.0, 44.0, 700.0, 44.0, "5F6670", 0.75),
        Line(300.0, 10.0, 300.0, 60.0, "B00020", 1.0, True),
        Line(400.0, 60.0, 450.0, 10.0, "7A4B00", 0.5),
        Label(0.0, 58.0, "November 2015", 7.0, "5F6670"),
        Label(350.0, 58.0, "June <2016> & “more”", 7.0, "5F6670", True, "middle"),
        Label(700.0, 58.0, "January 2017", 7.0, "5F6670", False, "end"),
    ),
    "Encounters by month",
    'Encounters of 14 months, the "most" in March 2016',
)


def quoting(made: TreatmentChronology, *quotes: str) -> TreatmentChronology:
    """The chronology with these quotes as the findings of its second row."""
    findings = tuple(
        VerbatimFinding("Complaint", cited(FILES[0], 40 + i, quote)) for i, quote in enumerate(quotes)
    )
    first, second, *rest = made.rows
    return replace(made, rows=(first, replace(second, findings=findings), *rest))


def changed(word: bytes, change: Callable[[Any], None]) -> bytes:
    """The Word file after a change to its python-docx document."""
    document = docx.Document(BytesIO(word))
    change(document)
    out = BytesIO()
    document.save(out)
    return out.getvalue()


def add_to_first(style: str, *runs: str) -> Callable[[Any], None]:
    """A change that adds elements (the content of a ``w:p``) to the first paragraph in this style."""

    def change(document: Any) -> None:
        paragraph = next(p for p in document.paragraphs if p.style.style_id == style)._p
        for child in list(parse_xml(f"<w:p {nsdecls('w', 'r')}>{''.join(runs)}</w:p>")):
            paragraph.append(child)

    return change


def add_figure(document: Any) -> None:
    """Put `FIGURE` below the first heading."""
    heading = next(p for p in document.paragraphs if p.style.style_id == "Heading1")._p
    paragraph = parse_xml(f"<w:p {nsdecls('w')}/>")
    paragraph.append(figure_drawing(FIGURE, 7))
    heading.addnext(paragraph)


def link_field(target: str, words: str) -> str:
    """A ``HYPERLINK`` field as Word writes it."""
    return (
        '<w:r><w:fldChar w:fldCharType="begin"/></w:r>'
        f'<w:r><w:instrText xml:space="preserve"> HYPERLINK "{target}" </w:instrText></w:r>'
        '<w:r><w:fldChar w:fldCharType="separate"/></w:r>'
        f'<w:r><w:rPr><w:rStyle w:val="PinciteCite"/></w:rPr><w:t>{words}</w:t></w:r>'
        '<w:r><w:fldChar w:fldCharType="end"/></w:r>'
    )


def docx_texts(word: bytes) -> list[str]:
    """Texts of all paragraphs of the body as python-docx reads them, in order, tables included."""
    body = docx.Document(BytesIO(word)).element.body
    texts = []
    for paragraph in body.iter(qn("w:p")):
        if any(parent.tag.endswith("}txbxContent") for parent in paragraph.iterancestors()):
            continue
        pieces = [e for e in paragraph.iter(qn("w:t"), *_SPECIAL) if _shown(e)]
        texts.append("".join(_SPECIAL.get(e.tag) or e.text or "" for e in pieces))
    return texts


_SPECIAL = {qn("w:br"): "\n", qn("w:tab"): "\t"}


def _shown(element: Any) -> bool:
    """Not a tab stop, and not the words that stand for a figure where none can be drawn."""
    return not any(p.tag.endswith(("}tabs", "}Fallback")) for p in element.iterancestors())


def squeezed(text: str) -> str:
    """Text without white space."""
    return "".join(text.split())


def tables(blocks: tuple[Paragraph | Table, ...]) -> dict[str, Table]:
    """The tables by title."""
    return {block.title: block for block in blocks if isinstance(block, Table)}


def png() -> bytes:
    """A small picture, half of it transparent, as a firm's mark may be."""
    image = Image.new("RGBA", (40, 20), (31, 56, 100, 255))
    image.paste((0, 0, 0, 0), (20, 0, 40, 20))
    out = BytesIO()
    image.save(out, "PNG")
    return out.getvalue()


def jpeg() -> bytes:
    """A small photograph."""
    out = BytesIO()
    Image.new("RGB", (40, 20), (176, 0, 32)).save(out, "JPEG")
    return out.getvalue()


def add_mark(data: bytes) -> Callable[[Any], None]:
    """A change that puts a picture, 1 in wide, into the header."""

    def change(document: Any) -> None:
        document.sections[0].header.paragraphs[0].add_run().add_picture(BytesIO(data), width=Inches(1))

    return change
