"""WordprocessingML by hand: paragraphs, tables of fixed widths, fields, and the package around them.

Answers: the few elements the approved templates are drawn with, in the order ECMA-376 asks for. Not the stock
start document of python-docx: that brings 900 KB of styles, and every deliverable is a copy of its template.
"""

from __future__ import annotations

from collections.abc import Sequence
from xml.sax.saxutils import escape, quoteattr

from pipelines.render.package import pack

NAMESPACES = " ".join(
    f'xmlns:{prefix}="{uri}"'
    for prefix, uri in {
        "w": "http://schemas.openxmlformats.org/wordprocessingml/2006/main",
        "r": "http://schemas.openxmlformats.org/officeDocument/2006/relationships",
        "v": "urn:schemas-microsoft-com:vml",
        "o": "urn:schemas-microsoft-com:office:office",
        "w10": "urn:schemas-microsoft-com:office:word",
    }.items()
)
XML = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
TAB = "<w:r><w:tab/></w:r>"

_TYPE = "application/vnd.openxmlformats-officedocument.wordprocessingml"
_RELATION = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_PACKAGE = "http://schemas.openxmlformats.org/package/2006"
_PARTS = {
    "document": ("word/document.xml", f"{_TYPE}.document.main+xml"),
    "styles": ("word/styles.xml", f"{_TYPE}.styles+xml"),
    "settings": ("word/settings.xml", f"{_TYPE}.settings+xml"),
    "header": ("word/header1.xml", f"{_TYPE}.header+xml"),
    "footer": ("word/footer1.xml", f"{_TYPE}.footer+xml"),
    "core": ("docProps/core.xml", "application/vnd.openxmlformats-package.core-properties+xml"),
}


def run(text: str, style: str = "") -> str:
    """A run of text, in a character style if one is named."""
    look = f'<w:rPr><w:rStyle w:val="{style}"/></w:rPr>' if style else ""
    return f'<w:r>{look}<w:t xml:space="preserve">{escape(text)}</w:t></w:r>'


def field(instruction: str, cached: str) -> str:
    """A field that Word computes, with the result shown until it does."""
    return (
        '<w:r><w:fldChar w:fldCharType="begin"/></w:r>'
        f'<w:r><w:instrText xml:space="preserve"> {instruction} </w:instrText></w:r>'
        f'<w:r><w:fldChar w:fldCharType="separate"/></w:r><w:r><w:t>{cached}</w:t></w:r>'
        '<w:r><w:fldChar w:fldCharType="end"/></w:r>'
    )


def paragraph(text: str, style: str) -> str:
    """A paragraph of plain text in a paragraph style."""
    return f'<w:p><w:pPr><w:pStyle w:val="{style}"/></w:pPr>{run(text) if text else ""}</w:p>'


def cell(text: str, style: str, width: int, *, span: int = 1, fill: str = "") -> str:
    """A table cell of one paragraph. ``width`` in twips, ``fill`` a colour such as ``EAEEF4``."""
    spanned = f'<w:gridSpan w:val="{span}"/>' if span > 1 else ""
    shade = f'<w:shd w:val="clear" w:color="auto" w:fill="{fill}"/>' if fill else ""
    properties = f'<w:tcPr><w:tcW w:w="{width}" w:type="dxa"/>{spanned}{shade}</w:tcPr>'
    return f"<w:tc>{properties}{paragraph(text, style)}</w:tc>"


def row(cells: Sequence[str], *, repeat: bool = False, whole: bool = False) -> str:
    """A table row; ``repeat`` on every page, ``whole`` never split over two."""
    properties = ("<w:cantSplit/>" if whole or repeat else "") + ("<w:tblHeader/>" if repeat else "")
    return f"<w:tr>{f'<w:trPr>{properties}</w:trPr>' if properties else ''}{''.join(cells)}</w:tr>"


def table(title: str, style: str, widths: Sequence[int], rows: Sequence[str]) -> str:
    """A table of fixed widths (twips). ``title`` is its alt-text title, by which the renderer finds it."""
    grid = "".join(f'<w:gridCol w:w="{w}"/>' for w in widths)
    return (
        f'<w:tbl><w:tblPr><w:tblStyle w:val="{style}"/><w:tblW w:w="{sum(widths)}" w:type="dxa"/>'
        '<w:tblLayout w:type="fixed"/><w:tblLook w:val="0620" w:firstRow="1" w:lastRow="0" '
        'w:firstColumn="0" w:lastColumn="0" w:noHBand="1" w:noVBand="1"/>'
        f"<w:tblCaption w:val={quoteattr(title)}/></w:tblPr>"
        f"<w:tblGrid>{grid}</w:tblGrid>{''.join(rows)}</w:tbl>"
    )


def section(size: tuple[int, int], margin: int, *, top: int, bottom: int, edges: tuple[int, int]) -> str:
    """Section properties: paper and its margins, with the package's header and footer.

    Args:
        size: width and height of the page in twips; wider than high is landscape.
        margin: at both sides.
        top: above the text.
        bottom: below the text.
        edges: how far the header stands from the upper edge and the footer from the lower.
    """
    turned = ' w:orient="landscape"' if size[0] > size[1] else ""
    return (
        '<w:sectPr><w:headerReference w:type="default" r:id="header"/>'
        '<w:footerReference w:type="default" r:id="footer"/>'
        f'<w:pgSz w:w="{size[0]}" w:h="{size[1]}"{turned}/>'
        f'<w:pgMar w:top="{top}" w:right="{margin}" w:bottom="{bottom}" w:left="{margin}" '
        f'w:header="{edges[0]}" w:footer="{edges[1]}" w:gutter="0"/><w:cols w:space="720"/></w:sectPr>'
    )


def package(*, title: str, styles: str, body: str, header: str, footer: str) -> bytes:
    """A Word file. ``body`` ends with its `section`."""
    settings = (
        '<w:zoom w:percent="100"/><w:defaultTabStop w:val="720"/>'
        '<w:characterSpacingControl w:val="doNotCompress"/><w:compat><w:compatSetting '
        'w:name="compatibilityMode" w:uri="http://schemas.microsoft.com/office/word" w:val="15"/></w:compat>'
        '<w:themeFontLang w:val="en-US"/><w:decimalSymbol w:val="."/><w:listSeparator w:val=","/>'
    )
    contents = {
        "document": f"<w:document {NAMESPACES}><w:body>{body}</w:body></w:document>",
        "styles": f"<w:styles {NAMESPACES}>{styles}</w:styles>",
        "settings": f"<w:settings {NAMESPACES}>{settings}</w:settings>",
        "header": f"<w:hdr {NAMESPACES}>{header}</w:hdr>",
        "footer": f"<w:ftr {NAMESPACES}>{footer}</w:ftr>",
        "core": _core(title),
        "types": _content_types(),
        "root": _relationships(
            [
                ("document", f"{_RELATION}/officeDocument", "word/document.xml"),
                ("core", f"{_PACKAGE}/relationships/metadata/core-properties", "docProps/core.xml"),
            ]
        ),
        "word": _relationships(
            [(p, f"{_RELATION}/{p}", _PARTS[p][0][5:]) for p in ("styles", "settings", "header", "footer")]
        ),
    }
    names = {part: name for part, (name, _) in _PARTS.items()} | {
        "types": "[Content_Types].xml",
        "root": "_rels/.rels",
        "word": "word/_rels/document.xml.rels",
    }
    return pack({names[part]: (XML + content).encode("utf-8") for part, content in contents.items()})


def _core(title: str) -> str:
    """Fixed properties: no clock, no person."""
    day = '<dcterms:{0} xsi:type="dcterms:W3CDTF">2000-01-01T00:00:00Z</dcterms:{0}>'
    return (
        f'<cp:coreProperties xmlns:cp="{_PACKAGE}/metadata/core-properties" '
        'xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:dcterms="http://purl.org/dc/terms/" '
        'xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance">'
        f"<dc:title>{escape(title)}</dc:title><dc:creator>Pincite</dc:creator>"
        f"<cp:lastModifiedBy>Pincite</cp:lastModifiedBy><cp:revision>1</cp:revision>"
        f"{day.format('created')}{day.format('modified')}</cp:coreProperties>"
    )


def _content_types() -> str:
    overrides = "".join(
        f'<Override PartName="/{name}" ContentType="{kind}"/>' for name, kind in _PARTS.values()
    )
    return (
        f'<Types xmlns="{_PACKAGE}/content-types"><Default Extension="rels" '
        'ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
        f'<Default Extension="xml" ContentType="application/xml"/>{overrides}</Types>'
    )


def _relationships(relations: Sequence[tuple[str, str, str]]) -> str:
    each = "".join(f'<Relationship Id="{i}" Type="{t}" Target="{to}"/>' for i, t, to in relations)
    return f'<Relationships xmlns="{_PACKAGE}/relationships">{each}</Relationships>'
