"""The parts that every chronology's Word template is made of: caption, tables, header, footer, watermark.

Answers: what stands where in a chronology: sections in order, static words, columns, and the prototype rows
that the renderer copies. The clause report draws with the same parts. Holds no record text, and nothing that
belongs to one deliverable only. The renderer needs the tables' alt-text titles, the ``{placeholders}`` and
the styles whose names begin with Pincite.
"""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass

from templates.word_styles import NAVY, TEXT_WIDTH, TINT, styles
from templates.wordml import TAB, cell, field, package, paragraph, row, run, section, table

Column = tuple[str, str, int]
"""Heading, placeholder, width in twips."""

PAPER = (15840, 12240)
"""US Letter, landscape."""
SIDE = (PAPER[0] - TEXT_WIDTH) // 2

CAPTION = (
    ("Client", "client", "Matter", "matter"),
    ("Date of birth", "date_of_birth", "Date of incident", "date_of_incident"),
    ("Template", "template", "Prepared by", "program"),
    ("Template digest", "template_digest", "Rows digest", "rows_digest"),
)
SET_ASIDE: tuple[Column, ...] = (
    ("File", "file", 3900),
    ("Reason", "reason", 1500),
    ("Detail", "detail", 4200),
    ("What to do", "remedy", 4512),
)
TRIGGERS: tuple[Column, ...] = (
    ("Trigger", "trigger", 6600),
    ("Found", "count", 900),
    ("Escalate to", "escalate", 6612),
)
FINDINGS: tuple[Column, ...] = (
    ("No.", "number", 600),
    ("Finding", "message", 8912),
    ("Source", "source", 4600),
)
SOURCES: tuple[Column, ...] = (
    ("File", "file", 5212),
    ("Pages", "page_count", 900),
    ("Pages cited", "cited", 1300),
    ("SHA-256 of the file", "sha256", 6700),
)
PAGES: tuple[Column, ...] = (
    ("Disposition", "disposition", 1900),
    ("Pages", "pages", 4000),
    ("Count", "count", 800),
    ("Reason", "reason", 3662),
    ("Kind of page", "kind", 1900),
    ("Text", "text_layer", 750),
    ("Confidence", "confidence", 1100),
)
NUMBERS = frozenset({"count", "page_count", "cited", "confidence", "number"})
"""Placeholders set to the right in every chronology."""

PAGES_NOTE = (
    "Every page of every file has exactly one disposition. Pages of a file that share disposition, reason, "
    "kind and text layer stand on one line; the confidence is that of the least certain of them (only text "
    "read from images has one)."
)


@dataclass(frozen=True, slots=True)
class IndexPart:
    """One index: its heading, its name (the table's title is ``index_<name>``), its columns without the
    source, and the width that is left to the source."""

    heading: str
    name: str
    columns: tuple[Column, ...]
    source: int

    @property
    def section(self) -> str:
        """Heading, note, table, and the line that stands for an empty table."""
        columns = (*self.columns, ("Source", "source", self.source))
        return "".join(
            [
                paragraph(self.heading, "Heading1"),
                paragraph(f"{{note_{self.name}}}", "PinciteText"),
                listing(f"index_{self.name}", columns, numbers=NUMBERS | RIGHT),
                paragraph("None.", "PinciteNone"),
            ]
        )


RIGHT = frozenset(
    {
        *("visits", "lines", "encounters", "fills", "before_incident", "denied_or_normal"),
        *("billed", "adjusted", "paid", "credits", "outstanding", "balance", "amount"),
    }
)
"""Placeholders of indexes set to the right."""


@dataclass(frozen=True, slots=True)
class ChronologyParts:
    """What one chronology's template says in words and columns of its own.

    ``rows`` are the columns of its table, ``right`` those of them set to the right; ``method`` says how to
    read it; ``empty`` stands for a table without rows. ``figure`` if the timeline stands before the table;
    ``summary`` are indexes that stand there too, ``indexes`` those that follow.
    """

    title: str
    method: str
    rows: tuple[Column, ...]
    empty: str
    indexes: tuple[IndexPart, ...] = ()
    right: frozenset[str] = frozenset()
    figure: bool = False
    summary: tuple[IndexPart, ...] = ()

    def make(self) -> bytes:
        """The template's bytes."""
        return package(
            title=self.title.capitalize(),
            styles=styles(),
            body=self._body() + section(PAPER, SIDE, top=1200, bottom=1000, edges=(540, 460)),
            header=header(f"{self.title.capitalize()}   ·   Date of incident {{date_of_incident}}"),
            footer=footer(),
        )

    def _body(self) -> str:
        """The document from title to page ledger. A PinciteNone line stays where its table has no row."""
        figure = [paragraph("Timeline", "Heading1"), paragraph("{timeline}", "PinciteFigure")]
        return "".join(
            [
                paragraph(self.title, "Title"),
                paragraph("{mark}", "PinciteNotice"),
                caption(CAPTION),
                paragraph("Files set aside", "Heading1"),
                listing("set_aside", SET_ASIDE),
                paragraph("None: every file received was read.", "PinciteNone"),
                paragraph("Stop-work triggers met", "Heading1"),
                listing("triggers", TRIGGERS),
                paragraph("None among the findings of this chronology.", "PinciteNone"),
                paragraph("{escalation_rule}", "PinciteAfter"),
                paragraph("Method and counts", "Heading1"),
                paragraph(self.method, "PinciteText"),
                counts(),
                *(figure if self.figure else ()),
                *(index.section for index in self.summary),
                paragraph("Chronology", "Heading1"),
                listing(
                    "chronology",
                    self.rows,
                    divider(len(self.rows)),
                    whole=False,
                    numbers=NUMBERS | self.right,
                ),
                paragraph(self.empty, "PinciteNone"),
                paragraph("Findings for the reviewer", "Heading1"),
                paragraph("{finding_title}", "Heading2"),
                paragraph("{finding_note}", "PinciteText"),
                listing("findings", FINDINGS),
                paragraph("None beyond the rows.", "PinciteNone"),
                *(index.section for index in self.indexes),
                paragraph("Appendix A: Source files", "Heading1"),
                listing("sources", SOURCES),
                paragraph("No file was read.", "PinciteNone"),
                paragraph("Appendix B: Page ledger", "Heading1"),
                paragraph(PAGES_NOTE, "PinciteText"),
                listing("pages", PAGES, file_row(), total_row()),
                paragraph("No page was read.", "PinciteNone"),
                paragraph("End of the chronology. Rows digest {rows_digest}.", "PinciteEnd"),
            ]
        )


def _header_row(columns: Sequence[Column], numbers: Collection[str]) -> str:
    styled = [(t, "PinciteColumnRight" if name in numbers else "PinciteColumn", w) for t, name, w in columns]
    return row([cell(text, style, w, fill=TINT) for text, style, w in styled], repeat=True)


def _prototype(columns: Sequence[Column], numbers: Collection[str], *, whole: bool) -> str:
    styled = [(name, "PinciteNumber" if name in numbers else "PinciteCell", w) for _, name, w in columns]
    return row([cell(f"{{{name}}}", style, w) for name, style, w in styled], whole=whole)


def listing(
    title: str,
    columns: Sequence[Column],
    *more: str,
    whole: bool = True,
    numbers: Collection[str] = NUMBERS,
) -> str:
    """A table with its heading row and its prototype row, ``more`` after them; ``numbers`` are the
    placeholders set to the right."""
    rows = [_header_row(columns, numbers), _prototype(columns, numbers, whole=whole), *more]
    return table(title, "PinciteTable", [w for _, _, w in columns], rows)


def caption(lines: Sequence[tuple[str, str, str, str]]) -> str:
    """The table below the title: label and placeholder, twice a line."""
    widths = (1700, 5356, 1700, 5356)
    rows = []
    for left, left_name, right, right_name in lines:
        digest = "PinciteDigest" if "digest" in left_name else "PinciteCell"
        rows.append(
            row(
                [
                    cell(left, "PinciteLabel", widths[0]),
                    cell(f"{{{left_name}}}", digest, widths[1]),
                    cell(right, "PinciteLabel", widths[2]),
                    cell(f"{{{right_name}}}", digest, widths[3]),
                ],
                whole=True,
            )
        )
    return table("caption", "PinciteCaption", widths, rows)


def counts() -> str:
    """Two lists of counts beside each other."""
    widths = (3700, 900, 900, 3700, 900)
    prototype = row(
        [
            cell("{left}", "PinciteCell", widths[0]),
            cell("{left_count}", "PinciteNumber", widths[1]),
            cell("", "PinciteCell", widths[2]),
            cell("{right}", "PinciteCell", widths[3]),
            cell("{right_count}", "PinciteNumber", widths[4]),
        ],
        whole=True,
    )
    return table("counts", "PinciteCaption", widths, [prototype])


def divider(columns: int) -> str:
    """A row across the table that parts the rows before it from those after it."""
    return row([cell("{divider}", "PinciteDivider", TEXT_WIDTH, span=columns, fill=NAVY)], whole=True)


def file_row() -> str:
    """The row above the pages of one file in the ledger."""
    return row([cell("{file}", "PinciteFile", TEXT_WIDTH, span=len(PAGES))], whole=True)


def total_row() -> str:
    """The sum line of the ledger."""
    widths = [w for _, _, w in PAGES]
    return row(
        [
            cell("{total_label}", "PinciteTotal", widths[0] + widths[1], span=2, fill=TINT),
            cell("{total}", "PinciteTotalRight", widths[2], fill=TINT),
            cell("", "PinciteTotal", sum(widths[3:]), span=len(PAGES) - 3, fill=TINT),
        ],
        whole=True,
    )


def header(words: str) -> str:
    """Client and these words left, the mark right, and the mark once more, pale, behind the text."""
    return (
        '<w:p><w:pPr><w:pStyle w:val="Header"/></w:pPr>'
        + run("{client}", "PinciteStrong")
        + run(f"   ·   {words}")
        + TAB
        + run("{mark}", "PinciteMark")
        + watermark()
        + "</w:p>"
    )


def footer() -> str:
    """Template and rows left, the mark in the middle, page x of y right."""
    return (
        '<w:p><w:pPr><w:pStyle w:val="Footer"/></w:pPr>'
        + run("Template {template}   ·   Rows {rows_digest_short}")
        + TAB
        + run("{mark}", "PinciteMark")
        + TAB
        + run("Page ")
        + field("PAGE", "1")
        + run(" of ")
        + field("NUMPAGES", "1")
        + "</w:p>"
    )


def watermark(width: int = 610) -> str:
    """WordArt ``width`` points long, as Word itself writes a watermark; the renderer takes it out with the
    mark."""
    formulas = (
        *("sum #0 0 10800", "prod #0 2 1", "sum 21600 0 @1", "sum 0 0 @2", "sum 21600 0 @3"),
        *("if @0 @3 0", "if @0 21600 @1", "if @0 0 @2", "if @0 @4 21600", "mid @5 @6"),
        *("mid @8 @5", "mid @7 @8", "mid @6 @7", "sum @6 0 @5"),
    )
    drawn = "".join(f'<v:f eqn="{f}"/>' for f in formulas)
    return (
        "<w:r><w:rPr><w:noProof/></w:rPr><w:pict>"
        '<v:shapetype id="_x0000_t136" coordsize="21600,21600" o:spt="136" adj="10800" '
        f'path="m@7,l@8,m@5,21600l@6,21600e"><v:formulas>{drawn}</v:formulas>'
        '<v:path textpathok="t" o:connecttype="custom" '
        'o:connectlocs="@9,0;@10,10800;@11,21600;@12,10800" o:connectangles="270,180,90,0"/>'
        '<v:textpath on="t" fitshape="t"/><o:lock v:ext="edit" text="t" shapetype="t"/></v:shapetype>'
        '<v:shape id="PinciteMark" o:spid="_x0000_s2049" type="#_x0000_t136" '
        f'style="position:absolute;margin-left:0;margin-top:0;width:{width}pt;height:60pt;rotation:330;'
        "z-index:-251658752;mso-position-horizontal:center;mso-position-horizontal-relative:margin;"
        'mso-position-vertical:center;mso-position-vertical-relative:margin" o:allowincell="f" '
        'fillcolor="#eceef1" stroked="f"><v:fill opacity=".6"/>'
        '<v:textpath style="font-family:&quot;Arial&quot;;font-size:1pt;font-weight:bold" '
        'string="{mark}"/><w10:wrap anchorx="margin" anchory="margin"/></v:shape></w:pict></w:r>'
    )
