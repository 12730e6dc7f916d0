"""What a filled Word file shows, as plain values: paragraphs, tables, page, header and footer.

Answers: the one model that the PDF and the page for the browser are made from, with every look resolved to
what it is in print. Lengths are points, colours six hexadecimal digits ("" for none). Knows nothing of XML:
`pipelines.render.word_reader` makes it.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Literal

from pipelines.render.figure import Figure

Align = Literal["left", "center", "right"]
FIELDS = ("PAGE", "NUMPAGES")
"""Fields that the renditions compute anew."""


@dataclass(frozen=True, slots=True)
class Letters:
    """How text looks. ``size`` in points."""

    size: float = 10.0
    colour: str = ""
    bold: bool = False
    italic: bool = False
    caps: bool = False
    underline: bool = False


@dataclass(frozen=True, slots=True)
class Span:
    """Text of one look. ``\\n`` is a line end, ``\\t`` a tab. ``style`` is the character style's id; ``link``
    a checked target in the folder of sources; ``field`` one of `FIELDS` or ""."""

    text: str
    letters: Letters
    style: str = ""
    link: str = ""
    field: str = ""


@dataclass(frozen=True, slots=True)
class Edge:
    """A ruled line; ``space`` is its distance from the text."""

    colour: str
    width: float
    space: float = 0.0


@dataclass(frozen=True, slots=True)
class Tab:
    """A tab stop; ``at`` from the left edge of the text."""

    align: Align
    at: float


@dataclass(frozen=True, slots=True)
class Setting:
    """How a paragraph stands. ``line`` multiplies the letters' own line height, ``line_least`` is its floor;
    ``level`` is the outline level from 0 (``None`` for text)."""

    align: Align = "left"
    before: float = 0.0
    after: float = 0.0
    left: float = 0.0
    right: float = 0.0
    first: float = 0.0
    line: float = 1.0
    line_least: float = 0.0
    fill: str = ""
    bar: Edge | None = None
    above: Edge | None = None
    below: Edge | None = None
    tabs: tuple[Tab, ...] = ()
    keep_next: bool = False
    keep_lines: bool = False
    new_page: bool = False
    level: int | None = None


@dataclass(frozen=True, slots=True)
class Picture:
    """A picture of the template (a firm's mark): the bytes of its file, ``kind`` of it, its size in print."""

    data: bytes
    kind: Literal["png", "jpeg"]
    width: float
    height: float
    description: str


@dataclass(frozen=True, slots=True)
class Paragraph:
    """Spans in a paragraph style (its id), below the figures and pictures that stand in it. ``mark`` is the
    look of an empty line."""

    style: str
    setting: Setting
    spans: tuple[Span, ...]
    mark: Letters
    figures: tuple[Figure | Picture, ...] = ()

    @property
    def text(self) -> str:
        """All its text."""
        return "".join(span.text for span in self.spans)


@dataclass(frozen=True, slots=True)
class Edges:
    """The ruled lines around a cell."""

    top: Edge | None = None
    bottom: Edge | None = None
    left: Edge | None = None
    right: Edge | None = None


@dataclass(frozen=True, slots=True)
class Cell:
    """A cell over ``columns`` grid columns from ``column`` on. ``continues``: the lower part of a cell that
    spans rows."""

    column: int
    columns: int
    paragraphs: tuple[Paragraph, ...]
    edges: Edges
    fill: str = ""
    continues: bool = False


@dataclass(frozen=True, slots=True)
class Row:
    """``header``: printed again on every page. ``whole``: never split over two."""

    cells: tuple[Cell, ...]
    header: bool
    whole: bool

    @property
    def keep_next(self) -> bool:
        """Whether the row stays on the page of the next: Word asks the paragraphs of its first cell."""
        return self.header or any(p.setting.keep_next for cell in self.cells[:1] for p in cell.paragraphs)


@dataclass(frozen=True, slots=True)
class Table:
    """``title`` is its alt text, ``widths`` of its grid columns, ``padding`` of cells: top, right, bottom,
    left; ``left`` its indent."""

    title: str
    widths: tuple[float, ...]
    padding: tuple[float, float, float, float]
    rows: tuple[Row, ...]
    left: float = 0.0


Block = Paragraph | Table


@dataclass(frozen=True, slots=True)
class Watermark:
    """Words drawn large and pale behind each page, turned ``rotation`` degrees clockwise."""

    text: str
    width: float
    height: float
    rotation: float
    colour: str


@dataclass(frozen=True, slots=True)
class Sheet:
    """The page: size, margins, and how far header and footer stand from its edges."""

    width: float
    height: float
    top: float
    right: float
    bottom: float
    left: float
    header: float
    footer: float

    @property
    def text_width(self) -> float:
        """Between the side margins."""
        return self.width - self.left - self.right


@dataclass(frozen=True, slots=True)
class Running:
    """What stands above and below the text of a page, and behind it."""

    header: tuple[Paragraph, ...]
    footer: tuple[Paragraph, ...]
    watermark: Watermark | None


@dataclass(frozen=True, slots=True)
class WordFile:
    """A whole document. ``first`` and ``even`` are ``None`` where the template has no header of their own."""

    sheet: Sheet
    blocks: tuple[Block, ...]
    running: Running
    first: Running | None
    even: Running | None
    letters: Letters

    def running_on(self, page: int) -> Running:
        """What runs on page ``page``, counted from 1."""
        if page == 1 and self.first is not None:
            return self.first
        return self.even if page % 2 == 0 and self.even is not None else self.running

    def paragraphs(self) -> Iterator[Paragraph]:
        """All paragraphs of the body, in reading order."""
        for block in self.blocks:
            if isinstance(block, Paragraph):
                yield block
            else:
                yield from (p for row in block.rows for cell in row.cells for p in cell.paragraphs)
