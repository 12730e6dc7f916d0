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


def _style(
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


def _paragraph(name: str, paragraph: str = "", run: str = "", parent: str = "Normal") -> str:
    return _style("paragraph", name, paragraph, run, parent=parent)


def _table(name: str, borders: str, above: int, below: int) -> str:
    """A table style; ``above``/``below`` are the cells' inner margins in twips."""
    margins = (
        f'<w:tblCellMar><w:top w:w="{above}" w:type="dxa"/><w:left w:w="85" w:type="dxa"/>'
        f'<w:bottom w:w="{below}" w:type="dxa"/><w:right w:w="85" w:type="dxa"/></w:tblCellMar>'
    )
    drawn = f"<w:tblBorders>{borders}</w:tblBorders>" if borders else ""
    more = f'<w:tblPr><w:tblInd w:w="0" w:type="dxa"/>{drawn}{margins}</w:tblPr>'
    return _style("table", name, parent="" if name == "TableNormal" else "TableNormal", more=more)


def _line(side: str, colour: str, eighths: int) -> str:
    return f'<w:{side} w:val="single" w:sz="{eighths}" w:space="0" w:color="{colour}"/>'


def styles() -> str:
    """All styles, as the content of ``w:styles``. The renderer names those that begin with Pincite."""
    grid = _line("top", NAVY, 8) + _line("bottom", NAVY, 8) + _line("insideH", RULE, 4)
    frame = _line("top", RULE, 4) + _line("bottom", RULE, 4) + _line("insideH", TINT, 4)
    defaults = (
        '<w:docDefaults><w:rPrDefault><w:rPr><w:rFonts w:ascii="Arial" w:hAnsi="Arial" w:eastAsia="Arial" '
        'w:cs="Arial"/><w:sz w:val="17"/><w:szCs w:val="17"/><w:lang w:val="en-US" w:eastAsia="en-US" '
        'w:bidi="ar-SA"/></w:rPr></w:rPrDefault><w:pPrDefault><w:pPr><w:spacing w:after="0" w:line="240" '
        'w:lineRule="auto"/></w:pPr></w:pPrDefault></w:docDefaults>'
    )
    heading = letters(size=26, colour=NAVY, bold=True)
    return defaults + "".join(
        [
            _style("paragraph", "Normal"),
            _table("TableNormal", "", 0, 0),
            _paragraph("Title", lines(after=60, keep=True), letters(size=40, colour=NAVY, bold=True)),
            _paragraph("Heading1", lines(before=300, after=90, keep=True, level=0), heading),
            _paragraph(
                "Heading2", lines(before=220, after=60, keep=True, level=1), letters(size=20, bold=True)
            ),
            _paragraph(
                "Header",
                lines(rule=RULE, tabs=_tabs(("right", TEXT_WIDTH))),
                letters(size=15, colour=GREY),
            ),
            _paragraph(
                "Footer",
                lines(tabs=_tabs(("center", TEXT_WIDTH // 2), ("right", TEXT_WIDTH))),
                letters(size=15, colour=GREY),
            ),
            _paragraph("PinciteNotice", lines(before=40, after=140), letters(size=20, colour=RED, bold=True)),
            _paragraph("PinciteText", lines(after=90, keep=True)),
            _paragraph("PinciteNone", lines(after=60), letters(colour=GREY)),
            _paragraph("PinciteColumn", lines(keep=True), letters(size=16, colour=NAVY, bold=True)),
            _paragraph("PinciteColumnRight", lines(align="right"), parent="PinciteColumn"),
            _paragraph("PinciteLabel", "", letters(size=16, colour=GREY)),
            _paragraph("PinciteCell"),
            _paragraph("PinciteNumber", lines(align="right")),
            _paragraph("PinciteDate", "", letters(size=18, colour=NAVY, bold=True)),
            _paragraph("PinciteNote", lines(before=20), letters(size=14, colour=GREY)),
            _paragraph("PinciteHeading", "", letters(colour=NAVY, bold=True)),
            _paragraph("PinciteQuote", lines(before=10, after=60)),
            _paragraph("PinciteCodes", lines(before=20), letters(size=16, colour=GREY)),
            _paragraph(
                "PinciteFlag",
                lines(before=10, after=50, left=100, fill=AMBER_TINT, bar="E0A100"),
                letters(size=16, colour=AMBER, bold=True),
            ),
            _paragraph(
                "PinciteStop",
                lines(before=30, after=60, left=100, keep=True, fill="FBE3E6", bar=RED),
                letters(colour=RED, bold=True),
            ),
            _paragraph(
                "PinciteDivider", lines(keep=True, align="center"), letters(colour="FFFFFF", bold=True)
            ),
            _paragraph("PinciteTotal", "", letters(bold=True)),
            _paragraph("PinciteTotalRight", lines(align="right"), parent="PinciteTotal"),
            _paragraph("PinciteFigure", lines(before=40, after=120, align="center")),
            _paragraph("PinciteFile", lines(keep=True), letters(bold=True)),
            _paragraph("PinciteAfter", lines(before=110), letters(size=16)),
            _paragraph("PinciteEnd", lines(before=160), letters(size=14, colour=GREY)),
            _paragraph("PinciteDigest", "", letters(size=13, colour=GREY)),
            _style("character", "PinciteStrong", run=letters(bold=True)),
            _style("character", "PinciteMuted", run=letters(colour=GREY)),
            _style("character", "PinciteCite", run=letters(size=14, colour="2B5797")),
            _style("character", "PinciteMark", run=letters(colour=RED, bold=True)),
            _table("PinciteTable", grid, 45, 55),
            _table("PinciteCaption", frame, 30, 30),
        ]
    )
