"""Draws ``treatment/approved.docx``: run ``python -m templates.make_treatment``, then approve the new bytes.

Answers: what stands where in a treatment chronology: sections in order, static words, columns, header, footer
and the prototype rows that the renderer copies. Holds no record text. Same version, same bytes.

A firm may restyle the result in Word. The renderer needs the tables' alt-text titles, the ``{placeholders}``
and the styles whose names begin with Pincite; it refuses a template that lacks one.
"""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from templates.word_styles import NAVY, TEXT_WIDTH, TINT, styles
from templates.wordml import TAB, cell, field, package, paragraph, row, run, table

TARGET = Path(__file__).parent / "treatment" / "approved.docx"

_Column = tuple[str, str, int]
"""Heading, placeholder, width in twips."""

CAPTION = (
    ("Client", "client", "Matter", "matter"),
    ("Date of birth", "date_of_birth", "Date of incident", "date_of_incident"),
    ("Template", "template", "Prepared by", "program"),
    ("Template digest", "template_digest", "Rows digest", "rows_digest"),
)
SET_ASIDE: tuple[_Column, ...] = (
    ("File", "file", 3900),
    ("Reason", "reason", 1500),
    ("Detail", "detail", 4200),
    ("What to do", "remedy", 4512),
)
TRIGGERS: tuple[_Column, ...] = (
    ("Trigger", "trigger", 6600),
    ("Found", "count", 900),
    ("Escalate to", "escalate", 6612),
)
CHRONOLOGY: tuple[_Column, ...] = (
    ("Date", "date", 1250),
    ("Facility / Provider", "place", 2450),
    ("Type", "type", 1450),
    ("Findings", "findings", 6512),
    ("Source", "source", 2450),
)
FINDINGS: tuple[_Column, ...] = (
    ("No.", "number", 600),
    ("Finding", "message", 8912),
    ("Source", "source", 4600),
)
SOURCES: tuple[_Column, ...] = (
    ("File", "file", 5212),
    ("Pages", "page_count", 900),
    ("Pages cited", "cited", 1300),
    ("SHA-256 of the file", "sha256", 6700),
)
PAGES: tuple[_Column, ...] = (
    ("Disposition", "disposition", 1900),
    ("Pages", "pages", 4000),
    ("Count", "count", 800),
    ("Reason", "reason", 3662),
    ("Kind of page", "kind", 1900),
    ("Text", "text_layer", 750),
    ("Confidence", "confidence", 1100),
)
NUMBERS = {"count", "page_count", "cited", "confidence", "number"}
"""Placeholders set to the right."""

METHOD = (
    "Each finding is quoted word for word from the page cited beside it. Line ends follow the column; a "
    "character that cannot be printed is shown by its code, such as \\x1b. [2] after a quote is the page of "
    "that number under Source. Codes stand as recorded, and an amount only where a bill in the file states "
    "it. Cited as: {citation_form}. Gaps are reported beyond {gap_threshold_days} days without treatment."
)
PAGES_NOTE = (
    "Every page of every file has exactly one disposition. Pages of a file that share disposition, reason, "
    "kind and text layer stand on one line; the confidence is that of the least certain of them (only text "
    "read from images has one)."
)


def _header_row(columns: Sequence[_Column]) -> str:
    styled = [(t, "PinciteColumnRight" if name in NUMBERS else "PinciteColumn", w) for t, name, w in columns]
    return row([cell(text, style, w, fill=TINT) for text, style, w in styled], repeat=True)


def _prototype(columns: Sequence[_Column], *, whole: bool) -> str:
    styled = [(name, "PinciteNumber" if name in NUMBERS else "PinciteCell", w) for _, name, w in columns]
    return row([cell(f"{{{name}}}", style, w) for name, style, w in styled], whole=whole)


def _listing(title: str, columns: Sequence[_Column], *more: str, whole: bool = True) -> str:
    rows = [_header_row(columns), _prototype(columns, whole=whole), *more]
    return table(title, "PinciteTable", [w for _, _, w in columns], rows)


def _caption() -> str:
    widths = (1700, 5356, 1700, 5356)
    rows = []
    for left, left_name, right, right_name in CAPTION:
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


def _counts() -> str:
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


def _divider() -> str:
    """The row that marks the date of incident between the encounters before and after it."""
    return row([cell("{divider}", "PinciteDivider", TEXT_WIDTH, span=5, fill=NAVY)], whole=True)


def _file() -> str:
    """The row above the pages of one file in the ledger."""
    return row([cell("{file}", "PinciteFile", TEXT_WIDTH, span=len(PAGES))], whole=True)


def _total() -> str:
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


def body() -> str:
    """The document from title to page ledger. A PinciteNone line stays where its table has no row."""
    return "".join(
        [
            paragraph("Treatment Chronology", "Title"),
            paragraph("{mark}", "PinciteNotice"),
            _caption(),
            paragraph("Files set aside", "Heading1"),
            _listing("set_aside", SET_ASIDE),
            paragraph("None: every file received was read.", "PinciteNone"),
            paragraph("Stop-work triggers met", "Heading1"),
            _listing("triggers", TRIGGERS),
            paragraph("None among the findings of this chronology.", "PinciteNone"),
            paragraph("{escalation_rule}", "PinciteAfter"),
            paragraph("Method and counts", "Heading1"),
            paragraph(METHOD, "PinciteText"),
            _counts(),
            paragraph("Chronology", "Heading1"),
            _listing("chronology", CHRONOLOGY, _divider(), whole=False),
            paragraph("No encounter was found in the files received.", "PinciteNone"),
            paragraph("Findings for the reviewer", "Heading1"),
            paragraph("{finding_title}", "Heading2"),
            paragraph("{finding_note}", "PinciteText"),
            _listing("findings", FINDINGS),
            paragraph("None beyond the rows.", "PinciteNone"),
            paragraph("Appendix A: Source files", "Heading1"),
            _listing("sources", SOURCES),
            paragraph("No file was read.", "PinciteNone"),
            paragraph("Appendix B: Page ledger", "Heading1"),
            paragraph(PAGES_NOTE, "PinciteText"),
            _listing("pages", PAGES, _file(), _total()),
            paragraph("No page was read.", "PinciteNone"),
            paragraph("End of the chronology. Rows digest {rows_digest}.", "PinciteEnd"),
        ]
    )


def header() -> str:
    """Client and date of incident left, the mark right, and the mark once more, pale, behind the text."""
    return (
        '<w:p><w:pPr><w:pStyle w:val="Header"/></w:pPr>'
        + run("{client}", "PinciteStrong")
        + run("   ·   Treatment chronology   ·   Date of incident {date_of_incident}")
        + TAB
        + run("{mark}", "PinciteMark")
        + _watermark()
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


def _watermark() -> str:
    """WordArt as Word itself writes a watermark; the renderer takes it out with the mark."""
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
        'style="position:absolute;margin-left:0;margin-top:0;width:610pt;height:60pt;rotation:330;'
        "z-index:-251658752;mso-position-horizontal:center;mso-position-horizontal-relative:margin;"
        'mso-position-vertical:center;mso-position-vertical-relative:margin" o:allowincell="f" '
        'fillcolor="#eceef1" stroked="f"><v:fill opacity=".6"/>'
        '<v:textpath style="font-family:&quot;Arial&quot;;font-size:1pt;font-weight:bold" '
        'string="{mark}"/><w10:wrap anchorx="margin" anchory="margin"/></v:shape></w:pict></w:r>'
    )


def make() -> bytes:
    """The template's bytes."""
    return package(
        title="Treatment chronology",
        styles=styles(),
        body=body(),
        header=header(),
        footer=footer(),
        size=(15840, 12240),
        margin=(15840 - TEXT_WIDTH) // 2,
    )


if __name__ == "__main__":
    TARGET.write_bytes(make())
