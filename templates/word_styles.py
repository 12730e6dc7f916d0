"""The look of the house's Word templates: one type family, one dark blue, one amber for what needs a check.

Arial, because every Word has it (or a font of the same widths); sizes in half points, spacing in twips.
"""

from __future__ import annotations

NAVY, GREY, RULE, TINT = "1F3864", "5F6670", "B9C2CF", "EAEEF4"
AMBER, AMBER_TINT, RED = "7A4B00", "FFF3D6", "B00020"

TEXT_WIDTH = 14112
"""Twips between the margins: US Letter landscape less 0.6 in on both sides."""


def letters(
    *, size: int = 0, colour: str = "", bold: bool = False, italic: bool = False, caps: bool = False
) -> str:
    """Run properties."""
    return (
        ("<w:b/><w:bCs/>" if bold else "")
        + ("<w:i/><w:iCs/>" if italic else "")
        + ("<w:caps/>" if caps else "")
        + (f'<w:color w:val="{colour}"/>' if colour else "")
        + (f'<w:sz w:val="{size}"/><w:szCs w:val="{size}"/>' if size else "")
    )


def lines(
    *,
    before: int = 0,
    after: int = 0,
    left: int = 0,
    keep: bool = False,
    fill: str = "",
    bar: str = "",
    rule: str = "",
    tabs: str = "",
    level: int | None = None,
    align: str = "",
) -> str:
    """Paragraph properties: ``bar`` colours a line at the left, ``rule`` one below, ``level`` the outline."""
    borders = (f'<w:left w:val="single" w:sz="18" w:space="5" w:color="{bar}"/>' if bar else "") + (
        f'<w:bottom w:val="single" w:sz="8" w:space="3" w:color="{rule}"/>' if rule else ""
    )
    return (
        ("<w:keepNext/>" if keep else "")
        + (f"<w:pBdr>{borders}</w:pBdr>" if borders else "")
        + (f'<w:shd w:val="clear" w:color="auto" w:fill="{fill}"/>' if fill else "")
        + tabs
        + f'<w:spacing w:before="{before}" w:after="{after}"/>'
        + (f'<w:ind w:left="{left}"/>' if left else "")
        + (f'<w:jc w:val="{align}"/>' if align else "")
        + ("" if level is None else f'<w:outlineLvl w:val="{level}"/>')
    )


def _tabs(*stops: tuple[str, int]) -> str:
    each = "".join(f'<w:tab w:val="{kind}" w:pos="{at}"/>' for kind, at in stops)
    return f"<w:tabs>{each}</w:tabs>"


_BUILT_IN = {
    "Normal": "Normal",
    "TableNormal": "Normal Table",
    "Title": "Title",
    "Heading1": "heading 1",
    "Heading2": "heading 2",
    "Header": "header",
    "Footer": "footer",
}


def style(
    kind: str, name: str, paragraph: str = "", run: str = "", *, parent: str = "", more: str = ""
) -> str:
    """One style. ``more`` is what follows paragraph and run properties (tables)."""
    custom = "" if name in _BUILT_IN else ' w:customStyle="1"'
    default = ' w:default="1"' if name in ("Normal", "TableNormal") else ""
    return (
        f'<w:style w:type="{kind}"{default}{custom} w:styleId="{name}">'
        f'<w:name w:val="{_BUILT_IN.get(name, name)}"/>'
        + (f'<w:basedOn w:val="{parent}"/>' if parent else "")
        + ("<w:qFormat/>" if kind == "paragraph" else "")
        + (f"<w:pPr>{paragraph}</w:pPr>" if paragraph else "")
        + (f"<w:rPr>{run}</w:rPr>" if run else "")
        + f"{more}</w:style>"
    )


def paragraph_style(name: str, paragraph: str = "", run: str = "", parent: str = "Normal") -> str:
    """A paragraph style of paragraph and run properties."""
    return style("paragraph", name, paragraph, run, parent=parent)


def table_style(name: str, borders: str, above: int, below: int) -> str:
    """A table style; ``above``/``below`` are the cells' inner margins in twips."""
    margins = (
        f'<w:tblCellMar><w:top w:w="{above}" w:type="dxa"/><w:left w:w="85" w:type="dxa"/>'
        f'<w:bottom w:w="{below}" w:type="dxa"/><w:right w:w="85" w:type="dxa"/></w:tblCellMar>'
    )
    drawn = f"<w:tblBorders>{borders}</w:tblBorders>" if borders else ""
    more = f'<w:tblPr><w:tblInd w:w="0" w:type="dxa"/>{drawn}{margins}</w:tblPr>'
    return style("table", name, parent="" if name == "TableNormal" else "TableNormal", more=more)


def ruled(side: str, colour: str, eighths: int) -> str:
    """A line of a table at ``side``, ``eighths`` of a point thick."""
    return f'<w:{side} w:val="single" w:sz="{eighths}" w:space="0" w:color="{colour}"/>'


def defaults(size: int) -> str:
    """What all text of a document has in common; its size in half points."""
    return (
        '<w:docDefaults><w:rPrDefault><w:rPr><w:rFonts w:ascii="Arial" w:hAnsi="Arial" w:eastAsia="Arial" '
        f'w:cs="Arial"/><w:sz w:val="{size}"/><w:szCs w:val="{size}"/><w:lang w:val="en-US" '
        'w:eastAsia="en-US" w:bidi="ar-SA"/></w:rPr></w:rPrDefault><w:pPrDefault><w:pPr>'
        '<w:spacing w:after="0" w:line="240" w:lineRule="auto"/></w:pPr></w:pPrDefault></w:docDefaults>'
    )


def styles() -> str:
    """All styles of a chronology, as the content of ``w:styles``. The renderer names those that begin with
    Pincite."""
    grid = ruled("top", NAVY, 8) + ruled("bottom", NAVY, 8) + ruled("insideH", RULE, 4)
    frame = ruled("top", RULE, 4) + ruled("bottom", RULE, 4) + ruled("insideH", TINT, 4)
    heading = letters(size=26, colour=NAVY, bold=True)
    return defaults(17) + "".join(
        [
            style("paragraph", "Normal"),
            table_style("TableNormal", "", 0, 0),
            paragraph_style("Title", lines(after=60, keep=True), letters(size=40, colour=NAVY, bold=True)),
            paragraph_style("Heading1", lines(before=300, after=90, keep=True, level=0), heading),
            paragraph_style(
                "Heading2", lines(before=220, after=60, keep=True, level=1), letters(size=20, bold=True)
            ),
            paragraph_style(
                "Header",
                lines(rule=RULE, tabs=_tabs(("right", TEXT_WIDTH))),
                letters(size=15, colour=GREY),
            ),
            paragraph_style(
                "Footer",
                lines(tabs=_tabs(("center", TEXT_WIDTH // 2), ("right", TEXT_WIDTH))),
                letters(size=15, colour=GREY),
            ),
            paragraph_style(
                "PinciteNotice", lines(before=40, after=140), letters(size=20, colour=RED, bold=True)
            ),
            paragraph_style("PinciteText", lines(after=90, keep=True)),
            paragraph_style("PinciteNone", lines(after=60), letters(colour=GREY)),
            paragraph_style("PinciteColumn", lines(keep=True), letters(size=16, colour=NAVY, bold=True)),
            paragraph_style("PinciteColumnRight", lines(align="right"), parent="PinciteColumn"),
            paragraph_style("PinciteLabel", "", letters(size=16, colour=GREY)),
            paragraph_style("PinciteCell"),
            paragraph_style("PinciteNumber", lines(align="right")),
            paragraph_style("PinciteDate", "", letters(size=18, colour=NAVY, bold=True)),
            paragraph_style("PinciteNote", lines(before=20), letters(size=14, colour=GREY)),
            paragraph_style("PinciteHeading", "", letters(colour=NAVY, bold=True)),
            paragraph_style("PinciteQuote", lines(before=10, after=60)),
            paragraph_style("PinciteCodes", lines(before=20), letters(size=16, colour=GREY)),
            paragraph_style(
                "PinciteFlag",
                lines(before=10, after=50, left=100, fill=AMBER_TINT, bar="E0A100"),
                letters(size=16, colour=AMBER, bold=True),
            ),
            paragraph_style(
                "PinciteStop",
                lines(before=30, after=60, left=100, keep=True, fill="FBE3E6", bar=RED),
                letters(colour=RED, bold=True),
            ),
            paragraph_style(
                "PinciteDivider", lines(keep=True, align="center"), letters(colour="FFFFFF", bold=True)
            ),
            paragraph_style("PinciteTotal", "", letters(bold=True)),
            paragraph_style("PinciteTotalRight", lines(align="right"), parent="PinciteTotal"),
            paragraph_style("PinciteFigure", lines(before=40, after=120, align="center")),
            paragraph_style("PinciteFile", lines(keep=True), letters(bold=True)),
            paragraph_style("PinciteAfter", lines(before=110), letters(size=16)),
            paragraph_style("PinciteEnd", lines(before=160), letters(size=14, colour=GREY)),
            paragraph_style("PinciteDigest", "", letters(size=13, colour=GREY)),
            style("character", "PinciteStrong", run=letters(bold=True)),
            style("character", "PinciteMuted", run=letters(colour=GREY)),
            style("character", "PinciteCite", run=letters(size=14, colour="2B5797")),
            style("character", "PinciteMark", run=letters(colour=RED, bold=True)),
            table_style("PinciteTable", grid, 45, 55),
            table_style("PinciteCaption", frame, 30, 30),
        ]
    )
