"""Word files made in memory, part by part, so that tests can hold what no program would write."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Mapping
from pathlib import Path

from extractors.pages import Document, Source
from extractors.readers.docx import read_docx
from extractors.reading_options import ReadingOptions

OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
SPACES = (
    'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'
    f' xmlns:r="{OFFICE}"'
    ' xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006"'
    ' xmlns:wp="http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing"'
    ' xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main"'
    ' xmlns:v="urn:schemas-microsoft-com:vml"'
    ' xmlns:x="urn:something-nobody-knows"'
)


def part(root: str, inner: str) -> str:
    return f'<?xml version="1.0" encoding="UTF-8"?><w:{root} {SPACES}>{inner}</w:{root}>'


def p(*runs: str, properties: str = "") -> str:
    """A paragraph; a run that is no markup is wrapped as text."""
    inner = "".join(run if run.startswith("<") else r(run) for run in runs)
    return f"<w:p>{f'<w:pPr>{properties}</w:pPr>' if properties else ''}{inner}</w:p>"


def r(text: str, properties: str = "", tag: str = "t") -> str:
    props = f"<w:rPr>{properties}</w:rPr>" if properties else ""
    return f'<w:r>{props}<w:{tag} xml:space="preserve">{text}</w:{tag}></w:r>'


def table(*rows: tuple[str, ...]) -> str:
    """A table; a cell that is no markup is wrapped as one paragraph."""
    cells = ("".join(f"<w:tc>{c if c.startswith('<') else p(c)}</w:tc>" for c in row) for row in rows)
    return "<w:tbl>" + "".join(f"<w:tr>{row}</w:tr>" for row in cells) + "</w:tbl>"


def made(
    body: str,
    parts: Mapping[str, str | bytes] | None = None,
    relationships: Mapping[str, tuple[str, str]] | None = None,
) -> bytes:
    """A Word file.

    Args:
        body: XML inside ``w:body``, or a whole main part.
        parts: further parts by name below ``word/``.
        relationships: of the main part: id → (kind, target); a target with ``:`` is outside.
    """
    links = "".join(
        f'<Relationship Id="{i}" Type="{OFFICE}/{kind}" Target="{target}"'
        f"{' TargetMode=' + chr(34) + 'External' + chr(34) if ':' in target else ''}/>"
        for i, (kind, target) in (relationships or {}).items()
    )
    rels = '<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">{}</Relationships>'
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("[Content_Types].xml", "<Types/>")
        archive.writestr(
            "_rels/.rels",
            rels.format(f'<Relationship Id="1" Type="{OFFICE}/officeDocument" Target="word/document.xml"/>'),
        )
        main = body if body.startswith("<?xml") else part("document", f"<w:body>{body}</w:body>")
        archive.writestr("word/document.xml", main)
        archive.writestr("word/_rels/document.xml.rels", rels.format(links))
        for name, content in (parts or {}).items():
            archive.writestr(f"word/{name}", content)
    return buffer.getvalue()


def read(tmp_path: Path, data: bytes) -> Document:
    path = tmp_path / "made.docx"
    path.write_bytes(data)
    return read_docx(path, Source("0" * 64, ("made.docx",), "application/docx", len(data)), ReadingOptions())


def texts(document: Document) -> list[str]:
    return [page.text for page in document.pages]
