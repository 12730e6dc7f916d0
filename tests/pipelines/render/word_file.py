"""Reads a rendered Word file back with python-docx, as any reader of the file would."""

from __future__ import annotations

from io import BytesIO
from typing import Any
from xml.etree import ElementTree
from zipfile import ZipFile

import docx
from docx.oxml.ns import qn

WORD = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
ORDER = {
    "pPr": (
        *("pStyle", "keepNext", "keepLines", "pageBreakBefore", "widowControl", "pBdr", "shd", "tabs"),
        *("spacing", "ind", "jc", "outlineLvl", "rPr", "sectPr"),
    ),
    "rPr": ("rStyle", "rFonts", "b", "bCs", "i", "iCs", "caps", "noProof", "color", "sz", "szCs", "lang"),
    "tcPr": ("tcW", "gridSpan", "vMerge", "tcBorders", "shd", "vAlign"),
    "tblPr": (
        *("tblStyle", "tblW", "jc", "tblInd", "tblBorders", "tblLayout", "tblCellMar", "tblLook"),
        "tblCaption",
    ),
    "style": ("name", "basedOn", "next", "qFormat", "pPr", "rPr", "tblPr"),
}
"""The order that ECMA-376 gives these children (of those used here): Word refuses another."""


def opened(data: bytes) -> Any:
    return docx.Document(BytesIO(data))


def table(document: Any, title: str) -> Any:
    """The table with this alt-text title."""
    for candidate in document.tables:
        if candidate._tbl.tblPr.find(qn("w:tblCaption")).get(qn("w:val")) == title:
            return candidate
    raise KeyError(title)


def titles(document: Any) -> list[str]:
    """Alt-text titles of all tables, in order."""
    return [t._tbl.tblPr.find(qn("w:tblCaption")).get(qn("w:val")) for t in document.tables]


def grid(found: Any) -> list[list[str]]:
    """Texts of a table's cells, row by row (python-docx's own ``cell`` costs the square of the rows)."""
    return [["\n".join(p.text for p in cell.paragraphs) for cell in row.cells] for row in found.rows]


def styled(element: Any, style: str) -> list[str]:
    """Texts of the paragraphs in this style under a python-docx object."""
    return [p.text for p in element.paragraphs if p.style.style_id == style]


def parts(data: bytes) -> dict[str, ElementTree.Element]:
    """Every XML part, read by another parser than the one that wrote it."""
    with ZipFile(BytesIO(data)) as package:
        return {name: ElementTree.fromstring(package.read(name)) for name in package.namelist()}


def words_of(data: bytes) -> dict[str, str]:
    """All text of each part: runs, and the words of word art."""
    found = {}
    for name, root in parts(data).items():
        texts = [e.text or "" for e in root.iter(f"{WORD}t")]
        texts += [e.get("string", "") for e in root.iter("{urn:schemas-microsoft-com:vml}textpath")]
        found[name] = "\n".join(texts)
    return found


def misplaced(data: bytes) -> list[str]:
    """Property elements whose children Word would not accept in the order in which they stand."""
    found = []
    for name, root in parts(data).items():
        for parent, order in ORDER.items():
            for element in root.iter(f"{WORD}{parent}"):
                places = [order.index(child.tag.removeprefix(WORD)) for child in element]
                if places != sorted(set(places)):
                    found.append(f"{name}: {parent}")
    return found
