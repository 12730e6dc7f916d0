"""Draws ``exhibits/approved.docx``: run ``python -m templates.make_exhibits``, then approve the new bytes.

Answers: what an index of exhibits looks like: the court's caption, then one table for each layout, of which
filling keeps one. A layout stands in the section whose paper it needs: upright, or turned for the wide list.
Black on white, no word of the program: what is filed is the firm's own paper. A firm may restyle the result
in Word, and add or drop columns; the renderer refuses a template that lacks what it needs.
"""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from templates.chronology_parts import Column, watermark
from templates.word_styles import (
    AMBER,
    GREY,
    RED,
    TINT,
    defaults,
    letters,
    lines,
    paragraph_style,
    ruled,
    style,
    table_style,
)
from templates.wordml import cell, field, package, paragraph, row, run, section, table

TARGET = Path(__file__).parent / "exhibits" / "approved.docx"

UPRIGHT, TURNED = (12240, 15840), (15840, 12240)
"""US Letter."""
SIDE, WIDE_SIDE = 1440, 900
"""Margins beside the text: an inch, less where the table is wide."""
EDGES = (620, 620)
"""How far header and footer stand from the edges of the paper."""
RIGHT = frozenset({"page", "pages", "volume"})
"""Placeholders set to the right."""


@dataclass(frozen=True, slots=True)
class LayoutPart:
    """One layout of the index: its name (the table's title is ``index_<name>``) and its columns."""

    name: str
    columns: tuple[Column, ...]
    look: str = "PinciteTable"
    """``PinciteRuled`` where people write into the table by hand."""

    @property
    def table(self) -> str:
        """The table, and the line that stands for it where the plan lists nothing."""
        heads = [cell(head, _styled("PinciteColumn", name), w, fill=TINT) for head, name, w in self.columns]
        cells = [cell(f"{{{name}}}", _styled("PinciteCell", name), width) for _, name, width in self.columns]
        rows = [row(heads, repeat=True), row(cells, whole=True)]
        drawn = table(f"index_{self.name}", self.look, [width for _, _, width in self.columns], rows)
        return drawn + paragraph("No exhibit is listed.", "PinciteNone")


def _styled(style: str, placeholder: str) -> str:
    """The style of a cell, that set to the right for numbers."""
    return f"{style}Right" if placeholder in RIGHT else style


VOLUME: Column = ("Vol.", "volume", 560)
PAGE: Column = ("Page", "page", 760)

UPRIGHT_LAYOUTS = (
    LayoutPart(
        "motion",
        (
            ("Ex.", "designation", 1000),
            ("Description", "description", 3840),
            ("Date", "date", 1250),
            ("Bates", "bates", 1950),
            VOLUME,
            PAGE,
        ),
    ),
    LayoutPart(
        "ao187",
        (
            ("Plf. No.", "plaintiff_no", 950),
            ("Def. No.", "defendant_no", 950),
            ("Date offered", "offered", 1050),
            ("Marked", "marked", 950),
            ("Admitted", "admitted", 1080),
            ("Description of exhibits", "description", 3060),
            VOLUME,
            PAGE,
        ),
        "PinciteRuled",
    ),
    LayoutPart(
        "immigration",
        (
            ("Tab", "designation", 900),
            ("Description", "description", 3650),
            ("Criterion or element", "criterion", 2000),
            ("Translation", "translation", 1250),
            VOLUME,
            ("Pages", "pages", 1000),
        ),
    ),
    LayoutPart(
        "jers",
        (
            ("Exhibit No.", "designation", 1150),
            ("Description", "description", 3690),
            ("File name", "file", 3200),
            VOLUME,
            PAGE,
        ),
    ),
    LayoutPart(
        "binder",
        (
            ("Tab", "designation", 900),
            ("Document name", "description", 3130),
            ("Date", "date", 1250),
            ("File name", "file", 2400),
            ("Bundle", "bundle", 860),
            ("Page", "page", 820),
        ),
    ),
    LayoutPart(
        "confidential",
        (
            ("Ex.", "designation", 900),
            ("Description", "description", 3240),
            ("Confidentiality", "tier", 1950),
            ("Bates", "bates", 1950),
            VOLUME,
            PAGE,
        ),
    ),
)
TURNED_LAYOUTS = (
    LayoutPart(
        "pretrial",
        (
            ("No.", "designation", 760),
            ("Description", "description", 2800),
            ("Date", "date", 1080),
            ("Bates begin", "bates_first", 1500),
            ("Bates end", "bates_last", 1500),
            ("Witness", "witness", 1200),
            ("Purpose", "purpose", 1080),
            ("Objection", "objection", 1100),
            ("Stipulated", "stipulated", 1060),
            ("Ruling", "ruling", 760),
            ("Vol.", "volume", 520),
            ("Page", "page", 680),
        ),
        "PinciteRuled",
    ),
)
UPRIGHT_WIDTH, TURNED_WIDTH = UPRIGHT[0] - 2 * SIDE, TURNED[0] - 2 * WIDE_SIDE
"""Twips between the margins."""


def make() -> bytes:
    """The template's bytes."""
    upright = section(UPRIGHT, SIDE, top=SIDE, bottom=SIDE, edges=EDGES)
    body = [
        paragraph("{court}", "PinciteCourt"),
        _caption(),
        paragraph("{title}", "Title"),
        *(part.table for part in UPRIGHT_LAYOUTS),
        f'<w:p><w:pPr><w:pStyle w:val="PinciteEnd"/>{upright}</w:pPr></w:p>',
        *(part.table for part in TURNED_LAYOUTS),
        paragraph("", "PinciteEnd"),
        section(TURNED, WIDE_SIDE, top=1200, bottom=1080, edges=EDGES),
    ]
    return package(
        title="Index of exhibits", styles=_styles(), body="".join(body), header=_header(), footer=_footer()
    )


def _caption() -> str:
    """Parties left of the line, case number and judge right of it."""
    widths = (4900, UPRIGHT_WIDTH - 4900)
    cells = [
        cell("{parties}", "PinciteParties", widths[0]).replace("</w:tcPr>", f"{_CORNER}</w:tcPr>", 1),
        cell("{case}", "PinciteCase", widths[1]),
    ]
    return table("caption", "PinciteCaption", widths, [row(cells, whole=True)])


_CORNER = f"<w:tcBorders>{ruled('bottom', '000000', 6)}{ruled('right', '000000', 6)}</w:tcBorders>"


def _header() -> str:
    """The mark of a draft, and the mark once more, pale, behind the text: nothing where there is none."""
    mark = run("{mark}", "PinciteMark") + watermark(520)
    return f'<w:p><w:pPr><w:pStyle w:val="Header"/></w:pPr>{mark}</w:p>'


def _footer() -> str:
    """Page x of y, and which rows these are."""
    count = run("Page ") + field("PAGE", "1") + run(" of ") + field("NUMPAGES", "1")
    return f'<w:p><w:pPr><w:pStyle w:val="Footer"/></w:pPr>{count}</w:p>' + paragraph(
        "Rows {rows_digest_short}", "PinciteDigest"
    )


def _styles() -> str:
    """The styles, as the content of ``w:styles``."""
    grid = ruled("top", "000000", 8) + ruled("bottom", "000000", 8) + ruled("insideH", "9A9A9A", 4)
    centre = lines(align="center")
    return defaults(20) + "".join(
        [
            style("paragraph", "Normal"),
            table_style("TableNormal", "", 0, 0),
            paragraph_style("Title", lines(before=320, after=200, keep=True, align="center"), _BIG),
            paragraph_style("Header", centre, letters(size=18)),
            paragraph_style("Footer", centre, letters(size=18)),
            paragraph_style("PinciteCourt", lines(after=280, keep=True, align="center"), _BIG),
            paragraph_style("PinciteCourtLine", lines(keep=True, align="center"), parent="PinciteCourt"),
            paragraph_style("PinciteParties", lines(after=60), letters(size=22)),
            paragraph_style("PinciteCase", lines(after=60, left=160), letters(size=22)),
            paragraph_style("PinciteColumn", lines(keep=True), letters(size=18, bold=True)),
            paragraph_style("PinciteColumnRight", lines(align="right"), parent="PinciteColumn"),
            paragraph_style("PinciteCell", "", letters(size=19)),
            paragraph_style("PinciteCellRight", lines(align="right"), parent="PinciteCell"),
            paragraph_style("PinciteNote", lines(before=30), letters(size=18, italic=True)),
            paragraph_style("PinciteFlag", lines(before=30), letters(size=18, colour=AMBER, bold=True)),
            paragraph_style("PinciteNone", lines(after=60), letters(colour=GREY)),
            paragraph_style("PinciteEnd", "", letters(size=2)),
            paragraph_style("PinciteDigest", lines(before=30, align="center"), letters(size=12, colour=GREY)),
            style("character", "PinciteStrong", run=letters(bold=True)),
            style("character", "PinciteStatus", run=letters(italic=True)),
            style("character", "PinciteCite", run=letters(colour="1B3F8B")),
            style("character", "PinciteMark", run=letters(colour=RED, bold=True)),
            table_style("PinciteTable", grid, 50, 60),
            table_style("PinciteRuled", grid + ruled("insideV", "9A9A9A", 4), 50, 60),
            table_style("PinciteCaption", "", 0, 60),
        ]
    )


_BIG = letters(size=24, bold=True)

if __name__ == "__main__":
    TARGET.write_bytes(make())
